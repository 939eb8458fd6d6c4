/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/json-guard.h"

#include <string.h>

/**
 * bw_json_is_safe:
 * @text: any bytes
 *
 * Parsers of JSON that call themselves for every array and object run out of stack on a text of
 * many opening brackets. What comes from outside is looked through first: no more than
 * %BW_JSON_DEPTH_MAX arrays and objects may be open anywhere, and outside of strings nothing but
 * JSON's own characters may stand (comments and single quotes, which some parsers take, could hide
 * brackets from this count).
 *
 * Source: RFC 8259, section 2 (the characters) and section 9 (a limit to the depth).
 *
 * Returns: whether a recursive parser may be given @text; it can still be wrong JSON
 */
gboolean
bw_json_is_safe (const char *text, gsize n_bytes)
{
  gboolean is_in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      char c = text[i];

      if (is_in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            is_in_string = FALSE;
          continue;
        }
      if (c == '"')
        is_in_string = TRUE;
      else if (c == '[' || c == '{')
        {
          if (++depth > BW_JSON_DEPTH_MAX)
            return FALSE;
        }
      else if (c == ']' || c == '}')
        {
          if (depth-- == 0)
            return FALSE;
        }
      else if (c == '\0' || strchr ("+-.,: \t\r\n0123456789aeflnrstuE", c) == NULL)
        return FALSE;
    }
  return TRUE;
}
