/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/narrow-hidden.h"

static void
follow_width (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_widget_set_visible (widget, root == NULL || !gtk_widget_has_css_class (GTK_WIDGET (root), "narrow"));
}

/* A panel can be moved to another window; what the one before does then changes nothing. */
static void
follow_root (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    g_signal_connect_object (root, "notify::css-classes", G_CALLBACK (follow_width), widget, G_CONNECT_SWAPPED);
  follow_width (widget);
}

void
bw_hide_when_narrow (GtkWidget *widget)
{
  g_signal_connect (widget, "notify::root", G_CALLBACK (follow_root), NULL);
  follow_root (widget);
}
