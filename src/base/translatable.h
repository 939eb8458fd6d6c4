/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks a text for xgettext and leaves it as it is. For rooms that give English and know no language:
 * who shows the text translates it. The same words as in <glib/gi18n.h>, which front ends include. */
#define N_(String) (String)
