/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-book.h"
#include "strategy/alert/alert-record.h"
#include "strategy/alert/alert-words.h"

#include "base/random.h"
#include "market/calendar.h"

#include <string.h>

/* What a price does to an alert, to the touch; and that a book of thousands says what each alert
 * looked at alone would have said. */

#define START (G_GINT64_CONSTANT (1772463600) * BW_SECOND) /* Mon 2 Mar 2026 10:00 ET */

static BwFixed
fixed (const char *text)
{
  BwFixed number;

  g_assert_cmpint (bw_fixed_parse (text, -1, &number), ==, BW_FIXED_PARSE_OK);
  return number;
}

/* Bars on the clock, as long as they are said to be. */
static BwTime
end_bar (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwTime *start)
{
  BwTime length = timeframe * BW_SECOND;

  *start = time / length * length;
  return *start + length;
}

typedef struct
{
  BwAlertBook *book;
  GArray *firings;
  BwTime time;
  guint64 position;
} World;

static void
world_init (World *world)
{
  world->book = bw_alert_book_new (7, BW_CALENDAR_XNYS, end_bar);
  world->firings = g_array_new (FALSE, FALSE, sizeof (BwAlertFiring));
  world->time = START;
  world->position = 0;
}

static void
world_clear (World *world)
{
  bw_alert_book_free (world->book);
  g_array_unref (world->firings);
}

static void
world_trade (World *world, BwTime later, const char *price, int size)
{
  world->time += later;
  bw_alert_book_trade (world->book, world->time, fixed (price), BW_FIXED (size), ++world->position, world->firings);
}

static BwAlert
make_alert (BwAlertKind kind, BwAlertTest test, const char *level)
{
  BwAlert alert;

  bw_alert_init (&alert, kind, 7);
  alert.id = 1;
  alert.test = test;
  alert.level = fixed (level);
  alert.repeat = BW_ALERT_EVERY_TIME;
  alert.pause_ns = BW_SECOND;
  return alert;
}

/* Prices a minute apart, the first one before the alert is set; "-": none. @fires: a letter a price
 * after it: u and d fired from below and from above, . not. */
static const struct
{
  const char *name;
  BwAlertTest test;
  const char *prices[10];
  const char *fires;
} crossings[] = {
  { "up", BW_ALERT_CROSSES, { "60", "60.5", "61.5", "62" }, ".u." },
  { "down", BW_ALERT_CROSSES, { "62", "61.5", "60.9", "60" }, ".d." },
  { "gap over", BW_ALERT_CROSSES, { "60", "70", "50" }, "ud" },
  { "touch from below", BW_ALERT_CROSSES, { "60", "61", "60" }, "u." },
  { "touch and go on", BW_ALERT_CROSSES, { "60", "61", "62" }, "u." },
  { "touch from above", BW_ALERT_CROSSES, { "62", "61", "62" }, "d." },
  { "touch twice", BW_ALERT_CROSSES, { "60", "61", "60.99", "61" }, "u.u" },
  { "stands on it", BW_ALERT_CROSSES, { "60", "61", "61", "61", "60" }, "u..." },
  { "set on it", BW_ALERT_CROSSES, { "61", "61", "62", "61", "60" }, "..d." },
  { "no price yet", BW_ALERT_CROSSES, { "-", "60", "62" }, ".u" },
  { "only up", BW_ALERT_CROSSES_UP, { "60", "62", "60", "61" }, "u.u" },
  { "only down", BW_ALERT_CROSSES_DOWN, { "60", "62", "61", "60", "62" }, ".d.." },
  { "above, strictly", BW_ALERT_IS_ABOVE, { "60", "61", "61.01", "62", "61", "61.5" }, ".u..u" },
  { "above when set", BW_ALERT_IS_ABOVE, { "62", "62", "62.5" }, "u." },
  { "below, strictly", BW_ALERT_IS_BELOW, { "62", "61", "60.99", "61", "60" }, ".d.d" },
};

