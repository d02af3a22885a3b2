/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the reader builds a template, and how the catalogue looks over several that belong together. */
#pragma once

#include "sy-template.h"

G_BEGIN_DECLS

struct _SyTemplate
{
  GObject parent_instance;

  char *id;
  char *title;
  char *description;
  char *level;
  char *domain;
  char **lines;
  char *subject; /* NULL: no kind of worksheet */
  char *path;
  char *text; /* NULL: in the file */
  char **uses;
  GPtrArray *needs;      /* (element-type SyTemplateNeed) */
  GPtrArray *parameters; /* (element-type SyTemplateParameter) */
  GPtrArray *tables;     /* (element-type SyTemplateTable) */
  GPtrArray *values;     /* (element-type SyTemplateValue) */
  GPtrArray *words;      /* (element-type SyTemplateWord) */
  GPtrArray *charts;     /* (element-type SyTemplateChart) */
  GPtrArray *notes;      /* (element-type SyTemplateNote) */
  GPtrArray *report;     /* (element-type SyReportItem) */
  GPtrArray *checks;     /* (element-type SyTemplateCheck) */
  SyTemplate *whole;     /* of one without some parts: which has them all; or NULL */
};

SyTemplate *sy_template_new (void);
/* @whole without the tables and values of these ids (sets of utf8). */
SyTemplate *sy_template_new_without (SyTemplate *whole, GHashTable *tables, GHashTable *values);

SyTemplateTable *sy_template_table_new (void);
SyTemplateChart *sy_template_chart_new (void);
void sy_template_chart_free (SyTemplateChart *chart);

/* sy-template-chart.c: the attributes of a chart that name a column, a value or a table. */
typedef enum
{
  SY_CHART_ATTRIBUTE_COLUMN,
  SY_CHART_ATTRIBUTE_OUTLIER_COLUMN, /* of the table that outliers names */
  SY_CHART_ATTRIBUTE_TABLE,
  SY_CHART_ATTRIBUTE_NAME,  /* a value or parameter */
  SY_CHART_ATTRIBUTE_NAMES, /* several, blanks between */
} SyChartAttributeKind;

typedef struct
{
  const char *name;
  SyChartAttributeKind kind;
  gsize offset;
} SyChartAttribute;

const SyChartAttribute *sy_template_chart_attributes (guint *n);
char **sy_template_chart_field (SyTemplateChart *chart, const SyChartAttribute *attribute);
/* What the chart's type needs and the chart has not, such as “high” or “bars|line”; NULL: nothing. */
char *sy_template_chart_find_missing (SyTemplateChart *chart);
/* The names of all types, NULL at the end. */
const char *const *sy_template_chart_types (void);

/* Do the charts, notes and report items of @templates (one template and all that it uses, used ones first)
 * speak of things that are there, and does no id stand for two things? Errors name the file and the thing. */
gboolean sy_template_check_links (GPtrArray *templates, GError **error);

G_END_DECLS
