/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML to template or source kind, by GMarkup; messages with file, line and what is allowed there. */
#pragma once

#include "sy-source-kind.h"
#include "sy-template.h"

G_BEGIN_DECLS

#define SY_TEMPLATE_ERROR (sy_template_error_quark ())
GQuark sy_template_error_quark (void);
typedef enum
{
  SY_TEMPLATE_ERROR_READ,    /* no such file, too large (1 MiB) */
  SY_TEMPLATE_ERROR_SYNTAX,  /* not well-formed, unknown element or attribute, bad value */
  SY_TEMPLATE_ERROR_MISSING, /* a used template, a chart's table … is not there */
} SyTemplateError;

/* Titles are translated into @language ("zh_CN", "en"; NULL: the locale's) through gettext's domain. */
SyTemplate *sy_template_reader_read (const char *path, const char *language, GError **error);
/* The same of text that a program wrote; errors call it @name, and so does sy_template_get_path(). */
SyTemplate *
sy_template_reader_read_text (const char *text, const char *name, const char *language, GError **error);
SySourceKind *sy_template_reader_read_kind (const char *path, const char *language, GError **error);

G_END_DECLS
