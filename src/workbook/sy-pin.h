/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One indicator that is watched on the dashboard: whose, and the limits within which it should stay. */
#pragma once

#include <glib.h>

#include "sy-template.h"

G_BEGIN_DECLS

#define SY_PIN_ERROR (sy_pin_error_quark ())
GQuark sy_pin_error_quark (void);
typedef enum
{
  SY_PIN_ERROR_LIMITS, /* no number, a lower limit above the upper one, a margin that is no share */
  SY_PIN_ERROR_TEXT,   /* no pins can be read from the text */
} SyPinError;

typedef struct
{
  char *id;        /* stable within the document; NULL: not kept yet */
  char *indicator; /* id */
  char *view;      /* text of the view it was made from: its filters hold here too; NULL: the whole company */
  char *title;     /* NULL: as of the indicator */
  gboolean has_low, has_high;
  double low, high; /* in the indicator's unit */
  double margin;    /* share of a limit: within it the limit is near; 0: no early warning */
} SyPin;

#define SY_PIN_DEFAULT_MARGIN 0.05

/* The most urgent first. */
typedef enum
{
  SY_PIN_BAD,     /* beyond a limit, to the wrong side */
  SY_PIN_NEAR,    /* within the margin of such a limit */
  SY_PIN_UNKNOWN, /* there is no number */
  SY_PIN_GOOD,    /* beyond a limit, to the side that is good for the indicator */
  SY_PIN_FINE,    /* within its limits */
  SY_PIN_PLAIN,   /* it has none */
} SyPinState;

SyPin *sy_pin_new (const char *indicator);
SyPin *sy_pin_copy (const SyPin *self);
void sy_pin_free (SyPin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPin, sy_pin_free)

gboolean sy_pin_check (const SyPin *self, GError **error);
/* @value: in the indicator's unit; NULL: there is none. @direction: +1 more is better, -1 less is, 0 neither:
 * then both limits are to be kept. */
SyPinState sy_pin_judge (const SyPin *self, int direction, const double *value);
/* "below the limit of 95.0%": @unit, @decimals, @language: how the limit is written. */
char *sy_pin_describe (
    const SyPin *self, int direction, const double *value, SyUnit unit, guint decimals, const char *language);
/* Mean ± 2 standard deviations (of a sample) of @values; FALSE with fewer than three of them, or when all are
 * the same. */
gboolean sy_pin_suggest_limits (const double *values, gsize n, double *low, double *high);

/* Pins as one text for the document, and back. (element-type SyPin) What can't be read is left out. */
char *sy_pin_list_to_text (GPtrArray *pins);
GPtrArray *sy_pin_list_new_from_text (const char *text, GError **error);

G_END_DECLS
