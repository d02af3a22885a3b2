/* SPDX-License-Identifier: GPL-3.0-or-later */
/* k-means that needs no luck: the first centre is the point nearest the mean, each further one the point
 * farthest from those there are. Features are put to mean 0 and standard deviation 1, one that is the same in
 * every row says nothing and is left out. Equal distances go to the earlier row or group. */
#include "config.h"

#include "sy-clusters.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-silhouette.h"
#include "sy-workers.h"

#define MOST_ROUNDS 100
#define LEAST_K 2
#define BEST_OF 8
/* With more rows the silhouette is taken of a sample. */
#define MOST_FOR_SILHOUETTE 50000
#define SAMPLE 2000
/* Distances between two looks at whether to go on: a millisecond. */
#define STEP (1 << 17)

typedef struct
{
  double *points; /* n × d, standardised */
  gsize *rows;    /* [n] of which row */
  gsize n;
  guint d;
  const SyKernelJob *job;
} Space;

static void
space_clear (Space *self)
{
  g_free (self->points);
  g_free (self->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Space, space_clear)

/* One grouping of the points. */
typedef struct
{
  guint k;
  guint32 *labels;
  double *centres; /* k × d */
  double *values;  /* silhouettes, or NULL */
} Groups;

static void
clear_groups (gpointer data)
{
  Groups *groups = data;

  g_free (groups->labels);
  g_free (groups->centres);
  g_free (groups->values);
}

/* --- points --- */

static gboolean
is_complete (const double *const *features, guint n_features, gsize row)
{
  for (guint f = 0; f < n_features; f++)
    if (!isfinite (features[f][row]))
      return FALSE;
  return TRUE;
}

/* Mean and population standard deviation, in two passes over numbers taken in parts of the largest, so that
 * neither a square nor a sum is too large. */
static void
describe (const Space *self, const double *feature, double *scale, double *mean, double *deviation)
{
  double sum = 0.;

  *scale = 0.;
  *mean = 0.;
  for (gsize i = 0; i < self->n; i++)
    *scale = MAX (*scale, fabs (feature[self->rows[i]]));
  *scale = *scale > 0. ? *scale : 1.;
  for (gsize i = 0; i < self->n; i++)
    *mean += feature[self->rows[i]] / *scale / (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    {
      double from = feature[self->rows[i]] / *scale - *mean;

      sum += from * from;
    }
  *deviation = sqrt (sum / (double) self->n);
}

static gboolean
make_space (Space *self, const double *const *features, guint n_features, gsize n_rows, GError **error)
{
  g_autofree double *scales = g_new (double, n_features + 1);
  g_autofree double *means = g_new (double, n_features + 1);
  g_autofree double *deviations = g_new (double, n_features + 1);
  g_autofree guint *used = g_new (guint, n_features + 1);

  self->rows = g_new (gsize, n_rows + 1);
  for (gsize row = 0; row < n_rows; row++)
    if (is_complete (features, n_features, row))
      self->rows[self->n++] = row;
  for (guint f = 0; f < n_features && self->n > 0; f++)
    {
      SyKernelReport report = { 0.1 * f / n_features, f, n_features, N_ ("columns") };

      if (!sy_kernel_job_go_on (self->job, &report, error))
        return FALSE;
      describe (self, features[f], &scales[f], &means[f], &deviations[f]);
      if (deviations[f] > 1e-12)
        used[self->d++] = f;
    }
  self->points = g_new (double, self->n * self->d + 1);
  for (gsize i = 0; i < self->n; i++)
    for (guint j = 0; j < self->d; j++)
      self->points[i * self->d + j] =
          (features[used[j]][self->rows[i]] / scales[used[j]] - means[used[j]]) / deviations[used[j]];
  return TRUE;
}

static double
square_distance (const Space *self, gsize point, const double *to)
{
  const double *from = self->points + point * self->d;
  double sum = 0.;

  for (guint i = 0; i < self->d; i++)
    sum += (from[i] - to[i]) * (from[i] - to[i]);
  return sum;
}

/* @i: of the points of which each takes a distance; @from and @width: which part of the work they are. */
static gboolean
go_on (const Space *self, gsize i, double from, double width, GError **error)
{
  SyKernelReport report = { .done = i, .total = self->n, .unit = N_ ("rows") };

  if (i % STEP != 0)
    return TRUE;
  report.fraction = from + width * (double) i / (double) self->n;
  return sy_kernel_job_go_on (self->job, &report, error);
}

/* --- starting points --- */

/* The point nearest the mean, which is 0 everywhere. */
static gsize
find_middle (const Space *self)
{
  g_autofree double *zero = g_new0 (double, self->d + 1);
  double nearest = INFINITY;
  gsize found = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      double distance = square_distance (self, i, zero);

      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  return found;
}

/* Up to @most starting points, each farthest from those before it; @n: how many, fewer where the points are
 * not as many. */
static gboolean
find_starts (const Space *self, guint most, gsize *starts, guint *n, GError **error)
{
  g_autofree double *nearest = g_new (double, self->n + 1);

  *n = 0;
  if (self->n == 0)
    return TRUE;
  for (gsize i = 0; i < self->n; i++)
    nearest[i] = INFINITY;
  for (starts[(*n)++] = find_middle (self); *n < most; (*n)++)
    {
      const double *last = self->points + starts[*n - 1] * self->d;
      gsize farthest = 0;

      for (gsize i = 0; i < self->n; i++)
        {
          if (!go_on (self, i, 0.1 + 0.1 * *n / most, 0.1 / most, error))
            return FALSE;
          nearest[i] = MIN (nearest[i], square_distance (self, i, last));
          if (nearest[i] > nearest[farthest])
            farthest = i;
        }
      if (!(nearest[farthest] > 0.))
        break;
      starts[*n] = farthest;
    }
  return TRUE;
}

/* --- Lloyd's rounds --- */

/* One round of giving each point to the nearest centre. */
typedef struct
{
  const Space *space;
  Groups *groups;
  gsize n_each; /* points in a piece */
  gint moved;   /* atomic: a point has another group than before */
} Round;

static guint32
find_nearest (const Space *self, const Groups *groups, gsize point)
{
  double nearest = INFINITY;
  guint32 found = 0;

  for (guint32 g = 0; g < groups->k; g++)
    {
      double distance = square_distance (self, point, groups->centres + g * self->d);

      if (distance < nearest)
        {
          nearest = distance;
          found = g;
        }
    }
  return found;
}

/* A group that lost all its points keeps its centre. */
static void
move_centres (const Space *self, Groups *groups)
{
  g_autofree double *sums = g_new0 (double, groups->k * self->d + 1);
  g_autofree gsize *sizes = g_new0 (gsize, groups->k);

  for (gsize i = 0; i < self->n; i++)
    {
      sizes[groups->labels[i]]++;
      for (guint j = 0; j < self->d; j++)
        sums[groups->labels[i] * self->d + j] += self->points[i * self->d + j];
    }
  for (guint g = 0; g < groups->k; g++)
    for (guint j = 0; sizes[g] > 0 && j < self->d; j++)
      groups->centres[g * self->d + j] = sums[g * self->d + j] / (double) sizes[g];
}

static gboolean
label_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Round *self = data;
  gsize first = piece * self->n_each;
  gsize end = MIN (self->space->n, first + self->n_each);
  gboolean moved = FALSE;

  for (gsize i = first; i < end; i++)
    {
      guint32 label = find_nearest (self->space, self->groups, i);

      moved = moved || label != self->groups->labels[i];
      self->groups->labels[i] = label;
    }
  if (moved)
    g_atomic_int_set (&self->moved, 1);
  return sy_workers_go_on (workers, worker, end - first);
}

/* Points do not depend on one another; where the centres move is added up in the order of the points, so that
 * it is the same however many threads there are. */
static gboolean
run_rounds (const Space *self, Groups *groups, double from, double width, GError **error)
{
  Round round = { self, groups, MAX (1, STEP / groups->k), 0 };
  SyWorkersPlan plan = { .n_workers = sy_workers_count (),
                         .n_pieces = (self->n + round.n_each - 1) / round.n_each,
                         .func = label_piece,
                         .data = &round,
                         .job = self->job,
                         .width = width / MOST_ROUNDS,
                         .total = self->n,
                         .unit = N_ ("rows") };

  for (guint i = 0; i < MOST_ROUNDS; i++)
    {
      plan.from = from + plan.width * i;
      round.moved = i == 0;
      if (!sy_workers_run (&plan, error))
        return FALSE;
      if (!round.moved)
        break;
      move_centres (self, groups);
    }
  return TRUE;
}

static gboolean
group (const Space *self, GArray *all, const gsize *starts, guint least, guint most, GError **error)
{
  for (guint k = least; k <= most; k++)
    {
      Groups groups = { .k = k, .labels = g_new0 (guint32, self->n + 1) };
      double width = 0.1 / (most - least + 1);

      groups.centres = g_new (double, k * self->d + 1);
      for (guint g = 0; g < k; g++)
        memcpy (groups.centres + g * self->d, self->points + starts[g] * self->d, self->d * sizeof (double));
      g_array_append_val (all, groups);
      if (!run_rounds (self, &g_array_index (all, Groups, all->len - 1), 0.2 + width * (k - least), width,
                       error))
        return FALSE;
    }
  return TRUE;
}

/* --- silhouettes --- */

/* All points, or a sample of them, in ascending order. */
static gsize *
draw_sample (const Space *self, guint32 seed, gsize *n)
{
  gsize *sample;
  GRand *random;
  gsize wanted = SAMPLE;

  *n = self->n;
  if (self->n <= MOST_FOR_SILHOUETTE)
    wanted = self->n;
  sample = g_new (gsize, wanted + 1);
  random = g_rand_new_with_seed (seed);
  /* Knuth's selection sampling: each point once, in order. */
  for (gsize i = 0, taken = 0; taken < wanted; i++)
    if (wanted == self->n || g_rand_double (random) * (double) (self->n - i) < (double) (wanted - taken))
      sample[taken++] = i;
  g_rand_free (random);
  *n = wanted;
  return sample;
}

static gboolean
take_silhouettes (const Space *self, GArray *all, const gsize *sample, gsize n, GError **error)
{
  g_autofree double *points = g_new (double, n * self->d + 1);
  g_autofree SyGrouping *groupings = g_new0 (SyGrouping, all->len + 1);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    memcpy (points + i * self->d, self->points + sample[i] * self->d, self->d * sizeof (double));
  for (guint g = 0; g < all->len; g++)
    {
      Groups *groups = &g_array_index (all, Groups, g);
      guint32 *drawn = g_new (guint32, n + 1);

      for (gsize i = 0; i < n; i++)
        drawn[i] = groups->labels[sample[i]];
      g_ptr_array_add (labels, drawn);
      groups->values = g_new (double, n + 1);
      groupings[g] = (SyGrouping){ groups->k, drawn, groups->values, 0. };
    }
  if (!sy_silhouette_take (points, self->d, n, groupings, all->len, self->job, error))
    return FALSE;
  for (guint g = 0; g < all->len; g++)
    g_array_index (all, Groups, g).values[n] = groupings[g].mean;
  return TRUE;
}

/* --- result --- */

/* The first group is the largest; of equals the one that begins with an earlier row. */
static void
number_groups (const Space *self, const Groups *groups, guint32 *numbers)
{
  g_autofree gsize *sizes = g_new0 (gsize, groups->k);
  g_autofree gsize *firsts = g_new0 (gsize, groups->k);

  for (gsize i = self->n; i > 0; i--)
    {
      sizes[groups->labels[i - 1]]++;
      firsts[groups->labels[i - 1]] = i;
    }
  for (guint g = 0; g < groups->k; g++)
    {
      numbers[g] = 1;
      for (guint other = 0; other < groups->k; other++)
        if (sizes[other] > sizes[g]
            || (sizes[other] == sizes[g]
                && (firsts[other] < firsts[g] || (firsts[other] == firsts[g] && other < g))))
          numbers[g]++;
    }
}

static SyClusters *
new_clusters (gsize n_rows)
{
  SyClusters *self = g_new0 (SyClusters, 1);

  self->n_rows = n_rows;
  self->labels = g_new0 (guint32, n_rows + 1);
  self->silhouette = g_new (double, n_rows + 1);
  self->distance = g_new (double, n_rows + 1);
  self->mean_silhouette = NAN;
  for (gsize i = 0; i < n_rows; i++)
    self->silhouette[i] = self->distance[i] = NAN;
  return self;
}

static void
fill (SyClusters *self, const Space *space, const Groups *groups, const gsize *sample, gsize n_sample)
{
  g_autofree guint32 *numbers = g_new0 (guint32, groups->k);

  number_groups (space, groups, numbers);
  self->k = groups->k;
  for (gsize i = 0; i < space->n; i++)
    {
      double square = square_distance (space, i, groups->centres + groups->labels[i] * space->d);

      self->labels[space->rows[i]] = numbers[groups->labels[i]];
      self->distance[space->rows[i]] = sqrt (square);
      self->inertia += square;
    }
  for (gsize i = 0; i < n_sample; i++)
    self->silhouette[space->rows[sample[i]]] = groups->values[i];
  if (n_sample > 0)
    self->mean_silhouette = groups->values[n_sample];
}

static gboolean
check_k (guint k, guint n_distinct, GError **error)
{
  if (k == 1 || k > SY_CLUSTERS_MOST_K)
    g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
                 _ ("the number of groups must be 2 to %d, or 0 for the best, not %u"), SY_CLUSTERS_MOST_K,
                 k);
  else if (k > 0 && k >= n_distinct)
    g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_DEGENERATE,
                 _ ("%u groups can’t be made of %u different rows: ask for fewer"), k, n_distinct);
  else
    return TRUE;
  return FALSE;
}

