/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which encoding a text file is in. */
#pragma once

#include <gio/gio.h>

#include "sy-decoder.h"

G_BEGIN_DECLS

/* The outcome of recognition; clear with sy_encoding_guess_clear(). */
typedef struct
{
  char *name;       /* IANA name, "UTF-8", "GB18030" … */
  char *reason;     /* why, a short translated sentence */
  guint bom_length; /* bytes to skip at the start of the file */
  gboolean sure;    /* FALSE: another encoding fits nearly as well, or there is little to tell by */
} SyEncodingGuess;

gboolean sy_encoding_detect (
    int fd, const char *asked, SyEncodingGuess *guess, GCancellable *cancellable, GError **error);
void sy_encoding_guess_clear (SyEncodingGuess *guess);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyEncodingGuess, sy_encoding_guess_clear)

guint sy_encoding_bom_length (int fd, const char *encoding);

G_END_DECLS
