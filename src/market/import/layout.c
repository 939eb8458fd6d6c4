/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/layout.h"

#include "base/translatable.h"

/**
 * bw_import_role_name:
 *
 * Returns: the role in English words, for a chooser
 */
const char *
bw_import_role_name (BwImportRole role)
{
  switch (role)
    {
    case BW_IMPORT_ROLE_NONE:
      return N_("Not imported");
    case BW_IMPORT_ROLE_SYMBOL:
      return N_("Symbol");
    case BW_IMPORT_ROLE_DATE:
      return N_("Date");
    case BW_IMPORT_ROLE_TIME:
      return N_("Time");
    case BW_IMPORT_ROLE_DATETIME:
      return N_("Date and time");
    case BW_IMPORT_ROLE_TIMEFRAME:
      return N_("Timeframe");
    case BW_IMPORT_ROLE_OPEN:
      return N_("Opening price");
    case BW_IMPORT_ROLE_HIGH:
      return N_("Highest price");
    case BW_IMPORT_ROLE_LOW:
      return N_("Lowest price");
    case BW_IMPORT_ROLE_CLOSE:
      return N_("Closing price");
    case BW_IMPORT_ROLE_ADJ_CLOSE:
      return N_("Adjusted close");
    case BW_IMPORT_ROLE_VOLUME:
      return N_("Volume");
    case BW_IMPORT_ROLE_BID_OPEN:
      return N_("Bid open");
    case BW_IMPORT_ROLE_BID_HIGH:
      return N_("Bid high");
    case BW_IMPORT_ROLE_BID_LOW:
      return N_("Bid low");
    case BW_IMPORT_ROLE_BID_CLOSE:
      return N_("Bid close");
    case BW_IMPORT_ROLE_ASK_OPEN:
      return N_("Ask open");
    case BW_IMPORT_ROLE_ASK_HIGH:
      return N_("Ask high");
    case BW_IMPORT_ROLE_ASK_LOW:
      return N_("Ask low");
    case BW_IMPORT_ROLE_ASK_CLOSE:
      return N_("Ask close");
    }
  return "";
}

const char *
bw_import_date_name (BwImportDate date)
{
  switch (date)
    {
    case BW_IMPORT_DATE_YMD:
      return N_("Year, month, day");
    case BW_IMPORT_DATE_MDY:
      return N_("Month, day, year");
    case BW_IMPORT_DATE_DMY:
      return N_("Day, month, year");
    case BW_IMPORT_DATE_NAMED:
      return N_("Month by name");
    case BW_IMPORT_DATE_EPOCH_S:
      return N_("Seconds since 1970");
    case BW_IMPORT_DATE_EPOCH_MS:
      return N_("Milliseconds since 1970");
    case BW_IMPORT_DATE_EPOCH_US:
      return N_("Microseconds since 1970");
    case BW_IMPORT_DATE_EPOCH_NS:
      return N_("Nanoseconds since 1970");
    }
  return "";
}

const char *
bw_import_encoding_name (BwImportEncoding encoding)
{
  switch (encoding)
    {
    case BW_IMPORT_UTF8:
      return N_("UTF-8");
    case BW_IMPORT_UTF8_BOM:
      return N_("UTF-8 with byte order mark");
    case BW_IMPORT_UTF16_LE:
      return N_("UTF-16, little-endian");
    case BW_IMPORT_UTF16_BE:
      return N_("UTF-16, big-endian");
    case BW_IMPORT_LATIN1:
      return N_("Latin-1");
    }
  return "";
}
