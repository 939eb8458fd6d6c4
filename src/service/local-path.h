/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bw_local_socket_path (const char *profile_path);

G_END_DECLS
