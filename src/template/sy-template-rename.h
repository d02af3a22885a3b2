/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second worksheet of a kind: the same XML under another id. */
#pragma once

#include "sy-template.h"

G_BEGIN_DECLS

/* @text: the XML of the kind @id, well-formed. Its root gets the id @new_id, and wherever an id of its parts
 * stands (attributes, formulas, {…} in texts, links in rows), that begins with the prefix of @new_id. Texts,
 * strings in formulas and what cells have chosen stay as they are. */
char *sy_template_rename (const char *text, const char *id, const char *new_id);
/* Reads the text of the kind @kind, renamed to @id; its words know what cells keep of them. */
SyTemplate *sy_template_read_renamed (
    const char *text, const char *kind, const char *id, const char *language, GError **error);

G_END_DECLS
