/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A header plays a role when it equals one of the role's names once case, blanks, punctuation and full-width
 * forms are gone; similar is not enough (退款金额 is not 金额). What the column holds must agree with the
 * role. */
#include "config.h"

#include "sy-role-matcher.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-role-names.h"

/* A header that equals a name; less for a worse name and when a unit in parentheses had to be dropped. */
#define SCORE_NAME 10000
#define SCORE_WITHOUT_UNIT 5000
#define SCORE_WITHOUT_GROUP 2000
#define SCORE_WITHOUT_OWNER 1000
#define SCORE_OF_ORDER 800 /* may be told again on each line of the order */

typedef struct
{
  guint column;
  guint role; /* its place in the kind */
  int score;
  const char *name; /* the synonym; NULL: by content */
} Candidate;

static void
keep_letters (const char *text, GString *out)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
    }
}

/**
 * sy_role_matcher_normalise:
 * @header: UTF-8
 *
 * Only letters and digits, lower case, full-width forms as usual ones: "Unit Price", "UNIT_PRICE" and
 * "UnitPrice" are one name.
 *
 * Returns: (transfer full): the name to compare, "" when nothing is left
 */
char *
sy_role_matcher_normalise (const char *header)
{
  g_autofree char *composed = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = composed ? g_utf8_casefold (composed, -1) : NULL;
  GString *out = g_string_new (NULL);

  if (folded)
    keep_letters (folded, out);
  return g_string_free (out, FALSE);
}

/* Whether a header by its words is a date or a time: 下单日期, order_date, timestamp. */
gboolean
sy_role_matcher_says_date (const char *header)
{
  static const char *const words[] = { "日期", "时间", "月份", "date", "time", "day", "month", "datum" };
  g_autofree char *name = sy_role_matcher_normalise (header);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]))
      return TRUE;
  /* 结账日, 营业日 */
  return g_str_has_suffix (name, "日") && !g_str_has_suffix (name, "生日")
         && !g_str_has_suffix (name, "假日");
}

/* "金额（元）" and "Amount [USD]" without the unit, normalised; NULL when there is none. */
char *
sy_role_matcher_drop_unit (const char *header)
{
  static const char *const openings[] = { "(", "（", "[", "【", "/", "／" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      const char *at = strstr (header, openings[i]);
      if (at && at > header)
        {
          g_autofree char *rest = g_strndup (header, at - header);
          return sy_role_matcher_normalise (rest);
        }
    }
  return NULL;
}

/* 商家实收金额, 选购商品: the name behind a word that says whose it is or of what, and what it is worth; NULL
 * without one. Words of persons and shops stand before numbers that are not those of goods, too (门店数量),
 * so numbers need a word of goods. */