static void
test_crossings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (crossings); i++)
    {
      BwAlert alert = make_alert (BW_ALERT_PRICE, crossings[i].test, "61");
      World world;

      g_test_message ("%s", crossings[i].name);
      world_init (&world);
      if (!g_str_equal (crossings[i].prices[0], "-"))
        world_trade (&world, 0, crossings[i].prices[0], 1);
      alert.position = world.position;
      bw_alert_book_add (world.book, &alert, TRUE);
      for (guint k = 1; crossings[i].prices[k] != NULL; k++)
        {
          guint n_before = world.firings->len;

          world_trade (&world, BW_MINUTE, crossings[i].prices[k], 1);
          g_assert_cmpuint (world.firings->len - n_before, ==, crossings[i].fires[k - 1] != '.');
          if (world.firings->len > n_before)
            {
              const BwAlertFiring *firing = &g_array_index (world.firings, BwAlertFiring, n_before);

              g_assert_cmpint (firing->price.e8, ==, fixed (crossings[i].prices[k]).e8);
              g_assert_cmpint (firing->is_up, ==, crossings[i].fires[k - 1] == 'u' || crossings[i].test == BW_ALERT_IS_ABOVE);
              g_assert_cmpint (firing->time, ==, world.time);
            }
        }
      world_clear (&world);
    }
}

static void
test_channel (void)
{
  static const struct
  {
    const char *price;
    gboolean enters, leaves;
  } steps[] = {
    { "49", FALSE, FALSE }, { "50", TRUE, FALSE }, { "60", FALSE, FALSE }, { "60.01", FALSE, TRUE },
    { "40", FALSE, FALSE }, /* over it all, without a price inside */
    { "55", TRUE, FALSE },  { "49.99", FALSE, TRUE },
  };
  BwAlert enters = make_alert (BW_ALERT_CHANNEL, BW_ALERT_ENTERS, "50");
  BwAlert leaves = make_alert (BW_ALERT_CHANNEL, BW_ALERT_LEAVES, "50");
  World world;

  enters.high = leaves.high = fixed ("60");
  leaves.id = 2;
  world_init (&world);
  world_trade (&world, 0, "45", 1);
  enters.position = leaves.position = world.position;
  bw_alert_book_add (world.book, &enters, TRUE);
  bw_alert_book_add (world.book, &leaves, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint n_before = world.firings->len;
      gboolean has_entered = FALSE, has_left = FALSE;

      world_trade (&world, BW_MINUTE, steps[i].price, 1);
      for (guint k = n_before; k < world.firings->len; k++)
        *(g_array_index (world.firings, BwAlertFiring, k).alert.id == 1 ? &has_entered : &has_left) = TRUE;
      g_test_message ("%s", steps[i].price);
      g_assert_cmpint (has_entered, ==, steps[i].enters);
      g_assert_cmpint (has_left, ==, steps[i].leaves);
    }
  world_clear (&world);
}

/* Of a bar the price goes through everything between open, extremes and close; not from the bar before. */
static void
test_bars (void)
{
  BwAlert crosses = make_alert (BW_ALERT_PRICE, BW_ALERT_CROSSES, "61"), enters = make_alert (BW_ALERT_CHANNEL, BW_ALERT_ENTERS, "61");
  BwFixed through[4] = { fixed ("60"), fixed ("59"), fixed ("63"), fixed ("62") };
  BwFixed over[4] = { fixed ("50"), fixed ("50"), fixed ("50"), fixed ("50") };
  const BwAlertFiring *firing;
  World world;

  enters.id = 2;
  enters.high = fixed ("62");
  world_init (&world);
  bw_alert_book_set_last (world.book, fixed ("58"));
  bw_alert_book_add (world.book, &crosses, TRUE);
  bw_alert_book_add (world.book, &enters, TRUE);
  bw_alert_book_bar (world.book, START, through, BW_FIXED (100), 1, world.firings);
  g_assert_cmpuint (world.firings->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      firing = &g_array_index (world.firings, BwAlertFiring, i);
      g_assert_cmpint (firing->price.e8, ==, fixed ("61").e8);
    }
  /* A gap: the open is the price. */
  bw_alert_book_bar (world.book, START + BW_MINUTE, over, BW_FIXED (100), 2, world.firings);
  g_assert_cmpuint (world.firings->len, ==, 3);
  firing = &g_array_index (world.firings, BwAlertFiring, 2);
  g_assert_cmpuint (firing->alert.id, ==, 1);
  g_assert_cmpint (firing->price.e8, ==, fixed ("50").e8);
  world_clear (&world);
}

