/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/trade-layouts.h"

#include <glib/gi18n.h>

/* The layout named Simple: what a beginner needs, and the book. */
#define SIMPLE_LAYOUT                                                                              \
  "{\"split\":\"horizontal\",\"share\":0.79,"                                                      \
  "\"start\":{\"split\":\"vertical\",\"share\":0.70,"                                              \
  "\"start\":{\"split\":\"horizontal\",\"share\":0.31,"                                           \
  "\"start\":{\"panels\":[\"watchlist\"]},\"end\":{\"panels\":[\"chart\"]}},"                      \
  "\"end\":{\"panels\":[\"positions\",\"orders\",\"fills\",\"alerts\",\"news\"],\"active\":\"positions\"}},"           \
  "\"end\":{\"split\":\"vertical\",\"share\":0.60,\"start\":{\"panels\":[\"ticket\"]},"            \
  "\"end\":{\"panels\":[\"book\",\"tape\",\"info\"],\"active\":\"book\"}}}"

/* For many orders a day: two charts, the book and the tape at hand. */
#define DAY_TRADER_LAYOUT                                                                          \
  "{\"split\":\"horizontal\",\"share\":0.19,"                                                      \
  "\"start\":{\"split\":\"vertical\",\"share\":0.58,\"start\":{\"panels\":[\"ticket\",\"watchlist\"]," \
  "\"active\":\"ticket\"},\"end\":{\"panels\":[\"book\"]}},"                                       \
  "\"end\":{\"split\":\"vertical\",\"share\":0.68,"                                                \
  "\"start\":{\"split\":\"horizontal\",\"share\":0.40,\"start\":{\"panels\":[\"chart\"]},"         \
  "\"end\":{\"split\":\"horizontal\",\"share\":0.66,\"start\":{\"panels\":[\"chart-2\"]},"         \
  "\"end\":{\"panels\":[\"tape\",\"info\"],\"active\":\"tape\"}}},"                                \
  "\"end\":{\"panels\":[\"positions\",\"orders\",\"fills\",\"alerts\",\"news\"],\"active\":\"orders\"}}}"

/* For looking: a large chart with what is known of the symbol beside it. */
#define RESEARCH_LAYOUT                                                                            \
  "{\"split\":\"horizontal\",\"share\":0.80,"                                                      \
  "\"start\":{\"split\":\"horizontal\",\"share\":0.22,\"start\":{\"panels\":[\"watchlist\"]},"     \
  "\"end\":{\"panels\":[\"chart\"]}},"                                                             \
  "\"end\":{\"split\":\"vertical\",\"share\":0.55,"                                                \
  "\"start\":{\"panels\":[\"info\",\"ticket\"],\"active\":\"info\"},"                              \
  "\"end\":{\"panels\":[\"positions\",\"orders\",\"fills\",\"alerts\",\"news\"],\"active\":\"positions\"}}}"

/* Grids of charts, with what one trades by at the right edge. */
#define ROW(first, second) \
  "{\"split\":\"horizontal\",\"share\":0.5,\"start\":{\"panels\":[\"" first "\"]},\"end\":{\"panels\":[\"" second "\"]}}"
#define ROW_OF_THREE(first, second, third) \
  "{\"split\":\"horizontal\",\"share\":0.333,\"start\":{\"panels\":[\"" first "\"]},\"end\":" ROW (second, third) "}"
#define GRID(top, bottom) "{\"split\":\"vertical\",\"share\":0.5,\"start\":" top ",\"end\":" bottom "}"
#define BESIDE_TICKET(charts)                                                                      \
  "{\"split\":\"horizontal\",\"share\":0.80,\"start\":" charts ",\"end\":{\"panels\":[\"ticket\",\"watchlist\"," \
  "\"positions\",\"orders\"],\"active\":\"watchlist\"}}"

static const BwBuiltinLayout layouts[] = {
  { "simple", N_("Simple"), SIMPLE_LAYOUT },
  { "day-trader", N_("Day Trader"), DAY_TRADER_LAYOUT },
  { "research", N_("Research"), RESEARCH_LAYOUT },
  { "charts-2", N_("Two Charts"), BESIDE_TICKET (ROW ("chart", "chart-2")) },
  { "charts-4", N_("Four Charts"), BESIDE_TICKET (GRID (ROW ("chart", "chart-2"), ROW ("chart-3", "chart-4"))) },
  { "charts-6", N_("Six Charts"),
    BESIDE_TICKET (GRID (ROW_OF_THREE ("chart", "chart-2", "chart-3"), ROW_OF_THREE ("chart-4", "chart-5", "chart-6"))) },
};

const BwBuiltinLayout *
bw_trade_layouts (guint *n_layouts)
{
  *n_layouts = G_N_ELEMENTS (layouts);
  return layouts;
}
