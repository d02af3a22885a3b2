/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that a user types, as parameters and as cells of input tables, into typed values. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* A value with the text that reads back to it. Clear with sy_typed_value_clear(). */
typedef struct
{
  SyValue value;   /* text points into @canonical */
  char *canonical; /* "0.7", "2015-12", "2015-12-20", "true", text; NULL when blank */
} SyTypedValue;
void sy_typed_value_clear (SyTypedValue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyTypedValue, sy_typed_value_clear)

/* What a value of this unit is in formulas. */
SyValueType sy_parameter_type (gboolean is_text, SyUnit unit);
gboolean sy_parameter_parse (const SyTemplateParameter *definition,
                             const char *text,
                             SyTypedValue *typed,
                             GError **error);
/* @what: what is typed, for the message: “month target”. */
gboolean sy_parameter_parse_text (
    const char *what, gboolean is_text, SyUnit unit, const char *text, SyTypedValue *typed, GError **error);

G_END_DECLS
