/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guide as a whole: its pages are built in, its links lead somewhere, a refusal has its page. */
#include "config.h"

#include "app/help/refusals.h"
#include "app/help/topics.h"

#include <string.h>

static void
test_pages (void)
{
  gsize n_topics;
  const BwHelpTopic *topics = bw_help_topics (&n_topics);
  const BwHelpTopic *index = bw_help_topic_find ("index.md");

  for (gsize i = 0; i < n_topics; i++)
    {
      g_autofree char *link = g_strdup_printf ("(%s)", topics[i].file);

      g_test_message ("%s", topics[i].file);
      g_assert_cmpuint (strlen (topics[i].title), >, 0);
      if (&topics[i] != index)
        g_assert_nonnull (strstr (index->text, link));
    }
}

static void
test_links (void)
{
  gsize n_topics;
  const BwHelpTopic *topics = bw_help_topics (&n_topics);

  for (gsize i = 0; i < n_topics; i++)
    for (const char *link = strstr (topics[i].text, "]("); link != NULL; link = strstr (link + 1, "]("))
      {
        g_autofree char *target = g_strndup (link + 2, strcspn (link + 2, ")"));

        g_test_message ("%s links to %s", topics[i].file, target);
        g_assert_nonnull (bw_help_topic_find (target));
      }
}

static void
test_refusals (void)
{
#define X(number, name, word) g_assert_nonnull (bw_help_topic_find (bw_help_topic_of_reason (BW_REASON_##name)));
  BW_REASONS (X)
#undef X
  g_assert_cmpstr (bw_help_topic_of_reason (BW_REASON_CONDITION), ==, "brackets-and-conditions.md");
  g_assert_cmpstr (bw_help_topic_of_reason (BW_REASON_WASH_TRADE), ==, "refusals.md");
  g_assert_cmpstr (bw_help_topic_of_reason (9999), ==, "refusals.md");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/guide/pages", test_pages);
  g_test_add_func ("/app/guide/links", test_links);
  g_test_add_func ("/app/guide/refusals", test_refusals);
  return g_test_run ();
}
