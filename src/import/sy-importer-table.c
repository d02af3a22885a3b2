/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A load into a table of its own, or behind the rows of one that is there. */
#include "config.h"

#include "sy-import-table.h"
#include "sy-importer.h"

typedef struct
{
  SyImportTable *table;
  GCancellable *cancellable;
} TableTarget;

static gboolean
write_table (gpointer self, GArray *columns, const char *rows, GError **error)
{
  TableTarget *target = self;

  return sy_import_table_write (target->table, columns, rows, target->cancellable, error);
}

static gboolean
drop_table (gpointer self, GError **error)
{
  TableTarget *target = self;

  return sy_import_table_restart (target->table, target->cancellable, error);
}

/**
 * sy_importer_load:
 * @table: name of the table, new or with the same columns
 *
 * As sy_importer_load_to(), into one table.
 *
 * Returns: (transfer full): what was read, kept and refused; %NULL on failure or cancel, then roll back
 */
SyImportReport *
sy_importer_load (SyImportPlan *plan,
                  SyEngine *engine,
                  const char *table,
                  SyImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  static const SyImportTargetFuncs funcs = { write_table, drop_table };
  g_autofree char *refused_name = NULL;
  g_autoptr (SyImportTable) rows = NULL;
  g_autoptr (SyImportReport) report = NULL;
  TableTarget self = { .cancellable = cancellable };
  SyImportTarget target = { .funcs = &funcs, .self = &self };

  g_return_val_if_fail (plan && engine && table, NULL);
  refused_name = g_strconcat (table, "_refused", NULL);
  rows = self.table = sy_import_table_new (engine, table, cancellable, error);
  if (!rows)
    return NULL;
  report =
      sy_importer_load_to (plan, engine, &target, refused_name, progress, progress_data, cancellable, error);
  if (!report || !sy_import_table_finish (rows, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}
