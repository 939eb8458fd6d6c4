/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/card.h"

struct _BwCard
{
  GtkBox parent_instance;
  GtkWidget *heading; /* a row: title, detail, end */
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *stack;   /* the child, or what to say while there is none */
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (BwCard, bw_card, GTK_TYPE_BOX)

static void
bw_card_class_init (BwCardClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_card_init (BwCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->heading, "card-heading");
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->detail = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  gtk_widget_set_hexpand (self->detail, TRUE);
  gtk_box_append (GTK_BOX (self->heading), self->title);
  gtk_box_append (GTK_BOX (self->heading), self->detail);
  gtk_box_append (GTK_BOX (self), self->heading);

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->empty = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_start (self->empty, 16);
  gtk_widget_set_margin_end (self->empty, 16);
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_box_append (GTK_BOX (self), self->stack);
}

/**
 * bw_card_new:
 * @title: translated; also the name that screen readers say
 */
GtkWidget *
bw_card_new (const char *title)
{
  BwCard *self = g_object_new (BW_TYPE_CARD, NULL);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
bw_card_set_detail (BwCard *self, const char *detail)
{
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
}

void
bw_card_add_end (BwCard *self, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (self->heading), widget);
}

void
bw_card_set_child (BwCard *self, GtkWidget *child)
{
  gtk_stack_add_named (GTK_STACK (self->stack), child, "child");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "child");
}

/**
 * bw_card_set_empty:
 * @message: (nullable): what will be here, in place of the child; %NULL shows the child
 */
void
bw_card_set_empty (BwCard *self, const char *message)
{
  if (message != NULL)
    gtk_label_set_text (GTK_LABEL (self->empty), message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), message != NULL ? "empty" : "child");
}
