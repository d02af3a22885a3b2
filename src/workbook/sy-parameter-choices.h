/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a parameter may be set to where the data say it. */
#pragma once

#include "sy-plan.h"

G_BEGIN_DECLS

gboolean sy_parameter_check_choice (SyPlan *plan,
                                    SyEngine *engine,
                                    const SyTemplateParameter *definition,
                                    const SyTypedValue *typed,
                                    GError **error);

/* As sy_parameter_parse_text(), of what the document keeps: a text that is chosen from a list stands as it
 * is, also with blanks at its ends. */
gboolean sy_parameter_read_kept (const SyTemplateParameter *definition,
                                 const char *text,
                                 SyTypedValue *typed,
                                 GError **error);
/* Is it one of the choices to the letter, with the blanks at its ends that a typed text loses? */
gboolean sy_parameter_is_padded_choice (SyPlan *plan,
                                        SyEngine *engine,
                                        const SyTemplateParameter *definition,
                                        const char *text);

G_END_DECLS
