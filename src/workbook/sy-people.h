/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and numbers of people in the data, wherever else somebody typed them: headings, sentences, cells of
 * worksheets. */
#pragma once

#include "sy-privacy.h"
#include "sy-source.h"

G_BEGIN_DECLS

typedef struct
{
  char *text; /* as it stands in the data */
  SyPrivacyRule rule;
} SyPerson;

/* Who of @sources, none of them masked, is named in @texts (element-type utf8): as the whole text, and in
 * tables of up to %SY_PEOPLE_MOST_ROWS rows also within one. The longest first. (transfer full) (element-type
 * SyPerson); NULL with the engine's error */
#define SY_PEOPLE_MOST_ROWS 200000
GPtrArray *sy_people_find (SyEngine *engine, GPtrArray *sources, GPtrArray *texts, GError **error);

/* What stands in the place of somebody. (transfer full) */
typedef char *(*SyPersonMask) (const SyPerson *person, gpointer user_data);
/* @text with everybody in it masked. A word of Latin letters or digits is only taken as a whole, and a number
 * only where it is all of the text, or has so many digits as that of a telephone. (transfer full) */
char *sy_people_mask (GPtrArray *people, const char *text, SyPersonMask mask, gpointer user_data);

G_END_DECLS