static const char *
skip_owner (const char *name, gboolean is_number, int *score)
{
  static const struct
  {
    const char *word;
    gboolean of_goods;
    int score;
  } owners[] = {
    { "商品", TRUE, SCORE_WITHOUT_OWNER },  { "产品", TRUE, SCORE_WITHOUT_OWNER },
    { "货品", TRUE, SCORE_WITHOUT_OWNER },  { "宝贝", TRUE, SCORE_WITHOUT_OWNER },
    { "菜品", TRUE, SCORE_WITHOUT_OWNER },  { "选购", TRUE, SCORE_WITHOUT_OWNER },
    { "购买", TRUE, SCORE_WITHOUT_OWNER },  { "所购", TRUE, SCORE_WITHOUT_OWNER },
    { "销售", TRUE, SCORE_WITHOUT_OWNER },  { "零售", TRUE, SCORE_WITHOUT_OWNER },
    { "实际", TRUE, SCORE_WITHOUT_OWNER },  { "用户", FALSE, SCORE_WITHOUT_OWNER },
    { "买家", FALSE, SCORE_WITHOUT_OWNER }, { "顾客", FALSE, SCORE_WITHOUT_OWNER },
    { "客户", FALSE, SCORE_WITHOUT_OWNER }, { "消费者", FALSE, SCORE_WITHOUT_OWNER },
    { "商家", FALSE, SCORE_WITHOUT_OWNER }, { "商户", FALSE, SCORE_WITHOUT_OWNER },
    { "门店", FALSE, SCORE_WITHOUT_OWNER }, { "店铺", FALSE, SCORE_WITHOUT_OWNER },
    { "交易", FALSE, SCORE_WITHOUT_OWNER }, { "系统", FALSE, SCORE_WITHOUT_OWNER },
    { "收银", FALSE, SCORE_WITHOUT_OWNER }, { "线上", FALSE, SCORE_WITHOUT_OWNER },
    { "线下", FALSE, SCORE_WITHOUT_OWNER }, { "订单", FALSE, SCORE_OF_ORDER },
    { "账单", FALSE, SCORE_OF_ORDER },      { "单据", FALSE, SCORE_OF_ORDER },
    { "本单", FALSE, SCORE_OF_ORDER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_str_has_prefix (name, owners[i].word) && (owners[i].of_goods || !is_number))
      {
        *score = owners[i].score;
        return name + strlen (owners[i].word);
      }
  return NULL;
}

/* Words of groups whose columns are not what their own name says: 退货 金额, 上年 销售额. */
static gboolean
is_other_group (const char *group)
{
  static const char *const words[] = { "退", "赠", "废", "消", "上", "去", "同",
                                       "比", "累", "目", "计", "预", "差" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (group, words[i]))
      return TRUE;
  return FALSE;
}

/* 商品 款号, from a header of two rows: the part below its group, not normalised; NULL when there is none, or
 * another group has it too. */
static const char *
find_part (const SyMatchColumn *columns, guint n_columns, guint column)
{
  const char *part = strrchr (columns[column].header, ' ');
  g_autofree char *group = part ? g_strndup (columns[column].header, part - columns[column].header) : NULL;

  if (!part || g_ascii_isprint (part[1]) || part[1] == '\0' || is_other_group (group))
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    {
      const char *other = strrchr (columns[i].header, ' ');
      if (i != column && g_str_equal (other ? other + 1 : columns[i].header, part + 1))
        return NULL;
    }
  return part + 1;
}

gboolean
sy_role_matcher_takes_months (const SyRole *role)
{
  return role->type == SY_ROLE_DATE && g_str_has_prefix (role->id, "period");
}

/**
 * sy_role_matcher_collect_names:
 * @kinds: (element-type SySourceKind): nullable
 *
 * Returns: (transfer full): all names of all roles, normalised, each with the number of kinds that know it
 */
GHashTable *
sy_role_matcher_collect_names (GPtrArray *kinds)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; kinds && i < kinds->len; i++)
    sy_role_names_count (sy_role_names_get (g_ptr_array_index (kinds, i)), names);
  return names;
}

static gboolean
content_fits (const SyRole *role, const SyMatchColumn *column, gboolean file_uses_comma)
{
  SyTypingHints hints = { .has_role = TRUE,
                          .role = role->type,
                          .takes_months = sy_role_matcher_takes_months (role),
                          .file_uses_comma = file_uses_comma };
  SyTyping typing;
  gboolean fits;

  sy_column_typer_decide (column->evidence, &hints, &typing);
  fits = typing.fits_role;
  sy_typing_clear (&typing);
  return fits;
}

static void
offer_names (GArray *candidates,
             SySourceKind *kind,
             const char *name,
             int score,
             const SyMatchColumn *columns,
             guint c,
             gboolean file_uses_comma)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  const GArray *found = sy_role_names_find (sy_role_names_get (kind), name);
  int ignored;

  for (guint i = 0; found && i < found->len; i++)
    {
      const SyRoleName *entry = &g_array_index (found, SyRoleName, i);
      const SyRole *role = g_ptr_array_index (roles, entry->role);
      Candidate candidate = { c, entry->role, score - entry->rank, entry->name };

      if (score <= SCORE_WITHOUT_OWNER && role->type == SY_ROLE_NUMBER
          && skip_owner (columns[c].header, TRUE, &ignored) == NULL)
        continue;
      if (content_fits (role, &columns[c], file_uses_comma))
        g_array_append_val (candidates, candidate);
    }
}

/* The best form of a header that is a name: as it is, without a unit, a group, a word of whose it is. */
static void
collect_column (GArray *candidates,
                SySourceKind *kind,
                const SyMatchColumn *columns,
                guint n_columns,
                guint c,
                gboolean file_uses_comma)
{
  const SyRoleNames *names = sy_role_names_get (kind);
  g_autofree char *name = sy_role_matcher_normalise (columns[c].header);
  g_autofree char *without_unit = sy_role_matcher_drop_unit (columns[c].header);
  const char *part = find_part (columns, n_columns, c);
  g_autofree char *part_name = part ? sy_role_matcher_normalise (part) : NULL;
  int owned_score = 0;
  const char *owned = skip_owner (without_unit ? without_unit : name, FALSE, &owned_score);
  const struct
  {
    const char *name;
    int score;
  } forms[] = { { name, SCORE_NAME },
                { without_unit, SCORE_WITHOUT_UNIT },
                { part_name, SCORE_WITHOUT_GROUP },
                { owned, owned_score } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].name && sy_role_names_find (names, forms[i].name))
      {
        offer_names (candidates, kind, forms[i].name, forms[i].score, columns, c, file_uses_comma);
        return;
      }
}

