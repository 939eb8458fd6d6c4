/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/status-bar.h"

#include "app/format.h"
#include "app/words.h"

#include <glib/gi18n.h>

#define JOBS_SHOWN_MAX 6
#define STALE_AFTER (15 * BW_SECOND)

static const double speeds[] = { 1, 2, 5, 10, 30, 60, 100, 300, 1000 };

struct _BwStatusBar
{
  BwPanel parent_instance;
  GtkLabel *dot_label;
  GtkLabel *source_label;
  GtkLabel *clock_label;
  GtkLabel *phase_label;
  GtkButton *play_button;
  GtkMenuButton *speed_button;
  GtkLabel *speed_label;
  GtkLabel *notice_label;
  GtkWidget *jobs_button;
  GtkLabel *jobs_label;
  GtkBox *jobs_box;
  GtkLabel *age_label;
  GtkLabel *latency_label;
  BwWidthClass width_class;
  BwTime clock_second; /* what the clock shows; it changes once a second */
};

G_DEFINE_FINAL_TYPE (BwStatusBar, bw_status_bar, BW_TYPE_PANEL)

static void
update_transport (BwStatusBar *self, const BwTimelineView *timeline)
{
  g_autofree char *speed = g_strdup_printf ("%g×", timeline->speed);
  const char *word = timeline->is_playing ? _("Pause the market (Ctrl+Space)") : _("Let the market run (Ctrl+Space)");

  gtk_label_set_text (self->speed_label, speed);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->play_button)), word) == 0)
    return;
  gtk_button_set_icon_name (self->play_button,
                            timeline->is_playing ? "bw-pause-symbolic" : "bw-play-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  timeline->is_playing ? _("Pause") : _("Play"), -1);
}

static void
update_clock (BwStatusBar *self, const BwTimelineView *timeline)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const char *zone = bw_desk_get_zone (desk);
  g_autofree char *clock = NULL;
  g_autofree char *session = NULL;
  g_autofree char *phase = NULL;
  g_autofree char *tooltip = NULL;

  if (timeline->now / BW_SECOND == self->clock_second)
    return;
  self->clock_second = timeline->now / BW_SECOND;
  clock = self->width_class == BW_WIDTH_NARROW ? bw_format_time (timeline->now, zone)
                                               : bw_format_clock (timeline->now, zone);
  session = bw_words_session (timeline, zone);
  phase = g_str_equal (session, bw_words_phase (timeline->phase))
              ? g_strdup (session)
              : g_strdup_printf ("%s, %s", bw_words_phase (timeline->phase), session);
  tooltip = bw_format_time_tooltip (timeline->now);
  gtk_label_set_text (self->clock_label, clock);
  gtk_label_set_text (self->phase_label, phase);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->clock_label), tooltip);
}

static void
update_health (BwStatusBar *self, const BwTimelineView *timeline)
{
  BwEngineHealth health = { 0 };
  g_autofree char *latency = NULL;
  g_autofree char *age = NULL;
  g_autofree char *age_text = NULL;
  gint64 age_ns;

  bw_engine_health (bw_panel_get_engine (BW_PANEL (self)), &health);
  age_ns = timeline->now - health.data_time;
  age = bw_format_age (age_ns);
  if (health.data_time > 0 && timeline->phase == BW_PHASE_CORE)
    age_text = g_strdup_printf (age_ns > STALE_AFTER ? _("Quotes are %s old") : _("Quotes %s old"), age);
  gtk_label_set_text (self->age_label, age_text != NULL ? age_text : "");
  if (health.command_durable_ns > 0)
    {
      g_autofree char *number = bw_format_latency (health.command_durable_ns);

      latency = g_strdup_printf (_("Engine %s"), number);
    }
  gtk_label_set_text (self->latency_label, latency != NULL ? latency : "");
}

static void
update_source (BwStatusBar *self, const BwTimelineView *timeline)
{
  BwTone tone = timeline->frozen_reason != NULL ? BW_TONE_DOWN
                : timeline->phase == BW_PHASE_CORE && timeline->is_playing ? BW_TONE_UP
                                                                           : BW_TONE_FLAT;

  bw_style_set_tone (GTK_WIDGET (self->dot_label), tone);
  gtk_label_set_text (self->source_label,
                      timeline->kind == BW_TIMELINE_KIND_REPLAY ? timeline->name : _("Practice market"));
  gtk_label_set_text (self->notice_label, timeline->frozen_reason != NULL ? timeline->frozen_reason : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->notice_label), timeline->frozen_reason);
}

static void
cancel_job_cb (GtkButton *button, gpointer user_data)
{
  BwStatusBar *self = BW_STATUS_BAR (user_data);
  guint64 *job = g_object_get_data (G_OBJECT (button), "bw-job");

  bw_engine_cancel_job (bw_panel_get_engine (BW_PANEL (self)), *job);
}

