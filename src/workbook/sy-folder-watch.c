/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export is written over seconds, and a download under another name: a file counts only when neither its
 * size nor its time has changed for a while. Then it is recognised on another thread, one file after the
 * other, and told when a recipe fits. */
#include "config.h"

#include "sy-folder-watch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-store.h"
#include "sy-workbook-private.h"

#define DEFAULT_REST 2000
#define WATCHED_KEY "watched-folder"
/* Folders of downloads are large: at the beginning only the newest files are looked at. */
#define MAX_FIRST 50

/* One file that moves, or that was told. */
typedef struct
{
  char *path;
  gint64 changed;    /* monotonic time of the last change that was seen */
  char *state;       /* size and time of it, as text */
  gboolean is_done;  /* in this state it was looked at */
  gboolean is_short; /* then a file that it is looked up in was not there */
  gboolean is_told;  /* that it was */
} Candidate;

struct _SyFolderWatch
{
  GObject parent_instance;

  SyWorkbook *workbook;
  char *folder;
  GFileMonitor *monitor;
  GHashTable *candidates; /* path → Candidate */
  guint rest;
  guint timer; /* source id; 0: nothing to wait for */
  gboolean is_looking;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SyFolderWatch, sy_folder_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_WAITS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->path);
  g_free (candidate->state);
  g_free (candidate);
}

/* --- which files --- */

static gboolean
is_data_name (const char *name)
{
  static const char *const endings[] = { ".csv",  ".txt", ".tsv", ".tab", ".xlsx", ".xlsm",   ".xls",
                                         ".xltx", ".ods", ".et",  ".htm", ".html", ".parquet" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  /* What spreadsheets and browsers leave while they write. */
  if (lower[0] == '.' || lower[0] == '~')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* (transfer full) NULL: it is no file (any more). */
static char *
get_state (const char *path, gint64 *time)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (
      file,
      G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED
                                     "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      G_FILE_QUERY_INFO_NONE, NULL, NULL);
  guint64 seconds;

  if (!info || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) == 0)
    return NULL;
  seconds = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  if (time)
    *time = (gint64) seconds;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT ".%06u",
                          (gint64) g_file_info_get_size (info), seconds,
                          g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
}

/* --- looking at one --- */

static void wait_on (SyFolderWatch *self);

/* Files that others are looked up in are no tables of their own, unless one came in as such. */
static gboolean
is_other_half (SyFolderWatch *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) recipes = sy_workbook_list_recipes (self->workbook);
  gboolean found = FALSE;

  for (guint i = 0; i < recipes->len; i++)
    {
      if (sy_recipe_matches_name (recipes->pdata[i], name))
        return FALSE;
      found = found || sy_recipe_looks_up_in (recipes->pdata[i], name);
    }
  return found;
}

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SyFolderWatch *self = source;
  g_autoptr (SyArrival) arrival = NULL;
  GError *error = NULL;

  if (is_other_half (self, data))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  arrival = sy_workbook_recognise (self->workbook, data, NULL, NULL, cancellable, &error);
  if (error)
    g_task_return_error (task, error);
  else
    /* What is nothing that came before is not for this workbook. */
    g_task_return_boolean (task, arrival->recipe && arrival->plan->kind
                                     && !sy_workbook_has_file (self->workbook, arrival->plan, cancellable));
}

/* A file that others may have waited for was looked at: they are looked at again. */
static void
wake_others (SyFolderWatch *self, const Candidate *other)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Candidate *candidate = value;
      if (candidate != other && candidate->is_short)
        candidate->is_done = FALSE;
    }
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyFolderWatch *self = SY_FOLDER_WATCH (source);
  const char *path = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean fits = g_task_propagate_boolean (G_TASK (result), &error);
  Candidate *candidate;

  self->is_looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  candidate = g_hash_table_lookup (self->candidates, path);
  if (candidate && g_error_matches (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND)
      && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      candidate->is_short = TRUE;
      if (!candidate->is_told)
        g_signal_emit (self, signals[SIGNAL_WAITS], 0, path, error->message);
      candidate->is_told = TRUE;
    }
  else
    {
      if (candidate)
        candidate->is_short = FALSE;
      wake_others (self, candidate);
      if (fits)
        g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, path);
    }
  wait_on (self);
}

static void
begin_to_look (SyFolderWatch *self, Candidate *candidate)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_looked_cb, NULL);

  candidate->is_done = TRUE;
  self->is_looking = TRUE;
  g_task_set_task_data (task, g_strdup (candidate->path), g_free);
  g_task_run_in_thread (task, look);
}

/* --- waiting for files to come to rest --- */

/* TRUE: it has been left alone long enough. */
static gboolean
is_at_rest (SyFolderWatch *self, Candidate *candidate)
{
  g_autofree char *state = get_state (candidate->path, NULL);

  if (!state || g_strcmp0 (state, candidate->state) != 0)
    {
      g_free (candidate->state);
      candidate->state = g_steal_pointer (&state);
      candidate->changed = g_get_monotonic_time ();
      candidate->is_done = FALSE;
      return FALSE;
    }
  return g_get_monotonic_time () - candidate->changed >= (gint64) self->rest * 1000;
}

