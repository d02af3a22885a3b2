/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pseudonym is the same for the same number in every table, so that what is looked up by it, counted or
 * grouped gives the same figures; without the key nobody gets back from it. Masks of names and phones are for
 * reading alone: they are not told apart any more. */
#include "config.h"

#include "sy-privacy.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/random.h>

#include "sy-dialect.h"

#define KEY_BYTES 32
#define PSEUDONYM_DIGITS 12
#define BIRTHDAY_YEARS 5
/* Behind the name of one of the staff: a thousand of one surname are hardly ever taken for one another. */
#define STAFF_DIGITS 6

/* Surnames of two characters. */
static const char *const surnames[] = { "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟",
                                        "公孙", "慕容", "司徒", "令狐", "宇文", "长孙", "轩辕",
                                        "端木", "百里", "南宫", "夏侯", "独孤", "申屠", "太史",
                                        "闻人", "澹台", "公冶", "濮阳", "淳于", NULL };

static const struct
{
  const char *name;
  SyPrivacyRule rule;
  SyPrivacyClass class;
  const char *headers; /* parts of headers in small letters, apart by blanks */
  const char *pattern;
} rules[] = {
  { "identity", SY_PRIVACY_IDENTITY, SY_PRIVACY_CLASS_DIRECT, "身份证 证件号 护照 idcard passport",
    "[0-9]{17}[0-9Xx]" },
  { "email", SY_PRIVACY_EMAIL, SY_PRIVACY_CLASS_DIRECT, "邮箱 电子邮件 email e-mail",
    "[^@ ]+@[^@ ]+\\.[^@ ]+" },
  { "phone", SY_PRIVACY_PHONE, SY_PRIVACY_CLASS_DIRECT, "手机 电话 联系方式 phone mobile",
    "(\\+?86)?1[3-9][0-9]{9}" },
  { "address", SY_PRIVACY_ADDRESS, SY_PRIVACY_CLASS_DIRECT, "地址 address", NULL },
  { "birthday", SY_PRIVACY_BIRTHDAY, SY_PRIVACY_CLASS_QUASI, "生日 出生 birthday birthdate dateofbirth",
    NULL },
  { "pseudonym", SY_PRIVACY_PSEUDONYM, SY_PRIVACY_CLASS_DIRECT, "卡号 微信 openid 昵称 nickname", NULL },
  { "name", SY_PRIVACY_NAME, SY_PRIVACY_CLASS_DIRECT,
    "姓名 联系人 收货人 收件人 firstname lastname fullname contactname", NULL },
  { "staff", SY_PRIVACY_STAFF, SY_PRIVACY_CLASS_DIRECT, "", NULL },
  { "quasi", SY_PRIVACY_QUASI, SY_PRIVACY_CLASS_QUASI, "性别 邮编 邮政编码 gender postcode zipcode", NULL },
};

SyPrivacyClass
sy_privacy_get_class (SyPrivacyRule rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].rule == rule)
      return rules[i].class;
  return SY_PRIVACY_CLASS_PLAIN;
}

gboolean
sy_privacy_applies (SyPrivacyRule rule, SyMasking masking)
{
  if (rule == SY_PRIVACY_NONE || rule == SY_PRIVACY_QUASI || masking == SY_MASKING_NONE)
    return FALSE;
  return rule != SY_PRIVACY_STAFF || masking == SY_MASKING_EXPORT;
}

SyPrivacyRule
sy_privacy_find_rule (const char *name)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].name, name))
      return rules[i].rule;
  return SY_PRIVACY_NONE;
}

const char *
sy_privacy_get_name (SyPrivacyRule rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].rule == rule)
      return rules[i].name;
  return "none";
}

/* Small letters without blanks, underscores and full-width forms. */
static char *
fold (const char *header)
{
  g_autofree char *normal = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *small = normal ? g_utf8_strdown (normal, -1) : NULL;
  GString *folded = g_string_new (NULL);

  for (const char *at = small ? small : ""; *at; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)) && *at != '_')
      g_string_append_unichar (folded, g_utf8_get_char (at));
  return g_string_free (folded, FALSE);
}

SyPrivacyRule
sy_privacy_guess_rule (const char *header)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (header, SY_PRIVACY_NONE);
  folded = fold (header);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_auto (GStrv) parts = g_strsplit (rules[i].headers, " ", -1);

      for (guint j = 0; parts[j]; j++)
        if (*parts[j] && strstr (folded, parts[j]))
          return rules[i].rule;
    }
  return SY_PRIVACY_NONE;
}

