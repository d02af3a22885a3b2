/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of an INPUT table: what may be typed into it, what is kept of it, and what formulas see. */
#pragma once

#include "sy-parameter.h"

G_BEGIN_DECLS

/* Spreadsheets take no longer text in a cell. */
#define SY_INPUT_MAX_CHARACTERS 32767

/* What is kept of @text (nullable), "" for a blank or for a cell that is not typed. @sample: what the
 * template's row has there, or NULL. SY_WORKBOOK_ERROR_INPUT says the row, the column and what is allowed. */
char *sy_input_cell_check (
    const SyTemplateColumn *column, const char *sample, const char *text, guint row, GError **error);
/* The value of a kept text; one that does not fit (any more) is blank, as a link is. */
void sy_input_cell_read (const SyTemplateColumn *column, const char *text, SyTypedValue *typed);

G_END_DECLS
