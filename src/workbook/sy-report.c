/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report.h"

#include "sy-composition.h"
#include "sy-evaluation-private.h"

/* A table on the report page that names no number of rows shows so many. */
#define DEFAULT_ROWS 12

static void
free_card (gpointer data)
{
  SyReportCard *card = data;

  g_free (card->id);
  g_free (card->title);
  g_free (card->text);
  g_free (card);
}

void
sy_report_part_free (SyReportPart *part)
{
  g_free (part->text);
  g_free (part->about);
  g_clear_pointer (&part->cards, g_ptr_array_unref);
  g_clear_pointer (&part->chart, sy_built_chart_free);
  g_clear_object (&part->table);
  g_clear_object (&part->frame);
  g_free (part);
}

static void
free_part (gpointer part)
{
  sy_report_part_free (part);
}

static SyReportPart *
add_part (GPtrArray *parts, SyReportItemKind kind)
{
  SyReportPart *part = g_new0 (SyReportPart, 1);

  part->kind = kind;
  g_ptr_array_add (parts, part);
  return part;
}

static gboolean
add_note (SyEvaluation *evaluation,
          GPtrArray *parts,
          const SyTemplateNote *note,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) local = NULL;
  char *text;
  SyReportPart *part;

  if (!sy_plan_allows_note (sy_evaluation_get_plan (evaluation), note))
    return TRUE;
  text = sy_evaluation_expand_note (evaluation, note, cancellable, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!text)
    return TRUE; /* its condition does not hold */
  part = add_part (parts, SY_REPORT_NOTE);
  part->text = text;
  part->about = g_strdup (note->about);
  return TRUE;
}

/* A heading may name values, as sentences do: “{month} report”. */
static gboolean
add_heading (
    SyEvaluation *evaluation, GPtrArray *parts, char *text, GCancellable *cancellable, GError **error)
{
  const SyTemplateNote note = { .text = text };
  guint n_before = parts->len;

  if (!add_note (evaluation, parts, &note, cancellable, error))
    return FALSE;
  if (parts->len > n_before)
    ((SyReportPart *) parts->pdata[n_before])->kind = SY_REPORT_HEADING;
  return TRUE;
}

/* What a card is called, and whether more of it is better: a value's or a parameter's. */
static gboolean
describe_card (SyPlan *plan, const char *id, const char **title, int *direction)
{
  const SyWorkbookValue *value = sy_plan_find_value (plan, id);
  const SyWorkbookParameter *parameter = value ? NULL : sy_plan_find_parameter (plan, id);

  if (value && !value->unavailable)
    {
      *title = value->definition->title;
      *direction = value->definition->direction;
      return TRUE;
    }
  *title = parameter ? parameter->definition->title : NULL;
  *direction = 0;
  return parameter != NULL;
}

static gboolean
add_card (
    SyEvaluation *evaluation, GPtrArray *cards, const char *id, GCancellable *cancellable, GError **error)
{
  const char *title;
  SyReportCard *card;
  int direction;
  char *text;

  if (!describe_card (sy_evaluation_get_plan (evaluation), id, &title, &direction))
    return TRUE;
  text = sy_evaluation_format_value (evaluation, id, cancellable, error);
  if (!text)
    return FALSE;
  card = g_new0 (SyReportCard, 1);
  card->id = g_strdup (id);
  card->title = g_strdup (title ? title : id);
  card->text = text;
  card->direction = direction;
  g_ptr_array_add (cards, card);
  return TRUE;
}

static gboolean
add_cards (SyEvaluation *evaluation, GPtrArray *parts, GStrv ids, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (free_card);

  for (guint i = 0; ids && ids[i]; i++)
    if (!add_card (evaluation, cards, ids[i], cancellable, error))
      return FALSE;
  if (cards->len > 0)
    add_part (parts, SY_REPORT_CARDS)->cards = g_steal_pointer (&cards);
  return TRUE;
}

static gboolean
add_chart (
    SyEvaluation *evaluation, GPtrArray *parts, const char *id, GCancellable *cancellable, GError **error)
{
  GPtrArray *charts = sy_plan_get_charts (sy_evaluation_get_plan (evaluation));

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *definition = charts->pdata[i];
      SyBuiltChart *built;

      if (!g_str_equal (definition->id, id))
        continue;
      built = sy_chart_builder_build (evaluation, definition, cancellable, error);
      if (!built)
        return FALSE;
      add_part (parts, SY_REPORT_CHART)->chart = built;
      return TRUE;
    }
  return TRUE; /* not with these sources */
}

