/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "peers.h"

#include <dlfcn.h>
#include <ffi.h>
#include <math.h>
#include <string.h>
#include <time.h>

#define ARGUMENTS_MAX 32
/* Less than this a bar, and it did nothing. */
#define IDLE_NS 0.1

typedef int (*TulipFunc) (int n,
                          const double *const *in,
                          const double *options,
                          double *const *out);

/* Tulip's functions of the same meaning: the columns they read, and which of our parameters they
 * take. */
static const struct
{
  const char *name, *tulip, *inputs, *options;
} tulips[] = {
  { "ACOS", "acos", "c", "" },
  { "AD", "ad", "hlcv", "" },
  { "ADD", "add", "cv", "" },
  { "ADOSC", "adosc", "hlcv", "01" },
  { "ADX", "adx", "hlc", "0" },
  { "ADXR", "adxr", "hlc", "0" },
  { "AO", "ao", "hl", "" },
  { "APO", "apo", "c", "01" },
  { "AROON", "aroon", "hl", "0" },
  { "AROONOSC", "aroonosc", "hl", "0" },
  { "ASIN", "asin", "c", "" },
  { "ATAN", "atan", "c", "" },
  { "ATR", "atr", "hlc", "0" },
  { "AVGDEV", "md", "c", "0" },
  { "AVGPRICE", "avgprice", "ohlc", "" },
  { "BBANDS", "bbands", "c", "01" },
  { "BOP", "bop", "ohlc", "" },
  { "CCI", "cci", "hlc", "0" },
  { "CEIL", "ceil", "c", "" },
  { "CHAIKINVOL", "cvi", "hl", "0" },
  { "CMO", "cmo", "c", "0" },
  { "COS", "cos", "c", "" },
  { "COSH", "cosh", "c", "" },
  { "DEMA", "dema", "c", "0" },
  { "DIV", "div", "cv", "" },
  { "DPO", "dpo", "c", "0" },
  { "DX", "dx", "hlc", "0" },
  { "EMA", "ema", "c", "0" },
  { "EXP", "exp", "c", "" },
  { "FISHER", "fisher", "hl", "0" },
  { "FLOOR", "floor", "c", "" },
  { "FOSC", "fosc", "c", "0" },
  { "HMA", "hma", "c", "0" },
  { "HV", "volatility", "c", "0" },
  { "KAMA", "kama", "c", "0" },
  { "KLINGER", "kvo", "hlcv", "01" },
  { "LINEARREG", "linreg", "c", "0" },
  { "LINEARREG_INTERCEPT", "linregintercept", "c", "0" },
  { "LINEARREG_SLOPE", "linregslope", "c", "0" },
  { "LN", "ln", "c", "" },
  { "LOG10", "log10", "c", "" },
  { "MACD", "macd", "c", "012" },
  { "MARKETFI", "marketfi", "hlv", "" },
  { "MASS", "mass", "hl", "1" },
  { "MAX", "max", "c", "0" },
  { "MEDPRICE", "medprice", "hl", "" },
  { "MFI", "mfi", "hlcv", "0" },
  { "MIN", "min", "c", "0" },
  { "MOM", "mom", "c", "0" },
  { "MULT", "mul", "cv", "" },
  { "NATR", "natr", "hlc", "0" },
  { "NVI", "nvi", "cv", "" },
  { "OBV", "obv", "cv", "" },
  { "PPO", "ppo", "c", "01" },
  { "PVI", "pvi", "cv", "" },
  { "QSTICK", "qstick", "oc", "0" },
  { "RMA", "wilders", "c", "0" },
  { "ROC", "roc", "c", "0" },
  { "ROCR", "rocr", "c", "0" },
  { "RSI", "rsi", "c", "0" },
  { "SAR", "psar", "hl", "01" },
  { "SIN", "sin", "c", "" },
  { "SINH", "sinh", "c", "" },
  { "SMA", "sma", "c", "0" },
  { "SQRT", "sqrt", "c", "" },
  { "STDERR", "stderr", "c", "0" },
  { "STDDEV", "stddev", "c", "0" },
  { "STOCH", "stoch", "hlc", "013" },
  { "SUB", "sub", "cv", "" },
  { "SUM", "sum", "c", "0" },
  { "TAN", "tan", "c", "" },
  { "TANH", "tanh", "c", "" },
  { "TEMA", "tema", "c", "0" },
  { "TRANGE", "tr", "hlc", "" },
  { "TRIMA", "trima", "c", "0" },
  { "TRIX", "trix", "c", "0" },
  { "TSF", "tsf", "c", "0" },
  { "TYPPRICE", "typprice", "hlc", "" },
  { "ULTOSC", "ultosc", "hlc", "012" },
  { "VAR", "var", "c", "0" },
  { "VHF", "vhf", "c", "0" },
  { "VIDYA", "vidya", "c", "012" },
  { "VOSC", "vosc", "v", "01" },
  { "VWMA", "vwma", "cv", "0" },
  { "WAD", "wad", "hlc", "" },
  { "WCLPRICE", "wcprice", "hlc", "" },
  { "WILLR", "willr", "hlc", "0" },
  { "WMA", "wma", "c", "0" },
};

