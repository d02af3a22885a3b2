/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of the page must find there what the pages of its tables and charts say. */
#include "config.h"

#include "sy-report-sentences.h"

static gboolean
is_said (GPtrArray *report, const SyTemplateNote *note)
{
  for (guint i = 0; i < report->len; i++)
    {
      const SyReportItem *item = report->pdata[i];

      if (item->note && g_str_equal (item->note->text, note->text))
        return TRUE;
    }
  return FALSE;
}

/* A note about a table belongs to its charts too. */
static gboolean
is_about (SyTemplate *template, const SyTemplateNote *note, const SyReportItem *item)
{
  GPtrArray *charts = sy_template_get_charts (template);

  if (!note->about || (item->kind != SY_REPORT_CHART && item->kind != SY_REPORT_TABLE))
    return FALSE;
  if (g_str_equal (item->text, note->about))
    return TRUE;
  for (guint i = 0; item->kind == SY_REPORT_CHART && i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      if (g_str_equal (chart->id, item->text) && g_strcmp0 (chart->table, note->about) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Behind heading, cards, and the sentences that already follow them. */
static guint
find_head_end (GPtrArray *report)
{
  guint i = 1;

  while (i < report->len)
    {
      const SyReportItem *item = report->pdata[i];

      if (item->kind != SY_REPORT_CARDS && item->kind != SY_REPORT_NOTE)
        break;
      i++;
    }
  return i;
}

static guint
find_place (SyTemplate *template, GPtrArray *report, const SyTemplateNote *note)
{
  for (guint i = 0; i < report->len; i++)
    if (is_about (template, note, report->pdata[i]))
      return i;
  return find_head_end (report);
}

void
sy_report_sentences_fill (SyTemplate *template)
{
  GPtrArray *report, *notes;

  g_return_if_fail (SY_IS_TEMPLATE (template));

  report = sy_template_get_report (template);
  notes = sy_template_get_notes (template);
  if (report->len == 0 || sy_template_is_worksheet (template))
    return;
  for (guint i = 0; i < notes->len; i++)
    {
      const SyTemplateNote *note = notes->pdata[i];
      SyReportItem *item;

      if (is_said (report, note))
        continue;
      item = g_new0 (SyReportItem, 1);
      item->kind = SY_REPORT_NOTE;
      item->text = g_strdup (note->text);
      item->note = g_new0 (SyTemplateNote, 1);
      item->note->text = g_strdup (note->text);
      item->note->when = g_strdup (note->when);
      item->note->about = g_strdup (note->about);
      g_ptr_array_insert (report, (int) find_place (template, report, note), item);
    }
}
