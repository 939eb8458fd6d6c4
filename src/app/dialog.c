/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialog.h"

/**
 * bw_dialog_fit:
 * @dialog: with the window it belongs to, not yet shown
 * @height: -1: as high as what it holds
 *
 * Gives @dialog that size, but no more than its parent has. On a phone it covers all of it, and what is
 * in it is made for fingers as well.
 */
void
bw_dialog_fit (GtkWindow *dialog, int width, int height)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (dialog));
  int width_max = parent != NULL ? gtk_widget_get_width (parent) : 0;
  int height_max = parent != NULL ? gtk_widget_get_height (parent) : 0;
  gboolean is_narrow = parent != NULL && gtk_widget_has_css_class (parent, "narrow");

  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (dialog), "narrow");
  if (width_max > 0 && (is_narrow || width > width_max))
    width = width_max;
  if (height_max > 0 && (is_narrow || height > height_max))
    height = height_max;
  gtk_window_set_default_size (dialog, width, height);
}
