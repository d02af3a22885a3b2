/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of cleaning steps and their parameters: one table that the parser, the command line and the forms
 * of the window read. */
#include "config.h"

#include "sy-cleaning-step.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const SyCleaningParameter *parameters;
  guint n_parameters;
} Kind;

#define DROP_OR_MARK N_ ("drop|Drop the rows|mark|Mark them in a column of their own")

static const SyCleaningParameter duplicates_parameters[] = {
  { "columns", N_ ("Rows are the same when these are"), SY_CLEANING_COLUMNS, FALSE, NULL, NULL, NULL },
  { "keep", N_ ("Keep"), SY_CLEANING_CHOICE, FALSE, "first", N_ ("first|The first|last|The last"), NULL },
  { "action", N_ ("The others"), SY_CLEANING_CHOICE, FALSE, "drop", DROP_OR_MARK, NULL },
  { "mark", N_ ("Name of that column"), SY_CLEANING_TEXT, FALSE, NULL, NULL, "action=mark" },
};

static const SyCleaningParameter returns_parameters[] = {
  { "prefix", N_ ("Order numbers of returns begin with"), SY_CLEANING_TEXT, FALSE, NULL, NULL, NULL },
  { "by", N_ ("A return and its sale agree in"), SY_CLEANING_COLUMNS, FALSE, NULL, NULL, NULL },
  { "action", N_ ("Matched rows"), SY_CLEANING_CHOICE, FALSE, "both",
    N_ ("both|Drop the return and its sale|part|The same, and take returned parts off larger sales|mark|Mark "
        "them in a column of their own"),
    NULL },
  { "unmatched", N_ ("Returns without a sale"), SY_CLEANING_CHOICE, FALSE, "keep",
    N_ ("keep|Keep and list them|drop|Drop and list them"), NULL },
  { "mark", N_ ("Name of that column"), SY_CLEANING_TEXT, FALSE, NULL, NULL, "action=mark" },
};

static const SyCleaningParameter missing_parameters[] = {
  { "columns", N_ ("Columns"), SY_CLEANING_COLUMNS, TRUE, NULL, NULL, NULL },
  { "action", N_ ("Where a cell is blank"), SY_CLEANING_CHOICE, FALSE, "drop",
    N_ ("drop|Drop the row|fill|Fill in a value|most|Fill in the most frequent value|previous|Fill in the "
        "value of the row above"),
    NULL },
  { "value", N_ ("Value"), SY_CLEANING_TEXT, FALSE, NULL, NULL, "action=fill" },
};

static const SyCleaningParameter outliers_parameters[] = {
  { "column", N_ ("Number"), SY_CLEANING_COLUMN, TRUE, NULL, NULL, NULL },
  { "by", N_ ("Limits for each"), SY_CLEANING_COLUMNS, FALSE, NULL, NULL, NULL },
  { "rule", N_ ("Rule"), SY_CLEANING_CHOICE, FALSE, "tukey",
    N_ ("tukey|Quartiles ± k × interquartile range|sigma|Mean ± n standard deviations|percentile|Between two "
        "percentiles|fixed|Between two numbers"),
    NULL },
  { "k", N_ ("k"), SY_CLEANING_NUMBER, FALSE, "1.5", NULL, "rule=tukey" },
  { "n", N_ ("n"), SY_CLEANING_NUMBER, FALSE, "3", NULL, "rule=sigma" },
  { "from", N_ ("From percentile"), SY_CLEANING_NUMBER, FALSE, "1", NULL, "rule=percentile" },
  { "to", N_ ("To percentile"), SY_CLEANING_NUMBER, FALSE, "99", NULL, "rule=percentile" },
  { "low", N_ ("Not below"), SY_CLEANING_NUMBER, FALSE, NULL, NULL, "rule=fixed" },
  { "high", N_ ("Not above"), SY_CLEANING_NUMBER, FALSE, NULL, NULL, "rule=fixed" },
  { "action", N_ ("Beyond the limits"), SY_CLEANING_CHOICE, FALSE, "mark",
    N_ ("mark|Mark the rows in a column of their own|drop|Drop the rows|clip|Set the number to the limit"),
    NULL },
  { "mark", N_ ("Name of that column"), SY_CLEANING_TEXT, FALSE, NULL, NULL, "action=mark" },
};