const char *
sy_privacy_get_pattern (SyPrivacyRule rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].rule == rule)
      return rules[i].pattern;
  return NULL;
}

/* --- texts --- */

char *
sy_privacy_make_pseudonym (const char *key, const char *text)
{
  g_autofree char *digest = NULL;

  if (!text || !*text)
    return g_strdup (text);
  digest = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), text, -1);
  return g_strdup_printf ("M%.*s", PSEUDONYM_DIGITS, digest);
}

static char *
keep (const char *text, glong n_left, glong n_stars, glong n_right)
{
  glong n = g_utf8_strlen (text, -1);
  const char *right = g_utf8_offset_to_pointer (text, n - n_right);
  GString *masked = g_string_new_len (text, g_utf8_offset_to_pointer (text, n_left) - text);

  for (glong i = 0; i < n_stars; i++)
    g_string_append_c (masked, '*');
  g_string_append (masked, right);
  return g_string_free (masked, FALSE);
}

static gboolean
is_han (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) != G_UNICODE_SCRIPT_HAN)
      return FALSE;
  return TRUE;
}

static char *
mask_name (const char *text)
{
  glong n = g_utf8_strlen (text, -1);

  if (n < 2)
    return g_strdup ("*");
  if (!is_han (text))
    return keep (text, 1, 3, 0);
  for (guint i = 0; n > 2 && surnames[i]; i++)
    if (g_str_has_prefix (text, surnames[i]))
      return keep (text, 2, n - 2, 0);
  return keep (text, 1, n - 1, 0);
}

static char *
mask_staff (const char *key, const char *text)
{
  g_autofree char *name = mask_name (text);
  g_autofree char *pseudonym = sy_privacy_make_pseudonym (key, text);

  return g_strdup_printf ("%s %.*s", name, STAFF_DIGITS, pseudonym + 1);
}

/* Where a district, county or banner ends, not sooner than behind its city; NULL when nothing tells. */
static char *
mask_address (const char *text)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("^(?:.*?(?:省|自治区))?(?:.*?市)?.{1,5}?(?:区|县|旗|市)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return g_strdup ("***");
  return g_match_info_fetch (match, 0);
}

static char *
mask_birthday (const char *text)
{
  int year = strlen (text) >= 4 ? (int) g_ascii_strtoll (text, NULL, 10) : 0;

  return year > 0 ? g_strdup_printf ("%04d-07-01", year - year % BIRTHDAY_YEARS + BIRTHDAY_YEARS / 2)
                  : g_strdup ("***");
}

gboolean
sy_privacy_is_masked (SyPrivacyRule rule, const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);
  if (rule == SY_PRIVACY_PSEUDONYM)
    return g_regex_match_simple ("^M(?=[0-9]*[a-f])[0-9a-f]{12}$", text, G_REGEX_DEFAULT, 0);
  if (rule == SY_PRIVACY_STAFF)
    return g_regex_match_simple ("\\* [0-9a-f]{6}$", text, G_REGEX_DEFAULT, 0);
  return FALSE;
}

char *
sy_privacy_mask (SyPrivacyRule rule, const char *key, const char *text)
{
  glong n = text ? g_utf8_strlen (text, -1) : 0;
  const char *at;

  if (n == 0)
    return g_strdup (text);
  switch (rule)
    {
    case SY_PRIVACY_PSEUDONYM:
      return sy_privacy_make_pseudonym (key, text);
    case SY_PRIVACY_NAME:
      return mask_name (text);
    case SY_PRIVACY_STAFF:
      return mask_staff (key, text);
    case SY_PRIVACY_PHONE:
      return n >= 8 ? keep (text, n - 8, 4, 4) : g_strdup ("****");
    case SY_PRIVACY_IDENTITY:
      return n >= 11 ? keep (text, 3, n - 7, 4) : g_strnfill ((gsize) n, '*');
    case SY_PRIVACY_EMAIL:
      at = strchr (text, '@');
      return at ? g_strdup_printf ("%.*s***%s", (int) (g_utf8_next_char (text) - text), text, at)
                : g_strdup ("***");
    case SY_PRIVACY_ADDRESS:
      return mask_address (text);
    case SY_PRIVACY_BIRTHDAY:
      return mask_birthday (text);
    default:
      return g_strdup (text);
    }
}

/* --- SQL --- */

