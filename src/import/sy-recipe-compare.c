/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a file is which of the recipe's. Equal names come first, then names that differ in writing
 * or in a unit only, then other names of the same role, at last a guess: how alike the names, the cells and
 * the places are. A guess is sure only where name and cells agree, or where the cells themselves are the same
 * values, and where no other column comes near. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-difference-private.h"
#include "sy-recipe-private.h"
#include "sy-role-matcher.h"

/* What a guess must reach to be made, the same where analyses read the column or nothing goes without it, and
 * to need no question. */
#define MIN_GUESS 0.45
#define MIN_GUESS_ROLE 0.4
#define MIN_GUESS_REQUIRED 0.3
#define SURE_MARGIN 0.12
#define SURE_NAME 0.55
#define SURE_CONTENT 0.55
#define SURE_OVERLAP 0.5
#define MAX_CANDIDATES 5
/* Sheets are up to 2,048 columns wide: beyond so many unmatched ones only names are compared. */
#define MAX_GUESSED 200

typedef struct
{
  SyRecipe *recipe;
  const SyImportPlan *plan;
  int *match;     /* of each column of the recipe: of the plan; -1 */
  int *owner;     /* of each column of the plan: of the recipe; -1 */
  char **reasons; /* of each match */
  gboolean *sure;
  SyColumnPrint **prints; /* of each column of the plan, made when needed */
} Comparison;

static const SyImportColumn *
get_plan_column (const Comparison *self, guint i)
{
  return self->plan->columns->pdata[i];
}

static const SyRole *
find_role (const Comparison *self, const char *id)
{
  return self->plan->kind && id ? sy_source_kind_find_role (self->plan->kind, id) : NULL;
}

static void
take (Comparison *self, guint r, guint p, gboolean sure, const char *reason)
{
  self->match[r] = (int) p;
  self->owner[p] = (int) r;
  self->sure[r] = sure;
  self->reasons[r] = g_strdup (reason);
}

static const SyColumnPrint *
get_print (Comparison *self, guint p)
{
  if (!self->prints[p])
    self->prints[p] = sy_column_print_new (self->plan, get_plan_column (self, p));
  return self->prints[p];
}

char *
sy_recipe_normalise_without_unit (const char *header)
{
  static const char *const openings[] = { "(", "（", "[", "【", "/", "／" };
  const char *cut = NULL;
  g_autofree char *rest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      const char *at = strstr (header, openings[i]);
      if (at && at > header && (!cut || at < cut))
        cut = at;
    }
  rest = cut ? g_strndup (header, (gsize) (cut - header)) : g_strdup (header);
  return sy_role_matcher_normalise (rest);
}

/* --- by names --- */

typedef char *(*Normalise) (const char *header);

static char *
as_it_stands (const char *header)
{
  return g_strdup (header);
}

/* Names that several columns share after this do not tell. */
static GHashTable *
index_names (Comparison *self, Normalise normalise)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint p = 0; p < self->plan->columns->len; p++)
    {
      char *name = normalise (get_plan_column (self, p)->header);
      gboolean is_new = !g_hash_table_contains (names, name);
      if (self->owner[p] >= 0 || !*name)
        g_free (name);
      else
        g_hash_table_insert (names, name, GINT_TO_POINTER (is_new ? (int) p + 1 : -1));
    }
  return names;
}

static gboolean
may_be (Comparison *self, guint r, guint p)
{
  const SyRole *role = find_role (self, sy_recipe_get_column (self->recipe, r)->role);
  SyTypingHints hints = { .has_role = TRUE };
  SyTyping typing;
  gboolean fits;

  if (!role)
    return TRUE;
  hints.role = role->type;
  sy_column_typer_decide (get_plan_column (self, p)->evidence, &hints, &typing);
  fits = typing.fits_role;
  sy_typing_clear (&typing);
  return fits;
}

