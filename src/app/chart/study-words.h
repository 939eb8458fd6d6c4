/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/study.h"

G_BEGIN_DECLS

/* Indicators in people's words. */

const char *bw_study_words_title (const BwIndicatorInfo *info);
const char *bw_study_words_group (BwIndicatorGroup group);
const char *bw_study_words_place (const BwIndicatorInfo *info);
const char *bw_study_words_plot (BwPlotKind plot);
const char *bw_study_words_average (guint type);
char *bw_study_words_name (const char *name);
char *bw_study_words_range (const BwIndicatorParameter *parameter);
guint bw_study_words_match (const BwIndicatorInfo *info, const char *folded_text);

G_END_DECLS
