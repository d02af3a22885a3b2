/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document keeps what was committed, belongs to one program at a time, and reaches nothing outside of
 * itself.
 *
 * Other processes are this program again, with a word that says what they do: DuckDB's threads don't survive
 * a fork. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine-fixture.h"

#define N_KILLS 20
#define BATCH 10

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
place_init (Place *place, gconstpointer data)
{
  place->folder = make_folder ();
  place->path = g_build_filename (place->folder, "披萨 sales.steelyard", NULL);
}

static void
place_clear (Place *place, gconstpointer data)
{
  remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static void
close_document (SyEngine *engine)
{
  g_autoptr (GError) error = NULL;

  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error);
  g_assert_no_error (error);
}

static void
make_document (const char *path, const char *value)
{
  g_autoptr (SyEngine) engine = open_document (path);
  const SyValue values[] = { SY_VALUE_TEXT (value) };

  run (engine, "CREATE TABLE t (batch BIGINT, v VARCHAR)");
  g_assert_true (sy_engine_execute (engine, "INSERT INTO t VALUES (0, ?)", values, 1, NULL, NULL));
  close_document (engine);
}

static void
assert_refused (const char *path, const SyDuckdbOptions *options, int code, const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_null (sy_duckdb_engine_open (path, options, &error));
  g_assert_error (error, SY_ENGINE_ERROR, code);
  if (word)
    g_assert_nonnull (strstr (error->message, word));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

static GSubprocess *
spawn (const char *role, const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                           &error, "/proc/self/exe", role, path, NULL);

  g_assert_no_error (error);
  return process;
}

static char *
read_line (GDataInputStream *lines)
{
  return g_data_input_stream_read_line (lines, NULL, NULL, NULL);
}

static GDataInputStream *
open_lines (GSubprocess *process)
{
  return g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
}

/* Commits batches of ten rows, half of them by appender, and says the number of each that was acknowledged.
 */
static void G_GNUC_NORETURN
commit_forever (const char *path)
{
  g_autoptr (SyEngine) engine = open_document (path);
  gint64 next = ask_int64 (engine, "SELECT coalesce(max(batch), 0) + 1 FROM t");

  for (gint64 batch = next;; batch++)
    {
      SyAppender *appender;

      g_assert_true (sy_engine_begin (engine, NULL));
      appender = sy_engine_open_appender (engine, "t", NULL);
      for (guint i = 0; i < BATCH; i++)
        {
          const SyValue values[] = { SY_VALUE_INT (batch) };

          if (i % 2)
            g_assert_true (
                sy_engine_execute (engine, "INSERT INTO t VALUES (?, 'insert')", values, 1, NULL, NULL));
          else
            {
              sy_appender_int64 (appender, batch);
              sy_appender_text (appender, "append", -1);
              g_assert_true (sy_appender_end_row (appender, NULL));
            }
        }
      g_assert_true (sy_appender_close (appender, NULL));
      sy_appender_free (appender);
      g_assert_true (sy_engine_commit (engine, NULL));
      printf ("%" G_GINT64_FORMAT "\n", batch);
      fflush (stdout);
    }
}

static int
hold_open (const char *path)
{
  g_autoptr (SyEngine) engine = open_document (path);

  printf ("open\n");
  fflush (stdout);
  getchar ();
  return 0;
}

static gboolean
insert_batch (SyEngine *engine, gint64 batch, GError **error)
{
  const SyValue values[] = { SY_VALUE_INT (batch) };

  return sy_engine_execute (
      engine, "INSERT INTO t SELECT ?, md5(i::VARCHAR) || md5((i * 7)::VARCHAR) FROM range(1000) r(i)",
      values, 1, NULL, error);
}

/* Inserts until no file may grow any more, which is how a full disk looks; then, with room again, the
 * document is opened once more. Says what was acknowledged, the error, and what was found. */
static int
fill_disk (const char *path)
{
  SyEngine *engine = open_document (path);
  struct rlimit limit;
  g_autoptr (GError) error = NULL;
  gint64 batch = 0;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 3 << 20;
  setrlimit (RLIMIT_FSIZE, &limit);
  while (batch < 100000 && insert_batch (engine, batch + 1, &error))
    batch++;
  printf ("%" G_GINT64_FORMAT "\n%d\n", batch, error ? error->code : -1);

  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_FSIZE, &limit);
  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), NULL);
  g_object_unref (engine);
  engine = open_document (path);
  printf ("%" G_GINT64_FORMAT "\n", ask_int64 (engine, "SELECT max(batch) FROM t"));
  g_assert_true (insert_batch (engine, batch + 1, NULL));
  close_document (engine);
  g_object_unref (engine);
  printf ("closed\n");
  fflush (stdout);
  return 0;
}

