/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-workbook-case.h"

#include <string.h>

#include "sy-reader.h"

/* Among what is kept in the document. */
#define KEPT_CASE "case"

static gboolean
import_file (SyWorkbook *self, const SyCaseFile *file, GCancellable *cancellable, GError **error)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (sy_workbook_get_catalogue (self));
  SyReadOptions options = { 0 };
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (file->pattern, &options, kinds, file->kind, cancellable, error);

  return plan && sy_workbook_import (self, plan, NULL, NULL, cancellable, error);
}

gboolean
sy_workbook_import_case (SyWorkbook *self,
                         SyCase *learned,
                         SyCaseProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_CASE (learned), FALSE);
  files = sy_case_list_files (learned, error);
  for (guint i = 0; files && i < files->len; i++)
    {
      const SyCaseFile *file = files->pdata[i];
      g_autofree char *base = sy_reader_dup_name (file->pattern);

      if (progress)
        progress (base, i + 1, files->len, progress_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (import_file (self, file, cancellable, error))
        continue;
      if (error && *error && !strstr ((*error)->message, base))
        g_prefix_error (error, "%s: ", base);
      return FALSE;
    }
  return files != NULL;
}

static gboolean
apply_settings (SyWorkbook *self, SyCase *learned, GError **error)
{
  GPtrArray *parameters = sy_case_get_parameters (learned);
  GPtrArray *inputs = sy_case_get_inputs (learned);

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyCaseSetting *setting = parameters->pdata[i];

      if (!sy_workbook_set_parameter (self, setting->id, setting->value, error))
        return FALSE;
    }
  for (guint i = 0; i < inputs->len; i++)
    {
      const SyCaseSetting *setting = inputs->pdata[i];
      g_autofree char *path = sy_case_find_file (learned, setting->value, error);

      if (!path || !sy_workbook_load_input (self, setting->id, path, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_workbook_set_case (SyWorkbook *self, SyCase *learned, GError **error)
{
  SyTemplate *template;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_CASE (learned), FALSE);
  template =
      sy_catalogue_find_template (sy_workbook_get_catalogue (self), sy_case_get_template (learned), error);
  if (!template || !sy_workbook_set_template (self, template, error)
      || !apply_settings (self, learned, error))
    return FALSE;
  sy_workbook_set_kept (self, KEPT_CASE, sy_case_get_id (learned));
  return TRUE;
}

SyCase *
sy_workbook_get_case (SyWorkbook *self)
{
  const char *id;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  id = sy_workbook_get_kept (self, KEPT_CASE);
  return id && !strchr (id, G_DIR_SEPARATOR)
             ? sy_catalogue_find_case (sy_workbook_get_catalogue (self), id, NULL)
             : NULL;
}

/* --- texts --- */

/* "{name}" at @at: its value as it is read, or "—". */
static char *
expand_name (SyEvaluation *self, const char *name, GCancellable *cancellable)
{
  char *text = sy_evaluation_format_value (self, name, cancellable, NULL);

  return text ? text : g_strdup ("—");
}

char *
sy_evaluation_expand_text (SyEvaluation *self, const char *text, GCancellable *cancellable)
{
  GString *expanded = g_string_new (NULL);
  const char *open, *close;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && text, NULL);
  while ((open = strchr (text, '{')) && (close = strchr (open, '}')))
    {
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));
      g_autofree char *value = expand_name (self, name, cancellable);

      g_string_append_len (expanded, text, open - text);
      g_string_append (expanded, value);
      text = close + 1;
    }
  g_string_append (expanded, text);
  return g_string_free (expanded, FALSE);
}
