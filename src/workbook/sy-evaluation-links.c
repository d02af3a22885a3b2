/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linked cells computed: each by the way of any other formula, then in the type of its column. What can't be
 * had is a blank with its reason; nothing but a cancellation keeps the table from being there. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-binder.h"
#include "sy-date-parser.h"
#include "sy-dialect.h"
#include "sy-evaluation-private.h"
#include "sy-explanation-private.h"
#include "sy-input.h"
#include "sy-links.h"
#include "sy-suggestion.h"
#include "sy-workbook-private.h"

#define NO_VALUE "—"
/* From here on an amount is read without its cents. */
#define LARGE_AMOUNT 10000.0

static void
link_free (gpointer data)
{
  SyLink *link = data;

  g_free (link->target);
  g_clear_pointer (&link->bound, sy_expression_unref);
  g_free (link->text);
  g_free (link->problem);
  g_free (link->warning);
  g_free (link);
}

static void
cell_free (gpointer data)
{
  g_free (data);
}

/* --- what a link points at --- */

static char *
format_target (SyEvaluation *self, const SyLink *link, const SyValue *value)
{
  SyUnit unit = link->unit;

  if (unit == SY_UNIT_CURRENCY && value->type == SY_COLUMN_DOUBLE && fabs (value->number) >= LARGE_AMOUNT)
    unit = SY_UNIT_INTEGER;
  return sy_value_format (value, unit, link->decimals, sy_evaluation_get_language (self));
}

static char *
find_chart_title (SyEvaluation *self, const char *id)
{
  GPtrArray *charts = sy_plan_get_charts (sy_evaluation_get_plan (self));

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      if (g_ascii_strcasecmp (chart->id, id) == 0)
        return g_strdup (chart->title ? chart->title : chart->id);
    }
  return NULL;
}

/* FALSE only when it was cancelled; else the value is there or the link has a problem. */
static gboolean
compute_formula (SyEvaluation *self, SyLink *link, SyValue *value, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  *value = SY_VALUE_NULL;
  if (!link->bound)
    return TRUE;
  if (!sy_evaluation_compute_bound (self, link->target, link->bound, value, cancellable, &cause))
    {
      if (cancellable && g_cancellable_is_cancelled (cancellable))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      link->problem = g_strdup (cause->message);
      *value = SY_VALUE_NULL;
      return TRUE;
    }
  sy_part_describe (self, link->bound, &link->unit, &link->decimals);
  if (value->is_null)
    link->problem = g_strdup_printf (_ ("“=%s” has no value now"), link->target);
  return TRUE;
}

static void
find_chart (SyEvaluation *self, SyLink *link)
{
  link->text = find_chart_title (self, link->target);
  if (!link->text)
    link->problem = g_strdup_printf (_ ("There is no chart “%s” (any more)"), link->target);
}

/* --- in the type of a column --- */

/* A month is its first day. */
static SyValue
make_date (const SyTemplateColumn *column, gint64 days)
{
  int year, month, day;

  if (column->unit == SY_UNIT_MONTH)
    {
      sy_date_from_days (days, &year, &month, &day);
      days = sy_date_to_days (year, month, 1);
    }
  return SY_VALUE_DATE (days);
}

static void
refuse_value (const SyTemplateColumn *column, SyLink *link, SyValueType wanted, SyValue *value)
{
  link->problem =
      g_strdup_printf (wanted == SY_TYPE_DATE          ? _ ("“=%s” is no date, as “%s” takes")
                       : value->type == SY_COLUMN_DATE ? _ ("“=%s” is a date, “%s” takes numbers")
                                                       : _ ("“=%s” is a text, “%s” takes numbers"),
                       link->target, column->title);
  *value = SY_VALUE_NULL;
}