static void
test_move (void)
{
  BwAlert rises = make_alert (BW_ALERT_MOVE, BW_ALERT_RISES, "0");
  World world;

  rises.share = fixed ("0.05");
  rises.window_minutes = 5;
  world_init (&world);
  bw_alert_book_add (world.book, &rises, TRUE);
  world_trade (&world, 0, "100", 1);
  world_trade (&world, BW_MINUTE, "102", 1);
  world_trade (&world, BW_MINUTE, "104.99", 1);
  g_assert_cmpuint (world.firings->len, ==, 0);
  world_trade (&world, BW_MINUTE, "105", 1);
  g_assert_cmpuint (world.firings->len, ==, 1);
  g_assert_cmpint (g_array_index (world.firings, BwAlertFiring, 0).value.e8, ==, fixed ("0.05").e8);
  /* The 100 falls out of the window: 105 is not 5 % above 102; from 102 on it takes 107.10. */
  world_trade (&world, 3 * BW_MINUTE, "105.5", 1);
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_trade (&world, 1, "104", 1);
  world_trade (&world, BW_SECOND, "107.5", 1);
  g_assert_cmpuint (world.firings->len, ==, 1); /* the lowest of the last five minutes is 104 */
  world_trade (&world, BW_SECOND, "109.2", 1);
  g_assert_cmpuint (world.firings->len, ==, 2);
  world_clear (&world);
}

static void
test_since_close (void)
{
  BwAlert moves = make_alert (BW_ALERT_MOVE, BW_ALERT_MOVES, "0");
  BwAlertEntry *entry;
  World world;

  moves.share = fixed ("0.1");
  world_init (&world);
  entry = bw_alert_book_add (world.book, &moves, TRUE);
  bw_alert_book_set_close (world.book, entry, fixed ("100"), START);
  world_trade (&world, 0, "109.99", 1);
  g_assert_cmpuint (world.firings->len, ==, 0);
  world_trade (&world, BW_MINUTE, "110", 1);
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_trade (&world, BW_MINUTE, "90", 1);
  g_assert_cmpuint (world.firings->len, ==, 1); /* it was true all the time */
  world_trade (&world, BW_MINUTE, "99", 1);
  world_trade (&world, BW_MINUTE, "90", 1);
  g_assert_cmpuint (world.firings->len, ==, 2);
  g_assert_false (g_array_index (world.firings, BwAlertFiring, 1).is_up);
  /* The next day counts from 90. */
  world_trade (&world, BW_DAY, "95", 1);
  g_assert_cmpuint (world.firings->len, ==, 2);
  world_trade (&world, BW_MINUTE, "99", 1);
  g_assert_cmpuint (world.firings->len, ==, 3);
  world_clear (&world);
}

