/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP container of workbooks, read as streams under limits that no honest file meets. Nothing is ever
 * extracted to disk. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SY_PACKAGE_MAX_ENTRIES 5000
#define SY_PACKAGE_MAX_TOTAL (G_GUINT64_CONSTANT (8) << 30)
#define SY_PACKAGE_MAX_RATIO 200
#define SY_PACKAGE_RATIO_GRACE (G_GUINT64_CONSTANT (64) << 20)

typedef struct _SyPackage SyPackage;
typedef struct _SyPackageStream SyPackageStream;

SyPackage *sy_package_new (int fd, GError **error);
void sy_package_free (SyPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPackage, sy_package_free)

gboolean sy_package_has (SyPackage *package, const char *name);
gboolean sy_package_has_folder (SyPackage *package, const char *folder);
GBytes *sy_package_read_part (SyPackage *package, const char *name, gsize limit, GError **error);

SyPackageStream *sy_package_open_part (SyPackage *package, const char *name, GError **error);
gssize sy_package_stream_read (SyPackageStream *stream, gpointer buffer, gsize size, GError **error);
guint64 sy_package_stream_get_position (SyPackageStream *stream);
guint64 sy_package_stream_get_size (SyPackageStream *stream);
void sy_package_stream_free (SyPackageStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPackageStream, sy_package_stream_free)

G_END_DECLS
