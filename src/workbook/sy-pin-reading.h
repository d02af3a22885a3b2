/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pin shows: its indicator month by month, up to the one that is looked at. Pins over the same rows
 * are read together, by one view. */
#pragma once

#include "sy-pin.h"
#include "sy-view.h"

G_BEGIN_DECLS

#define SY_PIN_MONTHS 12

typedef struct
{
  SyPin *pin;
  char *title; /* of the pin, else of the indicator; with the filters that hold */
  gboolean has_value;
  double value; /* of the latest month, in the indicator's unit */
  char *text;   /* the same for reading; “—” */
  gboolean has_change;
  double change;        /* against the month before; of percentages in points (0.01 = 1 point) */
  char *change_text;    /* with its sign */
  char *period;         /* “2015-12” */
  gboolean is_complete; /* the data reach to the end of it */
  double *history;      /* up to and with the latest; NAN where there is no number */
  guint n_history;
  SyUnit unit;
  guint decimals;
  int direction;
  SyPinState state;
  char *state_text; /* “below the limit of 95.0%” */
  char *reason;     /* why there is no number; NULL */
} SyPinReading;

void sy_pin_reading_free (SyPinReading *self);
/* The months before the latest: what limits are suggested from. FALSE: too few. */
gboolean sy_pin_reading_suggest_limits (const SyPinReading *self, double *low, double *high);

/* The twelve months that end with @month, "2015-12", as the period of a view; "": as far as the data go. */
char *sy_pin_make_period (const char *month);

/* Pins that are read together. */
typedef struct _SyPinGroup SyPinGroup;
void sy_pin_group_free (SyPinGroup *self);
/* (element-type SyPinGroup): on the main thread, which writes the views; @month: "2015-12" or "" for the
 * latest. */
GPtrArray *sy_pin_group_list (SyWorkbook *workbook, GPtrArray *pins, const char *month);
/* (any thread; blocks) (element-type SyPinReading): one for each pin of the group. */
GPtrArray *sy_pin_group_read (SyPinGroup *self, GCancellable *cancellable, GError **error);
/* The most urgent first; those of the same urgency as they were pinned. */
void sy_pin_reading_sort (GPtrArray *readings);

G_END_DECLS
