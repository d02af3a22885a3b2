/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what needs it is asked about: a table of order lines has no date without its orders. Tables that stand
 * for themselves are reached by their keys anyway. */
#include "config.h"

#include "sy-window-join.h"

#include <glib/gi18n.h>

#include "sy-join-finder.h"
#include "sy-workbook-import.h"

/* Of more, keys are not looked for: they are months of one thing. */
#define MAX_ITEMS 12

/* --- looking --- */

static SyIncoming *
copy_item (const SyIncoming *item, const char *sheet)
{
  SyIncoming *copy = sy_incoming_new (item->path, sheet);

  copy->title = g_strdup (item->title);
  copy->encoding = g_strdup (item->encoding);
  return copy;
}

/* The sheets of a workbook of which one is not enough, else what came together. */
static void
list_items (SyJoinOffer *self, const SyIncoming *item, const SyImportPlan *plan, GPtrArray *waiting)
{
  GPtrArray *sheets = plan->info->sheets;

  if (waiting->len == 0 && !item->sheet && !sy_import_plan_is_complete (plan))
    for (guint i = 0; sheets && sheets->len > 1 && i < sheets->len; i++)
      g_ptr_array_add (self->items, copy_item (item, sheets->pdata[i]));
  else
    {
      g_ptr_array_add (self->items, copy_item (item, item->sheet));
      for (guint i = 0; i < waiting->len; i++)
        g_ptr_array_add (self->items,
                         copy_item (waiting->pdata[i], ((SyIncoming *) waiting->pdata[i])->sheet));
    }
}

static SyImportPlan *
recognise (SyWorkbook *workbook, const SyIncoming *item, GCancellable *cancellable)
{
  SyReadOptions options = { .sheet = item->sheet, .encoding = item->encoding };

  return sy_importer_recognise (item->path, &options,
                                sy_catalogue_get_kinds (sy_workbook_get_catalogue (workbook)), NULL,
                                cancellable, NULL);
}

/* Items that are no table go; the others stand as their plans do. */
static GPtrArray *
recognise_all (SyJoinOffer *self, SyWorkbook *workbook, GCancellable *cancellable)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_import_plan_free);

  for (guint i = 0; i < self->items->len;)
    {
      SyImportPlan *plan = recognise (workbook, self->items->pdata[i], cancellable);
      if (plan)
        {
          g_ptr_array_add (plans, plan);
          i++;
        }
      else
        g_ptr_array_remove_index (self->items, i);
    }
  return plans;
}

static char *
name_item (const SyIncoming *item)
{
  g_autofree char *base = item->title ? g_strdup (item->title) : sy_reader_dup_name (item->path);

  return item->sheet ? g_strdup_printf (_ ("%s, sheet %s"), base, item->sheet) : g_steal_pointer (&base);
}

static void
describe (SyJoinOffer *self, const SyJoinProposal *proposal)
{
  g_autofree char *base = name_item (self->items->pdata[self->base]);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("For each row of “%s” the rest can be looked up:"), base);
  for (guint i = 0; i < proposal->links->len; i++)
    {
      const SyJoinLink *link = proposal->links->pdata[i];
      g_autofree char *other = name_item (self->items->pdata[link->other]);
      g_autofree char *headers = g_strjoinv (", ", link->join->headers);
      if (link->useful)
        g_string_append_printf (text, _ ("\n\n“%s”: %s. It brings %s."), other, link->reason, headers);
    }
  self->text = g_string_free (text, FALSE);
}

static gboolean
join (SyJoinOffer *self, const SyJoinProposal *proposal, GPtrArray *plans, GCancellable *cancellable)
{
  SyImportPlan *base = plans->pdata[proposal->base];

  self->base = proposal->base;
  self->consumed = g_new0 (gboolean, plans->len);
  if (!sy_join_proposal_apply (proposal, base, FALSE, cancellable, NULL))
    return FALSE;
  for (guint i = 0; i < proposal->links->len; i++)
    {
      const SyJoinLink *link = proposal->links->pdata[i];
      const SyImportPlan *other = plans->pdata[link->other];
      self->consumed[link->other] =
          link->useful && (!sy_import_plan_is_complete (other) || other->kind == base->kind);
    }
  describe (self, proposal);
  self->plan = g_ptr_array_steal_index (plans, proposal->base);
  return TRUE;
}

SyJoinOffer *
sy_join_offer_find (SyWorkbook *workbook,
                    const SyIncoming *item,
                    const SyImportPlan *plan,
                    GPtrArray *waiting,
                    GCancellable *cancellable)
{
  g_autoptr (SyJoinOffer) self = g_new0 (SyJoinOffer, 1);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (SyJoinProposal) proposal = NULL;

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_incoming_free);
  list_items (self, item, plan, waiting);
  if (self->items->len < 2 || self->items->len > MAX_ITEMS)
    return NULL;
  plans = recognise_all (self, workbook, cancellable);
  proposal = plans->len < 2 ? NULL : sy_join_finder_find (plans, cancellable);
  if (!proposal || !proposal->useful || !join (self, proposal, plans, cancellable))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_join_offer_free (SyJoinOffer *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->items);
  g_free (self->consumed);
  sy_import_plan_free (self->plan);
  g_free (self->text);
  g_free (self);
}

char *
sy_join_find_user (SyWorkbook *workbook, const char *path, const SyImportPlan *plan)
{
  g_autoptr (GPtrArray) recipes = sy_workbook_list_recipes (workbook);
  g_autofree char *base = sy_reader_dup_name (path);

  for (guint i = 0; i < recipes->len; i++)
    {
      SyRecipe *recipe = recipes->pdata[i];
      if (!sy_recipe_looks_up_in (recipe, base))
        continue;
      if (!sy_import_plan_is_complete (plan)
          || g_strcmp0 (sy_source_kind_get_id (plan->kind), sy_recipe_get_kind (recipe)) == 0)
        return g_strdup (sy_recipe_get_file (recipe));
    }
  return NULL;
}

/* --- asking --- */

typedef struct
{
  SyJoinAnswered answered;
  gpointer data;
} Question;

static void
on_response_cb (GtkWidget *dialog, const char *response, Question *question)
{
  question->answered (g_str_equal (response, "join"), question->data);
  g_free (question);
}

void
sy_join_offer_ask (const SyJoinOffer *self, GtkWindow *parent, SyJoinAnswered answered, gpointer data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Join These Tables?"), self->text);
  Question *question = g_new0 (Question, 1);

  question->answered = answered;
  question->data = data;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "apart", _ ("_Keep Apart"), "join",
                                    _ ("_Join"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "join", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "join");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "apart");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
}