static void
test_volume (void)
{
  BwAlert volume = make_alert (BW_ALERT_VOLUME, BW_ALERT_IS_ABOVE, "1000");
  World world;

  volume.timeframe = BW_TIMEFRAME_5M;
  volume.repeat = BW_ALERT_EVERY_BAR;
  world_init (&world);
  bw_alert_book_add (world.book, &volume, TRUE);
  world_trade (&world, 0, "10", 600);
  world_trade (&world, BW_MINUTE, "10", 400);
  g_assert_cmpuint (world.firings->len, ==, 0); /* not more than 1000 */
  world_trade (&world, BW_SECOND, "10", 1);
  g_assert_cmpuint (world.firings->len, ==, 1);
  g_assert_cmpint (g_array_index (world.firings, BwAlertFiring, 0).value.e8, ==, BW_FIXED (1001).e8);
  world_trade (&world, BW_MINUTE, "10", 5000);
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_trade (&world, 3 * BW_MINUTE, "10", 900); /* the next bar */
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_trade (&world, 1, "10", 101);
  g_assert_cmpuint (world.firings->len, ==, 2);
  world_clear (&world);
}

static void
test_repeats (void)
{
  BwAlert once = make_alert (BW_ALERT_PRICE, BW_ALERT_IS_ABOVE, "10"), bar = once, every = once;
  World world;
  guint n_fired[4] = { 0 };

  once.repeat = BW_ALERT_ONCE;
  bar.id = 2;
  bar.repeat = BW_ALERT_EVERY_BAR;
  bar.timeframe = BW_TIMEFRAME_5M;
  every.id = 3;
  every.pause_ns = 2 * BW_MINUTE;
  world_init (&world);
  bw_alert_book_add (world.book, &once, TRUE);
  bw_alert_book_add (world.book, &bar, TRUE);
  bw_alert_book_add (world.book, &every, TRUE);
  for (int minute = 0; minute < 20; minute++)
    world_trade (&world, BW_MINUTE, minute % 2 == 0 ? "11" : "9", 1);
  for (guint i = 0; i < world.firings->len; i++)
    n_fired[g_array_index (world.firings, BwAlertFiring, i).alert.id]++;
  g_assert_cmpuint (n_fired[1], ==, 1);
  g_assert_cmpuint (n_fired[2], ==, 4); /* in the bars from 10:00 on; in that of 10:20 it is below */
  g_assert_cmpuint (n_fired[3], ==, 10); /* two minutes lie between them as it is */
  world_clear (&world);

  /* A pause of three minutes lets every second one go. */
  every.pause_ns = 3 * BW_MINUTE;
  world_init (&world);
  bw_alert_book_add (world.book, &every, TRUE);
  for (int minute = 0; minute < 20; minute++)
    world_trade (&world, BW_MINUTE, minute % 2 == 0 ? "11" : "9", 1);
  g_assert_cmpuint (world.firings->len, ==, 5);
  world_clear (&world);
}

static void
test_expiry_and_snooze (void)
{
  BwAlert alert = make_alert (BW_ALERT_PRICE, BW_ALERT_CROSSES, "10");
  BwAlert state = make_alert (BW_ALERT_PRICE, BW_ALERT_IS_ABOVE, "10");
  World world;

  alert.expires = START + 10 * BW_MINUTE;
  alert.snoozed_until = START + 5 * BW_MINUTE;
  state.id = 2;
  state.repeat = BW_ALERT_ONCE;
  state.snoozed_until = START + 5 * BW_MINUTE;
  world_init (&world);
  bw_alert_book_set_last (world.book, fixed ("9"));
  bw_alert_book_add (world.book, &alert, TRUE);
  bw_alert_book_add (world.book, &state, TRUE);
  world_trade (&world, BW_MINUTE, "11", 1); /* asleep: a crossing is lost … */
  g_assert_cmpuint (world.firings->len, ==, 0);
  world_trade (&world, 4 * BW_MINUTE, "11", 1); /* … a state is not */
  g_assert_cmpuint (world.firings->len, ==, 1);
  g_assert_cmpuint (g_array_index (world.firings, BwAlertFiring, 0).alert.id, ==, 2);
  world_trade (&world, BW_MINUTE, "9", 1);
  g_assert_cmpuint (world.firings->len, ==, 2);
  world_trade (&world, 4 * BW_MINUTE, "11", 1); /* the tenth minute: over */
  g_assert_cmpuint (world.firings->len, ==, 2);
  g_assert_cmpint (bw_alert_book_find (world.book, 1)->alert.status, ==, BW_ALERT_EXPIRED);
  world_clear (&world);
}

