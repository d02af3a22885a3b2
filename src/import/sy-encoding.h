/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which encoding a text file is in, and a streaming decoder to UTF-8 that never hides a bad byte. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The outcome of recognition; clear with sy_encoding_guess_clear(). */
typedef struct
{
  char *name;       /* IANA name, "UTF-8", "GB18030" … */
  char *reason;     /* why, a short translated sentence */
  guint bom_length; /* bytes to skip at the start of the file */
} SyEncodingGuess;

gboolean sy_encoding_detect (
    int fd, const char *asked, SyEncodingGuess *guess, GCancellable *cancellable, GError **error);
void sy_encoding_guess_clear (SyEncodingGuess *guess);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyEncodingGuess, sy_encoding_guess_clear)

guint sy_encoding_bom_length (int fd, const char *encoding);

typedef struct _SyDecoder SyDecoder;

SyDecoder *sy_decoder_new (const char *encoding, GError **error);
void sy_decoder_run (
    SyDecoder *decoder, const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad);
void sy_decoder_free (SyDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDecoder, sy_decoder_free)

gsize sy_utf8_valid_prefix (const guint8 *data, gsize length);

G_END_DECLS
