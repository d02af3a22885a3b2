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

G_END_DECLS
