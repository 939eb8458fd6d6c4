/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../unit/engine/engine-fixture.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The plug is pulled: a child trades on a profile and says through a pipe what was acknowledged to
 * it; the parent kills it at some instant, opens the profile and looks for every acknowledged order
 * and fill, has the books proven against a replay from the first entry, and starts the next child on
 * what is left. CRASH_ROUNDS and CRASH_SEED repeat and lengthen it. */

#define ROUNDS 200
/* Then a new profile is begun, or the proofs from the first entry on would take longer and longer. */
#define ROUNDS_PER_PROFILE 25
/* How long a child lives after its first answer, at most. */
#define WAIT_US_MAX 60000

typedef enum
{
  ACKNOWLEDGED_ORDER = 1,
  ACKNOWLEDGED_FILL = 2,
} Kind;

typedef struct
{
  guint32 kind;
  guint32 status; /* of an order: when it was acknowledged */
  guint64 id;
} Acknowledgement;

typedef struct
{
  EngineFixture fixture;
  GRand *random;
  int pipe;
  guint n_waiting;
} Child;

static void
say (int fd, Kind kind, guint status, guint64 id)
{
  Acknowledgement acknowledgement = { kind, status, id };

  if (write (fd, &acknowledgement, sizeof acknowledgement) != sizeof acknowledgement)
    _exit (2);
}

static void
acknowledged_fill_cb (BwEngine *engine, guint timeline, const BwFill *fill, gpointer user_data)
{
  say (((Child *) user_data)->pipe, ACKNOWLEDGED_FILL, 0, fill->id);
}

static void
acknowledged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *child = user_data;
  BwCommandResult outcome;

  child->n_waiting--;
  if (bw_engine_command_finish (BW_ENGINE (object), result, &outcome, NULL) && outcome.order.id != 0)
    say (child->pipe, ACKNOWLEDGED_ORDER, outcome.order.status, outcome.order.id);
}

static void
fill_random_order (Child *child, BwNewOrder *order)
{
  BwEngine *engine = child->fixture.engine;
  const BwInstrument *instrument =
      bw_engine_instrument_at (engine, g_rand_int_range (child->random, 0, bw_engine_n_instruments (engine)));
  const BwQuoteView *quote = bw_engine_quote (engine, BW_TIMELINE_PRACTICE, instrument->id);

  *order = (BwNewOrder){
    .account = bw_engine_account_at (engine, 0)->account.id,
    .instrument = instrument->id,
    .side = g_rand_boolean (child->random) ? BW_SIDE_BUY : BW_SIDE_SELL,
    .type = g_rand_int_range (child->random, BW_ORDER_MARKET, BW_ORDER_STOP + 1),
    .tif = g_rand_boolean (child->random) ? BW_TIF_DAY : BW_TIF_GTC,
    .quantity = BW_FIXED (g_rand_int_range (child->random, 1, 30)),
  };
  if (quote == NULL)
    return;
  if (order->type == BW_ORDER_LIMIT)
    order->limit_price = order->side == BW_SIDE_BUY ? quote->market.ask : quote->market.bid;
  if (order->type == BW_ORDER_STOP)
    order->stop_price = order->side == BW_SIDE_BUY ? quote->market.ask : quote->market.bid;
}

static void
send_random (Child *child)
{
  BwEngine *engine = child->fixture.engine;
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  const BwOrder *const *orders;
  gsize n_orders;

  orders = bw_engine_open_orders (engine, BW_TIMELINE_PRACTICE, 1, &n_orders);
  if (n_orders > 0 && g_rand_int_range (child->random, 0, 4) == 0)
    {
      input.kind = BW_INPUT_CANCEL_ORDER;
      input.cancel_order.order = orders[g_rand_int_range (child->random, 0, n_orders)]->id;
    }
  else if (g_rand_int_range (child->random, 0, 50) == 0)
    {
      input.kind = BW_INPUT_FLATTEN;
      input.account.account = 1;
    }
  else
    fill_random_order (child, &input.new_order);
  child->n_waiting++;
  bw_engine_command_async (engine, BW_TIMELINE_PRACTICE, &input, NULL, acknowledged_cb, child);
}

