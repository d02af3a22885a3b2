/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-composition.h"

#include <string.h>

/* Among what is kept in the document; the id of the template follows. */
#define KEPT_PREFIX "report-"
/* On the page of a template that does not choose its cards. */
#define MOST_CARDS 12

static const char *const kinds[] = { "heading", "cards", "chart", "table", "note" };

static const SyReportItemKind kind_values[] = { SY_REPORT_HEADING, SY_REPORT_CARDS, SY_REPORT_CHART,
                                                SY_REPORT_TABLE, SY_REPORT_NOTE };

/* --- items --- */

static void
free_item (gpointer data)
{
  SyReportItem *item = data;

  g_free (item->text);
  g_strfreev (item->cards);
  g_clear_pointer (&item->note, sy_template_note_free);
  g_free (item);
}

GPtrArray *
sy_composition_new (void)
{
  return g_ptr_array_new_with_free_func (free_item);
}

SyReportItem *
sy_composition_add (GPtrArray *items, SyReportItemKind kind, const char *text)
{
  SyReportItem *item = g_new0 (SyReportItem, 1);

  item->kind = kind;
  item->text = g_strdup (text);
  if (kind == SY_REPORT_NOTE)
    {
      item->note = g_new0 (SyTemplateNote, 1);
      item->note->text = g_strdup (text ? text : "");
    }
  g_ptr_array_add (items, item);
  return item;
}

SyReportItem *
sy_report_item_copy (const SyReportItem *item)
{
  SyReportItem *copy = g_new0 (SyReportItem, 1);

  copy->kind = item->kind;
  copy->text = g_strdup (item->text);
  copy->cards = g_strdupv (item->cards);
  copy->rows = item->rows;
  if (item->note)
    {
      copy->note = g_new0 (SyTemplateNote, 1);
      copy->note->text = g_strdup (item->note->text);
      copy->note->when = g_strdup (item->note->when);
      copy->note->about = g_strdup (item->note->about);
    }
  return copy;
}

static void
add_copy (GPtrArray *items, const SyReportItem *item)
{
  g_ptr_array_add (items, sy_report_item_copy (item));
}

/* --- what a template has --- */

static char **
list_cards (SyTemplate *template)
{
  GPtrArray *values = sy_template_get_values (template);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0, n = 0; i < values->len && n < MOST_CARDS; i++)
    {
      const SyTemplateValue *value = values->pdata[i];

      /* Words for use in formulas are no results. */
      if (value->formula[0] == '"')
        continue;
      g_strv_builder_add (ids, value->id);
      n++;
    }
  return g_strv_builder_end (ids);
}

static void
add_note (GPtrArray *items, const SyTemplateNote *note)
{
  SyReportItem *item = sy_composition_add (items, SY_REPORT_NOTE, note->text);

  item->note->when = g_strdup (note->when);
  item->note->about = g_strdup (note->about);
}

static void
add_everything (GPtrArray *items, SyTemplate *template)
{
  GPtrArray *notes = sy_template_get_notes (template);
  GPtrArray *charts = sy_template_get_charts (template);
  GPtrArray *tables = sy_template_get_tables (template);

  sy_composition_add (items, SY_REPORT_HEADING, sy_template_get_title (template));
  sy_composition_add (items, SY_REPORT_CARDS, NULL)->cards = list_cards (template);
  for (guint i = 0; i < notes->len; i++)
    add_note (items, notes->pdata[i]);
  for (guint i = 0; i < charts->len; i++)
    sy_composition_add (items, SY_REPORT_CHART, ((const SyTemplateChart *) charts->pdata[i])->id);
  for (guint i = 0; i < tables->len; i++)
    if (((const SyTemplateTable *) tables->pdata[i])->area == SY_AREA_ANALYSIS)
      sy_composition_add (items, SY_REPORT_TABLE, ((const SyTemplateTable *) tables->pdata[i])->id);
}