static void
test_split (void)
{
  BwAlert alert = make_alert (BW_ALERT_PRICE, BW_ALERT_CROSSES, "240");
  World world;

  world_init (&world);
  bw_alert_book_set_last (world.book, fixed ("230"));
  bw_alert_book_add (world.book, &alert, TRUE);
  bw_alert_book_split (world.book, BW_FIXED (4), BW_FIXED (1), ++world.position);
  g_assert_cmpint (bw_alert_book_find (world.book, 1)->alert.level.e8, ==, fixed ("60").e8);
  world_trade (&world, 0, "57.5", 1);
  g_assert_cmpuint (world.firings->len, ==, 0);
  world_trade (&world, 1, "60", 1);
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_clear (&world);
}

/* ---- Thousands against one at a time ---- */

static BwAlert
draw_alert (guint64 *seed, guint64 id)
{
  static const BwAlertKind kinds[] = { BW_ALERT_PRICE, BW_ALERT_PRICE, BW_ALERT_CHANNEL, BW_ALERT_MOVE, BW_ALERT_VOLUME };
  BwAlert alert;
  guint64 bits = *seed = bw_random_mix (*seed + id);

  bw_alert_init (&alert, kinds[bits % G_N_ELEMENTS (kinds)], 7);
  alert.id = id;
  bits >>= 8;
  do
    alert.test = 1 + bits++ % BW_ALERT_HOLDS;
  while (!bw_alert_test_fits (alert.kind, alert.test));
  bits >>= 8;
  alert.repeat = 1 + bits % 3;
  alert.timeframe = BW_TIMEFRAME_5M;
  alert.pause_ns = BW_SECOND * (1 + (bits >> 3) % 100);
  alert.level.e8 = BW_FIXED (9500 + (bits >> 8) % 1000).e8 / 100;
  alert.high.e8 = alert.level.e8 + BW_FIXED (1 + (bits >> 18) % 300).e8 / 100;
  if (alert.kind == BW_ALERT_VOLUME)
    alert.level = BW_FIXED (100 + bits % 9000);
  alert.share.e8 = BW_FIXED (1 + (bits >> 24) % 40).e8 / 1000;
  alert.window_minutes = 1 + (bits >> 32) % 90;
  if ((bits >> 40) % 5 == 0)
    alert.expires = START + (BwTime) ((bits >> 24) % 5000) * BW_SECOND;
  if ((bits >> 44) % 5 == 0)
    alert.snoozed_until = START + (BwTime) ((bits >> 22) % 3000) * BW_SECOND;
  return alert;
}

static gint
compare_firings (gconstpointer a, gconstpointer b)
{
  const BwAlertFiring *left = a, *right = b;

  if (left->alert.id != right->alert.id)
    return left->alert.id < right->alert.id ? -1 : 1;
  return (left->time > right->time) - (left->time < right->time);
}

