/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-overrule.h"

#include <stdlib.h>

SyOverrule *
sy_overrule_copy (const SyOverrule *self)
{
  SyOverrule *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  return copy;
}

void
sy_overrule_free (SyOverrule *self)
{
  if (!self)
    return;
  g_free (self->text);
  g_free (self);
}

/* What was asked for before stays asked for. */
static gboolean
reread (const SyOverrule *self, SyImportPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autofree char *encoding = g_strdup (plan->encoding), *delimiter = g_strdup (plan->delimiter);
  g_autofree char *quote = g_strdup (plan->quote), *escape = g_strdup (plan->escape);
  g_autofree char *sheet = g_strdup (plan->sheet);
  SyReadOptions options = {
    .encoding = encoding, .delimiter = delimiter, .quote = quote, .escape = escape, .sheet = sheet
  };

  if (self->what == SY_OVERRULE_ENCODING)
    options.encoding = self->text;
  else if (self->what == SY_OVERRULE_DELIMITER)
    options.delimiter = self->text;
  else if (self->what == SY_OVERRULE_QUOTE)
    options.quote = self->text;
  else if (self->what == SY_OVERRULE_ESCAPE)
    options.escape = self->text;
  else
    options.sheet = self->text;
  return sy_import_plan_reread (plan, &options, cancellable, error);
}

gboolean
sy_overrule_apply (const SyOverrule *self, SyImportPlan *plan, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && plan != NULL, FALSE);

  switch (self->what)
    {
    case SY_OVERRULE_HEADER:
      return sy_import_plan_set_header (plan, self->row, self->n_rows, cancellable, error);
    case SY_OVERRULE_KIND:
      return sy_import_plan_set_kind (plan, self->text, error);
    case SY_OVERRULE_UNPIVOT:
      return sy_import_plan_set_unpivot (plan, self->on, cancellable, error);
    case SY_OVERRULE_GROUPS:
      return sy_import_plan_set_keep_blanks (plan, self->on, cancellable, error);
    case SY_OVERRULE_FOOTER:
      sy_import_plan_set_keep_footer (plan, self->on);
      return TRUE;
    case SY_OVERRULE_YEAR:
      return sy_import_plan_set_year (plan, self->text ? atoi (self->text) : 0, cancellable, error);
    case SY_OVERRULE_ORDER:
      return sy_import_plan_set_date_order (plan, sy_date_order_from_id (self->text), cancellable, error);
    case SY_OVERRULE_ENCODING:
    case SY_OVERRULE_DELIMITER:
    case SY_OVERRULE_QUOTE:
    case SY_OVERRULE_ESCAPE:
    case SY_OVERRULE_SHEET:
    default:
      return reread (self, plan, cancellable, error);
    }
}
