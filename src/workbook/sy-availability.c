/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph of tables, names and computed source columns, with an edge for every reference in a formula. What a
 * template's needs, a table's, value's or parameter's needs=, or a reference to a role that no file brings
 * and no template calls optional make unavailable, makes unavailable whatever can reach it, except through a
 * formula that has another one to stand in for it. What is unavailable stays so, and a formula that was
 * replaced stays replaced: the end does not depend on the order in which the graph is gone through. */
#include "config.h"

#include "sy-availability.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-parser.h"
#include "sy-sentence.h"

/* Borrowed of the template. */
typedef struct
{
  gconstpointer definition; /* the column, value or table that it is of; NULL: where= and the like */
  const char *text;
  const char *otherwise; /* stands in for it; NULL: none, or none any more */
  gboolean is_rows;
} Formula;

typedef struct
{
  char *title;
  char *own_table;  /* id of the table that [c] and [@c] mean, or NULL */
  GArray *formulas; /* (element-type Formula) */
  char *missing;    /* why it is left out: the root of it */
  char *reason;     /* the whole sentence */
} Node;

struct _SyAvailability
{
  SyCatalogue *catalogue;
  GPtrArray *templates;
  GPtrArray *sources;
  GHashTable *nodes;    /* key → Node: "t:daily", "n:forecast", "c:sales/weight" */
  GHashTable *titles;   /* the same by folded title → key */
  GHashTable *optional; /* "sales/store": roles that may be blank */
  GHashTable *replaced; /* (element-type gconstpointer) columns and values that stand on otherwise= */
  GHashTable *rows;     /* table definition → its rows= without the columns that no file brings */
};

static void
node_free (gpointer data)
{
  Node *node = data;

  g_free (node->title);
  g_free (node->own_table);
  g_array_unref (node->formulas);
  g_free (node->missing);
  g_free (node->reason);
  g_free (node);
}

void
sy_availability_free (SyAvailability *self)
{
  g_hash_table_unref (self->nodes);
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->optional);
  g_hash_table_unref (self->replaced);
  g_hash_table_unref (self->rows);
  g_free (self);
}

static char *
make_key (char kind, const char *owner, const char *name)
{
  g_autofree char *folded_owner = owner ? g_utf8_casefold (owner, -1) : NULL;
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return folded_owner ? g_strdup_printf ("%c:%s/%s", kind, folded_owner, folded)
                      : g_strdup_printf ("%c:%s", kind, folded);
}

static Node *
find_node (SyAvailability *self, char kind, const char *owner, const char *id_or_title)
{
  g_autofree char *key = make_key (kind, owner, id_or_title);
  Node *node = g_hash_table_lookup (self->nodes, key);

  return node ? node : g_hash_table_lookup (self->titles, key);
}

static Node *
add_node (SyAvailability *self, char kind, const char *owner, const char *id, const char *title)
{
  Node *node = g_new0 (Node, 1);

  node->title = g_strdup (title ? title : id);
  node->own_table = kind == 't' ? g_strdup (id) : g_strdup (owner);
  node->formulas = g_array_new (FALSE, FALSE, sizeof (Formula));
  g_hash_table_replace (self->nodes, make_key (kind, owner, id), node);
  if (title)
    g_hash_table_replace (self->titles, make_key (kind, owner, title), node);
  return node;
}

static void
add_formula (Node *node, gconstpointer definition, const char *text, const char *otherwise)
{
  Formula formula = { definition, text, otherwise, FALSE };

  if (text && *text)
    g_array_append_val (node->formulas, formula);
}

static void
add_rows (Node *node, const SyTemplateTable *table)
{
  Formula formula = { table, table->rows, NULL, TRUE };

  g_array_append_val (node->formulas, formula);
}

static void
replace_formula (SyAvailability *self, Formula *formula)
{
  formula->text = formula->otherwise;
  formula->otherwise = NULL;
  g_hash_table_add (self->replaced, (gpointer) formula->definition);
}

