/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One indicator from typed inputs: a small workbook of its own, so that the number, its words and its export
 * are those of any other value. All calls from one thread. */
#pragma once

#include "sy-indicator.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean has_value;
  double value;
  char *text;      /* for reading, with the unit: "15.00%", "7 days", "—" */
  char *words;     /* the formula in words */
  char *numbers;   /* with the numbers put in; NULL while inputs are missing */
  char *reason;    /* why there is no value, else NULL */
  char **warnings; /* what is suspicious; may be empty */
  char **missing;  /* ids of inputs without a value; may be empty */
} SyCalculation;

void sy_calculation_free (SyCalculation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCalculation, sy_calculation_free)

#define SY_TYPE_CALCULATOR (sy_calculator_get_type ())
G_DECLARE_FINAL_TYPE (SyCalculator, sy_calculator, SY, CALCULATOR, GObject)

SyCalculator *sy_calculator_new (SyCatalogue *catalogue, SyIndicator *indicator, GError **error);
SyIndicator *sy_calculator_get_indicator (SyCalculator *self);
/* The workbook behind it, to export: the value has the indicator's id. */
SyWorkbook *sy_calculator_get_workbook (SyCalculator *self);

/**
 * sy_calculator_set:
 * @input: an input or a parameter of the indicator, by id or title
 * @text: (nullable): “70,000”, “15%”, “2024-03-08”; of a list its parts with commas, semicolons or line ends
 * between
 *   ("" is a list of nothing); %NULL: not given any more
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_PARAMETER or %SY_WORKBOOK_ERROR_INPUT: no such input, or not a
 * value of its type; what was set before stays
 */
gboolean sy_calculator_set (SyCalculator *self, const char *input, const char *text, GError **error);

/* Without all inputs there is no value, which is not an error: “missing” says which. */
SyCalculation *sy_calculator_compute (SyCalculator *self, GError **error);

G_END_DECLS
