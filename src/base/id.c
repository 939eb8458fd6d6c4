/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/id.h"

#include <string.h>
#include <sys/random.h>

/**
 * bw_uuid_new_v7:
 * @now: wall time, UTC
 *
 * A time-ordered UUID. Source: RFC 9562 section 5.7.
 */
void
bw_uuid_new_v7 (BwTime now, BwUuid *uuid)
{
  guint64 ms = (guint64) (now / BW_MILLISECOND);

  if (getrandom (uuid->bytes, sizeof uuid->bytes, 0) != sizeof uuid->bytes)
    g_error ("The system gave no random bytes.");
  for (int i = 0; i < 6; i++)
    uuid->bytes[i] = (guint8) (ms >> (40 - 8 * i));
  uuid->bytes[6] = (uuid->bytes[6] & 0x0f) | 0x70;
  uuid->bytes[8] = (uuid->bytes[8] & 0x3f) | 0x80;
}

/**
 * bw_uuid_print:
 * @text: (out caller-allocates): at least %BW_UUID_TEXT_BYTES
 */
char *
bw_uuid_print (const BwUuid *uuid, char *text)
{
  static const char digits[] = "0123456789abcdef";
  char *cursor = text;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *cursor++ = '-';
      *cursor++ = digits[uuid->bytes[i] >> 4];
      *cursor++ = digits[uuid->bytes[i] & 15];
    }
  *cursor = '\0';
  return text;
}

gboolean
bw_uuid_parse (const char *text, BwUuid *uuid)
{
  BwUuid parsed;

  if (strlen (text) != BW_UUID_TEXT_BYTES - 1)
    return FALSE;
  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        if (*text++ != '-')
          return FALSE;
      if (!g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
        return FALSE;
      parsed.bytes[i] =
          (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
      text += 2;
    }
  *uuid = parsed;
  return TRUE;
}

gboolean
bw_uuid_is_null (const BwUuid *uuid)
{
  static const BwUuid null_uuid;

  return memcmp (uuid, &null_uuid, sizeof null_uuid) == 0;
}
