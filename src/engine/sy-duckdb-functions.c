/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of a workbook as functions of the engine. What a workbook calls 0 or equal when it is so but
 * for the rounding of binary fractions takes several terms of SQL, each using its operands more than once; a
 * statement made of such terms takes the engine longer to plan than to run. As a function each is one call.
 *
 * NULL, which is an error in a formula, gives NULL; so does a result that is no number. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-duckdb-private.h"

/* Sums and differences below this part of an operand are nothing but rounding: 2⁻⁴⁸. */
#define TOLERANCE 3.552713678800501e-15
/* From here on a double has no room for a fraction. */
#define WHOLE_FROM 4503599627370496.
#define MAX_DIGITS 300.
/* Days of a workbook: 0 is 1899-12-30, the last one is 9999-12-31. */
#define EPOCH 25569
#define END_OF_DAYS 2958466.

typedef double (*OneNumber) (double x);
typedef double (*TwoNumbers) (double a, double b);
typedef bool (*TwoCompared) (double a, double b);
/* Of days from 1970-01-01; FALSE for an error. */
typedef gboolean (*OneDate) (gint32 days, gint32 *result);
typedef gboolean (*DateAndNumber) (gint32 days, double number, gint32 *result);

typedef struct
{
  const char *name;
  OneNumber one;
  TwoNumbers two;
  TwoCompared compared;
  OneDate date;
  DateAndNumber shift;
  gboolean is_date; /* the number is the day of a workbook */
} Function;

/* --- what they compute; NaN for an error --- */

static double
compute_floor (double x)
{
  return fabs (x - round (x)) <= fabs (x) * 1e-15 ? round (x) : floor (x);
}

static double
compute_finite (double x)
{
  return isfinite (x) ? x : NAN;
}

static double
compute_add (double a, double b)
{
  return fabs (a + b) < fabs (a) * TOLERANCE ? 0. : a + b;
}

static double
compute_subtract (double a, double b)
{
  return fabs (a - b) < fabs (a) * TOLERANCE ? 0. : a - b;
}

/* Half away from zero, of the number as its 15 digits show it. */
static double
compute_round (double x, double digits)
{
  double places = trunc (digits);
  double scale = pow (10., fmin (fabs (places), MAX_DIGITS));
  double scaled = compute_floor ((places >= 0. ? fabs (x) * scale : fabs (x) / scale) + 0.5);
  double sign = x > 0. ? 1. : x < 0. ? -1. : 0.;

  /* What is too large to have a fraction stays as it is. */
  if (!isfinite (scaled) || (places > 0. && scaled >= WHOLE_FROM))
    return x;
  return places >= 0. ? sign * scaled / scale : sign * scaled * scale;
}

static double
compute_date (double x)
{
  return x >= 0. && x < END_OF_DAYS ? floor (x) : NAN;
}

static bool
is_near (double a, double b)
{
  return fabs (a - b) < fabs (a) * TOLERANCE;
}

static bool
compare_equal (double a, double b)
{
  return a == b || is_near (a, b); /* bit by bit, or near */
}

static bool
compare_unequal (double a, double b)
{
  return a != b && !is_near (a, b);
}

static bool
compare_less (double a, double b)
{
  return a < b && !is_near (a, b);
}

static bool
compare_less_equal (double a, double b)
{
  return a <= b || is_near (a, b);
}

static bool
compare_greater (double a, double b)
{
  return a > b && !is_near (a, b);
}

static bool
compare_greater_equal (double a, double b)
{
  return a >= b || is_near (a, b);
}

static const Function functions[] = {
  { .name = "sy_floor", .one = compute_floor },
  { .name = "sy_finite", .one = compute_finite },
  { .name = "sy_date", .one = compute_date, .is_date = TRUE },
  { .name = "sy_month", .date = sy_duckdb_find_month },
  { .name = "sy_month_after", .date = sy_duckdb_find_month_after },
  { .name = "sy_shift_month", .shift = sy_duckdb_shift_month },
  { .name = "sy_shift_month_end", .shift = sy_duckdb_shift_month_end },
  { .name = "sy_add", .two = compute_add },
  { .name = "sy_subtract", .two = compute_subtract },
  { .name = "sy_round", .two = compute_round },
  { .name = "sy_equal", .compared = compare_equal },
  { .name = "sy_unequal", .compared = compare_unequal },
  { .name = "sy_less", .compared = compare_less },
  { .name = "sy_less_equal", .compared = compare_less_equal },
  { .name = "sy_greater", .compared = compare_greater },
  { .name = "sy_greater_equal", .compared = compare_greater_equal },
};

/* --- rows --- */

static bool
is_there (uint64_t *validity, idx_t row)
{
  return !validity || duckdb_validity_row_is_valid (validity, row);
}

static void
set_null (duckdb_vector output, uint64_t **validity, idx_t row)
{
  if (!*validity)
    {
      duckdb_vector_ensure_validity_writable (output);
      *validity = duckdb_vector_get_validity (output);
    }
  duckdb_validity_set_row_invalid (*validity, row);
}