/* Kills a writing process at moments that differ, and looks for every batch it had acknowledged, each whole.
 */
static void
test_killed (Place *place, gconstpointer data)
{
  gint64 acknowledged = 0;

  make_document (place->path, "first");
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GSubprocess) process = spawn ("--commit", place->path);
      g_autoptr (GDataInputStream) lines = open_lines (process);
      g_autoptr (SyEngine) engine = NULL;
      char *line;

      line = read_line (lines);
      g_assert_nonnull (line);
      acknowledged = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
      g_usleep ((gulong) g_test_rand_int_range (0, 60000));
      g_subprocess_force_exit (process);
      while ((line = read_line (lines)))
        {
          acknowledged = g_ascii_strtoll (line, NULL, 10);
          g_free (line);
        }
      g_subprocess_wait (process, NULL, NULL);

      engine = open_document (place->path);
      g_assert_cmpint (ask_int64 (engine, "SELECT max(batch) FROM t"), >=, acknowledged);
      g_assert_cmpint (ask_int64 (engine, "SELECT max(batch) FROM t"), <=, acknowledged + 1);
      g_assert_cmpint (ask_int64 (engine, "SELECT count(DISTINCT batch) - 1 - max(batch) FROM t"), ==, 0);
      g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM (SELECT batch FROM t WHERE batch > 0 GROUP "
                                          "BY batch HAVING count(*) <> 10)"),
                       ==, 0);
    }
}

static void
test_disk_full (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (SyEngine) engine = NULL;
  g_autofree char *batches = NULL;
  g_autofree char *code = NULL;
  g_autofree char *found = NULL;
  g_autofree char *closed = NULL;

  make_document (place->path, "first");
  process = spawn ("--fill", place->path);
  lines = open_lines (process);
  batches = read_line (lines);
  code = read_line (lines);
  found = read_line (lines);
  closed = read_line (lines);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_nonnull (code);
  g_assert_true (atoi (code) == SY_ENGINE_ERROR_INVALIDATED || atoi (code) == SY_ENGINE_ERROR_DISK_FULL);
  g_assert_cmpstr (found, ==, batches);
  g_assert_cmpstr (closed, ==, "closed");
  engine = open_document (place->path);
  g_assert_cmpint (ask_int64 (engine, "SELECT max(batch) FROM t"), ==,
                   g_ascii_strtoll (batches, NULL, 10) + 1);
}

static void
test_locked_elsewhere (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  make_document (place->path, "mine");
  process = spawn ("--hold", place->path);
  lines = open_lines (process);
  line = read_line (lines);
  g_assert_cmpstr (line, ==, "open");
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_LOCKED, place->path);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/* Nor may a second window of this process have it, whose lock would not be in the way; nor by another name.
 */
static void
test_locked_here (Place *place, gconstpointer data)
{
  g_autoptr (SyEngine) engine = open_document (place->path);
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);
  g_autoptr (SyEngine) again = NULL;

  assert_refused (place->path, NULL, SY_ENGINE_ERROR_LOCKED, place->path);
  g_assert_cmpint (symlink (place->path, link), ==, 0);
  assert_refused (link, NULL, SY_ENGINE_ERROR_LOCKED, link);
  close_document (engine);
  again = open_document (place->path);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
}

/* The log of another document is refused with words, and does no harm. */
static void
test_foreign_wal (Place *place, gconstpointer data)
{
  g_autofree char *other = g_build_filename (place->folder, "other.steelyard", NULL);
  g_autofree char *wal = g_strconcat (place->path, ".wal", NULL);
  g_autofree char *other_wal = g_strconcat (other, ".wal", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (SyEngine) engine = NULL;
  g_autoptr (SyFrame) frame = NULL;

  make_document (place->path, "this");
  make_document (other, "other");
  process = spawn ("--commit", place->path);
  lines = open_lines (process);
  line = read_line (lines);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));

  copy_file (wal, other_wal);
  assert_refused (other, NULL, SY_ENGINE_ERROR_OPEN, other_wal);
  g_assert_true (g_file_test (other_wal, G_FILE_TEST_EXISTS));
  g_remove (other_wal);
  engine = open_document (other);
  frame = ask (engine, "SELECT v FROM t");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 1);
  g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, "other");
}

