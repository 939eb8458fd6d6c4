/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/card.h"
#include "app/dashboard/lines.h"
#include "app/format.h"
#include "app/words.h"

#include <glib/gi18n.h>

enum
{
  LINE_TIME,
  LINE_PHASE,
  LINE_OPEN,
  LINE_CLOSE,
  LINE_NEXT,
  LINE_SPEED,
  N_LINES
};

struct _BwClockCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (BwClockCard, bw_clock_card, BW_TYPE_PANEL)

static void
show (BwClockCard *self, guint line_index, const char *name, char *text, BwTone tone)
{
  bw_lines_set_text (BW_LINES (self->lines), line_index, 0, name, BW_TONE_DIM);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 1, text, tone);
  g_free (text);
}

static char *
describe_next (const BwTimelineView *timeline, const char *zone)
{
  BwSession next;
  g_autofree char *date = NULL;
  g_autofree char *minute = NULL;

  if (!bw_calendar_next_session (timeline->calendar, timeline->session.date, &next))
    return g_strdup (BW_DASH);
  date = bw_format_date (next.open, zone);
  minute = bw_format_minute (next.open, zone);
  return g_strdup_printf ("%s %s", date, minute);
}

static void
bw_clock_card_refresh (BwPanel *panel, guint what)
{
  BwClockCard *self = BW_CLOCK_CARD (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  const char *zone = bw_desk_get_zone (desk);

  if (timeline == NULL || (what & BW_CHANGED_TIMELINES) == 0)
    return;
  bw_card_set_detail (self->card, timeline->kind == BW_TIMELINE_KIND_PRACTICE ? _("practice market") : _("replay"));
  show (self, LINE_TIME, _("Time"), bw_format_clock (timeline->now, zone), BW_TONE_STRONG);
  show (self, LINE_PHASE, _("Session"),
        g_strdup_printf ("%s %s", timeline->phase == BW_PHASE_CORE ? "●" : "○", bw_words_phase (timeline->phase)),
        timeline->phase == BW_PHASE_CORE ? BW_TONE_UP : BW_TONE_DIM);
  show (self, LINE_OPEN, _("Opens"), bw_format_minute (timeline->session.open, zone), BW_TONE_NORMAL);
  show (self, LINE_CLOSE, timeline->session.is_early_close ? _("Closes early") : _("Closes"),
        bw_format_minute (timeline->session.close, zone), BW_TONE_NORMAL);
  show (self, LINE_NEXT, _("Next session"), describe_next (timeline, zone), BW_TONE_NORMAL);
  show (self, LINE_SPEED, _("Speed"),
        timeline->is_playing ? g_strdup_printf ("%g×", timeline->speed) : g_strdup (_("paused")), BW_TONE_NORMAL);
}

static void
bw_clock_card_class_init (BwClockCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_clock_card_refresh;
}

static void
bw_clock_card_init (BwClockCard *self)
{
  static const BwLineColumn columns[] = { { 0, FALSE }, { 1, TRUE } };

  self->card = BW_CARD (bw_card_new (_("Market clock")));
  self->lines = bw_lines_new (_("Market clock"), columns, G_N_ELEMENTS (columns), N_LINES);
  bw_lines_set_n (BW_LINES (self->lines), N_LINES);
  for (guint i = 0; i < N_LINES; i++)
    bw_lines_set_key (BW_LINES (self->lines), i, 0, NULL);
  bw_card_set_child (self->card, self->lines);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
