/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session over a small document, and waiting for what threads bring. */
#pragma once

#include "sy-session.h"
#include "workbook-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  Fixture base;
  SyDocument *document;
  SySession *session;
} AppFixture;

/* Eight sales and the small template of the workbook's fixture; the first evaluation is there. */
void app_fixture_set_up (AppFixture *fixture, gconstpointer data);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer data);
/* Runs the main loop until *@flag is not 0, or fails after a while. */
void app_fixture_wait (const int *flag);
/* Lets the main loop run for @milliseconds. */
void app_fixture_run (guint milliseconds);
/* A table of the present evaluation. */
SyTable *app_fixture_get_table (AppFixture *fixture, const char *id);

G_END_DECLS
