/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked in the explorer, put together by hand: indicators, what they are told apart by, the period,
 * and what they are held against. */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-view.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLORER_QUESTION (sy_explorer_question_get_type ())
G_DECLARE_FINAL_TYPE (SyExplorerQuestion, sy_explorer_question, SY, EXPLORER_QUESTION, AdwBin)
/* Signal: "changed" — something else is asked: see sy_explorer_question_get_view() */

GtkWidget *sy_explorer_question_new (SySession *session);
/* Shows what a view asks; no “changed”. */
void sy_explorer_question_set_view (SyExplorerQuestion *self, SyView *view);
/* (transfer none): to be copied by whoever keeps it */
SyView *sy_explorer_question_get_view (SyExplorerQuestion *self);
/* The answer: what can be set of the indicators is shown with the values that it has. NULL: none. */
void sy_explorer_question_set_evaluation (SyExplorerQuestion *self, SyEvaluation *evaluation);
void sy_explorer_question_choose_indicators (SyExplorerQuestion *self);

G_END_DECLS