static void
match_names (Comparison *self, Normalise normalise, const char *reason)
{
  g_autoptr (GHashTable) names = index_names (self, normalise);

  for (guint r = 0; r < self->recipe->columns->len; r++)
    {
      g_autofree char *name = NULL;
      int found;
      if (self->match[r] >= 0)
        continue;
      name = normalise (sy_recipe_get_column (self->recipe, r)->header);
      found = GPOINTER_TO_INT (g_hash_table_lookup (names, name)) - 1;
      if (*name && found >= 0 && self->owner[found] < 0)
        take (self, r, (guint) found, TRUE, reason);
    }
}

/* Two columns of the recipe must not be one name after @normalise either: 金额 and 金额（元） were two. */
static gboolean
is_unique_in_recipe (const Comparison *self, guint r, Normalise normalise)
{
  g_autofree char *name = normalise (sy_recipe_get_column (self->recipe, r)->header);

  for (guint i = 0; i < self->recipe->columns->len; i++)
    {
      g_autofree char *other =
          i == r || self->match[i] >= 0 ? NULL : normalise (sy_recipe_get_column (self->recipe, i)->header);
      if (g_strcmp0 (name, other) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
match_without_unit (Comparison *self)
{
  g_autoptr (GHashTable) names = index_names (self, sy_recipe_normalise_without_unit);

  for (guint r = 0; r < self->recipe->columns->len; r++)
    {
      g_autofree char *name = NULL;
      int found;
      if (self->match[r] >= 0)
        continue;
      name = sy_recipe_normalise_without_unit (sy_recipe_get_column (self->recipe, r)->header);
      found = GPOINTER_TO_INT (g_hash_table_lookup (names, name)) - 1;
      if (*name && found >= 0 && self->owner[found] < 0 && may_be (self, r, (guint) found)
          && is_unique_in_recipe (self, r, sy_recipe_normalise_without_unit))
        take (self, r, (guint) found, TRUE, _ ("the same name but for its unit"));
    }
}

/* --- by other names of the role --- */

static gboolean
is_name_of (const SyRole *role, const char *header)
{
  g_autofree char *name = sy_role_matcher_normalise (header);
  g_autofree char *bare = sy_recipe_normalise_without_unit (header);

  for (char **synonym = role->synonyms; synonym && *synonym; synonym++)
    {
      g_autofree char *other = sy_role_matcher_normalise (*synonym);
      if (*other && (g_str_equal (other, name) || g_str_equal (other, bare)))
        return TRUE;
    }
  return FALSE;
}

/* Columns of the file that nobody has and that are called as the role may be called. */
static GArray *
list_named (Comparison *self, guint r, const SyRole *role)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint p = 0; p < self->plan->columns->len; p++)
    if (self->owner[p] < 0 && is_name_of (role, get_plan_column (self, p)->header) && may_be (self, r, p))
      g_array_append_val (found, p);
  return found;
}

static double
content_likeness (Comparison *self, guint r, guint p)
{
  return sy_column_print_get_likeness (sy_recipe_get_column (self->recipe, r)->print, get_print (self, p));
}

static void
match_roles (Comparison *self)
{
  for (guint r = 0; r < self->recipe->columns->len; r++)
    {
      const SyRole *role = find_role (self, sy_recipe_get_column (self->recipe, r)->role);
      g_autoptr (GArray) named = NULL;
      g_autofree char *reason = NULL;
      double best = -1, second = -1;
      guint chosen = 0;

      if (self->match[r] >= 0 || !role)
        continue;
      named = list_named (self, r, role);
      for (guint i = 0; i < named->len; i++)
        {
          guint p = g_array_index (named, guint, i);
          double score = content_likeness (self, r, p);
          if (score <= best)
            {
              second = MAX (second, score);
              continue;
            }
          second = best;
          best = score;
          chosen = p;
        }
      if (named->len == 0)
        continue;
      reason = g_strdup_printf (_ ("both are names of “%s”"), role->title ? role->title : role->id);
      take (self, r, chosen, named->len == 1 || best - second > SURE_MARGIN, reason);
    }
}

/* --- by places --- */

/* A file without a header, and as wide as the one before: column by column, where the cells are alike. */
static void
match_places (Comparison *self)
{
  const char *reason = _ ("the file has no header; the cells at this place are as before");
  guint n = self->recipe->columns->len;

  if (self->plan->n_header_rows > 0 || self->plan->columns->len != n)
    return;
  for (guint r = 0; r < n; r++)
    if (sy_recipe_get_column (self->recipe, r)->role
        && (!may_be (self, r, r) || content_likeness (self, r, r) < SURE_CONTENT))
      return;
  for (guint r = 0; r < n; r++)
    if (self->match[r] < 0 && self->owner[r] < 0)
      take (self, r, r, TRUE, reason);
}

/* --- by likeness --- */

/* Dice's coefficient of pairs of characters; of names of one character, equality. */
static double
pair_likeness (const char *a, const char *b)
{
  glong n_a, n_b;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (b, -1, &n_b);
  g_autofree gboolean *used = g_new0 (gboolean, (gsize) n_b + 1);
  guint common = 0;

  if (n_a < 2 || n_b < 2)
    return strcmp (a, b) == 0 ? 1. : 0.;
  for (glong i = 0; i + 1 < n_a; i++)
    for (glong j = 0; j + 1 < n_b; j++)
      if (!used[j] && x[i] == y[j] && x[i + 1] == y[j + 1])
        {
          used[j] = TRUE;
          common++;
          break;
        }
  return 2. * common / (double) (n_a + n_b - 2);
}

/* Edit distance, as a share of the longer name. */
static double
edit_likeness (const char *a, const char *b)
{
  glong n_a, n_b;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (b, -1, &n_b);
  g_autofree guint *row = g_new0 (guint, (gsize) n_b + 1);

  if (n_a == 0 || n_b == 0)
    return 0.;
  for (glong j = 0; j <= n_b; j++)
    row[j] = (guint) j;
  for (glong i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];
      row[0] = (guint) i;
      for (glong j = 1; j <= n_b; j++)
        {
          guint above = row[j];
          row[j] = MIN (MIN (row[j] + 1, row[j - 1] + 1), diagonal + (x[i - 1] != y[j - 1]));
          diagonal = above;
        }
    }
  return 1. - (double) row[n_b] / (double) MAX (n_a, n_b);
}

