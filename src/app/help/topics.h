/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One page of the user's guide. */
typedef struct
{
  const char *file; /* its name: trading.md */
  char *title;      /* (owned): its first heading */
  char *text;       /* (owned): Markdown */
} BwHelpTopic;

const BwHelpTopic *bw_help_topics (gsize *n_topics); /* read once, kept */
const BwHelpTopic *bw_help_topic_find (const char *file);
gboolean bw_help_topic_has_words (const BwHelpTopic *topic, const char *folded_text, gboolean is_whole);

G_END_DECLS
