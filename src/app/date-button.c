/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/date-button.h"

#include "base/time.h"

#include <glib/gi18n.h>
#include <string.h>

#define DATE_CHARS 10 /* 2026-03-02 */

/* The day that the field says, so that the calendar opens there. */
static void
shown_cb (GtkCalendar *calendar, gpointer user_data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (user_data));
  g_autoptr (GDateTime) day = NULL;
  BwDate date;
  int year, month, in_month;

  gtk_widget_grab_focus (GTK_WIDGET (calendar));
  if (strlen (text) < DATE_CHARS || !bw_date_parse (text, DATE_CHARS, &date))
    return;
  bw_date_to_ymd (date, &year, &month, &in_month);
  day = g_date_time_new_utc (year, month, in_month, 0, 0, 0);
  if (day != NULL)
    gtk_calendar_select_day (calendar, day);
}

static void
write_date (GtkEditable *field, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  const char *before = gtk_editable_get_text (field);
  const char *rest = strlen (before) > DATE_CHARS ? before + DATE_CHARS : "";
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *text = g_strconcat (date, rest, NULL);

  gtk_editable_set_text (field, text);
}

/* The calendar's own signal also tells of a change of month; a click or a key on a day ends the choice. */
static void
chosen_cb (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer user_data)
{
  GtkWidget *calendar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *hit = gtk_widget_pick (calendar, x, y, GTK_PICK_DEFAULT);

  if (hit != NULL && gtk_widget_has_css_class (hit, "day-number"))
    gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (calendar, GTK_TYPE_POPOVER)));
}

static void
day_selected_cb (GtkCalendar *calendar, gpointer user_data)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (calendar)))
    write_date (GTK_EDITABLE (user_data), calendar);
}

/* The arrows go from the chosen day; GtkCalendar's own begin in its last corner. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  static const struct
  {
    guint keyval;
    int n_days;
    int n_months;
  } steps[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 },     { GDK_KEY_Up, -7, 0 },
    { GDK_KEY_Down, 7, 0 },  { GDK_KEY_Page_Up, 0, -1 },  { GDK_KEY_Page_Down, 0, 1 },
  };
  GtkWidget *calendar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (calendar));

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      write_date (GTK_EDITABLE (user_data), GTK_CALENDAR (calendar));
      gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (calendar, GTK_TYPE_POPOVER)));
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (keyval == steps[i].keyval)
      {
        g_autoptr (GDateTime) moved = g_date_time_add_full (day, 0, steps[i].n_months, steps[i].n_days, 0, 0, 0);

        if (moved != NULL)
          gtk_calendar_select_day (GTK_CALENDAR (calendar), moved);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/**
 * bw_date_button_new:
 * @field: holds a date as year-month-day, perhaps with a time of day behind it
 */
GtkWidget *
bw_date_button_new (GtkEditable *field)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *calendar = gtk_calendar_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (calendar, "map", G_CALLBACK (shown_cb), field, 0);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), field, 0);
  g_signal_connect (click, "released", G_CALLBACK (chosen_cb), NULL);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (calendar, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), field, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (calendar, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Calendar"), -1);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "bw-calendar-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Choose a day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose a day"), -1);
  return button;
}
