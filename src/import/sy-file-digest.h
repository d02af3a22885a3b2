/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two files have the same content. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): 128 bits and the size as text; equal for equal contents, and for no others that one meets
 * (it withstands chance, not intent). Reads the whole file. */
char *sy_file_digest (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