static void
run_one_cb (duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
  const Function *function = duckdb_scalar_function_get_extra_info (info);
  duckdb_vector in = duckdb_data_chunk_get_vector (input, 0);
  const double *x = duckdb_vector_get_data (in);
  uint64_t *there = duckdb_vector_get_validity (in);
  double *numbers = duckdb_vector_get_data (output);
  duckdb_date *days = duckdb_vector_get_data (output);
  uint64_t *validity = NULL;
  idx_t n = duckdb_data_chunk_get_size (input);

  for (idx_t row = 0; row < n; row++)
    {
      double result = is_there (there, row) ? function->one (x[row]) : NAN;

      if (isnan (result))
        set_null (output, &validity, row);
      else if (function->is_date)
        days[row].days = (gint32) result - EPOCH;
      else
        numbers[row] = result;
    }
}

static void
run_date_cb (duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
  const Function *function = duckdb_scalar_function_get_extra_info (info);
  duckdb_vector in = duckdb_data_chunk_get_vector (input, 0);
  const duckdb_date *dates = duckdb_vector_get_data (in);
  uint64_t *there = duckdb_vector_get_validity (in);
  duckdb_date *results = duckdb_vector_get_data (output);
  uint64_t *validity = NULL;
  idx_t n = duckdb_data_chunk_get_size (input);

  for (idx_t row = 0; row < n; row++)
    if (!is_there (there, row) || !function->date (dates[row].days, &results[row].days))
      set_null (output, &validity, row);
}

static void
run_shift_cb (duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
  const Function *function = duckdb_scalar_function_get_extra_info (info);
  duckdb_vector left = duckdb_data_chunk_get_vector (input, 0);
  duckdb_vector right = duckdb_data_chunk_get_vector (input, 1);
  const duckdb_date *dates = duckdb_vector_get_data (left);
  const double *numbers = duckdb_vector_get_data (right);
  uint64_t *there_left = duckdb_vector_get_validity (left);
  uint64_t *there_right = duckdb_vector_get_validity (right);
  duckdb_date *results = duckdb_vector_get_data (output);
  uint64_t *validity = NULL;
  idx_t n = duckdb_data_chunk_get_size (input);

  for (idx_t row = 0; row < n; row++)
    if (!is_there (there_left, row) || !is_there (there_right, row)
        || !function->shift (dates[row].days, numbers[row], &results[row].days))
      set_null (output, &validity, row);
}

static void
run_two_cb (duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
  const Function *function = duckdb_scalar_function_get_extra_info (info);
  duckdb_vector left = duckdb_data_chunk_get_vector (input, 0);
  duckdb_vector right = duckdb_data_chunk_get_vector (input, 1);
  const double *a = duckdb_vector_get_data (left);
  const double *b = duckdb_vector_get_data (right);
  uint64_t *there_a = duckdb_vector_get_validity (left);
  uint64_t *there_b = duckdb_vector_get_validity (right);
  double *numbers = duckdb_vector_get_data (output);
  bool *truths = duckdb_vector_get_data (output);
  uint64_t *validity = NULL;
  idx_t n = duckdb_data_chunk_get_size (input);

  for (idx_t row = 0; row < n; row++)
    {
      if (!is_there (there_a, row) || !is_there (there_b, row))
        set_null (output, &validity, row);
      else if (function->compared)
        truths[row] = function->compared (a[row], b[row]);
      else if (isnan (numbers[row] = function->two (a[row], b[row])))
        set_null (output, &validity, row);
    }
}

static duckdb_scalar_function_t
find_callback (const Function *function)
{
  if (function->one)
    return run_one_cb;
  if (function->date)
    return run_date_cb;
  return function->shift ? run_shift_cb : run_two_cb;
}

static gboolean
register_function (duckdb_connection connection, const Function *function)
{
  duckdb_scalar_function made = duckdb_create_scalar_function ();
  duckdb_logical_type number = duckdb_create_logical_type (DUCKDB_TYPE_DOUBLE);
  duckdb_logical_type date = duckdb_create_logical_type (DUCKDB_TYPE_DATE);
  duckdb_logical_type boolean = duckdb_create_logical_type (DUCKDB_TYPE_BOOLEAN);
  gboolean of_date = function->date || function->shift;
  gboolean done;

  duckdb_scalar_function_set_name (made, function->name);
  duckdb_scalar_function_add_parameter (made, of_date ? date : number);
  if (function->two || function->compared || function->shift)
    duckdb_scalar_function_add_parameter (made, number);
  duckdb_scalar_function_set_return_type (made, of_date || function->is_date ? date
                                                : function->compared         ? boolean
                                                                             : number);
  duckdb_scalar_function_set_extra_info (made, (void *) function, NULL);
  duckdb_scalar_function_set_function (made, find_callback (function));
  done = duckdb_register_scalar_function (connection, made) == DuckDBSuccess;
  duckdb_destroy_logical_type (&boolean);
  duckdb_destroy_logical_type (&date);
  duckdb_destroy_logical_type (&number);
  duckdb_destroy_scalar_function (&made);
  return done;
}

gboolean
sy_duckdb_register_functions (duckdb_connection connection, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (!register_function (connection, &functions[i]))
      {
        g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                             _ ("Can’t connect to the database"));
        return FALSE;
      }
  return TRUE;
}
