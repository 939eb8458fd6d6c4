/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help/topics.h"

#include <gio/gio.h>
#include <string.h>

#include "app/help/markdown.h"

/* In the order in which the guide's index names them. */
static const char *const files[] = {
  "index.md", "first-steps.md", "charts.md", "chart-types.md", "drawing.md", "screener.md", "layouts.md",
  "trading.md", "alerts.md", "orders.md",
  "brackets-and-conditions.md", "auctions-and-halts.md", "fills.md", "refusals.md", "accounts.md",
  "costs.md", "risk.md", "rebalancing.md", "replay.md", "what-if.md", "practice-events.md",
  "importing.md", "exports.md", "command-line.md", "your-data.md",
};

/**
 * bw_help_topics:
 *
 * Returns: (transfer none) (array length=n_topics): those that the program was built with
 */
const BwHelpTopic *
bw_help_topics (gsize *n_topics)
{
  static BwHelpTopic topics[G_N_ELEMENTS (files)];
  static gsize n;

  for (gsize i = 0; n == 0 && i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/io/github/bellwether/Bellwether/help/", files[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      topics[i].file = files[i];
      topics[i].text = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                                     : g_strdup ("");
      topics[i].title = bw_markdown_get_title (topics[i].text);
    }
  n = G_N_ELEMENTS (files);
  *n_topics = n;
  return topics;
}

const BwHelpTopic *
bw_help_topic_find (const char *file)
{
  gsize n_topics;
  const BwHelpTopic *topics = bw_help_topics (&n_topics);

  for (gsize i = 0; i < n_topics; i++)
    if (g_str_equal (topics[i].file, file))
      return &topics[i];
  return NULL;
}

/**
 * bw_help_topic_has_words:
 * @folded_text: words, casefolded; all must be there
 * @is_whole: look into the text as well, not only at the title
 */
gboolean
bw_help_topic_has_words (const BwHelpTopic *topic, const char *folded_text, gboolean is_whole)
{
  g_autofree char *folded = g_utf8_casefold (is_whole ? topic->text : topic->title, -1);
  g_auto (GStrv) words = g_strsplit (folded_text, " ", 8);

  for (char **word = words; *word != NULL; word++)
    if (strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}