static double
name_likeness (const char *a, const char *b)
{
  g_autofree char *x = sy_recipe_normalise_without_unit (a);
  g_autofree char *y = sy_recipe_normalise_without_unit (b);
  double likeness = MAX (pair_likeness (x, y), edit_likeness (x, y));

  /* 数量 in 商品数量 */
  if (g_utf8_strlen (x, -1) > 1 && g_utf8_strlen (y, -1) > 1 && (strstr (x, y) || strstr (y, x)))
    likeness = MAX (likeness, 0.7);
  return likeness;
}

typedef struct
{
  guint r, p;
  double score, name, content, overlap;
} Guess;

static gboolean
is_required (const Comparison *self, guint r)
{
  const SyRole *role = find_role (self, sy_recipe_get_column (self->recipe, r)->role);

  return role && role->required;
}

static Guess
guess (Comparison *self, guint r, guint p)
{
  const SyRecipeColumn *old = sy_recipe_get_column (self->recipe, r);
  const SyImportColumn *column = get_plan_column (self, p);
  Guess g = { .r = r, .p = p };
  double place = 1. - MIN (1., fabs ((double) old->index - (double) column->index) / 4.);

  g.name = name_likeness (old->header, column->header);
  g.content = content_likeness (self, r, p);
  g.overlap = sy_column_print_get_overlap (old->print, get_print (self, p));
  if (g.content > 0)
    g.score = 0.42 * g.name + 0.48 * g.content + 0.1 * place;
  else if (is_required (self, r))
    g.score = 0.02 + 0.05 * place; /* not to be guessed, but to be asked about */
  /* A column that recognition knows as something else is hardly this one. */
  if (column->role && g_strcmp0 (column->role, old->role) != 0)
    g.score *= 0.6;
  return g;
}

