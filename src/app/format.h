/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Numbers are written the same way on screen, on paper and in the terminal. */
#include "report/format.h"
