/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/types.h"
#include "engine/view.h"
#include "store/alerts.h"
#include "store/notices.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  BwTimelineId timeline;
  BwQuoteView quote;
} BwQuoteUpdate;

/* @first_position, @n_positions: its positions' place in the update's list. */
typedef struct
{
  BwAccountView view;
  guint first_position, n_positions;
} BwAccountUpdate;

/* @is_silent: a state told at the start, nothing that has happened. */
typedef struct
{
  BwTimelineId timeline;
  gboolean is_silent;
  BwOrder order;
} BwOrderUpdate;

typedef struct
{
  BwTimelineId timeline;
  BwFill fill;
} BwFillUpdate;

typedef struct
{
  BwTimelineId timeline;
  BwMarginEvent event;
} BwMarginUpdate;

/* @has_depth: @depth is new. Tape and minutes: their place in the update's lists. */
typedef struct
{
  BwTimelineId timeline;
  BwInstrumentId instrument;
  gboolean has_depth;
  BwDepth depth;
  guint first_print, n_prints;
  guint first_minute, n_minutes;
} BwTapeUpdate;

typedef struct
{
  BwInstrument instrument;
  const char *description; /* (nullable): static or interned; %NULL leaves what is known */
} BwInstrumentUpdate;

typedef struct
{
  gboolean is_removed;
  BwAlert alert;
} BwAlertUpdate;

/* Which instruments a timeline has prices for. */
typedef struct
{
  BwTimelineId timeline;
  guint first_id, n_ids;
} BwListingUpdate;

/* The answer to a call: exactly one of @error and the rest. */
typedef struct
{
  GTask *task; /* (owned) */
  GError *error; /* (owned) (nullable) */
  gpointer value; /* (owned) (nullable) */
  GDestroyNotify free_value;
} BwReply;

/**
 * BwUpdate:
 *
 * What has changed since the last one, from the engine thread to the main loop. Gathered by one,
 * then given away whole to the other. Lists are in the order things happened.
 */
typedef struct
{
  BwChanged changed;
  GArray *timelines;        /* BwTimelineView */
  GArray *timelines_closed; /* BwTimelineId */
  GArray *quotes;           /* BwQuoteUpdate */
  GArray *accounts;         /* BwAccountUpdate */
  GArray *positions;        /* BwPosition */
  GArray *orders;           /* BwOrderUpdate */
  GArray *fills;            /* BwFillUpdate */
  GArray *margins;          /* BwMarginUpdate */
  GArray *tapes;            /* BwTapeUpdate */
  GArray *prints;           /* BwTapeView */
  GArray *minutes;          /* BwMinuteView */
  GArray *activities;       /* BwActivityView */
  GArray *happenings;       /* BwHappeningView */
  GArray *instruments;      /* BwInstrumentUpdate */
  GArray *listings;         /* BwListingUpdate */
  GArray *ids;              /* BwInstrumentId */
  GArray *jobs;             /* BwJobView */
  GArray *alerts;           /* BwAlertUpdate */
  GArray *firings;          /* BwAlertFiring */
  GArray *notices;          /* BwNotice; one that is known: it has been read */
  GArray *replies;          /* BwReply */
  BwEngineHealth health;
} BwUpdate;

#define BW_ACTIVITIES_KEPT 200

BwUpdate *bw_update_new (void);
/* Answers that were never given are given as cancelled. */
void bw_update_free (BwUpdate *update);
/* Appends what @later says; takes it over. */
void bw_update_join (BwUpdate *update, BwUpdate *later);
void bw_update_add_activity (BwUpdate *update, const BwActivityView *activity);
void bw_update_add_outputs (BwUpdate *update, BwTimelineId timeline, const BwOutputs *outputs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwUpdate, bw_update_free)

G_END_DECLS
