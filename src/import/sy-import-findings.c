/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised, line by line: topic, value, reason, and whether the user should look. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-footer.h"
#include "sy-import-plan-private.h"

static void
finding_free (gpointer data)
{
  SyImportFinding *finding = data;

  g_free (finding->topic);
  g_free (finding->title);
  g_free (finding->value);
  g_free (finding->reason);
  g_free (finding);
}

static void
add (SyImportPlan *plan,
     const char *topic,
     const char *title,
     const char *value,
     const char *reason,
     gboolean sure)
{
  SyImportFinding *finding = g_new0 (SyImportFinding, 1);

  finding->topic = g_strdup (topic);
  finding->title = g_strdup (title);
  finding->value = g_strdup (value ? value : "");
  finding->reason = g_strdup (reason ? reason : "");
  finding->sure = sure;
  g_ptr_array_add (plan->findings, finding);
}

/* How a character that sets cells apart is called. */
static char *
name_character (char c)
{
  switch (c)
    {
    case 0:
      return g_strdup (_ ("none"));
    case '\t':
      return g_strdup (_ ("tab"));
    case ' ':
      return g_strdup (_ ("blank"));
    case ',':
      return g_strdup (_ ("comma ,"));
    case ';':
      return g_strdup (_ ("semicolon ;"));
    case '"':
      return g_strdup (_ ("double quote \""));
    case '\'':
      return g_strdup (_ ("apostrophe '"));
    default:
      return g_strdup_printf ("%c", c);
    }
}

static void
add_text_findings (SyImportPlan *plan)
{
  const SyFileInfo *info = plan->info;
  g_autofree char *delimiter = info->delimiter == ' ' && info->skips_blanks
                                   ? g_strdup (_ ("runs of blanks"))
                                   : name_character (info->delimiter);
  g_autofree char *quote = name_character (info->quote);
  g_autofree char *escape = info->escape ? name_character (info->escape) : g_strdup (_ ("doubled"));
  const char *asked = _ ("asked for");

  add (plan, "encoding", _ ("Encoding"), info->encoding, plan->encoding ? asked : info->encoding_reason,
       plan->encoding || info->encoding_sure);
  add (plan, "delimiter", _ ("Delimiter"), delimiter, plan->delimiter ? asked : info->dialect_reason,
       plan->delimiter || info->dialect_sure);
  add (plan, "quote", _ ("Quotes"), quote, plan->quote ? asked : "", TRUE);
  if (info->quote)
    add (plan, "escape", _ ("Quotes within quotes"), escape, plan->escape ? asked : "", TRUE);
}

static void
add_damage (SyImportPlan *plan)
{
  const SySample *sample = plan->sheet_sample;
  g_autofree char *value = NULL;

  if (!sample->damage)
    return;
  value = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "only the first %u row can be read",
                                        "only the first %u rows can be read", sample->rows->len),
                           sample->rows->len);
  add (plan, "damage", _ ("Damaged file"), value, sample->damage, FALSE);
}

static void
add_header (SyImportPlan *plan)
{
  g_autofree char *value = NULL;

  if (plan->n_header_rows == 0)
    value = g_strdup (_ ("none"));
  else if (plan->n_header_rows == 1)
    value = g_strdup_printf (_ ("row %" PRIu64), plan->header_row);
  else
    value = g_strdup_printf (_ ("rows %" PRIu64 " to %" PRIu64), plan->header_row - plan->n_header_rows + 1,
                             plan->header_row);
  add (plan, "header", _ ("Header"), value, plan->header_reason,
       plan->n_header_rows > 0 || plan->header_by_hand);
}

static void
add_joins (SyImportPlan *plan)
{
  for (guint i = 0; plan->joins && i < plan->joins->len; i++)
    {
      const SySheetJoin *join = plan->joins->pdata[i];
      g_autofree char *value = sy_sheet_join_describe (join);
      g_autofree char *headers = g_strjoinv (", ", join->headers);
      g_autofree char *reason = NULL;

      if (join->n_twice > 0)
        reason = g_strdup_printf (_ ("brings %s; “%s” is there more than once, and the first one counts"),
                                  headers, join->twice);
      else
        reason = g_strdup_printf (_ ("brings %s"), headers);
      add (plan, "join", _ ("Looked up in"), value, reason, join->n_twice == 0);
    }
}

static void
add_crosstab (SyImportPlan *plan)
{
  g_autofree char *names = NULL;
  g_autofree char *value = NULL;

  if (!plan->crosstab)
    return;
  names = g_strjoinv (_ ("”, “"), plan->crosstab->value_names);
  value = plan->unpivot
              ? g_strdup_printf (_ ("turned into rows: “%s” and “%s”"), plan->crosstab->header_name, names)
              : g_strdup (_ ("kept as columns"));
  add (plan, "crosstab", _ ("Columns across"), value, plan->crosstab->reason, plan->unpivot);
}

