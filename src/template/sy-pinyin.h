/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chinese in Latin letters, to be found by what is typed without an input method. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* “会员率” → "huiyuanlv" (out) and "hyl" (@initials); other letters and digits stay, in lower case, the rest
 * falls out. @initials may be NULL. */
char *sy_pinyin_write (const char *text, char **initials);

G_END_DECLS