static int
compare_guesses (gconstpointer a, gconstpointer b)
{
  const Guess *x = a;
  const Guess *y = b;

  if (x->score > y->score || x->score < y->score)
    return x->score > y->score ? -1 : 1;
  return x->r != y->r ? (x->r < y->r ? -1 : 1) : (x->p < y->p ? -1 : x->p > y->p);
}

static GArray *
list_guesses (Comparison *self)
{
  GArray *guesses = g_array_new (FALSE, FALSE, sizeof (Guess));
  guint n = 0;

  for (guint r = 0; r < self->recipe->columns->len; r++)
    {
      if (self->match[r] >= 0 || n++ > MAX_GUESSED)
        continue;
      for (guint p = 0, m = 0; p < self->plan->columns->len && m <= MAX_GUESSED; p++)
        {
          Guess g;
          if (self->owner[p] >= 0)
            continue;
          m++;
          if (!may_be (self, r, p))
            continue;
          g = guess (self, r, p);
          if (g.score > 0)
            g_array_append_val (guesses, g);
        }
    }
  g_array_sort (guesses, compare_guesses);
  return guesses;
}

/* The best other guess for either of the two columns. */
static double
find_rival (const GArray *guesses, const Guess *of)
{
  for (guint i = 0; i < guesses->len; i++)
    {
      const Guess *g = &g_array_index (guesses, Guess, i);
      if ((g->r == of->r) != (g->p == of->p))
        return g->score;
    }
  return 0.;
}

static gboolean
is_sure (const Guess *g, double rival)
{
  if (g->score - rival < SURE_MARGIN)
    return FALSE;
  return (g->name >= SURE_NAME && g->content >= SURE_CONTENT)
         || (g->overlap >= SURE_OVERLAP && g->content >= 0.7);
}

static char *
explain_guess (const Guess *g)
{
  if (g->overlap >= SURE_OVERLAP)
    return g_strdup_printf (_ ("%.0f %% of its values are the same"), 100. * g->overlap);
  if (g->name >= SURE_NAME)
    return g_strdup (_ ("the names are alike, and so are the cells"));
  return g_strdup (_ ("the cells are alike"));
}

static double
min_guess (const Comparison *self, guint r)
{
  if (is_required (self, r))
    return MIN_GUESS_REQUIRED;
  return sy_recipe_get_column (self->recipe, r)->role ? MIN_GUESS_ROLE : MIN_GUESS;
}

static void
match_alike (Comparison *self, const GArray *guesses)
{
  for (guint i = 0; i < guesses->len; i++)
    {
      const Guess *g = &g_array_index (guesses, Guess, i);
      g_autofree char *reason = NULL;
      if (g->score < min_guess (self, g->r))
        continue;
      if (self->match[g->r] >= 0 || self->owner[g->p] >= 0)
        continue;
      /* Without a role nothing is at stake but a name: a column that is only perhaps the same is a new one.
       */
      if (!is_sure (g, find_rival (guesses, g)) && !sy_recipe_get_column (self->recipe, g->r)->role)
        continue;
      reason = explain_guess (g);
      take (self, g->r, g->p, is_sure (g, find_rival (guesses, g)), reason);
    }
}

/* --- the outcome --- */

static char **
list_candidates (Comparison *self, const GArray *guesses, guint r)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  guint n = 0;

  if (self->match[r] >= 0 && n++ == 0)
    g_strv_builder_add (list, get_plan_column (self, (guint) self->match[r])->header);
  for (guint i = 0; i < guesses->len && n < MAX_CANDIDATES; i++)
    {
      const Guess *g = &g_array_index (guesses, Guess, i);
      if (g->r != r || (int) g->p == self->match[r] || self->owner[g->p] >= 0
          || (g->score < min_guess (self, r) && !is_required (self, r)))
        continue;
      g_strv_builder_add (list, get_plan_column (self, g->p)->header);
      n++;
    }
  return g_strv_builder_end (list);
}

