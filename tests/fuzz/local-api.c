/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "../unit/engine/engine-fixture.h"
#include "service/local-api.h"
#include "service/local-json.h"

#include <stdlib.h>

/* Those that write where they are told stay out: made-up paths are no place to write to. */
static const char *const commands[] = {
  "status",  "symbols",    "bars",  "accounts", "account", "positions", "orders",   "fills",
  "order",   "replace",    "cancel", "cancel-all", "close", "reverse",   "flatten", "deposit",
  "withdraw", "play",      "no-such-command",
};

static EngineFixture fixture;

static void
remove_profile (void)
{
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
require (gboolean holds, const char *promise)
{
  if (holds)
    return;
  g_printerr ("broken: %s\n", promise);
  abort ();
}

/* The first byte picks the command, the rest is the request's body: every request is answered, by a
 * result or by an error in words. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture.engine == NULL)
    {
      require (fixture_open (&fixture, bw_clock_system (), &error), "a profile opens");
      atexit (remove_profile);
    }
  if (data_bytes == 0)
    return 0;
  parameters = bw_json_parse_object ((const char *) data + 1, data_bytes - 1, &error);
  if (parameters == NULL)
    {
      require (error != NULL && error->message[0] != '\0', "a refused body says why");
      return 0;
    }
  bw_local_api_call_async (fixture.engine, commands[data[0] % G_N_ELEMENTS (commands)], parameters, NULL,
                           catch_result_cb, &result);
  answer = bw_local_api_call_finish (wait_for (&result), &error);
  require ((answer == NULL) == (error != NULL), "an answer or an error");
  require (error == NULL || error->message[0] != '\0', "an error says why");
  return 0;
}
