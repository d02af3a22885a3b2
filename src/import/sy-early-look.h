/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognises a file in a thread before anyone can use the outcome: while the window and the document that it
 * comes into are still being made. */
#pragma once

#include "sy-import-plan.h"

G_BEGIN_DECLS

typedef struct _SyEarlyLook SyEarlyLook;

/* Begins at once. @kinds (element-type SySourceKind): as for sy_importer_recognise(). */
SyEarlyLook *sy_early_look_new (const char *path, GPtrArray *kinds);
/* Does not wait: a thread that is still reading stops by itself. */
void sy_early_look_free (SyEarlyLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEarlyLook, sy_early_look_free)

const char *sy_early_look_get_path (const SyEarlyLook *self);
/* Waits for the plan and hands it over, once. (any thread; transfer full) NULL as sy_importer_recognise() has
 * it. */
SyImportPlan *sy_early_look_take_plan (SyEarlyLook *self, GCancellable *cancellable, GError **error);

G_END_DECLS