static SySource *
find_source (SyAvailability *self, const char *id_or_title)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      SySource *source = self->sources->pdata[i];
      if (g_ascii_strcasecmp (source->info.kind, id_or_title) == 0
          || g_strcmp0 (source->info.title, id_or_title) == 0)
        return source;
    }
  return NULL;
}

static SySourceKind *
find_kind (SyAvailability *self, const char *id_or_title)
{
  GPtrArray *kinds = sy_catalogue_get_kinds (self->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    if (g_ascii_strcasecmp (sy_source_kind_get_id (kinds->pdata[i]), id_or_title) == 0
        || g_strcmp0 (sy_source_kind_get_title (kinds->pdata[i]), id_or_title) == 0)
      return kinds->pdata[i];
  return NULL;
}

static const SyRole *
find_role (SySourceKind *kind, const char *id_or_title)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];
      if (g_ascii_strcasecmp (role->id, id_or_title) == 0 || g_strcmp0 (role->title, id_or_title) == 0)
        return role;
    }
  return NULL;
}

static char *
say_no_source (SyAvailability *self, const char *source)
{
  SySourceKind *kind = find_kind (self, source);

  return g_strdup_printf (_ ("There is no “%s” data yet: import a file with it."),
                          kind ? sy_source_kind_get_title (kind) : source);
}

/* A header by which the role is recognised, in the language of its title where there is one; NULL for none.
 */
static const char *
pick_example (const SyRole *role)
{
  gboolean ascii = g_str_is_ascii (role->title);

  for (guint i = 0; role->synonyms && role->synonyms[i]; i++)
    if (g_str_is_ascii (role->synonyms[i]) == ascii)
      return role->synonyms[i];
  return role->synonyms ? role->synonyms[0] : NULL;
}

/* NULL when @role of @source is there. */
static char *
say_missing_role (SyAvailability *self, const char *source, const char *role)
{
  SySource *have = find_source (self, source);
  const SyRole *known;
  const char *example;

  if (!have)
    return say_no_source (self, source);
  known = find_role (have->kind, role);
  if (!known)
    return g_strdup_printf (_ ("The source “%s” has no column “%s”."), have->info.title, role);
  if (sy_source_has_role (have, known->id))
    return NULL;
  example = pick_example (known);
  if (example)
    return g_strdup_printf (
        _ ("The source “%s” has no column for “%s”, such as “%s”: map one of its columns to it, or "
           "import a file that has one."),
        have->info.title, known->title, example);
  return g_strdup_printf (
      _ ("The source “%s” has no column for “%s”: map one of its columns to it, or import a file "
         "that has one."),
      have->info.title, known->title);
}

/* needs="sales.store sales.category"; the first that is missing. */
static char *
say_missing_of_list (SyAvailability *self, const char *needs)
{
  g_auto (GStrv) words = g_strsplit (needs ? needs : "", " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      char *dot = strchr (words[i], '.');
      char *missing = NULL;
      if (!*words[i])
        continue;
      if (dot)
        {
          *dot = '\0';
          missing = say_missing_role (self, words[i], dot + 1);
        }
      else if (!find_source (self, words[i]))
        missing = say_no_source (self, words[i]);
      if (missing)
        return missing;
    }
  return NULL;
}

static char *
say_missing_of_template (SyAvailability *self, SyTemplate *template)
{
  GPtrArray *needs = sy_template_get_needs (template);

  for (guint i = 0; i < needs->len; i++)
    {
      const SyTemplateNeed *need = needs->pdata[i];
      if (!find_source (self, need->source))
        return say_no_source (self, need->source);
      for (guint j = 0; need->roles && need->roles[j]; j++)
        {
          char *missing = *need->roles[j] ? say_missing_role (self, need->source, need->roles[j]) : NULL;
          if (missing)
            return missing;
        }
    }
  return NULL;
}

