/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks in a sentence of a template: {name} stands for a value, {name?it is|they are} for the first words
 * where the value is 1 and for the second ones elsewhere. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize start, end; /* bytes of the text: of the opening brace, and behind the closing one */
  char *name;
  char *one, *many; /* NULL where the mark is a value */
} SySentenceMark;

/* Finds the first mark in @text. FALSE where there is none: no brace, or one that does not close. */
gboolean sy_sentence_find_mark (const char *text, SySentenceMark *mark);
void sy_sentence_mark_clear (SySentenceMark *mark);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SySentenceMark, sy_sentence_mark_clear)

G_END_DECLS
