/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/alert-words.h"

#include "app/format.h"

#include <glib/gi18n.h>

const char *
bw_alert_translate (const char *text)
{
  return *text != '\0' ? gettext (text) : text;
}

static char *
print_price (BwFixed price, const BwInstrument *instrument)
{
  return instrument != NULL ? bw_format_price (instrument, price) : bw_format_number (price, 2, 8, BW_FORMAT_PLAIN);
}

const BwAlertVoice *
bw_alert_voice (void)
{
  static const BwAlertVoice voice = { bw_alert_translate, print_price };

  return &voice;
}
