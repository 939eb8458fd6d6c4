/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-record.h"

#include <string.h>

/* Stored: never change a name. A value is a number of eight bytes or a text; little-endian. */
static const struct
{
  const char *name;
  guint offset, n_bytes;
  gboolean is_text;
} fields[] = {
#define NUMBER(field) { #field, G_STRUCT_OFFSET (BwAlert, field), sizeof (((BwAlert *) NULL)->field), FALSE }
#define TEXT(field) { #field, G_STRUCT_OFFSET (BwAlert, field), sizeof (((BwAlert *) NULL)->field), TRUE }
  NUMBER (id),         NUMBER (timeline),      NUMBER (instrument),    NUMBER (kind),     NUMBER (test),
  NUMBER (repeat),     NUMBER (status),        NUMBER (side),          NUMBER (is_on_tick), NUMBER (sound),
  NUMBER (window_minutes), NUMBER (timeframe), NUMBER (level),         NUMBER (high),     NUMBER (share),
  NUMBER (drawing),    NUMBER (pause_ns),      NUMBER (created),       NUMBER (expires),  NUMBER (snoozed_until),
  NUMBER (blocked_until), NUMBER (fired),      NUMBER (fired_price),   NUMBER (n_fired),  NUMBER (position),
  NUMBER (bar_start),  NUMBER (bar_volume),    TEXT (expression),      TEXT (message),
#undef NUMBER
#undef TEXT
};

static gint64
get_number (const BwAlert *alert, guint offset, guint n_bytes)
{
  const guint8 *place = (const guint8 *) alert + offset;
  gint64 number;
  gint32 small;

  if (n_bytes == 1)
    return *place;
  if (n_bytes == 4)
    {
      memcpy (&small, place, sizeof small);
      return small;
    }
  memcpy (&number, place, sizeof number);
  return number;
}

static void
set_number (BwAlert *alert, guint offset, guint n_bytes, gint64 number)
{
  guint8 *place = (guint8 *) alert + offset;
  gint32 small = (gint32) number;

  if (n_bytes == 1)
    *place = (guint8) number;
  else if (n_bytes == 4)
    memcpy (place, &small, sizeof small);
  else
    memcpy (place, &number, sizeof number);
}

/**
 * bw_alert_record_write:
 *
 * Returns: (transfer full): the record
 */
GBytes *
bw_alert_record_write (const BwAlert *alert, const BwAlertWindow *window)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) state = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].is_text)
      g_variant_dict_insert (&dict, fields[i].name, "s", (const char *) alert + fields[i].offset);
    else
      g_variant_dict_insert (&dict, fields[i].name, "x", get_number (alert, fields[i].offset, fields[i].n_bytes));
  if (window != NULL)
    g_variant_dict_insert_value (&dict, "window", bw_alert_window_pack (window));
  state = g_variant_ref_sink (g_variant_dict_end (&dict));
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      GVariant *swapped = g_variant_byteswap (state);

      g_variant_unref (state);
      state = swapped;
    }
  return g_variant_get_data_as_bytes (state);
}

/**
 * bw_alert_record_read:
 * @window: (nullable) (out caller-allocates): zeroed where the record has none
 *
 * Returns: %FALSE when it is damaged
 */
gboolean
bw_alert_record_read (GBytes *record, BwAlert *alert, BwAlertWindow *window)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, record, FALSE));
  g_autoptr (GVariant) packed = NULL;

  *alert = (BwAlert){ 0 };
  if (!g_variant_is_normal_form (state))
    return FALSE;
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      GVariant *swapped = g_variant_byteswap (state);

      g_variant_unref (state);
      state = swapped;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 number = 0;
      const char *text = NULL;

      if (fields[i].is_text && g_variant_lookup (state, fields[i].name, "&s", &text))
        g_strlcpy ((char *) alert + fields[i].offset, text, fields[i].n_bytes);
      else if (!fields[i].is_text && g_variant_lookup (state, fields[i].name, "x", &number))
        set_number (alert, fields[i].offset, fields[i].n_bytes, number);
    }
  packed = g_variant_lookup_value (state, "window", NULL);
  if (window != NULL)
    {
      *window = (BwAlertWindow){ 0 };
      if (packed != NULL && !bw_alert_window_unpack (window, packed))
        return FALSE;
    }
  return alert->kind != 0;
}