static void
test_orphan_wal (Place *place, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (place->path, ".wal", NULL);

  g_assert_true (g_file_set_contents (wal, "all that is left", -1, NULL));
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, wal);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

static void
write_file (const char *path, const char *contents, gsize length)
{
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

static void
test_not_documents (Place *place, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (place->folder, "fifo", NULL);
  g_autofree char *nowhere = g_build_filename (place->folder, "none", "a.steelyard", NULL);
  SyDuckdbOptions read_only = { .read_only = TRUE };
  char noise[5000];

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (fifo, NULL, SY_ENGINE_ERROR_OPEN, fifo);
  assert_refused ("/dev/zero", NULL, SY_ENGINE_ERROR_OPEN, "/dev/zero");
  assert_refused ("/dev/null", NULL, SY_ENGINE_ERROR_OPEN, "/dev/null");
  assert_refused (place->folder, NULL, SY_ENGINE_ERROR_OPEN, place->folder);
  assert_refused (nowhere, NULL, SY_ENGINE_ERROR_OPEN, "none");
  assert_refused (place->path, &read_only, SY_ENGINE_ERROR_OPEN, place->path);
  write_file (place->path, "", 0);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, place->path);
  write_file (place->path, "a,b\n1,2\n", 8);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, place->path);
  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_test_rand_int ();
  write_file (place->path, noise, sizeof noise);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, place->path);
  memcpy (noise + 8, "DUCK", 4);
  write_file (place->path, noise, sizeof noise);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, place->path);
}

/* Cut off and overwritten anywhere: refused or read right, never a crash. */
static void
test_damaged (Place *place, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;

  make_document (place->path, "good");
  g_assert_true (g_file_get_contents (place->path, &contents, &length, NULL));
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *damaged = g_memdup2 (contents, length);
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);
      g_autoptr (SyEngine) engine = NULL;
      g_autoptr (GError) error = NULL;

      for (gsize j = at; j < MIN (at + 16, length); j++)
        damaged[j] = (char) ~damaged[j];
      write_file (place->path, damaged, i % 2 ? length : MAX (at, 1));
      engine = sy_duckdb_engine_open (place->path, NULL, &error);
      if (engine)
        {
          g_autoptr (SyFrame) frame = sy_engine_query (engine, "SELECT v FROM t", NULL, 0, NULL, &error);

          if (frame)
            g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, "good");
        }
      if (error)
        g_assert_true (error->domain == SY_ENGINE_ERROR);
    }
}

/* DuckDB's block checksum is the xor of all words times this, so that one word can be exchanged. */
#define CHECKSUM_FACTOR G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9)

static void
exchange_word (guint64 *block, guint index, guint64 word)
{
  block[0] ^= block[index] * CHECKSUM_FACTOR ^ word * CHECKSUM_FACTOR;
  block[index] = word;
}

/* The version number of the storage stands after the four letters, across two words. */
static void
test_newer_version (Place *place, gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  guint64 block[3];
  gsize length;

  make_document (place->path, "good");
  g_assert_true (g_file_get_contents (place->path, &contents, &length, NULL));
  memcpy (block, contents, sizeof block);
  exchange_word (block, 1, (block[1] & G_MAXUINT32) | (guint64) 9999 << 32);
  memcpy (contents, block, sizeof block);
  write_file (place->path, contents, length);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, "newer version");
  g_assert_true (g_file_get_contents (place->path, &after, NULL, NULL));
  g_assert_cmpint (memcmp (contents, after, length), ==, 0);
}