static void
mark (Node *node, const char *missing, const Node *because)
{
  if (node->reason || !missing)
    return;
  node->missing = g_strdup (missing);
  node->reason = because
                     ? g_strdup_printf (_ ("It reads “%s”, which is left out. %s"), because->title, missing)
                     : g_strdup (missing);
}

/* --- nodes --- */

static void
add_table_node (SyAvailability *self, const SyTemplateTable *table, const char *missing)
{
  g_autofree char *own = NULL;
  Node *node;

  if (table->is_source)
    {
      for (guint i = 0; i < table->columns->len; i++)
        {
          const SyTemplateColumn *column = table->columns->pdata[i];
          node = add_node (self, 'c', table->id, column->id, column->title);
          add_formula (node, column, column->formula, column->otherwise);
          mark (node, missing, NULL);
        }
      return;
    }
  node = add_node (self, 't', NULL, table->id, table->title);
  if (g_strcmp0 (table->rows, "INPUT") != 0)
    add_rows (node, table);
  add_formula (node, NULL, table->where, NULL);
  add_formula (node, NULL, table->top, NULL);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      add_formula (node, column, column->formula, column->otherwise);
    }
  own = say_missing_of_list (self, table->needs);
  mark (node, own ? own : missing, NULL);
}

static void
add_value_node (SyAvailability *self, const SyTemplateValue *value, const char *missing)
{
  g_autofree char *own = say_missing_of_list (self, value->needs);
  Node *node = add_node (self, 'n', NULL, value->id, value->title);

  add_formula (node, value, value->formula, value->otherwise);
  if (own && value->otherwise)
    replace_formula (self, &g_array_index (node->formulas, Formula, 0));
  else
    mark (node, own, NULL);
  mark (node, missing, NULL);
}

static void
add_name_nodes (SyAvailability *self, SyTemplate *template, const char *missing)
{
  GPtrArray *values = sy_template_get_values (template);
  GPtrArray *parameters = sy_template_get_parameters (template);

  for (guint i = 0; i < values->len; i++)
    add_value_node (self, values->pdata[i], missing);
  /* A parameter stays, whatever its default reads: it can be set. */
  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *parameter = parameters->pdata[i];
      add_node (self, 'n', NULL, parameter->id, parameter->title);
    }
}

static void
add_optional_roles (SyAvailability *self, SyTemplate *template)
{
  GPtrArray *needs = sy_template_get_needs (template);

  for (guint i = 0; i < needs->len; i++)
    {
      const SyTemplateNeed *need = needs->pdata[i];
      for (guint j = 0; need->optional && need->optional[j]; j++)
        g_hash_table_add (self->optional, make_key ('o', need->source, need->optional[j]));
    }
}

static void
add_template (SyAvailability *self, SyTemplate *template)
{
  GPtrArray *tables = sy_template_get_tables (template);
  g_autofree char *missing = say_missing_of_template (self, template);

  for (guint i = 0; i < tables->len; i++)
    add_table_node (self, tables->pdata[i], missing);
  add_name_nodes (self, template, missing);
}

/* --- references --- */

/* One formula of a node is read; what is not there is told once. */
typedef struct
{
  SyAvailability *self;
  Node *node;
  const Formula *formula;
  char *missing;       /* NULL: all is there */
  const Node *because; /* what it reads and is left out, or NULL */
} Walk;

static void
miss (Walk *walk, const char *missing, const Node *because)
{
  if (walk->missing || !missing)
    return;
  walk->missing = g_strdup (missing);
  walk->because = because;
}