static const Groups *
pick_best (GArray *all, gsize n_sample)
{
  const Groups *best = &g_array_index (all, Groups, 0);

  for (guint g = 1; g < all->len; g++)
    if (g_array_index (all, Groups, g).values[n_sample] > best->values[n_sample])
      best = &g_array_index (all, Groups, g);
  return best;
}

/**
 * sy_clusters_find:
 *
 * Method: farthest-first start, Lloyd's rounds until no label changes, at most 100. With @k 0 the grouping of
 * the best mean silhouette, of equals the one with fewer groups. Groups are numbered by size.
 * Source: S. P. Lloyd, Least squares quantization in PCM, IEEE Trans. Inform. Theory 28 (1982); start: T. F.
 * Gonzalez, Clustering to minimize the maximum intercluster distance, Theor. Comput. Sci. 38 (1985); sample:
 * D. E. Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 * Cost: O(rows × features × k) a round; the silhouette O(rows²) up to 50,000 rows.
 *
 * Returns: (transfer full): the groups; %NULL with %SY_KERNEL_ERROR_ARGUMENT, %SY_KERNEL_ERROR_DEGENERATE
 * (k is not less than the different rows) or %G_IO_ERROR_CANCELLED
 */
SyClusters *
sy_clusters_find (const double *const *features,
                  guint n_features,
                  gsize n_rows,
                  guint k,
                  guint32 seed,
                  const SyKernelJob *job,
                  GError **error)
{
  g_auto (Space) space = { .job = job };
  g_autoptr (SyClusters) self = new_clusters (n_rows);
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (Groups));
  g_autofree gsize *sample = NULL;
  gsize starts[SY_CLUSTERS_MOST_K + 1];
  gsize n_sample = 0;
  gboolean is_one;

  g_array_set_clear_func (all, clear_groups);
  if (!make_space (&space, features, n_features, n_rows, error)
      || !find_starts (&space, k ? MIN (k, SY_CLUSTERS_MOST_K) + 1 : BEST_OF + 1, starts, &self->n_distinct,
                       error))
    return NULL;
  self->n_features = space.d;
  if (!check_k (k, self->n_distinct, error))
    return NULL;
  if (space.n == 0)
    return g_steal_pointer (&self);
  is_one = k == 0 && self->n_distinct <= LEAST_K;
  if (!group (&space, all, starts, is_one ? 1 : (k ? k : LEAST_K),
              is_one ? 1 : (k ? k : MIN (BEST_OF, self->n_distinct - 1)), error))
    return NULL;
  if (!is_one)
    {
      sample = draw_sample (&space, seed, &n_sample);
      if (!take_silhouettes (&space, all, sample, n_sample, error))
        return NULL;
    }
  fill (self, &space, is_one ? &g_array_index (all, Groups, 0) : pick_best (all, n_sample), sample, n_sample);
  return g_steal_pointer (&self);
}

void
sy_clusters_free (SyClusters *self)
{
  g_free (self->labels);
  g_free (self->silhouette);
  g_free (self->distance);
  g_free (self);
}
