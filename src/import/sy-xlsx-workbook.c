/* SPDX-License-Identifier: GPL-3.0-or-later */
/* These parts do not grow with the data, so expat reads them. It has no limits of its own for depth, and
 * document types are refused before anything in them can be expanded. Names are compared without their
 * namespace, since strict and transitional files differ in nothing else here. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>
#include <glib/gi18n-lib.h>

#include "sy-reader.h"
#include "sy-xlsx-workbook.h"

#define MAX_PART (64 * 1024 * 1024)
#define MAX_DEPTH 256
#define MAX_RELATIONS 100000

typedef void (*StartHandler) (gpointer user_data, const char *name, const char **attributes);

typedef struct
{
  XML_Parser parser;
  StartHandler start;
  gpointer user_data;
  guint depth;
  gboolean doctype;
  gboolean too_deep;
} Walk;

typedef struct
{
  char *type; /* the last word of its address: worksheet, styles … */
  char *target;
} Relation;

static const char *
local_name (const char *name)
{
  const char *bar = strrchr (name, '|');

  return bar != NULL ? bar + 1 : name;
}

static const char *
find_attribute (const char **attributes, const char *name)
{
  for (gsize i = 0; attributes[i] != NULL; i += 2)
    if (strcmp (local_name (attributes[i]), name) == 0)
      return attributes[i + 1];
  return NULL;
}

/* ---- Walking a part -------------------------------------------------------------------------------------
 */

static void
on_start_cb (void *data, const XML_Char *name, const XML_Char **attributes)
{
  Walk *walk = data;

  if (++walk->depth > MAX_DEPTH)
    {
      walk->too_deep = TRUE;
      XML_StopParser (walk->parser, XML_FALSE);
      return;
    }
  walk->start (walk->user_data, local_name (name), attributes);
}

static void
on_end_cb (void *data, const XML_Char *name)
{
  Walk *walk = data;

  walk->depth--;
}

static void
on_doctype_cb (void *data,
               const XML_Char *name,
               const XML_Char *system_id,
               const XML_Char *public_id,
               int has_internal_subset)
{
  Walk *walk = data;

  walk->doctype = TRUE;
  XML_StopParser (walk->parser, XML_FALSE);
}

/* Calls @start for each element of the part. */
static gboolean
walk_part (SyPackage *package, const char *part, StartHandler start, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) bytes = sy_package_read_part (package, part, MAX_PART, error);
  Walk walk = { NULL, start, user_data, 0, FALSE, FALSE };
  gboolean ok;

  if (bytes == NULL)
    return FALSE;
  walk.parser = XML_ParserCreateNS (NULL, '|');
  XML_SetUserData (walk.parser, &walk);
  XML_SetElementHandler (walk.parser, on_start_cb, on_end_cb);
  XML_SetStartDoctypeDeclHandler (walk.parser, on_doctype_cb);
  ok = XML_Parse (walk.parser, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), 1)
       == XML_STATUS_OK;
  if (walk.doctype)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                 _ ("The part “%s” of the file contains a DTD, which workbooks never need: stopped."), part);
  else if (walk.too_deep)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                 _ ("The part “%s” of the file is nested too deeply for a workbook: stopped."), part);
  else if (!ok)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
                 _ ("The part “%s” of the file is damaged in line %lu: %s."), part,
                 (gulong) XML_GetCurrentLineNumber (walk.parser),
                 XML_ErrorString (XML_GetErrorCode (walk.parser)));
  XML_ParserFree (walk.parser);
  return ok;
}

/* ---- Relations ------------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *base; /* part that the relations belong to */
  GHashTable *by_id;
} Relations;

static void
relation_free (gpointer data)
{
  Relation *relation = data;

  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

/* A target is relative to the folder of its part unless it begins with a slash. */
static char *
resolve_target (const char *base, const char *target)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (target), "\\", '/');
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *joined = *slashed == '/' ? g_strdup (slashed) : g_strconcat (folder, "/", slashed, NULL);
  g_auto (GStrv) pieces = g_strsplit (joined, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; pieces[i] != NULL; i++)
    {
      if (strcmp (pieces[i], "..") == 0)
        {
          if (kept->len > 0)
            g_ptr_array_set_size (kept, (int) kept->len - 1);
        }
      else if (*pieces[i] != '\0' && strcmp (pieces[i], ".") != 0)
        g_ptr_array_add (kept, pieces[i]);
    }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