GPtrArray *
sy_composition_new_default (SyTemplate *template)
{
  GPtrArray *items = sy_composition_new ();
  GPtrArray *report;

  g_return_val_if_fail (SY_IS_TEMPLATE (template), items);
  report = sy_template_get_report (template);
  for (guint i = 0; i < report->len; i++)
    add_copy (items, report->pdata[i]);
  if (report->len == 0)
    add_everything (items, template);
  return items;
}

/* --- as text: a key file, a group for each item --- */

static const char *
get_kind_name (SyReportItemKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kind_values[i] == kind)
      return kinds[i];
  return kinds[0];
}

static void
write_item (GKeyFile *file, const char *group, const SyReportItem *item)
{
  g_key_file_set_string (file, group, "kind", get_kind_name (item->kind));
  if (item->text && !item->note)
    g_key_file_set_string (file, group, "text", item->text);
  if (item->note)
    g_key_file_set_string (file, group, "text", item->note->text);
  if (item->note && item->note->when)
    g_key_file_set_string (file, group, "when", item->note->when);
  if (item->cards)
    g_key_file_set_string_list (file, group, "cards", (const char *const *) item->cards,
                                g_strv_length (item->cards));
  if (item->rows)
    g_key_file_set_integer (file, group, "rows", (int) item->rows);
}

char *
sy_composition_to_text (GPtrArray *items)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (items != NULL, NULL);
  g_key_file_set_integer (file, "report", "items", (int) items->len); /* an empty one is one, too */
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("%u", i + 1);

      write_item (file, group, items->pdata[i]);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static void
read_item (GPtrArray *items, GKeyFile *file, const char *group)
{
  g_autofree char *kind = g_key_file_get_string (file, group, "kind", NULL);
  g_autofree char *text = g_key_file_get_string (file, group, "text", NULL);

  for (guint i = 0; kind && i < G_N_ELEMENTS (kinds); i++)
    {
      SyReportItem *item;

      if (!g_str_equal (kind, kinds[i]) || (!text && kind_values[i] != SY_REPORT_CARDS))
        continue;
      item = sy_composition_add (items, kind_values[i], text);
      item->rows = (guint) CLAMP (g_key_file_get_integer (file, group, "rows", NULL), 0, 1000);
      if (item->note)
        item->note->when = g_key_file_get_string (file, group, "when", NULL);
      if (item->kind == SY_REPORT_CARDS)
        item->cards = g_key_file_get_string_list (file, group, "cards", NULL, NULL);
      if (item->kind == SY_REPORT_CARDS && !item->cards)
        item->cards = g_new0 (char *, 1);
    }
}

GPtrArray *
sy_composition_new_from_text (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GPtrArray *items = sy_composition_new ();
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (text != NULL, items);
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return items;
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group; group++)
    read_item (items, file, *group);
  return items;
}

/* --- in the document --- */

static char *
dup_name (SyWorkbook *workbook)
{
  SyTemplate *template = sy_workbook_get_template (workbook);

  return template ? g_strconcat (KEPT_PREFIX, sy_template_get_id (template), NULL) : NULL;
}

GPtrArray *
sy_composition_get_kept (SyWorkbook *workbook)
{
  g_autofree char *name = NULL;
  const char *text;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook), NULL);
  name = dup_name (workbook);
  text = name ? sy_workbook_get_kept (workbook, name) : NULL;
  return text ? sy_composition_new_from_text (text) : NULL;
}

GPtrArray *
sy_composition_list (SyWorkbook *workbook)
{
  SyTemplate *template = sy_workbook_get_template (workbook);
  GPtrArray *kept = sy_composition_get_kept (workbook);

  if (kept || !template)
    return kept;
  return sy_composition_new_default (template);
}

gboolean
sy_composition_is_own (SyWorkbook *workbook)
{
  g_autoptr (GPtrArray) kept = sy_composition_get_kept (workbook);

  return kept != NULL;
}

void
sy_composition_keep (SyWorkbook *workbook, GPtrArray *items)
{
  g_autofree char *name = dup_name (workbook);
  g_autofree char *text = items ? sy_composition_to_text (items) : NULL;

  if (name)
    sy_workbook_set_kept (workbook, name, text);
}
