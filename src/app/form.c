/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/form.h"

/**
 * bw_form_set_up:
 * @template_name: of the file in ui/, without its ending
 */
void
bw_form_set_up (GtkWidgetClass *widget_class, const char *template_name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/bellwether/Bellwether/ui/%s.ui", template_name);

  gtk_widget_class_set_template_from_resource (widget_class, path);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/**
 * bw_form_say:
 * @is_error: it can't be done as it is: @done_button can't be pressed
 */
void
bw_form_say (GtkLabel *note, GtkWidget *done_button, const char *message, gboolean is_error)
{
  gtk_label_set_text (note, message);
  gtk_widget_set_sensitive (done_button, !is_error);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (note), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (note), "error");
}

/** bw_form_find_symbol: (nullable): however it is written: with blanks around it, in small letters. */
const BwInstrument *
bw_form_find_symbol (BwDesk *desk, const char *text)
{
  g_autofree char *symbol = g_ascii_strup (text, -1);

  return bw_engine_find_instrument (bw_desk_get_engine (desk), g_strstrip (symbol));
}