static gboolean
add_table (SyEvaluation *evaluation,
           GPtrArray *parts,
           const char *id,
           guint rows,
           GCancellable *cancellable,
           GError **error)
{
  SyWorkbookTable *info = sy_plan_find_table (sy_evaluation_get_plan (evaluation), id);
  g_autoptr (SyTable) table = NULL;
  SyFrame *frame;
  SyReportPart *part;

  if (!info || info->unavailable)
    return TRUE;
  table = sy_evaluation_get_table (evaluation, id, cancellable, error);
  if (!table)
    return FALSE;
  frame = sy_table_read (table, 0, rows > 0 ? rows : DEFAULT_ROWS, -1, FALSE, cancellable, error);
  if (!frame)
    return FALSE;
  part = add_part (parts, SY_REPORT_TABLE);
  part->table = g_steal_pointer (&table);
  part->frame = frame;
  part->rows = rows > 0 ? rows : DEFAULT_ROWS;
  return TRUE;
}

static gboolean
add_item (SyEvaluation *evaluation,
          GPtrArray *parts,
          const SyReportItem *item,
          GCancellable *cancellable,
          GError **error)
{
  switch (item->kind)
    {
    case SY_REPORT_HEADING:
      return add_heading (evaluation, parts, item->text, cancellable, error);
    case SY_REPORT_CARDS:
      return add_cards (evaluation, parts, item->cards, cancellable, error);
    case SY_REPORT_CHART:
      return add_chart (evaluation, parts, item->text, cancellable, error);
    case SY_REPORT_TABLE:
      return add_table (evaluation, parts, item->text, item->rows, cancellable, error);
    case SY_REPORT_NOTE:
    default:
      return item->note ? add_note (evaluation, parts, item->note, cancellable, error) : TRUE;
    }
}

static gboolean
add_items (
    SyEvaluation *evaluation, GPtrArray *parts, GPtrArray *items, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    if (!add_item (evaluation, parts, items->pdata[i], cancellable, error))
      return FALSE;
  return TRUE;
}

/* A template without a report page still has one; a worksheet is headed by what it is called. */
static GPtrArray *
make_standard (SyPlan *plan, SyTemplate *template)
{
  GPtrArray *items = sy_composition_new_default (template);
  SyReportItem *first = items->len > 0 ? items->pdata[0] : NULL;

  if (first && sy_template_get_report (template)->len == 0)
    {
      g_free (first->text);
      first->text = g_strdup (sy_plan_get_title (plan, template));
    }
  return items;
}

static GPtrArray *
dup_items (SyPlan *plan, SyTemplate *template)
{
  GPtrArray *composed = template == sy_plan_get_own (plan) ? sy_plan_get_report (plan) : NULL;

  return composed ? g_ptr_array_ref (composed) : make_standard (plan, template);
}

GPtrArray *
sy_report_build_of (SyEvaluation *evaluation, SyTemplate *template, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (free_part);
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && SY_IS_TEMPLATE (template), NULL);

  items = dup_items (sy_evaluation_get_plan (evaluation), template);
  return add_items (evaluation, parts, items, cancellable, error) ? g_steal_pointer (&parts) : NULL;
}

GPtrArray *
sy_report_build (SyEvaluation *evaluation, GCancellable *cancellable, GError **error)
{
  SyTemplate *own;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);

  own = sy_plan_get_own (sy_evaluation_get_plan (evaluation));
  return own ? sy_report_build_of (evaluation, own, cancellable, error)
             : g_ptr_array_new_with_free_func (free_part);
}

/* A report that waits for its data says nothing yet. */
static gboolean
has_data (SyPlan *plan)
{
  GPtrArray *templates = sy_plan_get_templates (plan);
  guint n_needs = 0;

  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *needs = sy_template_get_needs (templates->pdata[i]);

      for (guint j = 0; !sy_template_is_worksheet (templates->pdata[i]) && j < needs->len; j++)
        {
          if (sy_plan_find_source (plan, ((const SyTemplateNeed *) needs->pdata[j])->source))
            return TRUE;
          n_needs++;
        }
    }
  return n_needs == 0;
}

GPtrArray *
sy_report_list_pages (SyPlan *plan)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  GPtrArray *templates = sy_plan_get_templates (plan);
  SyTemplate *own = sy_plan_get_own (plan);

  for (guint i = 0; (!own || !has_data (plan)) && i < templates->len; i++)
    if (sy_template_is_worksheet (templates->pdata[i]))
      g_ptr_array_add (pages, templates->pdata[i]);
  if (pages->len == 0 && own)
    g_ptr_array_add (pages, own);
  return g_steal_pointer (&pages);
}

GPtrArray *
sy_report_list_findings (SyEvaluation *evaluation,
                         const char *about,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (free_part);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *templates;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation), NULL);

  templates = sy_plan_get_templates (sy_evaluation_get_plan (evaluation));
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *notes = sy_template_get_notes (templates->pdata[i]);

      for (guint j = 0; j < notes->len; j++)
        {
          const SyTemplateNote *note = notes->pdata[j];

          if (g_strcmp0 (note->about, about) == 0 && !add_note (evaluation, parts, note, cancellable, error))
            return NULL;
        }
    }
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (texts, g_strdup (((const SyReportPart *) parts->pdata[i])->text));
  return g_steal_pointer (&texts);
}
