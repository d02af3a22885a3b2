/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing data in. What is opened, dropped, pasted or ticked together waits in one line and comes in one by
 * one: each is looked at in a thread; what was never seen before is shown in the import dialog, what has
 * changed since last month is asked about, and what fits comes in at once. Cancelling takes all of the line
 * back. */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "sy-arrival-dialog.h"
#include "sy-date-parser.h"
#include "sy-cleaning-dialog.h"
#include "sy-clipboard-file.h"
#include "sy-import-dialog.h"
#include "sy-import-report-dialog.h"
#include "sy-recent-list.h"
#include "sy-window-join.h"
#include "sy-window-private.h"
#include "sy-workbook-import.h"

#define MONTH_PARAMETER "month"
#define TOAST_S 8

/* --- the line --- */

SyIncoming *
sy_incoming_new (const char *path, const char *sheet)
{
  SyIncoming *self = g_new0 (SyIncoming, 1);

  self->path = g_strdup (path);
  self->sheet = g_strdup (sheet);
  return self;
}

void
sy_incoming_free (SyIncoming *self)
{
  if (!self)
    return;
  if (self->folder)
    {
      g_unlink (self->path);
      g_rmdir (self->folder);
    }
  sy_early_look_free (self->look);
  g_free (self->path);
  g_free (self->sheet);
  g_free (self->title);
  g_free (self->encoding);
  g_free (self->folder);
  g_free (self);
}

/* “2016-01.csv”, “2016.xlsx, sheet 1月”, “the clipboard”. */
static char *
name_incoming (const SyIncoming *item)
{
  g_autofree char *base = item->title ? g_strdup (item->title) : sy_reader_dup_name (item->path);

  return item->sheet ? g_strdup_printf (_ ("%s, sheet %s"), base, item->sheet) : g_steal_pointer (&base);
}

static char **
list_waiting (SyWindow *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (GList *l = self->waiting.head; l; l = l->next)
    {
      g_autofree char *name = name_incoming (l->data);

      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/* --- what is said when all of the line is in --- */

/* @n: imports that a click on the button takes back. */
static void
toast_line (SyWindow *self, const char *text, guint n, gboolean flawed)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, flawed ? _ ("_Report") : _ ("_Undo"));
  adw_toast_set_action_name (toast, flawed ? "win.import-report" : "win.undo-imports");
  if (!flawed)
    adw_toast_set_action_target_value (toast, g_variant_new_uint32 (n));
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
append_refused (GString *text, gint64 n)
{
  g_string_append_printf (
      text, g_dngettext (NULL, "; %'" PRId64 " row refused", "; %'" PRId64 " rows refused", (gulong) n), n);
}

static void
summarise_line (SyWindow *self)
{
  GString *text = g_string_new (NULL);

  if (self->n_brought_in > 1)
    {
      g_string_append_printf (text, _ ("%u files or sheets brought in: %'" PRId64 " rows"),
                              self->n_brought_in, self->n_rows_brought_in);
      if (self->n_rows_refused > 0)
        append_refused (text, self->n_rows_refused);
      toast_line (self, text->str, self->n_brought_in, self->n_rows_refused > 0);
    }
  else if (self->n_brought_in == 1)
    toast_line (self, self->said_of_line, 1, self->line_flawed);
  g_string_free (text, TRUE);
}

/* The next line counts anew. */
static void
end_line (SyWindow *self)
{
  self->bringing_in = FALSE;
  self->n_brought_in = 0;
  self->n_of_line = 0;
  self->n_rows_brought_in = 0;
  self->n_rows_refused = 0;
  self->line_flawed = FALSE;
  self->asked_to_join = FALSE;
  g_clear_pointer (&self->said_of_line, g_free);
  g_ptr_array_set_size (self->files_brought_in, 0);
}

static void
undo_imports (SyWindow *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *what = sy_workbook_undo (sy_session_get_workbook (self->session), &error);

      if (error)
        sy_session_fail (self->session, error);
    }
}

/* Cancelled: what came in before goes again, and what waits is forgotten. */
static void
take_line_back (SyWindow *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify) sy_incoming_free);
  undo_imports (self, self->n_brought_in);
  end_line (self);
  sy_window_toast (self, _ ("Cancelled: nothing was brought in"));
}

void
sy_window_reset_line (SyWindow *self)
{
  end_line (self);
}

