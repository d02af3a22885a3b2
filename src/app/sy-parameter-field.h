/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter of a worksheet: its title over an entry, what is wrong with it below. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_PARAMETER_FIELD (sy_parameter_field_get_type ())
G_DECLARE_FINAL_TYPE (SyParameterField, sy_parameter_field, SY, PARAMETER_FIELD, GtkBox)

GtkWidget *sy_parameter_field_new (SySession *session, const char *id);
/* What is typed goes to the document. */
void sy_parameter_field_commit (SyParameterField *self);
/* The document may have another text now; @placeholder: (nullable): the default that holds. */
void sy_parameter_field_update (SyParameterField *self, const char *placeholder);
const char *sy_parameter_field_get_id (SyParameterField *self);

G_END_DECLS