static void
add_year (SyImportPlan *plan)
{
  const SyYearFill *years = plan->year_fill;
  g_autofree char *value = NULL;

  if (!years)
    return;
  if (years->year > 0)
    value = g_strdup_printf ("%d", years->year);
  else
    value = g_strdup (sy_year_fill_knows (years) ? _ ("of each row") : _ ("not told"));
  add (plan, "year", _ ("Year"), value, years->reason, sy_year_fill_knows (years));
}

/* Whether the table still wants a day, so that the order of these has to be told. */
static gboolean
lacks_date (const SyImportPlan *plan)
{
  SySourceKind *kind = plan->kind ? plan->kind : plan->nearest;

  for (char **id = plan->missing_roles; kind && id && *id; id++)
    {
      const SyRole *role = sy_source_kind_find_role (kind, *id);
      if (role && role->type == SY_ROLE_DATE)
        return TRUE;
    }
  return !kind;
}

static void
add_date_order (SyImportPlan *plan)
{
  static const char *const titles[] = { N_ ("not told"), N_ ("day first"), N_ ("month first"),
                                        N_ ("year first") };
  const SyImportColumn *column = sy_import_plan_find_unsettled (plan);
  g_autofree char *reason = NULL;

  if (column)
    reason = g_strdup_printf (_ ("“%s” has days such as %s, and no number above 12 tells the day from the "
                                 "month: they stay text"),
                              column->header, column->examples[0] ? column->examples[0] : "");
  if (column || plan->date_order != SY_DATE_ORDER_UNKNOWN)
    add (plan, "date-order", _ ("Day and month"), _ (titles[plan->date_order]),
         column ? reason : _ ("asked for"), !column || !lacks_date (plan));
}

static void
add_groups (SyImportPlan *plan)
{
  const SyGroupFill *groups = plan->group_fill;

  if (groups)
    add (plan, "groups", _ ("Cells for several rows"), plan->keep_blanks ? _ ("kept blank") : _ ("repeated"),
         groups->reason, !plan->keep_blanks);
}

/* Rows that are no data, among those that were looked at. */
static void
add_footer (SyImportPlan *plan)
{
  SyFooter footer;
  guint n;
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;

  if (!sy_footer_find (plan, &footer))
    return;
  n = footer.n_totals + footer.n_remarks;
  value = g_strdup_printf (
      plan->keep_footer ? g_dngettext (GETTEXT_PACKAGE, "%u row is kept", "%u rows are kept", n)
                        : g_dngettext (GETTEXT_PACKAGE, "%u row is left out", "%u rows are left out", n),
      n);
  if (footer.n_totals > 0)
    reason = g_strdup_printf (_ ("from “%s” in row %" PRIu64 " on: sums would be counted twice"), footer.text,
                              footer.first);
  else
    reason =
        g_strdup_printf (_ ("“%s” in row %" PRIu64 " stands alone: a remark"), footer.text, footer.first);
  add (plan, "footer", _ ("Totals and remarks"), value, reason, !plan->keep_footer || footer.n_totals == 0);
  sy_footer_clear (&footer);
}

static void
add_kind (SyImportPlan *plan)
{
  if (!plan->kinds || plan->kinds->len == 0)
    return;
  add (plan, "kind", _ ("Kind of data"), plan->kind ? sy_source_kind_get_title (plan->kind) : _ ("none"),
       plan->kind_reason, plan->kind_by_hand || (plan->kind && !plan->missing_roles[0]));
}

void
sy_import_findings_update (SyImportPlan *plan)
{
  g_clear_pointer (&plan->findings, g_ptr_array_unref);
  plan->findings = g_ptr_array_new_with_free_func (finding_free);
  add (plan, "format", _ ("Format"), plan->info->format_name, "", TRUE);
  add_damage (plan);
  if (plan->info->format == SY_FILE_CSV)
    add_text_findings (plan);
  if (plan->info->sheets && plan->info->sheets->len > 1 && plan->sheet_index < plan->info->sheets->len)
    add (plan, "sheet", _ ("Sheet"), g_ptr_array_index (plan->info->sheets, plan->sheet_index),
         plan->sheet_reason, TRUE);
  add_header (plan);
  add_groups (plan);
  add_joins (plan);
  add_crosstab (plan);
  add_year (plan);
  add_date_order (plan);
  add_footer (plan);
  add_kind (plan);
}
