/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  BW_WIDTH_NARROW, /* below 600 px: a phone */
  BW_WIDTH_MEDIUM, /* below 1100 px */
  BW_WIDTH_WIDE,
} BwWidthClass;

/**
 * BwAdaptive:
 *
 * A bin that may be narrower than its child asks for and tells, by ::width-class-changed, which
 * class of width it has; whoever built the child then rearranges it. (libadwaita 1.2 has no
 * breakpoints.)
 */
#define BW_TYPE_ADAPTIVE (bw_adaptive_get_type ())
G_DECLARE_FINAL_TYPE (BwAdaptive, bw_adaptive, BW, ADAPTIVE, GtkWidget)

GtkWidget *bw_adaptive_new (void);
void bw_adaptive_set_child (BwAdaptive *self, GtkWidget *child);
void bw_adaptive_expect (BwAdaptive *self, int width);
BwWidthClass bw_adaptive_get_width_class (BwAdaptive *self);

G_END_DECLS