static const SyCleaningParameter cards_parameters[] = {
  { "card", N_ ("Card"), SY_CLEANING_COLUMN, FALSE, "customer", NULL, NULL },
  { "orders", N_ ("More orders in a day than"), SY_CLEANING_NUMBER, FALSE, "3", NULL, NULL },
  { "days", N_ ("… on so many days"), SY_CLEANING_NUMBER, FALSE, "3", NULL, NULL },
  { "times", N_ ("More orders than the median card’s, times"), SY_CLEANING_NUMBER, FALSE, "10", NULL, NULL },
  { "share", N_ ("Percent of its sales by one employee"), SY_CLEANING_NUMBER, FALSE, "50", NULL, NULL },
  { "least", N_ ("… counted from so many orders"), SY_CLEANING_NUMBER, FALSE, "1", NULL, NULL },
  { "test", N_ ("Test and employee cards"), SY_CLEANING_LIST, FALSE, NULL, NULL, NULL },
  { "keep", N_ ("Cards that are kept all the same"), SY_CLEANING_LIST, FALSE, NULL, NULL, NULL },
  { "action", N_ ("Abnormal cards"), SY_CLEANING_CHOICE, FALSE, "blank",
    N_ ("blank|Take the card off the row, keep the sale|mark|Mark the rows in a column of their "
        "own|drop|Drop "
        "the rows"),
    NULL },
  { "mark", N_ ("Name of that column"), SY_CLEANING_TEXT, FALSE, NULL, NULL, "action=mark" },
};

static const SyCleaningParameter map_parameters[] = {
  { "column", N_ ("Column"), SY_CLEANING_COLUMN, TRUE, NULL, NULL, NULL },
  { "values", N_ ("Values, from=to"), SY_CLEANING_PAIRS, TRUE, NULL, NULL, NULL },
  { "case", N_ ("Upper and lower case"), SY_CLEANING_CHOICE, FALSE, "exact",
    N_ ("exact|Is a difference|ignore|Is no difference"), NULL },
};

static const SyCleaningParameter trim_parameters[] = {
  { "columns", N_ ("Columns"), SY_CLEANING_COLUMNS, FALSE, NULL, NULL, NULL },
  { "blanks", N_ ("Blanks"), SY_CLEANING_CHOICE, FALSE, "ends",
    N_ ("ends|Take off at both ends|all|Also make one of several inside|none|Take off everywhere|keep|Leave"),
    NULL },
  { "width", N_ ("Full-width letters and digits"), SY_CLEANING_CHOICE, FALSE, "half",
    N_ ("half|Make half-width|keep|Leave"), NULL },
  { "case", N_ ("Case"), SY_CLEANING_CHOICE, FALSE, "keep",
    N_ ("keep|Leave|upper|Make upper case|lower|Make lower case"), NULL },
};

static const SyCleaningParameter split_parameters[] = {
  { "column", N_ ("Column"), SY_CLEANING_COLUMN, TRUE, NULL, NULL, NULL },
  { "into", N_ ("Into new columns"), SY_CLEANING_LIST, TRUE, NULL, NULL, NULL },
  { "by", N_ ("At each"), SY_CLEANING_TEXT, FALSE, NULL, NULL, NULL },
  { "at", N_ ("Or behind the characters"), SY_CLEANING_LIST, FALSE, NULL, NULL, NULL },
};

static const SyCleaningParameter type_parameters[] = {
  { "column", N_ ("Column"), SY_CLEANING_COLUMN, TRUE, NULL, NULL, NULL },
  { "to", N_ ("Becomes"), SY_CLEANING_CHOICE, FALSE, "number",
    N_ ("number|A number|integer|A whole number|date|A date|text|A text"), NULL },
  { "decimals", N_ ("Decimals (none said: as many as there are)"), SY_CLEANING_NUMBER, FALSE, NULL, NULL,
    "to=number" },
  { "order", N_ ("Dates like 01/02/2024 are"), SY_CLEANING_CHOICE, FALSE, "dmy",
    N_ ("dmy|Day, month, year|mdy|Month, day, year"), "to=date" },
};