static void
on_relation (gpointer data, const char *name, const char **attributes)
{
  Relations *relations = data;
  const char *id = find_attribute (attributes, "Id"), *type = find_attribute (attributes, "Type");
  const char *target = find_attribute (attributes, "Target"),
             *mode = find_attribute (attributes, "TargetMode");
  const char *slash;
  Relation *relation;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL
      || g_strcmp0 (mode, "External") == 0 || g_hash_table_size (relations->by_id) > MAX_RELATIONS)
    return;
  slash = strrchr (type, '/');
  relation = g_new0 (Relation, 1);
  relation->type = g_strdup (slash != NULL ? slash + 1 : type);
  relation->target = resolve_target (relations->base, target);
  g_hash_table_insert (relations->by_id, g_strdup (id), relation);
}

/* The relations of a part; an empty table when it has none. */
static GHashTable *
read_relations (SyPackage *package, const char *base, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  g_autofree char *folder = g_path_get_dirname (base), *file = g_path_get_basename (base);
  g_autofree char *part =
      *base == '\0' ? g_strdup ("_rels/.rels") : g_strdup_printf ("%s/_rels/%s.rels", folder, file);
  const char *name = g_str_has_prefix (part, "./") ? part + 2 : part;
  Relations relations = { base, by_id };

  if (sy_package_has (package, name) && !walk_part (package, name, on_relation, &relations, error))
    return NULL;
  return g_steal_pointer (&by_id);
}

static const Relation *
find_relation (GHashTable *relations, const char *type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (strcmp (((Relation *) value)->type, type) == 0)
      return value;
  return NULL;
}

/* ---- Workbook -------------------------------------------------------------------------------------------
 */

typedef struct
{
  SyXlsxWorkbook *workbook;
  SyPackage *package;
  GHashTable *relations;
  gboolean is_workbook;
} WorkbookWalk;

static void
sheet_free (gpointer data)
{
  SyXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

static gboolean
is_true (const char *value)
{
  return value != NULL && (strcmp (value, "1") == 0 || g_ascii_strcasecmp (value, "true") == 0);
}

static void
on_workbook (gpointer data, const char *name, const char **attributes)
{
  WorkbookWalk *walk = data;
  const char *id = NULL, *sheet_name;
  const Relation *relation;
  SyXlsxSheet *sheet;

  if (strcmp (name, "workbook") == 0)
    walk->is_workbook = TRUE;
  /* An extension may bring a second one, without the calendar. */
  else if (strcmp (name, "workbookPr") == 0 && find_attribute (attributes, "date1904") != NULL)
    walk->workbook->date1904 = is_true (find_attribute (attributes, "date1904"));
  if (strcmp (name, "sheet") != 0)
    return;
  /* r:id, not the sheetId beside it. */
  for (gsize i = 0; attributes[i] != NULL; i += 2)
    if (g_str_has_suffix (attributes[i], "relationships|id"))
      id = attributes[i + 1];
  sheet_name = find_attribute (attributes, "name");
  relation = id != NULL ? g_hash_table_lookup (walk->relations, id) : NULL;
  /* Chart sheets, dialogs and macros have no cells. */
  if (sheet_name == NULL || relation == NULL || strcmp (relation->type, "worksheet") != 0)
    return;
  sheet = g_new0 (SyXlsxSheet, 1);
  sheet->name = g_strdup (sheet_name);
  sheet->part = g_strdup (relation->target);
  g_ptr_array_add (walk->workbook->sheets, sheet);
}

/* What a package is that has no workbook part we read. */
static const char *
name_package (SyPackage *package)
{
  if (sy_package_has (package, "xl/workbook.bin"))
    return _ ("an Excel binary workbook (XLSB)");
  if (sy_package_has (package, "content.xml") && sy_package_has (package, "mimetype"))
    return _ ("an OpenDocument file that is no spreadsheet");
  if (sy_package_has_folder (package, "word/"))
    return _ ("a Word document");
  if (sy_package_has_folder (package, "ppt/"))
    return _ ("a PowerPoint presentation");
  if (sy_package_has_folder (package, "index/"))
    return _ ("an Apple Numbers document");
  return _ ("a ZIP archive without a workbook");
}

static void
set_not_workbook (SyPackage *package, GError **error)
{
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
               _ ("This is %s, which is not read here. Save it as XLSX or CSV and import that."),
               name_package (package));
}

