/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group is written as a text of GVariant: kind, target and text of each change. */
#include "config.h"

#include "sy-change-group.h"

#define TYPE "a(isms)"

static void
change_free (gpointer data)
{
  SyChange *change = data;

  g_free (change->target);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

GPtrArray *
sy_change_group_new (void)
{
  return g_ptr_array_new_with_free_func (change_free);
}

void
sy_change_group_add (
    GPtrArray *group, SyChangeKind kind, const char *target, const char *before, const char *after)
{
  SyChange *change = g_new0 (SyChange, 1);

  change->kind = kind;
  change->target = g_strdup (target);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (group, change);
}

char *
sy_change_group_write (GPtrArray *group, gboolean before)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) variant = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  for (guint i = 0; i < group->len; i++)
    {
      const SyChange *change = group->pdata[i];

      g_variant_builder_add (&builder, "(isms)", (gint32) change->kind, change->target,
                             before ? change->before : change->after);
    }
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (variant, FALSE);
}

GPtrArray *
sy_change_group_read (const char *text)
{
  g_autoptr (GVariant) variant =
      text ? g_variant_parse (G_VARIANT_TYPE (TYPE), text, NULL, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) group = NULL;
  GVariantIter iter;
  gint32 kind;
  const char *target, *after;

  if (!variant)
    return NULL;
  group = sy_change_group_new ();
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "(i&sm&s)", &kind, &target, &after))
    sy_change_group_add (group, (SyChangeKind) kind, target, NULL, after);
  return g_steal_pointer (&group);
}
