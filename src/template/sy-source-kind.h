/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sales, inventory, member … table is: its roles, their types, and the headers by which they are
 * recognised. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SY_ROLE_TEXT,   /* names, ids: kept as text, leading zeros and all */
  SY_ROLE_NUMBER, /* quantities */
  SY_ROLE_MONEY,  /* DECIMAL(18, 2…6) */
  SY_ROLE_DATE,   /* business date */
  SY_ROLE_TIME,   /* time of day */
  SY_ROLE_BOOL,
} SyRoleType;

typedef struct
{
  char *id;    /* "amount" */
  char *title; /* translated */
  SyRoleType type;
  gboolean required; /* a file is of the kind only if it has this role as a column, or can derive it */
  char **synonyms; /* headers, Chinese and English, best first; compared without case, blanks, full-width and
                      punctuation */
  char *derive;    /* formula over other roles, used only where the file has no such column, e.g.
                      [@quantity]*[@price] or 1; or NULL */
  gboolean is_dimension; /* something that numbers are told apart by: store, category … */
  char *refers;          /* the key of a master that it names ("stores.store"), through which the master's own
                            dimensions are reached; or NULL */
  char *privacy;         /* how it is masked in what leaves the program: "pseudonym", "name" …; or NULL */
} SyRole;

#define SY_TYPE_SOURCE_KIND (sy_source_kind_get_type ())
G_DECLARE_FINAL_TYPE (SySourceKind, sy_source_kind, SY, SOURCE_KIND, GObject)

const char *sy_source_kind_get_id (SySourceKind *self);    /* "sales" */
const char *sy_source_kind_get_title (SySourceKind *self); /* translated */
/* What files, sheets and title rows call such a table: "库存", "inventory"; never NULL. */
const char *const *sy_source_kind_get_names (SySourceKind *self);
/* The roles that tell one row from all others ("product_id" of products); empty where rows are only added. */
const char *const *sy_source_kind_get_key (SySourceKind *self);
/* The role that says which period a row belongs to ("date"), or the two that say from when to when; empty for
 * masters, which belong to none. */
const char *const *sy_source_kind_get_period (SySourceKind *self);
GPtrArray *
sy_source_kind_get_roles (SySourceKind *self); /* (element-type SyRole), in display order; borrowed */
const SyRole *sy_source_kind_find_role (SySourceKind *self, const char *id);

/* Which further roles follow from those that a file has as columns (@present, ids): (element-type SyRole,
 * borrowed), each after the ones its formula reads; never in a circle: a file with neither amount nor price
 * derives none of the two. @out_missing: ids of the required roles that the file neither has nor can derive,
 * empty when it is of this kind; may be NULL. */
GPtrArray *sy_source_kind_derive (SySourceKind *self, const char *const *present, char ***out_missing);

G_END_DECLS