/* A walk of prices; every time the book is kept and made again, when @restarts. */
static GArray *
walk (const BwAlert *alerts, guint n_alerts, guint64 seed, gboolean restarts)
{
  World world;

  world_init (&world);
  for (guint i = 0; i < n_alerts; i++)
    bw_alert_book_add (world.book, &alerts[i], TRUE);
  for (gint64 step = 0, cents = 10000; step < 4000; step++)
    {
      guint64 bits = bw_random_mix (seed + (guint64) step);

      cents += (gint64) (bits % 7) - 3 + (bits % 97 == 0 ? 60 : 0) - (bits % 89 == 0 ? 60 : 0);
      world.time += (BwTime) ((bits >> 8) % 2500) * BW_MILLISECOND;
      bw_alert_book_trade (world.book, world.time, (BwFixed){ cents * BW_FIXED_ONE_E8 / 100 },
                           BW_FIXED ((bits >> 20) % 50), ++world.position, world.firings);
      if (restarts && bits % 61 == 0)
        {
          BwAlertBook *again = bw_alert_book_new (7, BW_CALENDAR_XNYS, end_bar);

          bw_alert_book_set_last (again, world.book->last);
          for (guint i = 0; i < world.book->entries->len; i++)
            {
              BwAlertEntry *entry = g_ptr_array_index (world.book->entries, i);
              g_autoptr (GBytes) record = bw_alert_book_keep (world.book, entry, world.position);
              BwAlertWindow window;
              BwAlert alert;

              g_assert_true (bw_alert_record_read (record, &alert, &window));
              entry = bw_alert_book_add (again, &alert, FALSE);
              if (entry->window != NULL)
                *entry->window = window;
            }
          bw_alert_book_free (world.book);
          world.book = again;
        }
    }
  bw_alert_book_free (world.book);
  g_array_sort (world.firings, compare_firings);
  return world.firings;
}

static void
assert_same (GArray *one, GArray *other)
{
  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    {
      const BwAlertFiring *left = &g_array_index (one, BwAlertFiring, i), *right = &g_array_index (other, BwAlertFiring, i);

      g_assert_cmpuint (left->alert.id, ==, right->alert.id);
      g_assert_cmpint (left->time, ==, right->time);
      g_assert_cmpint (left->price.e8, ==, right->price.e8);
      g_assert_cmpint (left->value.e8, ==, right->value.e8);
      g_assert_cmpuint (left->alert.n_fired, ==, right->alert.n_fired);
    }
}

static void
test_many (void)
{
  guint n_alerts = 120, n_alone = 0;
  g_autofree BwAlert *alerts = g_new (BwAlert, n_alerts);
  g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (BwAlertFiring)), together = NULL, restarted = NULL;
  guint64 seed = 20260302;

  for (guint i = 0; i < n_alerts; i++)
    alerts[i] = draw_alert (&seed, i + 1);
  for (guint i = 0; i < n_alerts; i++)
    {
      g_autoptr (GArray) firings = walk (&alerts[i], 1, 99, FALSE);

      g_array_append_vals (alone, firings->data, firings->len);
      n_alone += firings->len > 0;
    }
  g_assert_cmpuint (n_alone, >, n_alerts / 2);
  together = walk (alerts, n_alerts, 99, FALSE);
  assert_same (alone, together);
  /* Kept and read again between any two prices, an alert says the same. */
  restarted = walk (alerts, n_alerts, 99, TRUE);
  assert_same (alone, restarted);
}

/* Events that its state has seen already are passed over: the tail of a journal, played again. */
static void
test_seen (void)
{
  BwAlert alert = make_alert (BW_ALERT_PRICE, BW_ALERT_CROSSES, "61");
  World world;

  alert.side = BW_ALERT_SIDE_ABOVE;
  alert.n_fired = 1;
  alert.position = 2;
  world_init (&world);
  bw_alert_book_set_last (world.book, fixed ("60"));
  bw_alert_book_add (world.book, &alert, FALSE);
  world_trade (&world, 0, "62", 1); /* 1: it fired at this */
  world_trade (&world, BW_MINUTE, "63", 1);
  g_assert_cmpuint (world.firings->len, ==, 0);
  world_trade (&world, BW_MINUTE, "60", 1); /* 3: this is new */
  g_assert_cmpuint (world.firings->len, ==, 1);
  world_clear (&world);
}

/* ---- Checks and words ---- */

