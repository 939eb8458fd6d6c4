/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/halts.h"
#include "trading/core.h"

G_BEGIN_DECLS

/* One execution of an order of the file; an expectation uses it up. */
typedef struct
{
  BwFill fill;
  gboolean is_used;
} BwScenarioFill;

/* A share whose price bands are watched. */
typedef struct
{
  BwInstrumentId instrument;
  int tier; /* BwLuldTier */
  BwFixed reference, bid, ask;
  BwLuld state;
} BwScenarioBand;

/* What the file calls by one id: an order and whatever replaced it. */
typedef struct
{
  char *id;          /* (owned) */
  BwOrder order;     /* as last reported */
  BwReason refused;  /* why the last replace or cancel of it was refused */
  GArray *fills;     /* (owned): BwScenarioFill */
  GString *timeline; /* (owned): its statuses as they were told, parted by blanks */
  BwVerdicts verdicts; /* of its last sending or replacing */
} BwScenarioOrder;

/**
 * BwScenarioWorld:
 * @journal: every input so far, as the journal's codec writes it
 * @said: every output so far, likewise
 *
 * The core of a scenario and the file's names for what is in it.
 */
typedef struct _BwScenarioWorld BwScenarioWorld;

struct _BwScenarioWorld
{
  guint64 seed;
  BwCore *core;         /* (owned) */
  BwOutputs outputs;
  GByteArray *journal;  /* (owned) */
  GByteArray *said;     /* (owned) */
  GArray *margin_events; /* (owned): BwMarginEvent no expectation has used */
  GArray *bands;        /* (owned): BwScenarioBand */
  char *zone;           /* (owned) */
  char *first_zone;     /* (owned): that of its first instant */
  BwDate first_date;
  BwTime now;
  BwDate date;          /* the zone's, of @now */
  BwDate told_until[4]; /* last session told, by calendar */
  guint64 n_uuids;
  GHashTable *symbols;  /* (owned): name -> BwInstrumentId */
  GHashTable *accounts; /* (owned): name -> BwAccountId */
  GHashTable *orders;   /* (owned): name -> BwScenarioOrder (owned) */
  GHashTable *by_uuid;  /* (owned): bytes -> BwScenarioOrder */
  GHashTable *by_id;    /* (owned): BwOrderId -> BwScenarioOrder */
  BwScenarioOrder *addressed; /* (nullable): whom a refusal is about */
  BwReason refusal;     /* of the last input */
  char *broken;         /* (owned) (nullable): the books are wrong, in words */
  guint n_crashes;
  char *crash_difference; /* (owned) (nullable): what recovery did not bring back */
  void (*stepped) (BwScenarioWorld *world, gpointer user_data); /* (nullable): after every input */
  gpointer stepped_data; /* (borrowed) */
};

void bw_scenario_world_init (BwScenarioWorld *world);
void bw_scenario_world_begin (BwScenarioWorld *world, const char *zone, BwDate date, guint64 seed);
void bw_scenario_world_clear (BwScenarioWorld *world);
char *bw_scenario_say (BwScenarioWorld *world, const char *text);

void bw_scenario_world_step (BwScenarioWorld *world, BwInput *input);
void bw_scenario_world_move_clock (BwScenarioWorld *world, BwTime time);
BwTime bw_scenario_bands_due (const BwScenarioWorld *world);
void bw_scenario_bands_look (BwScenarioWorld *world);
void bw_scenario_world_tell_sessions (BwScenarioWorld *world, BwTime until);
void bw_scenario_world_use_calendar (BwScenarioWorld *world, BwCalendarId calendar);
void bw_scenario_world_crash (BwScenarioWorld *world);
gboolean bw_scenario_world_is_balanced (BwScenarioWorld *world, char **why_not);
void bw_scenario_world_make_uuid (BwScenarioWorld *world, BwUuid *uuid);
BwScenarioOrder *bw_scenario_world_add_order (BwScenarioWorld *world, const char *id);
void bw_scenario_world_name_uuid (BwScenarioWorld *world, const BwUuid *uuid, BwScenarioOrder *order);

G_END_DECLS