/* Trades until it is killed. */
static int
run_child (const char *folder, int pipe, guint32 seed)
{
  Child child = { .pipe = pipe };
  g_autoptr (GError) error = NULL;

  child.random = g_rand_new_with_seed (seed);
  child.fixture.folder = g_strdup (folder);
  if (!fixture_open (&child.fixture, bw_clock_system (), &error))
    {
      g_printerr ("child: %s\n", error->message);
      return 1;
    }
  g_signal_connect (child.fixture.engine, "fill", G_CALLBACK (acknowledged_fill_cb), &child);
  bw_engine_set_speed (child.fixture.engine, BW_TIMELINE_PRACTICE, g_rand_int_range (child.random, 1, 100));
  for (;;)
    {
      while (child.n_waiting < 8)
        send_random (&child);
      g_main_context_iteration (NULL, TRUE);
    }
}

static pid_t
start_child (const char *program, const char *folder, guint32 seed, int *pipe_out)
{
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autofree char *fd_text = NULL;
  int ends[2];
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  fd_text = g_strdup_printf ("%d", ends[1]);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (ends[0]);
      execl (program, program, "--child", folder, fd_text, seed_text, NULL);
      _exit (127);
    }
  close (ends[1]);
  *pipe_out = ends[0];
  return pid;
}

/* Everything that was said before the end. */
static void
read_all (int fd, GArray *acknowledged)
{
  Acknowledgement one;
  gsize n_read = 0;

  for (;;)
    {
      gssize n = read (fd, (char *) &one + n_read, sizeof one - n_read);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      n_read += n;
      if (n_read == sizeof one)
        {
          g_array_append_val (acknowledged, one);
          n_read = 0;
        }
    }
}

static void
check_acknowledged (EngineFixture *fixture, const GArray *acknowledged)
{
  BwTradingReader *reader = bw_engine_trading_reader (fixture->engine);

  for (guint i = 0; i < acknowledged->len; i++)
    {
      const Acknowledgement *one = &g_array_index (acknowledged, Acknowledgement, i);
      g_autoptr (GError) error = NULL;
      BwOrder order;
      BwFill fill;

      if (one->kind == ACKNOWLEDGED_FILL)
        {
          bw_trading_reader_fill (reader, BW_TIMELINE_PRACTICE, one->id, &fill, &error);
          g_assert_no_error (error);
          continue;
        }
      bw_trading_reader_order (reader, BW_TIMELINE_PRACTICE, one->id, &order, &error);
      g_assert_no_error (error);
      /* What had ended stays ended. */
      if (!bw_order_status_is_open (one->status))
        g_assert_cmpuint (order.status, ==, one->status);
    }
}

static void
check_profile (const char *folder, const GArray *acknowledged)
{
  EngineFixture fixture = { .folder = g_strdup (folder) };
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  fixture_open (&fixture, bw_clock_system (), &error);
  g_assert_no_error (error);
  g_assert_null (bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->frozen_reason);
  check_acknowledged (&fixture, acknowledged);
  if (!fixture_verify (&fixture, &report))
    g_error ("%s", report);
  fixture_close (&fixture);
  g_free (fixture.folder);
}

static guint
read_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
begin_profile (char **folder)
{
  if (*folder != NULL)
    nftw (*folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_free (*folder);
  *folder = g_dir_make_tmp ("bw-crash-XXXXXX", NULL);
}

static const char *program;

static void
test_kills (void)
{
  guint n_rounds = read_number ("CRASH_ROUNDS", ROUNDS);
  guint32 seed = read_number ("CRASH_SEED", g_test_rand_int ());
  g_autofree char *folder = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_acknowledged = 0;

  g_test_message ("CRASH_SEED=%u", seed);
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GArray) acknowledged = g_array_new (FALSE, FALSE, sizeof (Acknowledgement));
      Acknowledgement first;
      int fd, status;
      pid_t pid;

      if (round % ROUNDS_PER_PROFILE == 0)
        begin_profile (&folder);
      pid = start_child (program, folder, g_rand_int (random), &fd);
      /* Some die while they open, most after their first order. */
      if (g_rand_int_range (random, 0, 8) != 0 && read (fd, &first, sizeof first) == sizeof first)
        g_array_append_val (acknowledged, first);
      g_usleep (g_rand_int_range (random, 0, WAIT_US_MAX));
      kill (pid, SIGKILL);
      read_all (fd, acknowledged);
      close (fd);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFSIGNALED (status));
      check_profile (folder, acknowledged);
      n_acknowledged += acknowledged->len;
    }
  g_test_message ("%u kills, %u acknowledged orders and fills", n_rounds, n_acknowledged);
  g_assert_cmpuint (n_acknowledged, >, n_rounds);
  nftw (folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], (int) g_ascii_strtoll (argv[3], NULL, 10),
                      (guint32) g_ascii_strtoull (argv[4], NULL, 10));
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/crash/kills", test_kills);
  return g_test_run ();
}