static void
go_on (SyWindow *self)
{
  self->bringing_in = FALSE;
  sy_window_next_file (self);
}

/* --- one file or sheet on its way --- */

typedef struct
{
  SyWindow *window;
  SyWorkbook *workbook;
  SyIncoming *item;
  SyArrival *arrival;
  SyImportPreview *preview; /* what it would do; NULL until it is looked at */
  gboolean is_first;        /* there are no rows of this kind yet */
  gboolean has_mode;        /* chosen by the user */
  SyImportMode mode;
  SyImportRecord *record;
  GStrv line_files;   /* base names of what came in in this line */
  GPtrArray *waiting; /* (element-type SyIncoming) what comes behind it; of looking only */
  gboolean may_join;  /* nobody was asked yet */
  SyJoinOffer *offer; /* NULL: nothing is joined */
  char *user;         /* what it is looked up in for, and nothing else; NULL: it comes in by itself */
} Arriving;

static void
free_arriving (gpointer data)
{
  Arriving *self = data;

  sy_incoming_free (self->item);
  g_clear_pointer (&self->arrival, sy_arrival_free);
  g_clear_pointer (&self->preview, sy_import_preview_free);
  g_clear_pointer (&self->record, sy_import_record_free);
  g_strfreev (self->line_files);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->offer, sy_join_offer_free);
  g_free (self->user);
  g_object_unref (self->workbook);
  g_object_unref (self->window);
  g_free (self);
}

static GPtrArray *
copy_waiting (SyWindow *window)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_incoming_free);

  for (GList *l = window->waiting.head; l; l = l->next)
    {
      const SyIncoming *item = l->data;
      SyIncoming *other = sy_incoming_new (item->path, item->sheet);

      other->title = g_strdup (item->title);
      other->encoding = g_strdup (item->encoding);
      g_ptr_array_add (copy, other);
    }
  return copy;
}

static Arriving *
new_arriving (SyWindow *window, SyIncoming *item)
{
  Arriving *self = g_new0 (Arriving, 1);

  self->window = g_object_ref (window);
  self->workbook = g_object_ref (sy_session_get_workbook (window->session));
  self->item = item;
  g_ptr_array_add (window->files_brought_in, NULL);
  self->line_files = g_strdupv ((char **) window->files_brought_in->pdata);
  g_ptr_array_set_size (window->files_brought_in, (int) window->files_brought_in->len - 1);
  self->waiting = copy_waiting (window);
  self->may_join = !window->asked_to_join;
  return self;
}

/* --- reading it in --- */

static void
report_progress (guint64 done, guint64 total, const char *unit, gpointer data)
{
  sy_job_report (data, done, total, unit);
}

/* Files that come together don't replace one another. */
static gboolean
replaces_own_line (const Arriving *self)
{
  for (char **file = self->preview->replaced_files; *file; file++)
    if (g_strv_contains ((const char *const *) self->line_files, *file))
      return TRUE;
  return FALSE;
}

/* Telling what would be replaced reads the file: not where there is nothing to replace. */
static gboolean
choose_mode (Arriving *self, GCancellable *cancellable, GError **error)
{
  if (self->is_first)
    {
      self->mode = SY_IMPORT_APPEND;
      return TRUE;
    }
  if (self->preview && self->has_mode && self->mode == self->preview->mode)
    return TRUE;
  if (self->preview && !self->has_mode)
    {
      self->mode = replaces_own_line (self) ? SY_IMPORT_APPEND : self->preview->mode;
      return TRUE;
    }
  g_clear_pointer (&self->preview, sy_import_preview_free);
  self->preview = sy_workbook_preview_import (self->workbook, self->arrival->plan,
                                              self->has_mode ? &self->mode : NULL, NULL, cancellable, error);
  if (!self->preview)
    return FALSE;
  if (!self->has_mode)
    self->mode = replaces_own_line (self) ? SY_IMPORT_APPEND : self->preview->mode;
  return TRUE;
}

static void
keep_record (Arriving *self)
{
  g_autoptr (GPtrArray) records = sy_workbook_list_imports (self->workbook, NULL, NULL);

  if (records && records->len > 0)
    self->record = g_ptr_array_steal_index (records, records->len - 1);
}