/* A value that the column can't have is a problem. A number can be a date, as in Excel. */
static void
convert (const SyTemplateColumn *column, SyLink *link, SyValue *value)
{
  SyValueType wanted = sy_parameter_type (column->is_text, column->unit);
  double number = value->type == SY_COLUMN_DOUBLE ? value->number : (double) value->integer;
  gboolean is_number = value->type != SY_COLUMN_TEXT && value->type != SY_COLUMN_DATE;

  if (value->is_null || wanted == SY_TYPE_TEXT)
    return;
  if (wanted == SY_TYPE_DATE && value->type == SY_COLUMN_DATE)
    *value = make_date (column, value->integer);
  else if (wanted == SY_TYPE_DATE && is_number && value->type != SY_COLUMN_BOOL && fabs (number) < 2958466)
    *value = make_date (column, (gint64) floor (number) - SY_EXCEL_EPOCH);
  else if (wanted == SY_TYPE_DATE || !is_number)
    refuse_value (column, link, wanted, value);
  else
    *value = wanted == SY_TYPE_BOOL ? SY_VALUE_BOOL (number != 0) : SY_VALUE_NUMBER (number);
}

static SyValue
blank_of (const SyTemplateColumn *column)
{
  g_auto (SyTypedValue) typed = { 0 };

  sy_parameter_parse_text (column->title, column->is_text, column->unit, NULL, &typed, NULL);
  return typed.value;
}

/* What is typed out of the range is refused; what a link gives is as it is. */
static void
warn_of_range (SyEvaluation *self, const SyTemplateColumn *column, SyLink *link, const SyValue *value)
{
  const char *language = sy_evaluation_get_language (self);
  gboolean is_low = column->has_minimum && value->number < column->minimum;
  gboolean is_high = column->has_maximum && value->number > column->maximum;
  double edge = is_low ? column->minimum : column->maximum;
  g_autofree char *shown = NULL;
  g_autofree char *limit = NULL;

  if (link->problem || value->is_null || value->type != SY_COLUMN_DOUBLE || (!is_low && !is_high))
    return;
  shown = sy_format_number (value->number, column->unit, column->decimals, language);
  limit = sy_format_number (edge, column->unit, column->decimals, language);
  link->warning = g_strdup_printf (is_low ? _ ("“=%s” gives %s; “%s” is %s or more")
                                          : _ ("“=%s” gives %s; “%s” is %s or less"),
                                   link->target, shown, column->title, limit);
}

/* The text that is shown, and the value that formulas see; of a text column it is that text. */
static SyValue
finish (SyEvaluation *self, const SyTemplateColumn *column, SyLink *link, SyValue value)
{
  SyValue blank = blank_of (column);

  if (link->kind == SY_LINK_FORMULA)
    convert (column, link, &value);
  warn_of_range (self, column, link, &value);
  if (link->problem)
    {
      g_free (link->text);
      link->text = g_strdup (NO_VALUE);
    }
  else if (link->kind == SY_LINK_FORMULA && column->is_text)
    link->text = format_target (self, link, &value);
  else if (link->kind == SY_LINK_FORMULA)
    link->text = sy_value_format (&value, column->unit, column->decimals, sy_evaluation_get_language (self));
  else if (!column->is_text)
    {
      link->problem = g_strdup_printf (_ ("A chart can’t stand in “%s”, which takes numbers"), column->title);
      g_free (link->text);
      link->text = g_strdup (NO_VALUE);
    }
  if (column->is_text)
    return SY_VALUE_TEXT (link->text);
  return link->problem ? blank : value;
}

static SyInputCell *
compute_cell (SyEvaluation *self,
              const SyTemplateColumn *column,
              const SyPlannedLink *planned,
              SyLink *link,
              GCancellable *cancellable,
              GError **error)
{
  SyInputCell *cell;
  SyValue value = SY_VALUE_NULL;

  link->kind = planned->kind;
  link->target = g_strdup (planned->target);
  link->bound = planned->bound ? sy_expression_ref (planned->bound) : NULL;
  link->problem = g_strdup (planned->problem);
  if (link->kind == SY_LINK_CHART)
    find_chart (self, link);
  else if (!compute_formula (self, link, &value, cancellable, error))
    return NULL;
  cell = g_new0 (SyInputCell, 1);
  cell->row = planned->row;
  cell->column = planned->column;
  cell->value = finish (self, column, link, value);
  return cell;
}

static gpointer
make_key (guint row, guint column)
{
  return GSIZE_TO_POINTER (((gsize) row << 16) | column);
}