/* Best score first; then the order of the roles, then of the columns. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->role != y->role)
    return x->role < y->role ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

static gboolean
role_is_taken (const SyRoleMatch *match, const SyRole *role)
{
  for (guint c = 0; c < match->n_columns; c++)
    if (match->roles[c] == role)
      return TRUE;
  return FALSE;
}

static void
assign (SyRoleMatch *match, guint column, const SyRole *role, const char *header, const char *name)
{
  match->roles[column] = role;
  match->n_roles++;
  if (name)
    match->reasons[column] =
        g_strdup_printf (_ ("header “%s” is a name of “%s”"), header, role->title ? role->title : role->id);
  else
    match->reasons[column] = g_strdup (_ ("the only column of dates"));
}

/* A table with one column of dates has found its business date, if the header says at least that it is one.
 */
static void
assign_only_date (SyRoleMatch *match, GPtrArray *roles, const SyMatchColumn *columns)
{
  const SyRole *wanted = NULL;
  int found = -1;

  for (guint r = 0; r < roles->len && !wanted; r++)
    {
      const SyRole *role = g_ptr_array_index (roles, r);
      if (role->type == SY_ROLE_DATE && role->required && !role_is_taken (match, role))
        wanted = role;
    }
  for (guint c = 0; wanted && c < match->n_columns; c++)
    {
      SyTypingHints hints = { 0 };
      SyTyping typing;
      gboolean is_date;

      sy_column_typer_decide (columns[c].evidence, &hints, &typing);
      is_date = typing.type == SY_COLUMN_DATE || typing.type == SY_COLUMN_TIMESTAMP;
      sy_typing_clear (&typing);
      if (!is_date)
        continue;
      if (found >= 0 || match->roles[c])
        return;
      found = (int) c;
    }
  if (found >= 0 && sy_role_matcher_says_date (columns[found].header))
    assign (match, (guint) found, wanted, columns[found].header, NULL);
}

/**
 * sy_role_matcher_find_missing:
 * @kind: a source kind
 * @present: (array zero-terminated=1): ids of the roles that have a column
 *
 * Returns: (transfer full): ids of the required roles that are neither there nor derived from what is
 */
char **
sy_role_matcher_find_missing (SySourceKind *kind, const char *const *present)
{
  char **missing = NULL;
  g_autoptr (GPtrArray) derived = sy_source_kind_derive (kind, present, &missing);

  return missing;
}

static void
count_required (SyRoleMatch *match, GPtrArray *roles)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();

  for (guint c = 0; c < match->n_columns; c++)
    if (match->roles[c])
      g_ptr_array_add (present, match->roles[c]->id);
  g_ptr_array_add (present, NULL);
  match->missing = sy_role_matcher_find_missing (match->kind, (const char *const *) present->pdata);
  for (guint r = 0; r < roles->len; r++)
    match->n_required += ((const SyRole *) g_ptr_array_index (roles, r))->required;
  match->n_required -= g_strv_length (match->missing);
}

/**
 * sy_role_matcher_match:
 * @kind: a source kind
 * @columns: (array length=n_columns): the table
 * @n_columns: number of columns
 * @file_uses_comma: whether other columns have decimal commas
 *
 * Gives each role to at most one column and each column at most one role, best names first.
 *
 * Returns: (transfer full): how well it fits
 */
SyRoleMatch *
sy_role_matcher_match (SySourceKind *kind,
                       const SyMatchColumn *columns,
                       guint n_columns,
                       gboolean file_uses_comma)
{
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  SyRoleMatch *match = g_new0 (SyRoleMatch, 1);

  match->kind = g_object_ref (kind);
  match->n_columns = n_columns;
  match->roles = g_new0 (const SyRole *, n_columns + 1);
  match->reasons = g_new0 (char *, n_columns + 1);
  for (guint c = 0; c < n_columns; c++)
    collect_column (candidates, kind, columns, n_columns, c, file_uses_comma);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const SyRole *role = g_ptr_array_index (roles, candidate->role);
      if (!match->roles[candidate->column] && !role_is_taken (match, role))
        assign (match, candidate->column, role, columns[candidate->column].header, candidate->name);
    }
  if (match->n_roles > 0)
    assign_only_date (match, roles, columns);
  count_required (match, roles);
  return match;
}

void
sy_role_match_free (SyRoleMatch *match)
{
  if (!match)
    return;
  g_clear_object (&match->kind);
  g_free (match->roles);
  for (guint c = 0; c < match->n_columns; c++)
    g_free (match->reasons[c]);
  g_free (match->reasons);
  g_strfreev (match->missing);
  g_free (match);
}