static SyDifferenceState
state_of (const Comparison *self, guint r)
{
  const SyRecipeColumn *old = sy_recipe_get_column (self->recipe, r);
  const SyImportColumn *column;

  if (self->match[r] < 0)
    return SY_DIFFERENCE_MISSING;
  column = get_plan_column (self, (guint) self->match[r]);
  if (!g_str_equal (old->header, column->header))
    return SY_DIFFERENCE_RENAMED;
  return column->index == old->index ? SY_DIFFERENCE_SAME : SY_DIFFERENCE_MOVED;
}

/* Whether a role is there without this column: another column has it, or it follows from the others. */
static gboolean
is_covered (const Comparison *self, const char *role)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();
  g_auto (GStrv) missing = NULL;

  if (!self->plan->kind)
    return TRUE;
  for (guint r = 0; r < self->recipe->columns->len; r++)
    if (self->match[r] >= 0 && sy_recipe_get_column (self->recipe, r)->role)
      g_ptr_array_add (present, sy_recipe_get_column (self->recipe, r)->role);
  for (guint p = 0; p < self->plan->columns->len; p++)
    if (self->owner[p] < 0 && get_plan_column (self, p)->role)
      g_ptr_array_add (present, get_plan_column (self, p)->role);
  g_ptr_array_add (present, NULL);
  missing = sy_role_matcher_find_missing (self->plan->kind, (const char *const *) present->pdata);
  return !g_strv_contains ((const char *const *) missing, role);
}

static void
add_old_column (Comparison *self, const GArray *guesses, guint r, SyDifference *difference)
{
  const SyRecipeColumn *old = sy_recipe_get_column (self->recipe, r);
  const SyRole *role = find_role (self, old->role);
  const char *header = self->match[r] >= 0 ? get_plan_column (self, (guint) self->match[r])->header : NULL;
  SyDifferenceItem *item;

  if (old->left_out && !header)
    return;
  item = sy_difference_add (difference, state_of (self, r), old->header, header);
  item->role = g_strdup (old->role);
  item->role_title = g_strdup (role ? role->title : old->role);
  item->required = role && role->required;
  g_strfreev (item->candidates);
  item->candidates = list_candidates (self, guesses, r);
  item->reason = g_strdup (self->reasons[r] ? self->reasons[r] : _ ("no column is like it"));
  /* A column that is gone is a question only when another could be it, or when nothing goes without it. */
  if (header)
    item->sure = self->sure[r];
  else
    item->sure = !role || (!item->candidates[0] && is_covered (self, role->id));
}

static void
add_new_column (Comparison *self, guint p, SyDifference *difference)
{
  const SyImportColumn *column = get_plan_column (self, p);
  const SyRole *role = find_role (self, column->role);
  SyDifferenceItem *item = sy_difference_add (difference, SY_DIFFERENCE_NEW, NULL, column->header);

  item->role = g_strdup (column->role);
  item->role_title = g_strdup (role ? role->title : NULL);
  item->reason = g_strdup (_ ("no column had this header"));
}

/* Where the file has no header, its columns are called by their places: the first value says more. */
static const char *
choose_example (const Comparison *self, const SyImportColumn *column)
{
  for (char **example = self->plan->n_header_rows == 0 ? column->examples : NULL; example && *example;
       example++)
    if (**example)
      return *example;
  return "";
}

static SyDifference *
make_difference (Comparison *self, const GArray *guesses)
{
  SyDifference *difference = sy_difference_new ();
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) examples = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) old_headers = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_auto (GStrv) example_list = NULL;
  g_auto (GStrv) old_list = NULL;

  for (guint r = 0; r < self->recipe->columns->len; r++)
    {
      add_old_column (self, guesses, r, difference);
      g_strv_builder_add (old_headers, sy_recipe_get_column (self->recipe, r)->header);
    }
  for (guint p = 0; p < self->plan->columns->len; p++)
    {
      g_strv_builder_add (headers, get_plan_column (self, p)->header);
      g_strv_builder_add (examples, choose_example (self, get_plan_column (self, p)));
      if (self->owner[p] < 0)
        add_new_column (self, p, difference);
    }
  list = g_strv_builder_end (headers);
  example_list = g_strv_builder_end (examples);
  old_list = g_strv_builder_end (old_headers);
  sy_difference_set_headers (difference, list, example_list, old_list);
  return difference;
}