static void
test_read_only (Place *place, gconstpointer data)
{
  SyDuckdbOptions options = { .read_only = TRUE };
  g_autoptr (SyEngine) engine = NULL;
  g_autoptr (GError) error = NULL;

  make_document (place->path, "good");
  engine = sy_duckdb_engine_open (place->path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 1);
  g_assert_false (sy_engine_execute (engine, "DELETE FROM t", NULL, 0, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_READ_ONLY);
  close_document (engine);
}

static void
test_no_permission (Place *place, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  make_document (place->path, "good");
  g_chmod (place->path, 0400);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_READ_ONLY, place->path);
  g_chmod (place->path, 0600);
  g_chmod (place->folder, 0500);
  assert_refused (place->path, NULL, SY_ENGINE_ERROR_READ_ONLY, place->folder);
  g_chmod (place->folder, 0700);
}

static void
test_close (Place *place, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (place->path, ".wal", NULL);
  g_autoptr (SyEngine) engine = open_document (place->path);
  g_autoptr (GError) error = NULL;
  SyAppender *appender;

  run (engine, "CREATE TABLE t (i INTEGER)");
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  appender = sy_engine_open_appender (engine, "t", NULL);
  g_assert_false (sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  sy_appender_free (appender);
  close_document (engine);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (sy_engine_execute (engine, "SELECT 1", NULL, 0, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

static void
test_moved_away (Place *place, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (place->folder, "elsewhere", NULL);
  g_autoptr (SyEngine) engine = open_document (place->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_duckdb_engine_file_is_ours (SY_DUCKDB_ENGINE (engine)));
  g_assert_cmpint (g_rename (place->path, elsewhere), ==, 0);
  g_assert_false (sy_duckdb_engine_file_is_ours (SY_DUCKDB_ENGINE (engine)));
  copy_file ("/proc/self/cmdline", place->path);
  g_assert_false (sy_duckdb_engine_file_is_ours (SY_DUCKDB_ENGINE (engine)));
  g_assert_false (sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN);
}

static const char *const escapes[] = {
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM read_blob('/etc/passwd')",
  "SELECT * FROM read_json('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  "SELECT * FROM '/etc/passwd.csv'",
  "SELECT * FROM glob('/etc/*')",
  "SELECT * FROM sniff_csv('/etc/passwd')",
  "SELECT * FROM parquet_scan('/etc/passwd')",
  "CREATE VIEW v AS SELECT * FROM read_csv('/etc/passwd')",
  "CREATE TABLE u AS FROM '/etc/passwd'",
  "COPY (SELECT 1) TO '/tmp/steelyard-escape.csv'",
  "COPY keep FROM '/etc/passwd'",
  "EXPORT DATABASE '/tmp/steelyard-escape'",
  "IMPORT DATABASE '/tmp/steelyard-escape'",
  "ATTACH '/tmp/steelyard-escape.duckdb' AS other",
  "ATTACH 'https://example.org/a.duckdb' AS other",
  "INSTALL httpfs",
  "LOAD httpfs",
  "LOAD '/tmp/steelyard-escape.so'",
  "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
  "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'a')",
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "SET allowed_directories = ['/etc']",
  "SET temp_directory = '/tmp'",
  "SET memory_limit = '100GB'",
  "RESET memory_limit",
  "PRAGMA memory_limit = '100GB'",
  "SET log_query_path = '/tmp/steelyard-escape.log'",
  "PRAGMA enable_logging",
  "CALL enable_logging(storage_path = '/tmp/steelyard-escape')",
  "SET profiling_output = '/tmp/steelyard-escape.json'",
  "SELECT getenv('HOME')",
  "SELECT * FROM duckdb_extensions()",
  "PREPARE p AS SELECT * FROM read_csv('/etc/passwd')",
  "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/steelyard-escape.csv'",
  "USE memory",
};

static void
try_escapes (SyEngine *engine)
{
  run (engine, "CREATE TABLE keep (v VARCHAR)");
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyFrame) frame = sy_engine_query (engine, escapes[i], NULL, 0, NULL, &error);

      if (frame)
        g_test_message ("not refused: %s", escapes[i]);
      g_assert_null (frame);
      g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
    }
  g_assert_false (g_file_test ("/tmp/steelyard-escape.csv", G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/tmp/steelyard-escape", G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/tmp/steelyard-escape.duckdb", G_FILE_TEST_EXISTS));
}

static void
test_escapes (Place *place, gconstpointer data)
{
  g_autoptr (SyEngine) document = open_document (place->path);
  g_autoptr (SyEngine) memory = open_memory ();

  try_escapes (document);
  try_escapes (memory);
}

static const char *const foreign_code[] = {
  "CREATE VIEW sales AS SELECT 1 AS a",
  "CREATE MACRO sum(a) AS 42",
  "CREATE MACRO rows_of(n) AS TABLE SELECT * FROM range(n)",
};

/* SQL that somebody put into a document does not run. */
static void
test_foreign_code (Place *place, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign_code); i++)
    {
      SyEngine *engine = open_document (place->path);

      run (engine, foreign_code[i]);
      close_document (engine);
      g_object_unref (engine);
      assert_refused (place->path, NULL, SY_ENGINE_ERROR_OPEN, "SQL of its own");
      g_remove (place->path);
    }
}

