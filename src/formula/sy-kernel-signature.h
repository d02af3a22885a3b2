/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the algorithms of rows="KERNEL(name, …)" take and bring. They themselves are none of this room's. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

#define SY_KERNEL_MOST_COLUMNS 8

/* How a column that a kernel brings is typed. */
enum
{
  SY_KERNEL_LIKE_NUMBER = -1,
  SY_KERNEL_LIKE_TEXT = -2,
  /* 0 and more: like the column that is this argument, counted from the first one behind the name */
};

typedef struct
{
  const char *id;
  int like;
  gboolean may_be_blank;
} SyKernelColumn;

typedef struct
{
  const char *name;
  /* A letter an argument: k a whole column of any type, n one of numbers, s one number; a + behind the last
   * letter: that one and any more of its kind. */
  const char *arguments;
  const char *usage; /* what a user reads, not translated: it is what is typed */
  SyKernelColumn columns[SY_KERNEL_MOST_COLUMNS + 1];
} SyKernelSignature;

/* By the name and the kinds of the arguments of KERNEL(…); nothing need be resolved yet. */
const SyKernelSignature *sy_kernel_signature_find (const SyExpression *rows, GError **error);
/* The kind of argument @i, counted from the first one behind the name: k, n or s. */
char sy_kernel_signature_get_kind (const SyKernelSignature *self, guint i);
/* Behind the name; NULL when there is none: is a column of the kernel. */
const SyKernelColumn *sy_kernel_signature_find_column (const SyKernelSignature *self, const char *id);

G_END_DECLS
