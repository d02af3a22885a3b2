/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data model of one workbook: sources, one template, parameters and typed rows; evaluated tables, values
 * and explanations come out of it. All calls from the main thread but those marked (any thread). */
#pragma once

#include "sy-catalogue.h"
#include "sy-engine.h"
#include "sy-importer.h"
#include "sy-model.h"
#include "sy-table.h"

G_BEGIN_DECLS

#define SY_WORKBOOK_ERROR (sy_workbook_error_quark ())
GQuark sy_workbook_error_quark (void);
typedef enum
{
  SY_WORKBOOK_ERROR_PARAMETER, /* no such parameter, or a text that is not of its type or range; says what is
                                  expected */
  SY_WORKBOOK_ERROR_TABLE,     /* no such table, column, value, chart or row; lists or suggests */
  SY_WORKBOOK_ERROR_NEEDS,     /* the source or a role is missing; says which and what would bring it */
  SY_WORKBOOK_ERROR_INPUT,     /* typed rows that don't fit the table */
  SY_WORKBOOK_ERROR_SAME,      /* a file of the same content is in already; nothing changed */
  SY_WORKBOOK_ERROR_BUSY,      /* an import is running: wait for it or cancel it */
} SyWorkbookError;

#define SY_TYPE_WORKBOOK (sy_workbook_get_type ())
G_DECLARE_FINAL_TYPE (SyWorkbook, sy_workbook, SY, WORKBOOK, GObject)
/* Signals: "changed" — something that can be seen changed: sources, template, parameters or inputs; what was
 * evaluated before stays as it was. */

/* @engine: in memory, or a document's. Language as of the catalogue. */
SyWorkbook *sy_workbook_new (SyCatalogue *catalogue, SyEngine *engine);
SyCatalogue *sy_workbook_get_catalogue (SyWorkbook *self);
SyEngine *sy_workbook_get_engine (SyWorkbook *self);
const char *sy_workbook_get_language (SyWorkbook *self);

/* --- sources: one relation a kind ("sales"); a further file of the same kind is appended --- */
typedef struct
{
  char *kind;     /* "sales" */
  char *relation; /* in the engine */
  char *title;
  GPtrArray *files; /* (element-type utf8) base names */
  gint64 n_rows;
  char **roles;           /* role ids that the files bring */
  char **headers;         /* parallel: the header each came from */
  SyImportReport *report; /* of the latest import; NULL after a restart */
  gint64 n_refused;
} SyWorkbookSource;
/* Blocks: runs the import in one transaction (any thread; then call sy_workbook_refresh() on the main one).
 */
gboolean sy_workbook_import (SyWorkbook *self,
                             SyImportPlan *plan,
                             SyImportProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error);
void sy_workbook_refresh (SyWorkbook *self);
/* A source of this kind with all its roles and no rows: for looking at formulas without data. */
gboolean sy_workbook_add_blank_source (SyWorkbook *self, SySourceKind *kind, GError **error);
gboolean sy_workbook_remove_source (SyWorkbook *self, const char *kind, GError **error);
GPtrArray *sy_workbook_get_sources (SyWorkbook *self); /* (element-type SyWorkbookSource) */
/* (element-type SyRefusal) of a source, kept in the document. */
GPtrArray *sy_workbook_get_refusals (SyWorkbook *self, const char *kind, GError **error);

/* --- template, parameters, typed rows ---
 * Lists are the workbook's own and hold until the next change. Changes are written to the engine in order,
 * off the main thread. */
gboolean sy_workbook_set_template (SyWorkbook *self, SyTemplate *template, GError **error);
/* A template of the document's own, given as XML: it is kept in the document, and in no list. Refused with
 * line and column, or with the formula that is wrong; then nothing changes. */
gboolean sy_workbook_set_own_template (SyWorkbook *self, const char *text, GError **error);
SyTemplate *sy_workbook_get_template (SyWorkbook *self);
GPtrArray *sy_workbook_get_templates (SyWorkbook *self); /* resolved: used ones first */

typedef struct
{
  const SyTemplateParameter *definition;
  char *text; /* as set by the user, canonical ("2015-12", "0.7"); NULL when the default holds */
  gboolean is_set;
  SyValueType type;
} SyWorkbookParameter;
GPtrArray *sy_workbook_get_parameters (
    SyWorkbook *self); /* (element-type SyWorkbookParameter), of all templates, each once */
SyWorkbookParameter *sy_workbook_find_parameter (SyWorkbook *self, const char *id);
/* @text: "70000", "70,000", "15%", "7万", "2015-12", "2015-12-20", text; NULL: back to the default. */
gboolean sy_workbook_set_parameter (SyWorkbook *self, const char *id, const char *text, GError **error);
/* Typed rows of an INPUT table: texts by row and column; an empty text is a blank cell, a row may be shorter
 * than the table. */
