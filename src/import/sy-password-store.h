/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords of databases: in the keyring of the desktop, else for as long as the program runs; in no file of
 * ours. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *sy_password_store_lookup (const char *database, GCancellable *cancellable);
void sy_password_store_remember (const char *database, const char *password);
gboolean sy_password_store_save (
    const char *database, const char *title, const char *password, GCancellable *cancellable, GError **error);
gboolean sy_password_store_forget (const char *database, GCancellable *cancellable, GError **error);

G_END_DECLS
