/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sy-duckdb-engine.h"
#include "sy-privacy.h"
#include "sy-pseudonyms.h"

typedef struct
{
  SyPrivacyRule rule;
  const char *text, *want;
} MaskCase;

/* The first ones stand in the specification. */
static const MaskCase masks[] = {
  { SY_PRIVACY_PHONE, "13812345678", "138****5678" },
  { SY_PRIVACY_IDENTITY, "110101199003071234", "110***********1234" },
  { SY_PRIVACY_NAME, "张三丰", "张**" },
  { SY_PRIVACY_NAME, "欧阳修", "欧阳*" },
  { SY_PRIVACY_EMAIL, "zhang@example.com", "z***@example.com" },
  { SY_PRIVACY_PSEUDONYM, "M10086", "Md4f23623d77e" },
  { SY_PRIVACY_NAME, "张三", "张*" },
  { SY_PRIVACY_NAME, "欧阳", "欧*" },
  { SY_PRIVACY_NAME, "李", "*" },
  { SY_PRIVACY_NAME, "Smith", "S***" },
  { SY_PRIVACY_PHONE, "0571-87654321", "0571-****4321" },
  { SY_PRIVACY_PHONE, "123", "****" },
  { SY_PRIVACY_IDENTITY, "123", "***" },
  { SY_PRIVACY_EMAIL, "no mail", "***" },
  { SY_PRIVACY_ADDRESS, "浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区" },
  { SY_PRIVACY_ADDRESS, "somewhere", "***" },
  { SY_PRIVACY_BIRTHDAY, "1999-11-11", "1997-07-01" },
  { SY_PRIVACY_BIRTHDAY, "2000-01-01", "2002-07-01" },
  { SY_PRIVACY_STAFF, "M10086", "M*** d4f236" },
  { SY_PRIVACY_QUASI, "女", "女" },
  { SY_PRIVACY_NONE, "anything", "anything" },
  { SY_PRIVACY_PHONE, "", "" },
  { SY_PRIVACY_NAME, NULL, NULL },
};

static void
test_masks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *got = sy_privacy_mask (masks[i].rule, "project-salt", masks[i].text);
      g_assert_cmpstr (got, ==, masks[i].want);
    }
}

/* What the engine makes of whole columns is the same. */
static void
test_sql (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (SyPseudonyms) pseudonyms = sy_pseudonyms_get (engine, "project-salt", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      const SyValue text = SY_VALUE_TEXT (masks[i].text);
      const SyValue blank = { .is_null = TRUE, .type = SY_COLUMN_TEXT };
      g_autoptr (GString) sql = g_string_new ("SELECT ");
      g_autoptr (SyFrame) frame = NULL;

      sy_privacy_append_sql (sql, masks[i].rule, "cell", FALSE, sy_pseudonyms_get_function (pseudonyms));
      g_string_append (sql, " FROM (SELECT CAST($1 AS VARCHAR) AS cell)");
      frame = sy_engine_query (engine, sql->str, masks[i].text ? &text : &blank, 1, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, masks[i].want);
    }
}

/* A key longer than a block of SHA-256 is hashed first (RFC 2104). */
static void
test_long_key (void)
{
  g_autofree char *key = g_strnfill (131, 'k');
  g_autofree char *want = sy_privacy_make_pseudonym (key, "客户一"), *got = NULL, *back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (SyPseudonyms) pseudonyms = sy_pseudonyms_get (engine, key, &error);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  got = sy_pseudonyms_make (pseudonyms, "客户一");
  g_assert_cmpstr (got, ==, want);
  back = sy_pseudonyms_find (pseudonyms, want);
  g_assert_cmpstr (back, ==, "客户一");
  sy_privacy_append_sql (sql, SY_PRIVACY_PSEUDONYM, "cell", FALSE, sy_pseudonyms_get_function (pseudonyms));
  g_string_append (sql, " FROM (SELECT '客户一' AS cell)");
  frame = sy_engine_query (engine, sql->str, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, want);
  /* The one that is there already. */
  g_assert_cmpuint (sy_pseudonyms_count (pseudonyms), ==, 1);
}

static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    SyPrivacyRule rule;
  } headers[] = {
    { "手机号码", SY_PRIVACY_PHONE },     { "联系 电话", SY_PRIVACY_PHONE },
    { "Ｅmail", SY_PRIVACY_EMAIL },       { "E-Mail", SY_PRIVACY_EMAIL },
    { "身份证号", SY_PRIVACY_IDENTITY },  { "收货地址", SY_PRIVACY_ADDRESS },
    { "first_name", SY_PRIVACY_NAME },    { "收货人", SY_PRIVACY_NAME },
    { "会员卡号", SY_PRIVACY_PSEUDONYM }, { "出生日期", SY_PRIVACY_BIRTHDAY },
    { "性别", SY_PRIVACY_QUASI },         { "商品名称", SY_PRIVACY_NONE },
    { "备注", SY_PRIVACY_NONE },          { "", SY_PRIVACY_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_cmpint (sy_privacy_guess_rule (headers[i].header), ==, headers[i].rule);
  g_assert_cmpint (sy_privacy_get_class (SY_PRIVACY_PHONE), ==, SY_PRIVACY_CLASS_DIRECT);
  g_assert_cmpint (sy_privacy_get_class (SY_PRIVACY_BIRTHDAY), ==, SY_PRIVACY_CLASS_QUASI);
  g_assert_cmpint (sy_privacy_get_class (SY_PRIVACY_NONE), ==, SY_PRIVACY_CLASS_PLAIN);
}

/* Made once, readable by its owner alone, and the same ever after. */
static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "steelyard", "privacy-key", NULL);
  GStatBuf info;

  g_unsetenv ("STEELYARD_PRIVACY_KEY");
  g_autofree char *first = sy_privacy_load_key (&error);
  g_assert_no_error (error);
  g_autofree char *second = sy_privacy_load_key (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  g_autofree char *given = sy_privacy_load_key (&error);
  g_assert_cmpstr (given, ==, "project-salt");
}

/* What was read somewhere and typed again. */
static void
test_masked_already (void)
{
  g_assert_true (sy_privacy_is_masked (SY_PRIVACY_PSEUDONYM, "M003897a16ae7"));
  g_assert_false (sy_privacy_is_masked (SY_PRIVACY_PSEUDONYM, "M003897516427")); /* may be a card */
  g_assert_false (sy_privacy_is_masked (SY_PRIVACY_PSEUDONYM, "M100888"));
  g_assert_false (sy_privacy_is_masked (SY_PRIVACY_PSEUDONYM, "M003897A16AE7"));
  g_assert_true (sy_privacy_is_masked (SY_PRIVACY_STAFF, "张** 3f9a21"));
  g_assert_false (sy_privacy_is_masked (SY_PRIVACY_STAFF, "张三丰"));
  g_assert_false (sy_privacy_is_masked (SY_PRIVACY_NAME, "张** 3f9a21"));
}

int
main (int argc, char **argv)
{
  /* A home of its own for the key; GLib's own way of isolating tests loses memory. */
  g_autofree char *home = g_dir_make_tmp ("steelyard-privacy-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "steelyard", NULL);
  g_autofree char *key = g_build_filename (folder, "privacy-key", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/privacy/masks", test_masks);
  g_test_add_func ("/privacy/masked-already", test_masked_already);
  g_test_add_func ("/privacy/sql", test_sql);
  g_test_add_func ("/privacy/long-key", test_long_key);
  g_test_add_func ("/privacy/headers", test_headers);
  g_test_add_func ("/privacy/key", test_key);
  status = g_test_run ();
  g_remove (key);
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}