/* Whether a file that this one may be looked up in is being written. */
static gboolean
has_moving_half (SyFolderWatch *self, const Candidate *candidate)
{
  g_autoptr (SyRecipe) recipe = sy_workbook_find_recipe (self->workbook, candidate->path);
  GHashTableIter iter;
  gpointer value;

  if (!recipe || !sy_recipe_has_joins (recipe))
    return FALSE;
  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Candidate *other = value;
      g_autofree char *name = g_path_get_basename (other->path);
      if (other != candidate && !other->is_done && sy_recipe_looks_up_in (recipe, name)
          && !is_at_rest (self, other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
on_timer_cb (gpointer data)
{
  SyFolderWatch *self = data;
  GHashTableIter iter;
  gpointer value;
  gboolean waiting = FALSE;

  if (self->is_looking)
    return G_SOURCE_CONTINUE;
  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Candidate *candidate = value;
      if (candidate->is_done)
        continue;
      if (is_at_rest (self, candidate) && !has_moving_half (self, candidate))
        {
          begin_to_look (self, candidate);
          return G_SOURCE_CONTINUE;
        }
      if (!candidate->state)
        g_hash_table_iter_remove (&iter);
      else
        waiting = TRUE;
    }
  if (waiting)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
wait_on (SyFolderWatch *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (MAX (self->rest / 4, 20), on_timer_cb, self);
}

static void
note_file (SyFolderWatch *self, const char *path)
{
  Candidate *candidate = g_hash_table_lookup (self->candidates, path);
  g_autofree char *state = NULL;

  if (candidate)
    {
      state = get_state (path, NULL);
      /* The monitor tells of attributes and of reading too. */
      if (g_strcmp0 (state, candidate->state) == 0)
        return;
      candidate->is_done = FALSE;
      candidate->changed = g_get_monotonic_time ();
    }
  else
    {
      candidate = g_new0 (Candidate, 1);
      candidate->path = g_strdup (path);
      candidate->changed = g_get_monotonic_time ();
      candidate->state = get_state (path, NULL);
      g_hash_table_insert (self->candidates, candidate->path, candidate);
    }
  wait_on (self);
}

static void
on_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  SyFolderWatch *self = data;
  GFile *subject = event == G_FILE_MONITOR_EVENT_RENAMED && other ? other : file;
  g_autofree char *path = g_file_get_path (subject);
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;

  if (event == G_FILE_MONITOR_EVENT_DELETED || event == G_FILE_MONITOR_EVENT_MOVED_OUT || !name
      || !is_data_name (name))
    return;
  note_file (self, path);
}

/* --- what lies there already --- */

typedef struct
{
  char *path;
  gint64 time;
} Found;

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->path);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = a;
  const Found *y = b;

  return x->time > y->time ? -1 : x->time < y->time;
}

static void
note_present (SyFolderWatch *self)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (found, found_clear);
  while (folder && (name = g_dir_read_name (folder)))
    {
      Found one = { 0 };
      g_autofree char *state = NULL;
      if (!is_data_name (name))
        continue;
      one.path = g_build_filename (self->folder, name, NULL);
      state = get_state (one.path, &one.time);
      if (state)
        g_array_append_val (found, one);
      else
        g_free (one.path);
    }
  g_array_sort (found, compare_found);
  for (guint i = 0; i < MIN (found->len, MAX_FIRST); i++)
    note_file (self, g_array_index (found, Found, i).path);
}

/* --- the object --- */

static void
sy_folder_watch_dispose (GObject *object)
{
  SyFolderWatch *self = SY_FOLDER_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->monitor)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (sy_folder_watch_parent_class)->dispose (object);
}

static void
sy_folder_watch_finalize (GObject *object)
{
  SyFolderWatch *self = SY_FOLDER_WATCH (object);

  g_hash_table_unref (self->candidates);
  g_object_unref (self->cancellable);
  g_clear_object (&self->workbook);
  g_free (self->folder);
  G_OBJECT_CLASS (sy_folder_watch_parent_class)->finalize (object);
}

static void
sy_folder_watch_class_init (SyFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_folder_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_folder_watch_finalize;
  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_WAITS] = g_signal_new ("waits", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sy_folder_watch_init (SyFolderWatch *self)
{
  self->rest = DEFAULT_REST;
  self->cancellable = g_cancellable_new ();
  self->candidates = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, candidate_free);
}

SyFolderWatch *
sy_folder_watch_new (SyWorkbook *workbook, const char *folder, GError **error)
{
  g_autoptr (SyFolderWatch) self = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && folder, NULL);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, _ ("“%s” is no folder"), folder);
      return NULL;
    }
  self = g_object_new (SY_TYPE_FOLDER_WATCH, NULL);
  self->workbook = g_object_ref (workbook);
  self->folder = g_canonicalize_filename (folder, NULL);
  file = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, self->cancellable, error);
  if (!self->monitor)
    return NULL;
  g_signal_connect (self->monitor, "changed", G_CALLBACK (on_changed_cb), self);
  note_present (self);
  return g_steal_pointer (&self);
}

const char *
sy_folder_watch_get_folder (SyFolderWatch *self)
{
  g_return_val_if_fail (SY_IS_FOLDER_WATCH (self), NULL);
  return self->folder;
}

void
sy_folder_watch_set_rest (SyFolderWatch *self, guint milliseconds)
{
  g_return_if_fail (SY_IS_FOLDER_WATCH (self));
  self->rest = milliseconds;
  if (self->timer)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      wait_on (self);
    }
}

gboolean
sy_folder_watch_remember (SyWorkbook *workbook, const char *folder, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook), FALSE);
  sy_store_set (batch, WATCHED_KEY, folder);
  sy_workbook_write (workbook, g_steal_pointer (&batch));
  return sy_workbook_flush (workbook, error);
}

char *
sy_folder_watch_dup_remembered (SyWorkbook *workbook)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (workbook), NULL);
  return sy_store_dup (sy_workbook_get_engine (workbook), WATCHED_KEY);
}
