/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of delimited text: where its fields are. */
#pragma once

#include "sy-csv-dialect.h"

G_BEGIN_DECLS

typedef enum
{
  SY_CSV_RECORD_DONE,
  SY_CSV_RECORD_CUT,  /* the buffer ends within it */
  SY_CSV_RECORD_OPEN, /* the text ends within quotes */
} SyCsvRecordState;

typedef struct
{
  gsize offset;
  gsize length;
  gboolean in_scratch; /* unescaped, in scratch; else as it stands in the text */
} SyCsvField;

/* A parser and the record that it parsed last. */
typedef struct
{
  SyCsvDialect dialect;
  guint8 stops[256];  /* what ends an unquoted field */
  SyCsvField *fields; /* owned; at most SY_SHEET_MAX_COLUMNS */
  guint n_kept;       /* of them */
  guint room;         /* for so many */
  GByteArray *scratch;
  guint n_fields;      /* all of them, also those beyond the limit */
  gboolean irregular;  /* a quote stands where it should not */
  gboolean many_lines; /* a field holds line ends */
} SyCsvRecord;

/* From so many bytes a record that went wrong is put right. */
#define SY_CSV_REPAIR_SPAN 16384

void sy_csv_record_init (SyCsvRecord *self, const SyCsvDialect *dialect);
void sy_csv_record_clear (SyCsvRecord *self);
SyCsvRecordState
sy_csv_record_parse (SyCsvRecord *self, const char *text, gsize length, gboolean at_end, gsize *used);
gboolean sy_csv_record_is_odd (const SyCsvRecord *self);
gboolean
sy_csv_record_repair (SyCsvRecord *self, const char *text, gsize length, gsize *used, gboolean *literal);

static inline const char *
sy_csv_record_text (const SyCsvRecord *self, const char *text, const SyCsvField *field)
{
  return (field->in_scratch ? (const char *) self->scratch->data : text) + field->offset;
}

G_END_DECLS
