/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of a template on its report page. */
#pragma once

#include "sy-template.h"

G_BEGIN_DECLS

/* Puts the sentences of @template that its report does not say yet before the first chart or table of the
 * report that they are about, those about anything else behind the cards. A template without a report, whose
 * every part is shown, and a worksheet, whose page is laid out by hand, stay as they are. */
void sy_report_sentences_fill (SyTemplate *template);

G_END_DECLS
