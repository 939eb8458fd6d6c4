/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/drawings.h"

#include "store/drawing-json.h"
#include "store/error.h"

#include <sqlite3.h>
#include <string.h>

#include "temporary-folder.h"

#define START (1700000000 * BW_SECOND)

static BwDrawing *
make_one (BwDrawingKind kind)
{
  BwDrawing *drawing = bw_drawing_new (kind);
  guint n_min, n_max;

  bw_drawing_kind_n_anchors (kind, &n_min, &n_max);
  for (guint i = 0; i < n_min; i++)
    bw_drawing_add_anchor (drawing, START + i * BW_HOUR + 1, 61.2 + i / 3.0);
  drawing->colour_index = kind % 2 ? 0 : kind % 8;
  drawing->has_rgb = kind % 2;
  drawing->rgb = kind % 2 ? 0x12abEF : 0;
  drawing->dash = kind % 3;
  drawing->is_locked = kind % 5 == 0;
  drawing->is_hidden = kind % 7 == 0;
  drawing->is_log = kind % 4 == 0;
  drawing->extends_left = kind % 2 == 0;
  drawing->extends_right = kind % 3 == 0;
  drawing->width = 1.1 + kind;
  drawing->width = MIN (drawing->width, BW_DRAWING_WIDTH_MAX);
  if (bw_drawing_kind_is_position (kind))
    drawing->account_size = 12345.67;
  drawing->text = (g_free (drawing->text), g_strdup ("Größe \"x\"\n2"));
  return drawing;
}

static void
test_round_trip (void)
{
  for (guint kind = 0; kind < BW_DRAWING_N_KINDS; kind++)
    {
      g_autoptr (BwDrawing) drawing = make_one (kind), back = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = bw_drawing_to_json (drawing);

      g_test_message ("%s", text);
      back = bw_drawing_from_json (text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_true (bw_drawing_equal (drawing, back));
    }
}

#define LINE "\"kind\":\"trend-line\",\"anchors\":[{\"time\":\"2026-03-02T15:14:00Z\",\"price\":61.2},{\"time\":\"2026-03-02T16:14:00Z\",\"price\":62}]"

static void
test_refusals (void)
{
  static const struct { const char *text, *message; int code; } cases[] = {
    { "", "no JSON", BW_STORE_ERROR_FAILED },
    { "[]", "no JSON object", BW_STORE_ERROR_FAILED },
    { "{" LINE "}", "no version", BW_STORE_ERROR_FAILED },
    { "{\"version\":2," LINE "}", "newer", BW_STORE_ERROR_NEWER },
    { "{\"version\":1,\"kind\":\"spiral\"}", "spiral", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"kind\":\"ray\"}", "anchors are missing", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"kind\":\"text\",\"anchors\":[{\"time\":\"yesterday\",\"price\":1}]}", "anchor 1", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"kind\":\"text\",\"anchors\":[{\"time\":\"2026-03-02T15:14:00Z\"}]}", "no price", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"kind\":\"text\",\"anchors\":[{\"time\":\"2026-03-02T15:14:00Z\",\"price\":1e999}]}", "price is no number", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"width\":\"wide\"," LINE "}", "width", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"width\":0," LINE "}", "width", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"colour\":\"series-9\"," LINE "}", "series-9", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"colour\":\"#12345\"," LINE "}", "#12345", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"dash\":\"wavy\"," LINE "}", "wavy", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"extend\":[\"up\"]," LINE "}", "left and right", BW_STORE_ERROR_FAILED },
    { "{\"version\":1,\"locked\":1," LINE "}", "neither true nor false", BW_STORE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (bw_drawing_from_json (cases[i].text, strlen (cases[i].text), &error));
      g_assert_nonnull (error);
      if (i > 0)
        g_assert_error (error, BW_STORE_ERROR, cases[i].code);
      if (i > 0)
        g_assert_nonnull (strstr (error->message, cases[i].message));
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (BwDrawing) least = bw_drawing_from_json ("{\"version\":1," LINE "}", strlen ("{\"version\":1," LINE "}"), &error);

    g_assert_no_error (error);
    g_assert_cmpfloat (least->width, ==, 1.5);
  }
}

static void
test_file (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free), back = NULL, some = NULL;
  BwDrawing *drawings[] = { make_one (BW_DRAWING_RAY), make_one (BW_DRAWING_FIB_RETRACEMENT) };
  g_autofree char *text = bw_drawings_to_file ("HLVN", drawings, 2);
  static const char *const mixed = "{\"format\":\"bellwether-drawings\",\"version\":1,\"drawings\":[{\"version\":1," LINE "},7,{\"version\":3}]}";
  g_autoptr (GError) error = NULL;

  back = bw_drawings_from_file (text, strlen (text), problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_cmpuint (problems->len, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (bw_drawing_equal (drawings[i], g_ptr_array_index (back, i)));
      bw_drawing_unref (drawings[i]);
    }
  some = bw_drawings_from_file (mixed, strlen (mixed), problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_null (bw_drawings_from_file ("{\"format\":\"x\"}", 14, problems, &error));
  g_assert_nonnull (error);
}

/* One that a newer program wrote and one that is broken don't hide the others, and stay where they are. */
static void
test_table (void)
{
  BwTemporaryFolder folder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free), loaded = NULL, other = NULL;
  g_autoptr (BwDrawing) ray = make_one (BW_DRAWING_RAY);
  g_autofree char *json = bw_drawing_to_json (ray), *path = NULL;
  BwDatabase *database;
  sqlite3 *behind;
  guint64 last_id;

  bw_temporary_folder_make (&folder);
  path = g_build_filename (folder.path, "trading.db", NULL);
  database = bw_database_open (BW_DATABASE_TRADING, path, 0, &error);
  g_assert_no_error (error);
  g_assert_true (bw_drawings_last_id (database, &last_id, &error));
  g_assert_cmpuint (last_id, ==, 0);
  for (guint64 id = 1; id <= 5; id++)
    g_assert_true (bw_drawings_save (database, 7, id, json, &error));
  g_assert_true (bw_drawings_save (database, 8, 6, json, &error));
  g_assert_true (bw_drawings_save (database, 7, 3, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &behind), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (behind, "UPDATE drawings SET json = '{\"version\":9}' WHERE id = 2;"
                                         "UPDATE drawings SET json = 'x' WHERE id = 4", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (behind);
  loaded = bw_drawings_load (database, 7, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->len, ==, 2);
  g_assert_cmpuint (((BwDrawing *) g_ptr_array_index (loaded, 0))->id, ==, 1);
  g_assert_cmpuint (((BwDrawing *) g_ptr_array_index (loaded, 1))->id, ==, 5);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "newer"));
  other = bw_drawings_load (database, 8, problems, &error);
  g_assert_cmpuint (other->len, ==, 1);
  /* What is gone leaves its number behind. */
  g_assert_true (bw_drawings_save (database, 8, 6, NULL, &error));
  g_assert_true (bw_drawings_last_id (database, &last_id, &error));
  g_assert_cmpuint (last_id, ==, 6);
  bw_database_close (database);
  bw_temporary_folder_remove (&folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawings/round-trip", test_round_trip);
  g_test_add_func ("/drawings/refusals", test_refusals);
  g_test_add_func ("/drawings/file", test_file);
  g_test_add_func ("/drawings/table", test_table);
  return g_test_run ();
}
