/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case to learn from: the files of a retailer, the template with its settings, and a story in steps with
 * questions and answers, as read from one XML file. Immutable. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that are brought in: all that match. */
typedef struct
{
  char *pattern; /* relative; the last part may have wildcards */
  char *kind;    /* source kind, or NULL: as recognised */
} SyCaseFile;

/* What is set once the files are in: a parameter, or the typed rows of a table from a file. */
typedef struct
{
  char *id;
  char *value;
} SyCaseSetting;

typedef struct
{
  char *id;
  char *title; /* all translated; NULL where there is none */
  char *text;  /* what the story tells; {name} puts a parameter or value, also in the others */
  char *question;
  char *hint;
  char *answer;
  char *table; /* where to look: id of a table of the template, or NULL: the report */
} SyCaseStep;

#define SY_TYPE_CASE (sy_case_get_type ())
G_DECLARE_FINAL_TYPE (SyCase, sy_case, SY, CASE, GObject)

/* Reads one XML file; errors as those of templates, with file, line and column. */
SyCase *sy_case_read (const char *path, const char *language, GError **error);

const char *sy_case_get_id (SyCase *self);
const char *sy_case_get_title (SyCase *self);
const char *sy_case_get_description (SyCase *self); /* NULL: none */
const char *sy_case_get_audience (SyCase *self);    /* who it is for; NULL: not said */
const char *sy_case_get_template (SyCase *self);    /* id */
const char *sy_case_get_path (SyCase *self);
gint64 sy_case_get_order (SyCase *self);
GPtrArray *sy_case_get_files (SyCase *self);      /* (element-type SyCaseFile) */
GPtrArray *sy_case_get_parameters (SyCase *self); /* (element-type SyCaseSetting) */
GPtrArray *sy_case_get_inputs (SyCase *self);     /* (element-type SyCaseSetting): table, file */
GPtrArray *sy_case_get_steps (SyCase *self);      /* (element-type SyCaseStep) */

/* Where a file of the case lies: beside its XML file, else in $STEELYARD_CASES (what a build has made), else
 * in the cases of the data folder. NULL and an error that says where it was looked for. */
char *sy_case_find_file (SyCase *self, const char *name, GError **error);
/* (transfer full) (element-type SyCaseFile): each file there is, its path as pattern, those of one pattern by
 * name. An error when a pattern has none. */
GPtrArray *sy_case_list_files (SyCase *self, GError **error);

G_END_DECLS
