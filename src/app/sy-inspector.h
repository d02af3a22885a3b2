/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a number is what it is: formula in words, numbers put in, operands that open in turn (with a way back),
 * and the source rows. Follows the session's subject. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_INSPECTOR (sy_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SyInspector, sy_inspector, SY, INSPECTOR, GtkWidget)

GtkWidget *sy_inspector_new (SySession *session);

G_END_DECLS