/* The lock is held. */
GPtrArray *
sy_evaluation_compute_links (SyEvaluation *self,
                             SyModelTable *table,
                             const SyTemplateTable *definition,
                             GHashTable **links,
                             GCancellable *cancellable,
                             GError **error)
{
  GPtrArray *planned = sy_links_get (sy_plan_get_links (sy_evaluation_get_plan (self)), table);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (cell_free);
  g_autoptr (GHashTable) found = g_hash_table_new_full (NULL, NULL, NULL, link_free);

  for (guint i = 0; planned && i < planned->len; i++)
    {
      const SyPlannedLink *one = planned->pdata[i];
      SyLink *link = g_new0 (SyLink, 1);
      SyInputCell *cell;

      g_hash_table_insert (found, make_key (one->row, one->column), link);
      cell = compute_cell (self, definition->columns->pdata[one->column], one, link, cancellable, error);
      if (!cell)
        return NULL;
      g_ptr_array_add (cells, cell);
    }
  *links = g_steal_pointer (&found);
  return g_steal_pointer (&cells);
}

/* --- asking --- */

const SyLink *
sy_evaluation_find_link (
    SyEvaluation *self, const char *table, guint row, guint column, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyTable) found = NULL;
  GHashTable *links;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && table, NULL);
  found = sy_evaluation_get_table (self, table, cancellable, error);
  links = found ? sy_evaluation_get_links (self, sy_table_get_id (found)) : NULL;
  return links ? g_hash_table_lookup (links, make_key (row, column)) : NULL;
}

char *
sy_evaluation_format_link (
    SyEvaluation *self, const char *text, char **problem, GCancellable *cancellable, GError **error)
{
  SyLink *link = g_new0 (SyLink, 1);
  g_autoptr (GError) cause = NULL;
  SyValue value = SY_VALUE_NULL;
  char *shown = NULL;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && text, NULL);
  link->kind = sy_link_parse (text, &link->target);
  if (link->kind == SY_LINK_FORMULA)
    {
      link->bound = sy_binder_bind_formula (sy_evaluation_get_model (self), NULL, link->target, &cause);
      link->problem = link->bound ? NULL : g_strdup (cause->message);
    }
  else if (link->kind == SY_LINK_CHART)
    find_chart (self, link);
  if (link->kind != SY_LINK_FORMULA || compute_formula (self, link, &value, cancellable, error))
    shown = link->problem                   ? g_strdup (NO_VALUE)
            : link->kind == SY_LINK_FORMULA ? format_target (self, link, &value)
            : link->kind == SY_LINK_CHART   ? g_strdup (link->text)
                                            : g_strdup (text);
  if (problem)
    *problem = g_steal_pointer (&link->problem);
  link_free (link);
  return shown;
}

/* --- checking what is typed --- */

static gboolean
check_chart (SyWorkbook *self, const char *id, GError **error)
{
  GPtrArray *charts = sy_workbook_list_charts (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      if (g_ascii_strcasecmp (chart->id, id) == 0)
        return TRUE;
      g_ptr_array_add (names, chart->id);
    }
  hint = sy_suggestion_make (id, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no chart “%s”%s"), id, hint);
  return FALSE;
}

/**
 * sy_workbook_check_link:
 * @table: id of the INPUT table in which @text is to stand
 *
 * Returns: %FALSE with the error of a formula, or with %SY_WORKBOOK_ERROR_INPUT when it goes in a circle, or
 * with _TABLE when there is no such chart
 */
gboolean
sy_workbook_check_link (SyWorkbook *self, const char *table, const char *text, GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *circle = NULL;
  g_autoptr (SyExpression) bound = NULL;
  SyModel *model;
  SyModelTable *found;
  SyLinkKind kind;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && table, FALSE);
  kind = sy_link_parse (text, &target);
  if (kind == SY_LINK_NONE)
    return TRUE;
  if (kind == SY_LINK_CHART)
    return check_chart (self, target, error);
  model = sy_workbook_get_model (self, error);
  bound = model ? sy_binder_bind_formula (model, NULL, target, error) : NULL;
  found = bound ? sy_model_find_table (model, table) : NULL;
  if (!bound)
    return FALSE;
  if (found)
    circle = sy_links_find_circle (sy_plan_get_links (sy_workbook_get_plan (self)), found, bound);
  if (!circle)
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("“=%s” can’t stand here: %s"), target,
               circle);
  return FALSE;
}
