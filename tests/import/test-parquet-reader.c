/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reader-fixture.h"

/* Written with DuckDB: COPY (SELECT … FROM (VALUES (90071992547409931::BIGINT, '一店', 12.50::DECIMAL(10,2),
 * DATE '2015-01-31', TIMESTAMP '2015-01-31 12:00:00', true, 0.1::DOUBLE, TIME '06:00:00'), (2, NULL, -3.00,
 * NULL, NULL, false, NULL, NULL))) TO … (FORMAT parquet, COMPRESSION zstd). */
static const char parquet[] =
    "UEFSMRUAFSwVPiwVBBUAFQYVBgAAKLUv/SAWsQAAAgAAAAQBCwAAAAAAQAECAAAAAAAAABUAFV4VQCwVBBUAFQYVBgAAKLUv/SAv"
    "vQAAiCEAAABBAQAGAAAA5LiA5bqXAQAiMAIVABUsFT4sFQQVABUGFQYAACi1L/0gFrEAAAIAAAAEAeIEAAAAAAAA1P7///////8V"
    "ABVSFTQsFQQVABUGFQYAACi1L/0gKY0AAFghAAAAQQEAUkAAAAEAIjACFQAVWhU6LBUEFQAVBhUGAAAotS/9IC2lAABwIQAAAEEB"
    "AHDodfENBQABAA0wAhUAFQ4VICwVBBUAFQYVBgAAKLUv/SAHOQAAAgAAAAQBARUAFVoVPCwVBBUAFQYVBgAAKLUv/SAtrQAAeCEA"
    "AABBAQCamZmZmZm5PwEAIjACFQAVWhU6LBUEFQAVBhUGAAAotS/9IC2lAABwIQAAAEEBANh1BwUAAAABAA0wAhUCGZw1ABgNZHVj"
    "a2RiX3NjaGVtYRUQABUEJQIYCeiuouWNleWPtyUkABUMJQIYBHNob3AlAAAVBCUCGAZhbW91bnQlChUEFRQsXBUEFRQAAAAVAiUC"
    "GANkYXklDAAVBCUCGAJhdCUUTIwSHCwAAAAAABUAJQIYAm9rABUKJQIYBHJhdGUAFQQlAhgEb3BlbiUQTHwSHCwAAAAAABYEGRwZ"
    "jCYAHBUEGRUAGRgJ6K6i5Y2V5Y+3FQwWBBZOFmAmCDwYCAsAAAAAAEABGAgCAAAAAAAAABYAKAgLAAAAAABAARgIAgAAAAAAAAAR"
    "EQAAACYAHBUMGRUAGRgEc2hvcBUMFgQWgAEWYiZoPBgG5LiA5bqXGAbkuIDlupcWAigG5LiA5bqXGAbkuIDlupcREQAAACYAHBUE"
    "GRUAGRgGYW1vdW50FQwWBBZOFmAmygE8GAjiBAAAAAAAABgI1P7///////8WACgI4gQAAAAAAAAYCNT+////////EREAAAAmABwV"
    "AhkVABkYA2RheRUMFgQWdBZWJqoCPBgEUkAAABgEUkAAABYCKARSQAAAGARSQAAAEREAAAAmABwVBBkVABkYAmF0FQwWBBZ8Flwm"
    "gAM8GAgAcOh18Q0FABgIAHDodfENBQAWAigIAHDodfENBQAYCABw6HXxDQUAEREAAAAmABwVABkVABkYAm9rFQwWBBYwFkIm3AM8"
    "GAEBGAEAFgAoAQEYAQAREQAAACYAHBUKGRUAGRgEcmF0ZRUMFgQWfBZeJp4EPBgImpmZmZmZuT8YCJqZmZmZmbk/FgIoCJqZmZmZ"
    "mbk/GAiamZmZmZm5PxERAAAAJgAcFQQZFQAZGARvcGVuFQwWBBZ8Flwm/AQ8GAgA2HUHBQAAABgIANh1BwUAAAAWAigIANh1BwUA"
    "AAAYCADYdQcFAAAAEREAAAAWtAYWBCYIFtAFACgoRHVja0RCIHZlcnNpb24gdjEuNS42IChidWlsZCAwNjljYzlmOWI1KRmMHAAA"
    "HAAAHAAAHAAAHAAAHAAAHAAAHAAAAA8DAABQQVIx";

static char *
make_file (gsize cut, guint8 flip)
{
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode (parquet, &length);

  if (flip != 0)
    bytes[cut] ^= flip;
  /* A name full of what patterns are made of. */
  return fixture_file ("销售 [1]*?.parquet", bytes, flip != 0 || cut == 0 ? (gssize) length : (gssize) cut);
}

static void
test_types (void)
{
  char *path = make_file (0, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (info->format, ==, SY_FILE_PARQUET);
  g_assert_cmpstr (
      got, ==,
      "1: t[订单号] t[shop] t[amount] t[day] t[at] t[ok] t[rate] t[open]\n"
      "2: n9.00719925474099e+16[90071992547409931] t[一店] n12.5[12.50] d42035 d42035.5 b1 n0.1[0.1] "
      "T0.25\n"
      "3: n2[2] _ n-3[-3.00] _ _ b0\n");
  fixture_remove (path);
}

static void
test_damaged (void)
{
  gsize length = strlen (parquet) * 3 / 4 - 2;

  for (gsize cut = 8; cut < length; cut += 173)
    for (guint8 flip = 0; flip < 2; flip++)
      {
        char *path = make_file (cut, flip != 0 ? 0x5A : 0);
        g_autoptr (GError) error = NULL;
        g_autofree char *got = fixture_read (path, NULL, 0, &error);

        /* Bytes that are changed may go unnoticed, a file that is cut off may not. */
        g_assert_true (flip != 0 || got == NULL);
        if (got == NULL)
          {
            g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
            g_assert_null (strchr (error->message, '\n'));
          }
        fixture_remove (path);
      }
}

static void
test_stop_and_cancel (void)
{
  char *path = make_file (0, 0);
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Recording stopping = { .stop_after = 2 }, cancelling = { .cancel_at_row = cancellable };
  SyCellSink stop = { &recording_funcs, &stopping }, cancel = { &recording_funcs, &cancelling };
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_reader_read (path, info, 0, NULL, &stop, NULL, &error));
  g_assert_cmpuint (stopping.n_rows, ==, 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (sy_reader_read (path, info, 0, NULL, &cancel, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parquet-reader/types", test_types);
  g_test_add_func ("/parquet-reader/damaged", test_damaged);
  g_test_add_func ("/parquet-reader/stop-and-cancel", test_stop_and_cancel);
  return g_test_run ();
}
