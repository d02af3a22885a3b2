/* SPDX-License-Identifier: GPL-3.0-or-later */
/* “Did you mean”, for names that are not there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The end of a message: “; did you mean “daily”?”, or “: there are a, b, c”, or “”. */
char *sy_suggestion_make (const char *asked, GPtrArray *names);

G_END_DECLS