/* The answers may be others than the guesses that it was looked at with. */
static gboolean
apply_answers (Arriving *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *columns = self->arrival->plan->columns;

  for (guint i = 0; self->arrival->recipe && i < columns->len; i++)
    g_clear_pointer (&((SyImportColumn *) columns->pdata[i])->name, g_free);
  return sy_arrival_apply (self->arrival, cancellable, error);
}

static gboolean
run_import (SyJob *job, gpointer data, GError **error)
{
  Arriving *self = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  const char *const *keys;

  if (!apply_answers (self, cancellable, error) || !choose_mode (self, cancellable, error))
    return FALSE;
  keys = self->preview && self->preview->keys[0] ? (const char *const *) self->preview->keys : NULL;
  if (!sy_workbook_import_as (self->workbook, self->arrival->plan, self->mode, keys, report_progress, job,
                              cancellable, error))
    return FALSE;
  keep_record (self);
  return TRUE;
}

/* "2016-01" or "2016-01 to 2016-03"; NULL where the file has no days. */
static char *
name_period (const SyImportPreview *preview)
{
  int first_year, first_month, last_year, last_month, day;

  if (!preview || !preview->has_period)
    return NULL;
  sy_date_from_days (preview->first_day, &first_year, &first_month, &day);
  sy_date_from_days (preview->last_day, &last_year, &last_month, &day);
  if (first_year == last_year && first_month == last_month)
    return g_strdup_printf ("%04d-%02d", first_year, first_month);
  return g_strdup_printf (_ ("%04d-%02d to %04d-%02d"), first_year, first_month, last_year, last_month);
}

/* "2016-01 brought in: 3,120 rows, in the place of 3,098; 2 rows refused" */
static char *
describe_import (const Arriving *self)
{
  g_autofree char *period = name_period (self->preview);
  g_autofree char *name = period ? g_steal_pointer (&period) : name_incoming (self->item);
  GString *text = g_string_new (NULL);
  gint64 n_kept;

  n_kept = self->record ? self->record->n_kept : 0;
  g_string_append_printf (text,
                          g_dngettext (NULL, "%s brought in: %'" PRId64 " row",
                                       "%s brought in: %'" PRId64 " rows", (gulong) n_kept),
                          name, n_kept);
  if (self->record && self->record->n_replaced > 0)
    g_string_append_printf (text, _ (", in the place of %'" PRId64), self->record->n_replaced);
  if (self->record && self->record->n_refused > 0)
    append_refused (text, self->record->n_refused);
  else if (self->record && self->record->n_cells_refused > 0)
    g_string_append_printf (text,
                            g_dngettext (NULL, "; %'" PRId64 " cell left empty",
                                         "; %'" PRId64 " cells left empty",
                                         (gulong) self->record->n_cells_refused),
                            self->record->n_cells_refused);
  return g_string_free (text, FALSE);
}

static void
count_import (const Arriving *self)
{
  SyWindow *window = self->window;

  window->n_brought_in++;
  g_ptr_array_add (window->files_brought_in, sy_reader_dup_name (self->item->path));
  g_free (window->said_of_line);
  window->said_of_line = describe_import (self);
  if (!self->record)
    return;
  window->n_rows_brought_in += self->record->n_kept;
  window->n_rows_refused += self->record->n_refused;
  window->line_flawed |= self->record->n_refused > 0 || self->record->n_cells_refused > 0;
}

/* A month that was chosen and lies before the new data: back to the default, which follows the data. */
static void
roll_month_forward (const Arriving *self)
{
  SyWorkbookParameter *month = sy_workbook_find_parameter (self->workbook, MONTH_PARAMETER);
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;
  int year, number, day;

  if (!month || !month->is_set || !month->text || !self->preview || !self->preview->has_period)
    return;
  sy_date_from_days (self->preview->last_day, &year, &number, &day);
  last = g_strdup_printf ("%04d-%02d", year, number);
  if (strcmp (month->text, last) < 0
      && !sy_workbook_set_parameter (self->workbook, MONTH_PARAMETER, NULL, &error))
    sy_session_fail (self->window->session, error);
}

static void
remember_file (const SyIncoming *item)
{
  g_autofree char *uri = item->folder ? NULL : g_filename_to_uri (item->path, NULL, NULL);

  if (uri)
    sy_recent_list_add (uri);
}