GPtrArray *sy_workbook_get_input_rows (SyWorkbook *self, const char *table); /* (element-type GStrv) */
gboolean sy_workbook_set_input_rows (SyWorkbook *self, const char *table, GPtrArray *rows, GError **error);
/* As part of the last step, where that set rows of the same table: one goes on typing in a cell. */
gboolean sy_workbook_amend_input_rows (SyWorkbook *self, const char *table, GPtrArray *rows, GError **error);
gboolean sy_workbook_load_input (SyWorkbook *self, const char *table, const char *csv_path, GError **error);

/* What belongs to the document and is none of the above, such as the dashboard: one text by a name. */
const char *sy_workbook_get_kept (SyWorkbook *self, const char *name); /* NULL: nothing is kept */
void sy_workbook_set_kept (SyWorkbook *self, const char *name, const char *text);

/* --- undo and redo of imports, removals, parameters, typed rows, template, kept texts (kept in the document)
 * --- */
gboolean sy_workbook_can_undo (SyWorkbook *self);
gboolean sy_workbook_can_redo (SyWorkbook *self);
char *sy_workbook_undo (SyWorkbook *self, GError **error); /* what was undone, for a toast */
char *sy_workbook_redo (SyWorkbook *self, GError **error);

/* --- what the template gives with these sources --- */
/* Tables in order of areas; left-out ones have a reason. */
typedef struct
{
  const SyTemplateTable *definition;
  char *unavailable; /* NULL, or a sentence: which role of which source is missing */
} SyWorkbookTable;
GPtrArray *sy_workbook_list_tables (SyWorkbook *self); /* (element-type SyWorkbookTable) */
typedef struct
{
  const SyTemplateValue *definition;
  char *unavailable;
} SyWorkbookValue;
GPtrArray *sy_workbook_list_values (SyWorkbook *self);
GPtrArray *sy_workbook_list_charts (SyWorkbook *self); /* (element-type SyTemplateChart), available ones */
/* The bound model of the present state; NULL and an error when a formula is wrong or no template is set. Kept
 * alive by the evaluation too. */
SyModel *sy_workbook_get_model (SyWorkbook *self, GError **error);

/* --- evaluation: a snapshot of results; immutable, safe from any thread, kept as long as someone holds it
 * --- */
#define SY_TYPE_EVALUATION (sy_evaluation_get_type ())
G_DECLARE_FINAL_TYPE (SyEvaluation, sy_evaluation, SY, EVALUATION, GObject)

/* Takes the present parameters; nothing is computed before it is asked for. */
SyEvaluation *sy_workbook_evaluate (SyWorkbook *self, GError **error);

/* (any thread) Evaluates what is needed, cached by (table, parameters it reads, data version). */
/* (transfer full) */
SyTable *
sy_evaluation_get_table (SyEvaluation *self, const char *id, GCancellable *cancellable, GError **error);
/* Parameters and named values. Type of the value by its unit and type; is_null when blank or an error. Text
 * is borrowed from the evaluation. */
gboolean sy_evaluation_get_value (
    SyEvaluation *self, const char *id, SyValue *value, GCancellable *cancellable, GError **error);
/* For reading: "1,038,957", "103.9%", "2015-12-20", "—". */
char *
sy_evaluation_format_value (SyEvaluation *self, const char *id, GCancellable *cancellable, GError **error);
/* Another formula, bound to nothing but names and whole columns. */
gboolean sy_evaluation_compute (
    SyEvaluation *self, const char *formula, SyValue *value, GCancellable *cancellable, GError **error);
/* The distinct values that a parameter can be set to, for parameters with choices; else NULL without an
 * error. */
char **sy_evaluation_list_choices (SyEvaluation *self,
                                   const char *parameter,
                                   GCancellable *cancellable,
                                   GError **error);
/* (main thread) Parameters of a view that was evaluated: they hold for all views of the workbook, and are
 * kept and undone like its own. (transfer none) NULL when it has none of that name. */
SyWorkbookParameter *sy_evaluation_find_parameter (SyEvaluation *self, const char *id);
gboolean sy_evaluation_set_parameter (SyEvaluation *self, const char *id, const char *text, GError **error);
/* {name} replaced by formatted values; NULL without an error when its `when` does not hold. */
char *sy_evaluation_expand_note (SyEvaluation *self,
                                 const SyTemplateNote *note,
                                 GCancellable *cancellable,
                                 GError **error);
SyWorkbook *sy_evaluation_get_workbook (SyEvaluation *self); /* for titles only */
SyModel *sy_evaluation_get_model (SyEvaluation *self);
const char *sy_evaluation_get_language (SyEvaluation *self);

/* Formats one number as its unit is shown, also for explanation texts: grouped digits in tabular style; never
 * exponents. */
char *sy_format_number (double value, SyUnit unit, guint decimals, const char *language);
char *sy_format_date (gint64 days_since_1970, SyUnit unit, const char *language);

G_END_DECLS