static void
add_job (BwStatusBar *self, const BwJobView *job)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (job->title);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (box), line);
  if (job->is_running)
    {
      GtkWidget *bar = gtk_progress_bar_new ();
      GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), CLAMP (job->fraction, 0, 1));
      gtk_widget_add_css_class (cancel, "row-button");
      g_object_set_data_full (G_OBJECT (cancel), "bw-job", g_memdup2 (&job->id, sizeof job->id), g_free);
      g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_job_cb), self, 0);
      gtk_box_append (GTK_BOX (line), cancel);
      gtk_box_append (GTK_BOX (box), bar);
    }
  else
    {
      GtkWidget *message = gtk_label_new (job->message);

      gtk_label_set_xalign (GTK_LABEL (message), 0);
      gtk_label_set_wrap (GTK_LABEL (message), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (message), 40);
      gtk_widget_add_css_class (message, "dim-label");
      gtk_box_append (GTK_BOX (box), message);
    }
  gtk_box_append (self->jobs_box, box);
}

static void
update_jobs (BwStatusBar *self)
{
  BwEngine *engine = bw_panel_get_engine (BW_PANEL (self));
  gsize n_jobs = bw_engine_n_jobs (engine);
  guint n_running = 0;
  GtkWidget *child;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_jobs; i++)
    n_running += bw_engine_job_at (engine, i)->is_running ? 1 : 0;
  text = g_strdup_printf (ngettext ("%u job", "%u jobs", n_running), n_running);
  gtk_label_set_text (self->jobs_label, text);
  /* What has ended is told where it was asked for, and stays to be read while this is open. */
  gtk_widget_set_visible (self->jobs_button,
                          n_running > 0 || gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (
                                               GTK_MENU_BUTTON (self->jobs_button)))));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->jobs_box))) != NULL)
    gtk_box_remove (self->jobs_box, child);
  for (gsize i = 0; i < MIN (n_jobs, JOBS_SHOWN_MAX); i++)
    add_job (self, bw_engine_job_at (engine, i));
}

static void
bw_status_bar_refresh (BwPanel *panel, guint what)
{
  BwStatusBar *self = BW_STATUS_BAR (panel);
  const BwTimelineView *timeline = bw_desk_get_timeline_view (bw_panel_get_desk (panel));

  if ((what & BW_CHANGED_JOBS) != 0)
    update_jobs (self);
  if (timeline == NULL)
    return;
  if (what == G_MAXUINT)
    self->clock_second = 0;
  update_clock (self, timeline);
  update_health (self, timeline);
  if ((what & BW_CHANGED_TIMELINES) != 0)
    {
      update_source (self, timeline);
      update_transport (self, timeline);
    }
}

static void
make_speed_menu (BwStatusBar *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *label = g_strdup_printf ("%g×", speeds[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "desk.speed", "d", speeds[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->speed_button, G_MENU_MODEL (menu));
}

static void
change_speed_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (bw_panel_get_desk (BW_PANEL (widget)));
  int direction = g_variant_get_int32 (parameter);
  double speed;

  if (timeline == NULL)
    return;
  speed = timeline->speed;
  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      gsize k = direction > 0 ? i : G_N_ELEMENTS (speeds) - 1 - i;

      if ((direction > 0 && speeds[k] > timeline->speed) || (direction < 0 && speeds[k] < timeline->speed))
        {
          speed = speeds[k];
          break;
        }
    }
  gtk_widget_activate_action (widget, "desk.speed", "d", speed);
}

static void
bw_status_bar_class_init (BwStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_PANEL_CLASS (klass)->refresh = bw_status_bar_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bellwether/Bellwether/ui/status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, dot_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, source_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, clock_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, phase_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, speed_button);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, speed_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, notice_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, jobs_button);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, jobs_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, jobs_box);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, age_label);
  gtk_widget_class_bind_template_child (widget_class, BwStatusBar, latency_label);
  gtk_widget_class_install_action (widget_class, "status.change-speed", "i", change_speed_cb);
}

static void
bw_status_bar_init (BwStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width_class = BW_WIDTH_WIDE;
  make_speed_menu (self);
}

GtkWidget *
bw_status_bar_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_STATUS_BAR, "desk", desk, "id", "status-bar", NULL);
}

/** bw_status_bar_set_width_class: leaves out what there is no room for. */
void
bw_status_bar_set_width_class (BwStatusBar *self, BwWidthClass width_class)
{
  self->width_class = width_class;
  self->clock_second = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), width_class != BW_WIDTH_NARROW);
  gtk_widget_set_visible (GTK_WIDGET (self->phase_label), width_class == BW_WIDTH_WIDE);
  gtk_widget_set_visible (GTK_WIDGET (self->age_label), width_class == BW_WIDTH_WIDE);
  gtk_widget_set_visible (GTK_WIDGET (self->latency_label), width_class != BW_WIDTH_NARROW);
}

/** bw_status_bar_get_box: (transfer none): what stands in it, for more at its end. */
GtkBox *
bw_status_bar_get_box (BwStatusBar *self)
{
  return GTK_BOX (adw_bin_get_child (ADW_BIN (self)));
}