static void
show_imported (SySession *session, gpointer data, const GError *error)
{
  Arriving *self = data;
  SyWindow *window = self->window;

  if (window->session != session)
    return; /* another document was opened meanwhile */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      take_line_back (window);
      return;
    }
  if (error)
    {
      g_autofree char *name = name_incoming (self->item);
      g_autofree char *text = g_strdup_printf (_ ("“%s” was not brought in: %s"), name, error->message);

      sy_window_show_banner (window, text);
      go_on (window);
      return;
    }
  sy_workbook_refresh (self->workbook);
  roll_month_forward (self);
  count_import (self);
  remember_file (self->item);
  go_on (window);
}

static gboolean
has_rows (SyWorkbook *workbook, SySourceKind *kind)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  for (guint i = 0; kind && i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];

      if (g_str_equal (source->kind, sy_source_kind_get_id (kind)) && source->n_rows > 0)
        return TRUE;
    }
  return FALSE;
}

static void
start_import (Arriving *self)
{
  SyWindow *window = self->window;
  guint n_left = g_queue_get_length (&window->waiting);
  g_autofree char *name = name_incoming (self->item);
  g_autofree char *title = NULL;

  self->is_first = !has_rows (self->workbook, self->arrival->plan->kind);
  window->n_of_line++;
  if (window->n_of_line + n_left > 1)
    title =
        g_strdup_printf (_ ("Reading “%s” (%u of %u)"), name, window->n_of_line, window->n_of_line + n_left);
  else
    title = g_strdup_printf (_ ("Reading “%s”"), name);
  sy_session_run (window->session, title, run_import, show_imported, self, free_arriving);
}

/* --- asking --- */

static void
on_dialog_answered_cb (Arriving *self, gboolean accepted, SyImportDialog *dialog)
{
  g_auto (GStrv) sheets = sy_import_dialog_dup_more_sheets (dialog);

  if (!accepted)
    {
      go_on (self->window);
      free_arriving (self);
      return;
    }
  self->arrival = g_new0 (SyArrival, 1);
  self->arrival->plan = sy_import_dialog_take_plan (dialog);
  self->has_mode = sy_import_dialog_get_mode (dialog, &self->mode);
  for (guint i = g_strv_length (sheets); i > 0; i--)
    g_queue_push_head (&self->window->waiting, sy_incoming_new (self->item->path, sheets[i - 1]));
  start_import (self);
}

