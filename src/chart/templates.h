/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_CHART_TEMPLATES_VERSION  1
#define BW_CHART_TEMPLATES_MAX      200
#define BW_CHART_TEMPLATE_NAME_BYTES 80

/* @setup is kept as it was written, even by a newer program: only applying it reads it. */
typedef struct
{
  char *name;  /* (owned) */
  char *setup; /* (owned): what bw_chart_setup_parse() reads */
} BwChartTemplate;

/**
 * BwChartTemplates:
 * @preferred: (owned) (nullable): what new charts begin with
 *
 * The setups that were given a name.
 */
typedef struct
{
  GPtrArray *items; /* (owned): BwChartTemplate, by name */
  char *preferred;
} BwChartTemplates;

BwChartTemplates *bw_chart_templates_new (void);
void bw_chart_templates_free (BwChartTemplates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartTemplates, bw_chart_templates_free)

BwChartTemplates *bw_chart_templates_parse (const char *text, GError **error);
char *bw_chart_templates_print (const BwChartTemplates *templates);
const BwChartTemplate *bw_chart_templates_find (const BwChartTemplates *templates, const char *name);
gboolean bw_chart_templates_set (BwChartTemplates *templates, const char *name, const char *setup);
gboolean bw_chart_templates_rename (BwChartTemplates *templates, const char *name, const char *to);
gboolean bw_chart_templates_remove (BwChartTemplates *templates, const char *name);
void bw_chart_templates_prefer (BwChartTemplates *templates, const char *name);

G_END_DECLS
