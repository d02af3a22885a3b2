/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of cleaning: what is done to the rows of a source, as a kind and named texts. Immutable. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SY_CLEANING_ERROR (sy_cleaning_error_quark ())
GQuark sy_cleaning_error_quark (void);
typedef enum
{
  SY_CLEANING_ERROR_STEP,   /* no such kind or parameter, one that is missing, or a text that it can't be */
  SY_CLEANING_ERROR_COLUMN, /* the source has no such column, or it is of a type that the step can't treat */
} SyCleaningError;

typedef enum
{
  SY_CLEANING_DUPLICATES, /* rows that say the same */
  SY_CLEANING_RETURNS,    /* returns and cancellations, matched to their sales */
  SY_CLEANING_MISSING,    /* blank cells */
  SY_CLEANING_OUTLIERS,   /* numbers beyond limits */
  SY_CLEANING_CARDS,      /* member cards that can't be one customer's */
  SY_CLEANING_MAP,        /* values by other values */
  SY_CLEANING_TRIM,       /* blanks, width and case of texts */
  SY_CLEANING_SPLIT,      /* one text into several columns */
  SY_CLEANING_TYPE,       /* texts that are numbers or dates */
  SY_CLEANING_JOIN,       /* columns of another source */
} SyCleaningKind;
#define SY_CLEANING_N_KINDS (SY_CLEANING_JOIN + 1)

typedef enum
{
  SY_CLEANING_COLUMN,  /* one column: its id, title or header */
  SY_CLEANING_COLUMNS, /* a list of them */
  SY_CLEANING_CHOICE,
  SY_CLEANING_NUMBER,
  SY_CLEANING_TEXT,
  SY_CLEANING_LIST,    /* texts, or names of columns that are to be */
  SY_CLEANING_PAIRS,   /* texts: from=to,from=to */
  SY_CLEANING_SOURCE,  /* id of a kind of source */
  SY_CLEANING_MATCHES, /* own column=column of the other source, or one name for both */
} SyCleaningParameterType;

typedef struct
{
  const char *id;
  const char *title; /* not yet translated: see sy_cleaning_parameter_get_title() */
  SyCleaningParameterType type;
  gboolean required;
  const char *fallback; /* NULL: none */
  const char *choices;  /* of a CHOICE: "drop|Drop the rows|mark|Mark the rows" */
  const char *when;     /* NULL, or "rule=tukey": it plays no part otherwise */
} SyCleaningParameter;

const char *sy_cleaning_kind_get_id (SyCleaningKind kind);
/* Translated. */
const char *sy_cleaning_kind_get_title (SyCleaningKind kind);
const char *sy_cleaning_kind_get_description (SyCleaningKind kind);
const SyCleaningParameter *sy_cleaning_kind_get_parameters (SyCleaningKind kind, guint *n);
const char *sy_cleaning_parameter_get_title (const SyCleaningParameter *self);
/* Ids and translated titles by turns. (transfer full) */
char **sy_cleaning_parameter_dup_choices (const SyCleaningParameter *self);

typedef struct _SyCleaningStep SyCleaningStep;
SyCleaningStep *sy_cleaning_step_new (SyCleaningKind kind);
SyCleaningStep *sy_cleaning_step_ref (SyCleaningStep *self);
void sy_cleaning_step_unref (SyCleaningStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleaningStep, sy_cleaning_step_unref)

/* "duplicates columns=order,product keep=last"; words with blanks are quoted as in a shell, a comma or an
 * equals sign that belongs to a value has a backslash before it, "on=no" switches the step off. */
SyCleaningStep *sy_cleaning_step_new_from_text (const char *text, GError **error);
char *sy_cleaning_step_to_text (SyCleaningStep *self);

/* Others like it. @value NULL or empty: back to the fallback. */
SyCleaningStep *sy_cleaning_step_with (SyCleaningStep *self, const char *parameter, const char *value);
SyCleaningStep *sy_cleaning_step_with_on (SyCleaningStep *self, gboolean on);

SyCleaningKind sy_cleaning_step_get_kind (SyCleaningStep *self);
gboolean sy_cleaning_step_is_on (SyCleaningStep *self);
/* As set, else the fallback; NULL when there is neither. Borrowed. */
const char *sy_cleaning_step_get (SyCleaningStep *self, const char *parameter);
gboolean sy_cleaning_step_is (SyCleaningStep *self, const char *parameter, const char *value);
/* The items of a list, without backslashes; never NULL. (transfer full) */
char **sy_cleaning_step_dup_list (SyCleaningStep *self, const char *parameter);
/* From and to by turns; never NULL. An item without an equals sign stands for both. (transfer full) */
char **sy_cleaning_step_dup_pairs (SyCleaningStep *self, const char *parameter);
/* 0 where nothing is set: check first. */
double sy_cleaning_step_get_number (SyCleaningStep *self, const char *parameter);
/* One list of such items. (transfer full) */
char *sy_cleaning_join_list (const char *const *items);
char *sy_cleaning_join_pairs (const char *const *pairs);

/* Everything that can be told without data: what is required is there, numbers are numbers, choices exist. */
gboolean sy_cleaning_step_check (SyCleaningStep *self, GError **error);
/* What it is set to, for people: "Columns: order, product · Keep: the last". (transfer full) */
char *sy_cleaning_step_dup_summary (SyCleaningStep *self);

G_END_DECLS
