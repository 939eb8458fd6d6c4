/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* What front ends ask of the engine thread about one timeline. */
void bw_request_command_run (BwLoop *loop, BwRequest *request);
void bw_request_preview_run (BwLoop *loop, BwRequest *request);
/* risk.c */
void bw_request_risk_run (BwLoop *loop, BwRequest *request);
void bw_request_playing_run (BwLoop *loop, BwRequest *request);
void bw_request_speed_run (BwLoop *loop, BwRequest *request);
void bw_request_step_run (BwLoop *loop, BwRequest *request);
void bw_request_skip_run (BwLoop *loop, BwRequest *request);
void bw_request_subscribe_run (BwLoop *loop, BwRequest *request);
void bw_request_flush_run (BwLoop *loop, BwRequest *request);

/* @data: a key and a value, one behind the other, each with its NUL. */
void bw_request_set_text_run (BwLoop *loop, BwRequest *request);

/* The timeline, ready for an input now; answers and returns NULL when there is none. */
BwRun *bw_request_find_run (BwLoop *loop, BwRequest *request);
/* Answers those who waited for a jump that has arrived. */
void bw_loop_end_jumps (BwLoop *loop, BwRun *run);
/* Stays where it has come to, and answers. */
void bw_loop_stop_jumps (BwLoop *loop, BwRun *run);
void bw_loop_begin_jump (BwLoop *loop, BwRun *run, BwTime target, GTask *task);

G_END_DECLS