/* Takes @self. @problem: why there is no plan. */
static void
show_dialog (Arriving *self, SyImportPlan *plan, const GError *problem)
{
  SyImportDialog *dialog =
      sy_import_dialog_new (GTK_WINDOW (self->window), self->workbook, self->item->path, plan, problem);
  g_autofree char *name = name_incoming (self->item);
  g_auto (GStrv) others = list_waiting (self->window);

  sy_import_dialog_set_file_title (dialog, name);
  sy_import_dialog_show_others (dialog, others);
  g_signal_connect_swapped (dialog, "answered", G_CALLBACK (on_dialog_answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_arrival_answered_cb (Arriving *self, int answer, SyArrivalDialog *dialog)
{
  g_autoptr (SyArrival) arrival = NULL;

  if (answer == SY_ARRIVAL_CANCELLED)
    {
      go_on (self->window);
      free_arriving (self);
      return;
    }
  arrival = sy_arrival_dialog_take_arrival (dialog);
  if (answer == SY_ARRIVAL_SETTINGS)
    {
      show_dialog (self, g_steal_pointer (&arrival->plan), NULL);
      return;
    }
  self->arrival = g_steal_pointer (&arrival);
  self->has_mode = TRUE;
  self->mode = sy_arrival_dialog_get_mode (dialog);
  start_import (self);
}

/* Takes @self. */
static void
ask_about_arrival (Arriving *self)
{
  SyArrivalDialog *dialog =
      sy_arrival_dialog_new (GTK_WINDOW (self->window), self->workbook, g_steal_pointer (&self->arrival),
                             g_steal_pointer (&self->preview));

  g_signal_connect_swapped (dialog, "answered", G_CALLBACK (on_arrival_answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- looking --- */

/* (transfer container): borrowed paths, NULL behind them. */
static GPtrArray *
list_beside (const Arriving *self)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (paths, ((SyIncoming *) self->waiting->pdata[i])->path);
  g_ptr_array_add (paths, NULL);
  return paths;
}

static SyArrival *
recognise (Arriving *self, const SyReadOptions *options, GCancellable *cancellable, GError **error)
{
  SyImportPlan *plan;

  if (!self->item->look)
    return sy_workbook_recognise (self->workbook, self->item->path, options, NULL, cancellable, error);
  plan = sy_early_look_take_plan (self->item->look, cancellable, error);
  return plan ? sy_workbook_meet_plan (self->workbook, plan, options, NULL, cancellable, error) : NULL;
}

static gboolean
run_look (SyJob *job, gpointer data, GError **error)
{
  Arriving *self = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  g_autoptr (GPtrArray) beside = list_beside (self);
  SyReadOptions options = { .sheet = self->item->sheet,
                            .encoding = self->item->encoding,
                            .beside = (const char *const *) beside->pdata };

  self->arrival = recognise (self, &options, cancellable, error);
  if (!self->arrival)
    return FALSE;
  if (!self->arrival->recipe || !sy_recipe_has_joins (self->arrival->recipe))
    self->user = sy_join_find_user (self->workbook, self->item->path, self->arrival->plan);
  if (!self->arrival->recipe && !self->user && self->may_join)
    self->offer =
        sy_join_offer_find (self->workbook, self->item, self->arrival->plan, self->waiting, cancellable);
  if (!self->arrival->recipe || self->user)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  /* With the guesses as they are; what can't be told beforehand is no reason to refuse the file. */
  if (sy_arrival_apply (self->arrival, cancellable, NULL))
    self->preview =
        sy_workbook_preview_import (self->workbook, self->arrival->plan, NULL, NULL, cancellable, NULL);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Rows of another file that would go are worth a question where the name does not say that this one takes its
 * place. */
static gboolean
needs_question (const Arriving *self)
{
  g_autofree char *base = sy_reader_dup_name (self->item->path);

  if (sy_difference_needs_question (self->arrival->difference) || !self->preview
      || (self->arrival->plan->missing_roles && self->arrival->plan->missing_roles[0]))
    return TRUE;
  return self->preview->n_replaced > 0 && !replaces_own_line (self)
         && !sy_recipe_matches_name (self->arrival->recipe, base);
}

/* The recipe can't be applied, and no column is why: only the page with all that was recognised can settle
 * it, as the year of days that have none. */
static gboolean
needs_whole_page (const Arriving *self)
{
  return !self->preview && !sy_difference_needs_question (self->arrival->difference);
}

static Arriving *
steal_arriving (Arriving *from)
{
  Arriving *self = g_memdup2 (from, sizeof *from);

  g_object_ref (self->window);
  g_object_ref (self->workbook);
  from->item = NULL;
  from->arrival = NULL;
  from->preview = NULL;
  from->record = NULL;
  from->line_files = NULL;
  from->waiting = NULL;
  from->offer = NULL;
  from->user = NULL;
  return self;
}

/* Whether it is this one of those that were looked at. */
static gboolean
is_item (const SyIncoming *item, const SyIncoming *looked)
{
  return g_str_equal (item->path, looked->path)
         && (!item->sheet || g_strcmp0 (item->sheet, looked->sheet) == 0);
}

/* What is joined waits no longer; what is a table beside that still does. */
static void
take_joined (Arriving *self)
{
  GQueue *waiting = &self->window->waiting;
  SyJoinOffer *offer = self->offer;

  for (guint i = 0; i < offer->items->len; i++)
    {
      const SyIncoming *looked = offer->items->pdata[i];
      gboolean stays = i != offer->base && !offer->consumed[i];

      if (stays && is_item (self->item, looked) && !g_str_equal (looked->path, offer->plan->path))
        g_queue_push_head (waiting, sy_incoming_new (looked->path, looked->sheet));
      for (GList *l = waiting->head, *next; !stays && l; l = next)
        {
          next = l->next;
          if (!is_item (l->data, looked))
            continue;
          sy_incoming_free (l->data);
          g_queue_delete_link (waiting, l);
        }
    }
  sy_incoming_free (self->item);
  self->item = g_ptr_array_steal_index (offer->items, offer->base);
}

static void
on_join_answered_cb (gboolean join, gpointer data)
{
  Arriving *self = data;
  SyImportPlan *plan;

  self->window->asked_to_join = TRUE;
  if (!join)
    {
      show_dialog (self, g_steal_pointer (&self->arrival->plan), NULL);
      return;
    }
  take_joined (self);
  g_clear_pointer (&self->arrival, sy_arrival_free);
  plan = g_steal_pointer (&self->offer->plan);
  show_dialog (self, plan, NULL);
}

static void
tell_user (Arriving *self)
{
  g_autofree char *name = name_incoming (self->item);
  g_autofree char *text = g_strdup_printf (
      _ ("“%s” is looked up in for files like “%s”; by itself it is no table"), name, self->user);

  sy_window_toast (self->window, text);
  go_on (self->window);
  free_arriving (self);
}

static void
show_looked (SySession *session, gpointer data, const GError *error)
{
  Arriving *looked = data, *self;
  SyWindow *window = looked->window;
  g_autofree char *name = NULL, *text = NULL;

  if (window->session != session)
    return; /* another document was opened meanwhile */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      take_line_back (window);
      return;
    }
  self = steal_arriving (looked);
  if (error)
    show_dialog (self, NULL, error);
  else if (self->user)
    tell_user (self);
  else if (self->offer)
    sy_join_offer_ask (self->offer, GTK_WINDOW (window), on_join_answered_cb, self);
  else if (!self->arrival->recipe || needs_whole_page (self))
    show_dialog (self, g_steal_pointer (&self->arrival->plan), NULL);
  else if (self->preview && self->preview->is_same_file)
    {
      name = name_incoming (self->item);
      text = g_strdup_printf (_ ("“%s” is in already: nothing was brought in"), name);
      sy_window_toast (window, text);
      free_arriving (self);
      go_on (window);
    }
  else if (needs_question (self))
    ask_about_arrival (self);
  else
    start_import (self);
}

void
sy_window_next_file (SyWindow *self)
{
  SyIncoming *item;
  g_autofree char *name = NULL, *title = NULL;

  if (self->bringing_in)
    return;
  if (g_queue_is_empty (&self->waiting))
    {
      summarise_line (self);
      end_line (self);
      return;
    }
  if (!self->session)
    {
      sy_window_open_document (self, NULL); /* a draft to read into; comes back here */
      return;
    }
  self->bringing_in = TRUE;
  item = g_queue_pop_head (&self->waiting);
  name = name_incoming (item);
  title = g_strdup_printf (_ ("Looking at “%s”"), name);
  sy_session_run (self->session, title, run_look, show_looked, new_arriving (self, item), free_arriving);
}

void
sy_window_bring_in (SyWindow *self, SyIncoming *item)
{
  g_queue_push_tail (&self->waiting, item);
  sy_window_next_file (self);
}

/* --- pasting --- */

static void
on_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sy_clipboard_file_write_finish (result, &error);
  SyIncoming *item;

  if (!path)
    {
      sy_window_toast (self, error->message);
      return;
    }
  item = sy_incoming_new (path, NULL);
  item->title = g_strdup (_ ("clipboard"));
  item->folder = g_path_get_dirname (path);
  item->encoding = g_str_has_suffix (path, ".tsv") ? g_strdup ("UTF-8") : NULL;
  sy_window_bring_in (self, item);
}

static void
on_paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sy_clipboard_file_write_async (gtk_widget_get_clipboard (widget), NULL, on_pasted_cb,
                                 g_object_ref (widget));
}

static void
on_undo_imports_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (self->session && !self->bringing_in)
    undo_imports (self, g_variant_get_uint32 (parameter));
}

static void
on_report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (sy_import_report_dialog_new (GTK_WINDOW (self), self->session)));
}

static void
on_clean_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  SyWindow *self = SY_WINDOW (widget);

  if (self->session)
    gtk_window_present (GTK_WINDOW (sy_cleaning_dialog_new (GTK_WINDOW (self), self->session)));
}

/* Ctrl+V belongs to whoever has the focus; what a text field does not take comes here. */
void
sy_window_import_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.paste-data", NULL, on_paste_cb);
  gtk_widget_class_install_action (widget_class, "win.undo-imports", "u", on_undo_imports_cb);
  gtk_widget_class_install_action (widget_class, "win.import-report", NULL, on_report_cb);
  gtk_widget_class_install_action (widget_class, "win.clean", NULL, on_clean_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste-data", NULL);
}
