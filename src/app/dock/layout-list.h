/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_LAYOUT_N_MAX 24
#define BW_LAYOUT_NAME_BYTES_MAX 80

/* A layout that comes with the program. */
typedef struct
{
  const char *id;
  const char *title; /* marked with N_() */
  const char *tree;  /* JSON of a BwDockNode */
} BwBuiltinLayout;

typedef struct
{
  char *id;   /* (owned): a built-in's, or u1, u2 … */
  char *name; /* (owned) (nullable): %NULL is the built-in's title */
  char *json; /* (owned) (nullable): as it was left; %NULL is the built-in as it comes */
} BwLayout;

/**
 * BwLayoutList:
 *
 * The named layouts in the user's order, and which one is in use. No widgets, no storage: text in,
 * text out. Built-ins can't be removed or renamed, only put back as they came.
 */
typedef struct
{
  GPtrArray *layouts;               /* (owned): BwLayout (owned) */
  char *current;                    /* (owned): an id that is there */
  const BwBuiltinLayout *builtins;  /* (borrowed): static; at least one */
  guint n_builtins;
} BwLayoutList;

BwLayoutList *bw_layout_list_new (const BwBuiltinLayout *builtins, guint n_builtins);
void bw_layout_list_free (BwLayoutList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLayoutList, bw_layout_list_free)

void bw_layout_list_read (BwLayoutList *list, const char *text);
char *bw_layout_list_write (const BwLayoutList *list);

BwLayout *bw_layout_list_find (const BwLayoutList *list, const char *id, guint *index);
const BwBuiltinLayout *bw_layout_list_find_builtin (const BwLayoutList *list, const char *id);
const char *bw_layout_list_get_title (const BwLayoutList *list, const BwLayout *layout);
gboolean bw_layout_list_is_name_free (const BwLayoutList *list, const char *name, const char *but_id);
const char *bw_layout_list_add (BwLayoutList *list, const char *name, const char *json);
gboolean bw_layout_list_rename (BwLayoutList *list, const char *id, const char *name);
gboolean bw_layout_list_set_json (BwLayoutList *list, const char *id, const char *json);
BwLayout *bw_layout_list_take (BwLayoutList *list, const char *id, guint *index);
void bw_layout_list_put_back (BwLayoutList *list, BwLayout *layout, guint index);
gboolean bw_layout_list_move (BwLayoutList *list, const char *id, int by);
gboolean bw_layout_list_choose (BwLayoutList *list, const char *id);
void bw_layout_free (BwLayout *layout);

G_END_DECLS