static void
test_checks (void)
{
  BwAlert alert;
  const char *message = NULL;

  bw_alert_init (&alert, BW_ALERT_PRICE, 7);
  g_assert_cmpint (bw_alert_check (&alert, START, &message), ==, BW_ALERT_FIELD_LEVEL);
  g_assert_nonnull (message);
  alert.level = fixed ("61.2");
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_NONE);
  alert.test = BW_ALERT_ENTERS;
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_KIND);
  bw_alert_init (&alert, BW_ALERT_CHANNEL, 7);
  alert.level = alert.high = fixed ("5");
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_HIGH);
  bw_alert_init (&alert, BW_ALERT_MOVE, 7);
  alert.share = fixed ("0.05");
  alert.window_minutes = 1441;
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_WINDOW);
  alert.window_minutes = 0;
  alert.expires = START;
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_EXPIRES);
  alert.expires = START + 1;
  alert.repeat = BW_ALERT_EVERY_TIME;
  alert.pause_ns = 0;
  g_assert_cmpint (bw_alert_check (&alert, START, NULL), ==, BW_ALERT_FIELD_PAUSE);
}

static void
test_words (void)
{
  BwAlertFiring firing = { .time = START, .is_up = TRUE };
  BwInstrument instrument = { .symbol = "XYZ" };
  g_autofree char *condition = NULL, *why = NULL, *message = NULL;
  BwAlertTest test;

  firing.alert = make_alert (BW_ALERT_PRICE, BW_ALERT_CROSSES_UP, "61.2");
  firing.alert.n_fired = 3;
  firing.price = fixed ("61.25");
  firing.value = firing.alert.level;
  condition = bw_alert_describe (NULL, &firing.alert, &instrument);
  g_assert_cmpstr (condition, ==, "price crosses 61.20 upwards");
  why = bw_alert_explain (NULL, &firing, &instrument);
  g_assert_cmpstr (why, ==, "61.25 crossed 61.20 from below");
  g_strlcpy (firing.alert.message, "{symbol} at {price} ({count}. time, {nonsense}) {time}", sizeof firing.alert.message);
  message = bw_alert_expand (NULL, &firing, &instrument, "10:00");
  g_assert_cmpstr (message, ==, "XYZ at 61.25 (3. time, {nonsense}) 10:00");
  for (int i = BW_ALERT_CROSSES; i <= BW_ALERT_HOLDS; i++)
    {
      g_assert_true (bw_alert_test_parse (bw_alert_test_word (i), &test));
      g_assert_cmpint (test, ==, i);
    }
  g_assert_false (bw_alert_test_parse ("sideways", &test));
}

/* A record keeps every field, and forgives what it doesn't know. */
static void
test_record (void)
{
  BwAlert alert = make_alert (BW_ALERT_MOVE, BW_ALERT_FALLS, "0"), again;
  BwAlertWindow window = { .slot = 5 }, window_again;
  g_autoptr (GBytes) record = NULL;
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);

  alert.share = fixed ("0.05");
  alert.expires = G_MAXINT64;
  alert.drawing = G_MAXUINT64;
  g_strlcpy (alert.message, "höher", sizeof alert.message);
  window.low[3] = fixed ("99.5");
  record = bw_alert_record_write (&alert, &window);
  g_assert_true (bw_alert_record_read (record, &again, &window_again));
  g_assert_cmpmem (&again, sizeof again, &alert, sizeof alert);
  g_assert_cmpmem (&window_again, sizeof window, &window, sizeof window);
  g_assert_false (bw_alert_record_read (nonsense, &again, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert/crossings", test_crossings);
  g_test_add_func ("/alert/channel", test_channel);
  g_test_add_func ("/alert/bars", test_bars);
  g_test_add_func ("/alert/move", test_move);
  g_test_add_func ("/alert/since-close", test_since_close);
  g_test_add_func ("/alert/volume", test_volume);
  g_test_add_func ("/alert/repeats", test_repeats);
  g_test_add_func ("/alert/expiry-and-snooze", test_expiry_and_snooze);
  g_test_add_func ("/alert/split", test_split);
  g_test_add_func ("/alert/many", test_many);
  g_test_add_func ("/alert/seen", test_seen);
  g_test_add_func ("/alert/checks", test_checks);
  g_test_add_func ("/alert/words", test_words);
  g_test_add_func ("/alert/record", test_record);
  return g_test_run ();
}