static const SyCleaningParameter join_parameters[] = {
  { "source", N_ ("Source"), SY_CLEANING_SOURCE, TRUE, NULL, NULL, NULL },
  { "by", N_ ("Rows belong together by"), SY_CLEANING_MATCHES, TRUE, NULL, NULL, NULL },
  { "columns", N_ ("Columns of the source"), SY_CLEANING_LIST, TRUE, NULL, NULL, NULL },
};

#define PARAMETERS(list) list, G_N_ELEMENTS (list)

static const Kind kinds[SY_CLEANING_N_KINDS] = {
  { "duplicates", N_ ("Duplicates"), N_ ("Rows that say the same as another row"),
    PARAMETERS (duplicates_parameters) },
  { "returns", N_ ("Returns and cancellations"),
    N_ ("Returns matched to an earlier sale of the same amount; those without one are listed"),
    PARAMETERS (returns_parameters) },
  { "missing", N_ ("Missing values"), N_ ("Blank cells: drop the row or fill them in"),
    PARAMETERS (missing_parameters) },
  { "outliers", N_ ("Outliers"), N_ ("Numbers beyond limits, by a rule that is shown"),
    PARAMETERS (outliers_parameters) },
  { "cards", N_ ("Abnormal member cards"),
    N_ ("Cards swiped too often, mostly by one employee, or known as test cards"),
    PARAMETERS (cards_parameters) },
  { "map", N_ ("Value map"), N_ ("Values by other values: spellings become one"),
    PARAMETERS (map_parameters) },
  { "trim", N_ ("Trim texts"), N_ ("Blanks, full-width letters, upper and lower case"),
    PARAMETERS (trim_parameters) },
  { "split", N_ ("Split a column"), N_ ("One text into several new columns"), PARAMETERS (split_parameters) },
  { "type", N_ ("Correct a type"), N_ ("Texts that are numbers or dates; what is neither is listed"),
    PARAMETERS (type_parameters) },
  { "join", N_ ("Join another source"), N_ ("Columns of another source, by what both have"),
    PARAMETERS (join_parameters) },
};

const char *
sy_cleaning_kind_get_id (SyCleaningKind kind)
{
  g_return_val_if_fail (kind < SY_CLEANING_N_KINDS, NULL);
  return kinds[kind].id;
}

const char *
sy_cleaning_kind_get_title (SyCleaningKind kind)
{
  g_return_val_if_fail (kind < SY_CLEANING_N_KINDS, NULL);
  return _ (kinds[kind].title);
}

const char *
sy_cleaning_kind_get_description (SyCleaningKind kind)
{
  g_return_val_if_fail (kind < SY_CLEANING_N_KINDS, NULL);
  return _ (kinds[kind].description);
}

const SyCleaningParameter *
sy_cleaning_kind_get_parameters (SyCleaningKind kind, guint *n)
{
  g_return_val_if_fail (kind < SY_CLEANING_N_KINDS && n, NULL);
  *n = kinds[kind].n_parameters;
  return kinds[kind].parameters;
}

const char *
sy_cleaning_parameter_get_title (const SyCleaningParameter *self)
{
  return _ (self->title);
}

/* The ids are those of the text that is not translated. */
char **
sy_cleaning_parameter_dup_choices (const SyCleaningParameter *self)
{
  g_auto (GStrv) plain = g_strsplit (self->choices ? self->choices : "", "|", -1);
  g_auto (GStrv) translated = g_strsplit (self->choices ? _ (self->choices) : "", "|", -1);

  if (g_strv_length (plain) != g_strv_length (translated))
    return g_steal_pointer (&plain);
  for (guint i = 0; plain[i] && plain[i + 1]; i += 2)
    {
      g_free (plain[i + 1]);
      plain[i + 1] = g_strdup (translated[i + 1]);
    }
  return g_steal_pointer (&plain);
}