static const struct
{
  const char *name;
  const char *value;
} settings[] = {
  { "enable_external_access", "false" },
  { "autoload_known_extensions", "false" },
  { "autoinstall_known_extensions", "false" },
  { "allow_community_extensions", "false" },
  { "allow_unsigned_extensions", "false" },
  { "allow_persistent_secrets", "false" },
  { "lock_configuration", "true" },
  { "preserve_insertion_order", "true" },
  { "memory_limit", "96.0 MiB" },
  { "threads", "1" },
};

static void
test_settings (Place *place, gconstpointer data)
{
  SyDuckdbOptions options = { .memory_limit_mb = 96, .n_threads = 1, .spill_folder = place->folder };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (place->path, &options, &error);
  g_autoptr (SyFrame) spill = NULL;
  g_autoptr (SyFrame) tags = NULL;
  struct stat status;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const SyValue values[] = { SY_VALUE_TEXT (settings[i].name) };
      g_autoptr (SyFrame) frame = sy_engine_query (
          engine, "SELECT value FROM duckdb_settings() WHERE name = ?", values, 1, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, settings[i].value);
    }
  spill = ask (engine, "SELECT current_setting('temp_directory')");
  g_assert_true (g_str_has_prefix (sy_frame_get_text (spill, 0, 0), place->folder));
  g_assert_cmpint (g_stat (sy_frame_get_text (spill, 0, 0), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  tags = ask (engine, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal");
  g_assert_true (g_str_has_prefix (sy_frame_get_text (tags, 0, 0), "v1.4"));
  close_document (engine);
  g_assert_false (g_file_test (sy_frame_get_text (spill, 0, 0), G_FILE_TEST_EXISTS));
}

/* A sort of several times the memory goes through the spill folder; what can't go there says so. */
static void
try_memory (const char *path, const char *spill_folder)
{
  SyDuckdbOptions options = { .memory_limit_mb = 64, .n_threads = 2, .spill_folder = spill_folder };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (path, &options, &error);
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (
      ask_int64 (
          engine,
          "SELECT count(*) FROM (SELECT i, row_number() OVER (ORDER BY hash(i)) n FROM range(6000000) r(i))"
          " WHERE n > 0"),
      ==, 6000000);
  frame = sy_engine_query (engine, "SELECT len(list(i)) FROM range(40000000) r(i)", NULL, 0, NULL, &error);
  g_assert_null (frame);
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_MEMORY);
  g_assert_cmpint (ask_int64 (engine, "SELECT 5"), ==, 5);
}

static void
test_memory (Place *place, gconstpointer data)
{
  try_memory (place->path, place->folder);
  try_memory (NULL, place->folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--commit") == 0)
    commit_forever (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return hold_open (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--fill") == 0)
    return fill_disk (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/duckdb-engine/" name, Place, NULL, place_init, func, place_clear)
  ADD ("killed", test_killed);
  ADD ("disk-full", test_disk_full);
  ADD ("locked/elsewhere", test_locked_elsewhere);
  ADD ("locked/here", test_locked_here);
  ADD ("wal/foreign", test_foreign_wal);
  ADD ("wal/orphan", test_orphan_wal);
  ADD ("not-documents", test_not_documents);
  ADD ("damaged", test_damaged);
  ADD ("newer-version", test_newer_version);
  ADD ("read-only", test_read_only);
  ADD ("no-permission", test_no_permission);
  ADD ("close", test_close);
  ADD ("moved-away", test_moved_away);
  ADD ("escapes", test_escapes);
  ADD ("foreign-code", test_foreign_code);
  ADD ("settings", test_settings);
  ADD ("memory", test_memory);
#undef ADD
  return g_test_run ();
}