static void
comparison_init (Comparison *self, SyRecipe *recipe, const SyImportPlan *plan)
{
  guint n_old = recipe->columns->len;
  guint n = plan->columns->len;

  self->recipe = recipe;
  self->plan = plan;
  self->match = g_new (int, n_old + 1);
  self->owner = g_new (int, n + 1);
  self->reasons = g_new0 (char *, n_old + 1);
  self->sure = g_new0 (gboolean, n_old + 1);
  self->prints = g_new0 (SyColumnPrint *, n + 1);
  for (guint r = 0; r < n_old; r++)
    self->match[r] = -1;
  for (guint p = 0; p < n; p++)
    self->owner[p] = -1;
}

static void
comparison_clear (Comparison *self)
{
  for (guint r = 0; r < self->recipe->columns->len; r++)
    g_free (self->reasons[r]);
  for (guint p = 0; p < self->plan->columns->len; p++)
    sy_column_print_free (self->prints[p]);
  g_free (self->match);
  g_free (self->owner);
  g_free (self->reasons);
  g_free (self->sure);
  g_free (self->prints);
}

/**
 * sy_recipe_compare:
 * @plan: of another file, best of sy_recipe_recognise()
 *
 * Looks at headers and at the rows of the plan's sample.
 *
 * Returns: (transfer full): which column is which
 */
SyDifference *
sy_recipe_compare (SyRecipe *self, const SyImportPlan *plan)
{
  Comparison comparison = { 0 };
  g_autoptr (GArray) guesses = NULL;
  SyDifference *difference;

  g_return_val_if_fail (self && plan, NULL);
  comparison_init (&comparison, self, plan);
  match_names (&comparison, as_it_stands, _ ("the same name"));
  match_names (&comparison, sy_role_matcher_normalise, _ ("the same name, written otherwise"));
  match_without_unit (&comparison);
  match_roles (&comparison);
  match_places (&comparison);
  guesses = list_guesses (&comparison);
  match_alike (&comparison, guesses);
  difference = make_difference (&comparison, guesses);
  comparison_clear (&comparison);
  return difference;
}

gboolean
sy_recipe_has_columns_of (SyRecipe *self, const SyImportPlan *plan)
{
  Comparison comparison = { 0 };
  guint n_roles = 0, n_found = 0;

  g_return_val_if_fail (self && plan, FALSE);
  comparison_init (&comparison, self, plan);
  for (guint r = 0; r < self->columns->len; r++)
    {
      double best = 0;
      if (!sy_recipe_get_column (self, r)->role || sy_recipe_get_column (self, r)->joined)
        continue;
      for (guint p = 0; p < plan->columns->len && p < MAX_GUESSED; p++)
        best = MAX (best, content_likeness (&comparison, r, p));
      n_roles++;
      n_found += best >= SURE_CONTENT;
    }
  comparison_clear (&comparison);
  return n_roles >= 2 && n_found * 3 >= n_roles * 2;
}

double
sy_recipe_get_likeness (SyRecipe *self, const SyImportPlan *plan)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0, n_found = 0, n_roles = 0;

  for (guint p = 0; p < plan->columns->len; p++)
    g_hash_table_add (
        names, sy_recipe_normalise_without_unit (((SyImportColumn *) plan->columns->pdata[p])->header));
  for (guint r = 0; r < self->columns->len; r++)
    n_roles += sy_recipe_get_column (self, r)->role != NULL && !sy_recipe_get_column (self, r)->joined;
  for (guint r = 0; r < self->columns->len; r++)
    {
      const SyRecipeColumn *column = sy_recipe_get_column (self, r);
      g_autofree char *name = sy_recipe_normalise_without_unit (column->header);
      if ((n_roles > 0 && !column->role) || column->joined)
        continue;
      n++;
      n_found += g_hash_table_contains (names, name);
    }
  return n > 0 ? (double) n_found / n : 0.;
}
