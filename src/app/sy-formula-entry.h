/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula as it is typed: checked a moment after each key, the wrong place underlined, names completed. */
#pragma once

#include <adwaita.h>

#include "sy-model.h"

G_BEGIN_DECLS

#define SY_TYPE_FORMULA_ENTRY (sy_formula_entry_get_type ())
G_DECLARE_FINAL_TYPE (SyFormulaEntry, sy_formula_entry, SY, FORMULA_ENTRY, AdwBin)
/* Signals: "checked" (good) — the text was checked, or set; "applied" — Ctrl+Enter. */

/* Is @text good? An error may begin with its place, “line:column: ”. Quick: it runs on the main loop. */
typedef gboolean (*SyFormulaCheck) (const char *text, gpointer data, GError **error);

GtkWidget *sy_formula_entry_new (SyFormulaCheck check, gpointer data);
/* What names are offered: those of @model (NULL: functions only), columns of @table (of the model, or NULL).
 */
void sy_formula_entry_set_model (SyFormulaEntry *self, SyModel *model, SyModelTable *table);
void sy_formula_entry_set_text (SyFormulaEntry *self, const char *text);
char *sy_formula_entry_dup_text (SyFormulaEntry *self);
/* Shows an error that came from elsewhere, until the text changes. */
void sy_formula_entry_show_error (SyFormulaEntry *self, const char *message);
/* Checks now what is typed. */
gboolean sy_formula_entry_check (SyFormulaEntry *self);
void sy_formula_entry_focus (SyFormulaEntry *self);

G_END_DECLS
