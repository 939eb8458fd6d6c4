/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../unit/engine/engine-fixture.h"

G_BEGIN_DECLS

/* The practice market, a replay and branches of them. */
#define WORLD_TIMELINES_MAX 4

/**
 * Asked:
 * @id: as it was acknowledged; 0: never was
 * @is_undone: the engine said that it was not done, and lived on: it must never be there
 *
 * An order that was sent, by the name it was sent with.
 */
typedef struct
{
  BwTimelineId timeline;
  BwUuid uuid;
  BwOrderId id;
  gboolean is_undone;
} Asked;

/* The last that was told of an order, or a fill as it was told. */
typedef struct
{
  BwTimelineId timeline;
  BwOrder order;
} ToldOrder;

typedef struct
{
  BwTimelineId timeline;
  BwFill fill;
} ToldFill;

typedef struct
{
  BwTime wall;
  gint64 ahead; /* atomic: how far our clock is ahead of the system's */
} Hands;

/**
 * World:
 * @faltering: orders that failed and may yet turn out to be done, until the disk writes again
 *
 * An engine on a disk that fails, and what it has said.
 */
typedef struct
{
  EngineFixture fixture;
  GRand *random; /* (owned) */
  Hands hands;
  BwClock clock;
  BwTimelineId timelines[WORLD_TIMELINES_MAX];
  guint n_timelines;
  GArray *asked;       /* (owned): Asked */
  GArray *faltering;   /* (owned): indices into @asked */
  GHashTable *orders;  /* (owned): ToldOrder by "timeline/id" */
  GArray *fills;       /* (owned): ToldFill */
  guint64 n_commands, n_refused, n_failed, n_branches;
} World;

void world_begin (World *world, guint64 seed);
void world_end (World *world);
void world_open (World *world);
void world_close (World *world);
void world_drop (World *world);

BwTimelineId world_timeline (World *world); /* one of them */
gboolean world_command (World *world, BwTimelineId timeline, BwInput *input);
gboolean world_jump (World *world, BwTimelineId timeline, BwTime time);
gboolean world_branch (World *world, BwTimelineId timeline, BwTime time);
void world_thaw (World *world);

void world_act (World *world); /* engine-acts.c: one thing at random */
void world_prove (World *world); /* engine-proof.c: all that was acknowledged is there, and is true */

static inline gboolean
one_in (World *world, int n)
{
  return g_rand_int_range (world->random, 0, n) == 0;
}

static inline int
between (World *world, int least, int most)
{
  return g_rand_int_range (world->random, least, most + 1);
}

G_END_DECLS
