/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be set of the indicators of a view: the product, the category, a limit. One that may be blank has
 * no usual value: it is to be chosen. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-view-writer-private.h"
#include "sy-workbook-private.h"

static gboolean
has_setting (GPtrArray *list, const SyTemplateParameter *parameter)
{
  for (guint i = 0; i < list->len; i++)
    if (((const SyViewSetting *) list->pdata[i])->parameter == parameter)
      return TRUE;
  return FALSE;
}

GPtrArray *
sy_view_list_settings (SyWorkbook *workbook, SyView *view)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && SY_IS_VIEW (view), list);
  for (const char *const *id = sy_view_get_indicators (view); *id; id++)
    {
      SyIndicator *indicator =
          **id == '=' ? NULL : sy_catalogue_find_indicator (workbook->catalogue, *id, NULL);
      GPtrArray *parameters = indicator ? sy_indicator_get_parameters (indicator) : NULL;

      for (guint i = 0; parameters && i < parameters->len; i++)
        {
          const SyTemplateParameter *parameter = parameters->pdata[i];
          const char *text = g_hash_table_lookup (workbook->parameters, parameter->id);
          SyViewSetting *setting;

          if (has_setting (list, parameter))
            continue;
          setting = g_new0 (SyViewSetting, 1);
          setting->parameter = parameter;
          setting->text = text;
          setting->is_needed = parameter->may_be_blank && !parameter->fallback && (!text || !*text);
          g_ptr_array_add (list, setting);
        }
    }
  return list;
}

void
sy_view_tell_settings (SyViewWriter *self, SyWorkbook *workbook)
{
  g_autoptr (GPtrArray) list = sy_view_list_settings (workbook, self->view);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const SyViewSetting *setting = list->pdata[i];

      if (setting->is_needed)
        g_string_append_printf (titles, "%s“%s”", titles->len ? _ (", ") : "", setting->parameter->title);
    }
  if (titles->len)
    sy_view_add_problem (
        self, g_strdup_printf (_ ("To be chosen first: %s. Until then what needs it is “—”."), titles->str));
}
