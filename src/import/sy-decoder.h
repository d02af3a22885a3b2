/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A streaming decoder to UTF-8 that never hides a bad byte. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SyDecoder SyDecoder;

SyDecoder *sy_decoder_new (const char *encoding, GError **error);
void sy_decoder_run (
    SyDecoder *decoder, const guint8 *data, gsize length, gboolean at_end, GByteArray *out, GArray *bad);
void sy_decoder_free (SyDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDecoder, sy_decoder_free)

gsize sy_utf8_valid_prefix (const guint8 *data, gsize length);

/* Length of the sequence at @p, 0 when bad, -1 when cut off by @end. NUL counts as bad: no table holds it. */
int sy_utf8_sequence (const guint8 *p, const guint8 *end);
int sy_gb18030_sequence (const guint8 *p, const guint8 *end, gunichar *ch);
/* How many bytes from @p are ASCII other than NUL. */
gsize sy_ascii_run (const guint8 *p, const guint8 *end);

G_END_DECLS