static void
append_name_sql (GString *sql, const char *x)
{
  g_string_append_printf (sql,
                          "CASE WHEN length(%s) < 2 THEN '*' WHEN NOT regexp_full_match(%s, '\\p{Han}+') "
                          "THEN left(%s, 1) || '***' WHEN length(%s) > 2 AND left(%s, 2) IN (",
                          x, x, x, x, x);
  for (guint i = 0; surnames[i]; i++)
    {
      if (i > 0)
        g_string_append (sql, ", ");
      sy_sql_append_text (sql, surnames[i]);
    }
  g_string_append_printf (sql,
                          ") THEN left(%s, 2) || repeat('*', length(%s) - 2) "
                          "ELSE left(%s, 1) || repeat('*', length(%s) - 1) END",
                          x, x, x, x);
}

static void
append_rule_sql (GString *sql, SyPrivacyRule rule, const char *x, const char *function)
{
  switch (rule)
    {
    case SY_PRIVACY_PSEUDONYM:
      g_string_append_printf (sql, "%s(%s)", function, x);
      break;
    case SY_PRIVACY_NAME:
      append_name_sql (sql, x);
      break;
    case SY_PRIVACY_STAFF:
      append_name_sql (sql, x);
      g_string_append_printf (sql, " || ' ' || substr(%s(%s), 2, %d)", function, x, STAFF_DIGITS);
      break;
    case SY_PRIVACY_PHONE:
      g_string_append_printf (
          sql,
          "CASE WHEN length(%s) >= 8 THEN left(%s, length(%s) - 8) || '****' || right(%s, 4) "
          "ELSE '****' END",
          x, x, x, x);
      break;
    case SY_PRIVACY_IDENTITY:
      g_string_append_printf (sql,
                              "CASE WHEN length(%s) >= 11 THEN left(%s, 3) || repeat('*', length(%s) - 7) || "
                              "right(%s, 4) ELSE repeat('*', length(%s)) END",
                              x, x, x, x, x);
      break;
    case SY_PRIVACY_EMAIL:
      g_string_append_printf (sql,
                              "CASE WHEN contains(%s, '@') THEN left(%s, 1) || '***' || substr(%s, "
                              "strpos(%s, '@')) ELSE '***' END",
                              x, x, x, x);
      break;
    case SY_PRIVACY_ADDRESS:
      g_string_append_printf (sql,
                              "coalesce(nullif(regexp_extract(%s, "
                              "'^(?:.*?(?:省|自治区))?(?:.*?市)?.{1,5}?(?:区|县|旗|市)'), ''), '***')",
                              x);
      break;
    case SY_PRIVACY_BIRTHDAY:
      g_string_append_printf (
          sql,
          "coalesce(lpad(CAST(CAST(floor(TRY_CAST(left(%s, 4) AS INTEGER) / %d) * %d + %d AS INTEGER) "
          "AS VARCHAR), 4, '0') || '-07-01', '***')",
          x, BIRTHDAY_YEARS, BIRTHDAY_YEARS, BIRTHDAY_YEARS / 2);
      break;
    default:
      g_string_append (sql, x);
    }
}

void
sy_privacy_append_sql (
    GString *sql, SyPrivacyRule rule, const char *column, gboolean is_date, const char *function)
{
  g_autofree char *identifier = sy_sql_quote_identifier (column);
  g_autofree char *text = g_strdup_printf ("CAST(%s AS VARCHAR)", identifier);

  if (is_date)
    {
      g_string_append_printf (sql, "make_date(CAST(floor(year(%s) / %d) * %d + %d AS INTEGER), 7, 1)",
                              identifier, BIRTHDAY_YEARS, BIRTHDAY_YEARS, BIRTHDAY_YEARS / 2);
      return;
    }
  g_string_append_printf (sql, "CASE WHEN coalesce(%s, '') = '' THEN %s ELSE ", text, text);
  append_rule_sql (sql, rule, text, function);
  g_string_append (sql, " END");
}

/* --- key --- */

/* Where it can't be kept it is good for this run only: nothing is shown for want of a place. */
static char *
make_key (const char *path, GError **error)
{
  guchar bytes[KEY_BYTES];
  g_autofree char *folder = g_path_get_dirname (path);
  GString *key;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("The key for pseudonyms can't be made: %s"), g_strerror (errno));
      return NULL;
    }
  key = g_string_new (NULL);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, key->str, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  return g_string_free (key, FALSE);
}

char *
sy_privacy_load_key (GError **error)
{
  const char *given = g_getenv ("STEELYARD_PRIVACY_KEY");
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "steelyard", "privacy-key", NULL);
  g_autofree char *key = NULL;

  if (given && *given)
    return g_strdup (given);
  if (g_file_get_contents (path, &key, NULL, NULL) && *g_strstrip (key))
    return g_steal_pointer (&key);
  return make_key (path, error);
}
