/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/layout.h"

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
      return "Not imported";
    case BW_IMPORT_ROLE_SYMBOL:
      return "Symbol";
    case BW_IMPORT_ROLE_DATE:
      return "Date";
    case BW_IMPORT_ROLE_TIME:
      return "Time";
    case BW_IMPORT_ROLE_DATETIME:
      return "Date and time";
    case BW_IMPORT_ROLE_TIMEFRAME:
      return "Timeframe";
    case BW_IMPORT_ROLE_OPEN:
      return "Open";
    case BW_IMPORT_ROLE_HIGH:
      return "High";
    case BW_IMPORT_ROLE_LOW:
      return "Low";
    case BW_IMPORT_ROLE_CLOSE:
      return "Close";
    case BW_IMPORT_ROLE_ADJ_CLOSE:
      return "Adjusted close";
    case BW_IMPORT_ROLE_VOLUME:
      return "Volume";
    case BW_IMPORT_ROLE_BID_OPEN:
      return "Bid open";
    case BW_IMPORT_ROLE_BID_HIGH:
      return "Bid high";
    case BW_IMPORT_ROLE_BID_LOW:
      return "Bid low";
    case BW_IMPORT_ROLE_BID_CLOSE:
      return "Bid close";
    case BW_IMPORT_ROLE_ASK_OPEN:
      return "Ask open";
    case BW_IMPORT_ROLE_ASK_HIGH:
      return "Ask high";
    case BW_IMPORT_ROLE_ASK_LOW:
      return "Ask low";
    case BW_IMPORT_ROLE_ASK_CLOSE:
      return "Ask close";
    }
  return "";
}

const char *
bw_import_date_name (BwImportDate date)
{
  switch (date)
    {
    case BW_IMPORT_DATE_YMD:
      return "Year, month, day";
    case BW_IMPORT_DATE_MDY:
      return "Month, day, year";
    case BW_IMPORT_DATE_DMY:
      return "Day, month, year";
    case BW_IMPORT_DATE_NAMED:
      return "Month by name";
    case BW_IMPORT_DATE_EPOCH_S:
      return "Seconds since 1970";
    case BW_IMPORT_DATE_EPOCH_MS:
      return "Milliseconds since 1970";
    case BW_IMPORT_DATE_EPOCH_US:
      return "Microseconds since 1970";
    case BW_IMPORT_DATE_EPOCH_NS:
      return "Nanoseconds since 1970";
    }
  return "";
}

const char *
bw_import_encoding_name (BwImportEncoding encoding)
{
  switch (encoding)
    {
    case BW_IMPORT_UTF8:
      return "UTF-8";
    case BW_IMPORT_UTF8_BOM:
      return "UTF-8 with byte order mark";
    case BW_IMPORT_UTF16_LE:
      return "UTF-16, little-endian";
    case BW_IMPORT_UTF16_BE:
      return "UTF-16, big-endian";
    case BW_IMPORT_LATIN1:
      return "Latin-1";
    }
  return "";
}