/* [@c] and [c] of a source's computed column, t[c] of any table. */
static void
check_column (Walk *walk, const char *table, const char *column)
{
  SyAvailability *self = walk->self;
  Node *computed = find_node (self, 'c', table, column);
  SySource *source = find_source (self, table);
  const SyRole *role = source ? find_role (source->kind, column) : NULL;
  g_autofree char *optional = role ? make_key ('o', source->info.kind, role->id) : NULL;
  g_autofree char *missing = NULL;

  if (computed)
    {
      if (computed != walk->node)
        miss (walk, computed->missing, computed);
      return;
    }
  /* An optional role is a blank column, unless the formula says what to do without. */
  if (!role || (!walk->formula->otherwise && g_hash_table_contains (self->optional, optional)))
    return;
  missing = say_missing_role (self, source->info.kind, role->id);
  miss (walk, missing, NULL);
}

/* The id of a kind of source means that source, there or not, even where a table is titled so:
 * members[status] is no column of a helper table “Members”. */
static Node *
find_table (SyAvailability *self, const char *table)
{
  g_autofree char *key = make_key ('t', NULL, table);
  SySourceKind *kind = find_kind (self, table);
  gboolean is_kind = kind && g_ascii_strcasecmp (sy_source_kind_get_id (kind), table) == 0;

  return is_kind ? g_hash_table_lookup (self->nodes, key) : find_node (self, 't', NULL, table);
}

static void
check_table (Walk *walk, const char *table)
{
  SyAvailability *self = walk->self;
  Node *read = find_table (self, table);
  g_autofree char *missing = NULL;

  if (read)
    {
      if (read != walk->node)
        miss (walk, read->missing, read);
      return;
    }
  if (find_source (self, table) || !find_kind (self, table))
    return;
  missing = say_no_source (self, table);
  miss (walk, missing, NULL);
}

static void
check_name (Walk *walk, const char *name)
{
  Node *read = find_node (walk->self, 'n', NULL, name);

  if (read && read != walk->node)
    miss (walk, read->missing, read);
}

static gboolean
visit (SyExpression *expression, gpointer user_data)
{
  Walk *walk = user_data;
  const char *table = expression->table ? expression->table : walk->node ? walk->node->own_table : NULL;

  if (expression->kind == SY_EXPRESSION_NAME)
    check_name (walk, expression->text);
  else if (expression->kind == SY_EXPRESSION_CELL || expression->kind == SY_EXPRESSION_COLUMN)
    {
      if (expression->table)
        check_table (walk, expression->table);
      if (table && expression->column_name)
        check_column (walk, table, expression->column_name);
    }
  return TRUE;
}

static void
read_formula (Walk *walk)
{
  g_autoptr (SyExpression) parsed = sy_parser_parse (walk->formula->text, NULL);

  if (parsed) /* what does not parse is for the binder to tell */
    sy_expression_walk (parsed, visit, walk);
}

static gboolean
is_there (SyAvailability *self, Node *node, SyExpression *argument)
{
  const Formula formula = { 0 };
  Walk walk = { .self = self, .node = node, .formula = &formula };
  g_autofree char *missing = NULL;

  visit (argument, &walk);
  missing = walk.missing;
  return !missing;
}

/* GROUP over columns of several tables takes in whoever occurs in any of them: it does without those that are
 * not there, as long as one is. */
static gboolean
shorten_rows (SyAvailability *self, Node *node, Formula *formula)
{
  g_autoptr (SyExpression) rows = formula->is_rows ? sy_parser_parse (formula->text, NULL) : NULL;
  g_autoptr (SyExpression) kept = NULL;
  const char *first = NULL;
  gboolean is_union = FALSE;

  if (!rows || rows->kind != SY_EXPRESSION_CALL || g_ascii_strcasecmp (rows->text, "GROUP") != 0)
    return FALSE;
  kept = sy_expression_new (SY_EXPRESSION_CALL);
  kept->text = g_strdup ("GROUP");
  for (guint i = 0; i < sy_expression_get_n_children (rows); i++)
    {
      SyExpression *argument = sy_expression_get_child (rows, i);

      if (argument->kind != SY_EXPRESSION_COLUMN || !argument->table)
        return FALSE;
      first = first ? first : argument->table;
      is_union = is_union || g_ascii_strcasecmp (first, argument->table) != 0;
      if (is_there (self, node, argument))
        sy_expression_add_child (kept, sy_expression_ref (argument));
    }
  if (!is_union || sy_expression_get_n_children (kept) == 0)
    return FALSE;
  g_hash_table_replace (self->rows, (gpointer) formula->definition, sy_expression_to_string (kept));
  formula->text = g_hash_table_lookup (self->rows, formula->definition);
  return TRUE;
}