/**
 * peers_now_ns:
 *
 * What the thread has had of the processor: others' turns on a busy machine don't count.
 */
double
peers_now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* The function pointers of a symbol that dlsym() gives as an object's. */
typedef union
{
  void *symbol;
  void (*call) (void);
  int (*initialize) (void);
  TulipFunc tulip;
} Function;

static Function
find_function (const char *prefix, const char *name)
{
  g_autofree char *symbol = g_strconcat (prefix, name, NULL);
  void *self = dlopen (NULL, RTLD_LAZY);

  return (Function){ .symbol = dlsym (self, symbol) };
}

/**
 * peers_open:
 *
 * Says on standard error what is not at hand.
 */
void
peers_open (void)
{
  static const char *const libraries[] = { "libta-lib.so.0", "libta_lib.so.0" };

  for (guint k = 0; k < G_N_ELEMENTS (libraries); k++)
    if (find_function ("TA_", "Initialize").symbol == NULL)
      dlopen (libraries[k], RTLD_LAZY | RTLD_GLOBAL);
  if (find_function ("TA_", "Initialize").symbol == NULL)
    g_printerr ("TA-Lib is not at hand: no ratios to it\n");
  else
    find_function ("TA_", "Initialize").initialize ();
  if (find_function ("ti_", "sma").symbol == NULL)
    g_printerr ("Tulip is not at hand: no ratios to it\n");
}

static const double *
pick_column (const PeerBars *bars, char letter)
{
  return bars->columns[strchr ("ohlcvs", letter) - "ohlcvs"];
}

static double
time_talib (const BwIndicatorInfo *info, const double *parameters, const PeerBars *bars)
{
  Function function = find_function ("TA_", info->name);
  ffi_type *types[ARGUMENTS_MAX];
  void *values[ARGUMENTS_MAX], *pointers[ARGUMENTS_MAX];
  int whole[ARGUMENTS_MAX], range[2] = { 0, (int)bars->n - 1 }, begin, n_written;
  double reals[ARGUMENTS_MAX];
  guint n = 0, n_pointers = 0;
  ffi_cif call;
  ffi_arg result = 0;
  double begun;

#define ARGUMENT(type, value) (types[n] = &ffi_type_##type, values[n++] = (value))
#define POINTER(value)                                                                             \
  (pointers[n_pointers] = (void *)(value), ARGUMENT (pointer, &pointers[n_pointers]), n_pointers++)
  /* MAVP: with periods from the volumes, its every bar is another average there. */
  if (function.symbol == NULL || g_str_equal (info->name, "MAVP"))
    return INFINITY;
  ARGUMENT (sint, &range[0]);
  ARGUMENT (sint, &range[1]);
  for (const char *letter = info->inputs; *letter != '\0'; letter++)
    POINTER (pick_column (bars, *letter));
  for (guint k = 0; info->parameters[k].name != NULL; k++)
    if (info->parameters[k].is_whole)
      {
        whole[k] = (int)parameters[k];
        ARGUMENT (sint, &whole[k]);
      }
    else
      {
        reals[k] = parameters[k];
        ARGUMENT (double, &reals[k]);
      }
  POINTER (&begin);
  POINTER (&n_written);
  for (guint k = 0; info->outputs[k] != NULL; k++)
    POINTER (bars->outputs[k]);
#undef POINTER
#undef ARGUMENT
  if (ffi_prep_cif (&call, FFI_DEFAULT_ABI, n, &ffi_type_sint, types) != FFI_OK)
    return INFINITY;
  begun = peers_now_ns ();
  ffi_call (&call, function.call, &result, values);
  g_assert_cmpint ((int)result, ==, 0);
  return (peers_now_ns () - begun) / (double)bars->n;
}

static double
time_tulip (const BwIndicatorInfo *info, const double *parameters, const PeerBars *bars)
{
  const double *in[BW_INDICATOR_INPUTS_MAX];
  double options[BW_INDICATOR_PARAMETERS_MAX];

  for (guint k = 0; k < G_N_ELEMENTS (tulips); k++)
    {
      Function function;
      double begun;

      if (!g_str_equal (tulips[k].name, info->name))
        continue;
      function = find_function ("ti_", tulips[k].tulip);
      if (function.symbol == NULL)
        return INFINITY;
      for (guint i = 0; tulips[k].inputs[i] != '\0'; i++)
        in[i] = pick_column (bars, tulips[k].inputs[i]);
      for (guint i = 0; tulips[k].options[i] != '\0'; i++)
        options[i] = parameters[tulips[k].options[i] - '0'];
      begun = peers_now_ns ();
      g_assert_cmpint (function.tulip ((int)bars->n, in, options, bars->outputs), ==, 0);
      return (peers_now_ns () - begun) / (double)bars->n;
    }
  return INFINITY;
}

/**
 * peers_time:
 *
 * Returns: nanoseconds a bar of the faster peer; infinite when neither has the function
 */
double
peers_time (const BwIndicatorInfo *info, const double *parameters, const PeerBars *bars)
{
  double talib = time_talib (info, parameters, bars);
  double tulip = time_tulip (info, parameters, bars);

  return MIN (talib < IDLE_NS ? INFINITY : talib, tulip < IDLE_NS ? INFINITY : tulip);
}
