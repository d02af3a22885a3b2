/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sy-xls-helper inspect | read INDEX: reads the XLS file at descriptor 3 and writes records to standard
 * output. Old binary files are the easiest way to attack a program that opens them, so this is a process of
 * its own with little to gain: bounded memory and time, no files to write, no network. */
#include "config.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsf/gsf.h>

#include "sy-biff-early.h"
#include "sy-biff-reader.h"
#include "sy-xls-old.h"
#include "sy-xls-output.h"

#define MAX_FILE (256 * 1024 * 1024)
#define MAX_MEMORY (G_GUINT64_CONSTANT (1) << 30)
#define MAX_SECONDS 60

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_SANITIZER 1
#endif
#endif

static void
set_limit (int resource, guint64 value)
{
  struct rlimit limit = { value, value };

  setrlimit (resource, &limit);
}

/* Libraries warn about bad files on a stream that nobody reads. */
static void
drop_message_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

static void
lock_up (void)
{
  g_log_set_default_handler (drop_message_cb, NULL);
  /* A write beyond the limit below is an error, not the end. */
  signal (SIGXFSZ, SIG_IGN);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  /* Where the system lets ordinary users have it: no network at all. */
  if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    unshare (CLONE_NEWNET);
#ifndef HAVE_SANITIZER
  set_limit (RLIMIT_AS, MAX_MEMORY);
#endif
  set_limit (RLIMIT_CPU, MAX_SECONDS);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NOFILE, 16);
  set_limit (RLIMIT_NPROC, 0);
  set_limit (RLIMIT_CORE, 0);
}

/* Only what is looked at is read: the list of sheets asks for a few pages. Who cuts the file off meanwhile
 * ends this process, which is told as damage. */
static const guint8 *
map_file (gsize *length)
{
  struct stat st;
  const guint8 *data;

  if (fstat (SY_XLS_FILE_FD, &st) != 0 || st.st_size <= 0)
    sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, 0);
  if (st.st_size > MAX_FILE)
    sy_xls_output_fail (SY_XLS_FAILURE_LARGE, 0);
  data = mmap (NULL, (gsize) st.st_size, PROT_READ, MAP_PRIVATE, SY_XLS_FILE_FD, 0);
  if (data == MAP_FAILED)
    sy_xls_output_fail (SY_XLS_FAILURE_MEMORY, 0);
  *length = (gsize) st.st_size;
  return data;
}

static gboolean
is_ole (const guint8 *data, gsize length)
{
  return length >= 8 && memcmp (data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

/* A stream of the container by name, in any case. */
static GsfInput *
open_stream (GsfInfile *container, const char *name)
{
  for (int i = 0; i < gsf_infile_num_children (container); i++)
    {
      const char *found = gsf_infile_name_by_index (container, i);

      if (found != NULL && g_ascii_strcasecmp (found, name) == 0)
        return gsf_infile_child_by_index (container, i);
    }
  return NULL;
}

static void G_GNUC_NORETURN
fail_without_workbook (GsfInfile *container)
{
  static const struct
  {
    const char *name;
    SyXlsFailure failure;
  } streams[] = {
    { "EncryptedPackage", SY_XLS_FAILURE_ENCRYPTED },
    { "WordDocument", SY_XLS_FAILURE_WORD },
    { "PowerPoint Document", SY_XLS_FAILURE_POWERPOINT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autoptr (GObject) stream = (GObject *) open_stream (container, streams[i].name);

      if (stream != NULL)
        sy_xls_output_fail (streams[i].failure, 0);
    }
  sy_xls_output_fail (SY_XLS_FAILURE_OTHER, 0);
}

/* The version in the BOF record at the start of a stream; 0 when there is none. */
static guint
biff_version (const guint8 *data, gsize length)
{
  if (length < 8 || data[0] != 0x09)
    return 0;
  return data[1] == 0x08 ? (guint) (data[4] | data[5] << 8) : (guint) data[1] << 8;
}

static void
run_biff (const guint8 *data, gsize length, gboolean list, guint sheet_index)
{
  SyBiffReader *reader = sy_biff_reader_new (data, length);

  if (list)
    sy_biff_reader_list (reader);
  else
    sy_biff_reader_read (reader, sheet_index);
  sy_biff_reader_free (reader);
}

static void
run_early (const guint8 *data, gsize length, gboolean list, guint sheet_index)
{
  if (list)
    sy_biff_early_list (data, length);
  else if (sheet_index == 0)
    sy_biff_early_read (data, length);
  else
    sy_xls_output_fail (SY_XLS_FAILURE_SHEET, 0);
}

static void
run (const guint8 *data, gsize length, gboolean list, guint sheet_index)
{
  const char *path = "/proc/self/fd/3";
  g_autoptr (GObject) memory = NULL, container = NULL, stream = NULL;
  const guint8 *biff;
  gsize size;

  if (!is_ole (data, length))
    {
      if (biff_version (data, length) >= 0x0500)
        run_biff (data, length, list, sheet_index);
      else if (sy_biff_early_recognise (data, length))
        run_early (data, length, list, sheet_index);
      else
        sy_xls_old_run (path, list, sheet_index);
      return;
    }
  memory = (GObject *) gsf_input_memory_new (data, (gsf_off_t) length, FALSE);
  container = (GObject *) gsf_infile_msole_new (GSF_INPUT (memory), NULL);
  if (container == NULL)
    sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, 0);
  stream = (GObject *) open_stream (GSF_INFILE (container), "Workbook");
  if (stream == NULL)
    stream = (GObject *) open_stream (GSF_INFILE (container), "Book");
  if (stream == NULL)
    fail_without_workbook (GSF_INFILE (container));
  size = (gsize) MAX (gsf_input_size (GSF_INPUT (stream)), 0);
  biff = size > 0 && size <= length ? gsf_input_read (GSF_INPUT (stream), size, NULL) : NULL;
  if (biff == NULL)
    sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, 0);
  if (biff_version (biff, size) >= 0x0500)
    run_biff (biff, size, list, sheet_index);
  else
    sy_xls_old_run (path, list, sheet_index);
}

int
main (int argc, char **argv)
{
  gboolean list = argc == 2 && strcmp (argv[1], "inspect") == 0;
  guint64 sheet_index = 0;
  const guint8 *data;
  gsize length = 0;

  if (!list
      && (argc != 3 || strcmp (argv[1], "read") != 0
          || !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT16, &sheet_index, NULL)))
    return 2;
  lock_up ();
  gsf_init ();
  data = map_file (&length);
  run (data, length, list, (guint) sheet_index);
  sy_xls_output_end ();
  gsf_shutdown ();
  return 0;
}