static void
find_part (SyPackage *package, GHashTable *relations, const char *type, char **part)
{
  const Relation *relation = find_relation (relations, type);

  if (relation != NULL && sy_package_has (package, relation->target))
    *part = g_strdup (relation->target);
}

/**
 * sy_xlsx_workbook_read:
 * @package: a ZIP archive
 *
 * Returns: (nullable): the workbook, or %NULL with %SY_IMPORT_ERROR_UNKNOWN when it is something else,
 * _DAMAGED, _HOSTILE
 */
SyXlsxWorkbook *
sy_xlsx_workbook_read (SyPackage *package, GError **error)
{
  g_autoptr (SyXlsxWorkbook) self = NULL;
  g_autoptr (GHashTable) roots = read_relations (package, "", error);
  g_autoptr (GHashTable) relations = NULL;
  const Relation *main = NULL;
  const char *part = "xl/workbook.xml";
  WorkbookWalk walk = { NULL, package, NULL, FALSE };

  if (roots == NULL)
    return NULL;
  main = find_relation (roots, "officeDocument");
  if (main != NULL && sy_package_has (package, main->target))
    part = main->target;
  if (!sy_package_has (package, part) || g_str_has_suffix (part, ".bin"))
    {
      set_not_workbook (package, error);
      return NULL;
    }
  relations = read_relations (package, part, error);
  if (relations == NULL)
    return NULL;
  self = g_new0 (SyXlsxWorkbook, 1);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  walk.workbook = self;
  walk.relations = relations;
  if (!walk_part (package, part, on_workbook, &walk, error))
    return NULL;
  if (!walk.is_workbook)
    {
      set_not_workbook (package, error);
      return NULL;
    }
  find_part (package, relations, "sharedStrings", &self->strings);
  find_part (package, relations, "styles", &self->styles);
  return g_steal_pointer (&self);
}

void
sy_xlsx_workbook_free (SyXlsxWorkbook *workbook)
{
  g_ptr_array_unref (workbook->sheets);
  g_free (workbook->strings);
  g_free (workbook->styles);
  g_free (workbook);
}

/* ---- Styles ---------------------------------------------------------------------------------------------
 */

typedef struct
{
  GHashTable *custom; /* id → SyNumberFormat + 1 */
  GArray *formats;    /* (element-type SyNumberFormat) */
  gboolean in_cells;
} StyleWalk;

static guint
number_attribute (const char **attributes, const char *name)
{
  const char *value = find_attribute (attributes, name);

  return value != NULL ? (guint) CLAMP (strtol (value, NULL, 10), 0, G_MAXINT) : 0;
}

static void
on_style (gpointer data, const char *name, const char **attributes)
{
  StyleWalk *walk = data;
  gpointer custom;
  SyNumberFormat format;
  guint id;

  if (strcmp (name, "cellXfs") == 0)
    walk->in_cells = TRUE;
  else if (strcmp (name, "cellStyles") == 0 || strcmp (name, "cellStyleXfs") == 0
           || strcmp (name, "dxfs") == 0)
    walk->in_cells = FALSE;
  id = number_attribute (attributes, "numFmtId");
  if (strcmp (name, "numFmt") == 0)
    {
      const char *code = find_attribute (attributes, "formatCode");

      if (code != NULL)
        g_hash_table_insert (walk->custom, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER ((guint) sy_number_format_parse (code) + 1));
    }
  if (strcmp (name, "xf") != 0 || !walk->in_cells)
    return;
  custom = g_hash_table_lookup (walk->custom, GUINT_TO_POINTER (id));
  format = custom != NULL ? (SyNumberFormat) (GPOINTER_TO_UINT (custom) - 1) : sy_number_format_builtin (id);
  g_array_append_val (walk->formats, format);
}

/**
 * sy_xlsx_workbook_read_formats:
 *
 * Returns: (element-type SyNumberFormat) (nullable): what each cell style means, by number; empty when the
 * workbook has no styles; %NULL with an error
 */
GArray *
sy_xlsx_workbook_read_formats (SyXlsxWorkbook *workbook, SyPackage *package, GError **error)
{
  g_autoptr (GHashTable) custom = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) formats = g_array_new (FALSE, TRUE, sizeof (SyNumberFormat));
  StyleWalk walk = { custom, formats, FALSE };

  if (workbook->styles != NULL && !walk_part (package, workbook->styles, on_style, &walk, error))
    return NULL;
  return g_steal_pointer (&formats);
}