/* TRUE when the formula was replaced, or the node became unavailable by it. */
static gboolean
check_formula (SyAvailability *self, Node *node, Formula *formula)
{
  Walk walk = { .self = self, .node = node, .formula = formula };
  g_autofree char *missing = NULL;

  read_formula (&walk);
  missing = walk.missing;
  if (!missing)
    return FALSE;
  if (formula->otherwise)
    replace_formula (self, formula);
  else if (!shorten_rows (self, node, formula))
    mark (node, missing, walk.because);
  return TRUE;
}

/* TRUE when something changed. */
static gboolean
check_node (SyAvailability *self, Node *node)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < node->formulas->len && !node->reason; i++)
    changed |= check_formula (self, node, &g_array_index (node->formulas, Formula, i));
  return changed;
}

static void
spread (SyAvailability *self)
{
  gboolean changed = TRUE;

  while (changed)
    {
      GHashTableIter iter;
      gpointer node;
      changed = FALSE;
      g_hash_table_iter_init (&iter, self->nodes);
      while (g_hash_table_iter_next (&iter, NULL, &node))
        if (!((Node *) node)->reason)
          changed |= check_node (self, node);
    }
}

SyAvailability *
sy_availability_new (SyCatalogue *catalogue, GPtrArray *templates, GPtrArray *sources)
{
  SyAvailability *self = g_new0 (SyAvailability, 1);

  self->catalogue = catalogue;
  self->templates = templates;
  self->sources = sources;
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_free);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->optional = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->replaced = g_hash_table_new (NULL, NULL);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < templates->len; i++)
    add_optional_roles (self, templates->pdata[i]);
  for (guint i = 0; i < templates->len; i++)
    add_template (self, templates->pdata[i]);
  spread (self);
  return self;
}

const char *
sy_availability_get_table (SyAvailability *self, const char *id)
{
  Node *node = find_node (self, 't', NULL, id);

  return node ? node->reason : NULL;
}

const char *
sy_availability_get_name (SyAvailability *self, const char *id)
{
  Node *node = find_node (self, 'n', NULL, id);

  return node ? node->reason : NULL;
}

const char *
sy_availability_get_source_column (SyAvailability *self, const char *source, const char *id)
{
  Node *node = find_node (self, 'c', source, id);

  return node ? node->reason : NULL;
}

const char *
sy_availability_pick_column_formula (SyAvailability *self, const SyTemplateColumn *column)
{
  return g_hash_table_contains (self->replaced, column) ? column->otherwise : column->formula;
}

const char *
sy_availability_pick_value_formula (SyAvailability *self, const SyTemplateValue *value)
{
  return g_hash_table_contains (self->replaced, value) ? value->otherwise : value->formula;
}

/* Its condition, and every {name} of its text. */
gboolean
sy_availability_allows_note (SyAvailability *self, const SyTemplateNote *note)
{
  Formula when = { .text = note->when };
  Walk walk = { .self = self, .formula = &when };
  g_auto (SySentenceMark) mark = { 0 };
  g_autofree char *missing = NULL;

  if (note->when && *note->when)
    read_formula (&walk);
  for (const char *at = note->text; sy_sentence_find_mark (at, &mark); at += mark.end)
    check_name (&walk, mark.name);
  missing = walk.missing;
  return !missing;
}

const char *
sy_availability_pick_rows (SyAvailability *self, const SyTemplateTable *table)
{
  const char *rows = g_hash_table_lookup (self->rows, table);

  return rows ? rows : table->rows;
}
