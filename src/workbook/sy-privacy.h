/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What in a column tells who somebody is, and what stands in its place in whatever leaves the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_PRIVACY_NONE,
  SY_PRIVACY_PSEUDONYM, /* numbers of customers: one pseudonym for each, the same in all tables */
  SY_PRIVACY_NAME,      /* 张三丰 → 张**, 欧阳修 → 欧阳* */
  SY_PRIVACY_PHONE,     /* 13812345678 → 138****5678 */
  SY_PRIVACY_IDENTITY,  /* 110***********1234 */
  SY_PRIVACY_EMAIL,     /* z***@example.com */
  SY_PRIVACY_ADDRESS,   /* up to the district or county */
  SY_PRIVACY_BIRTHDAY,  /* the middle of its five years, so that mean ages stay */
  SY_PRIVACY_STAFF,     /* 张三丰 → 张** 3f9a21: told apart, and only in what leaves the program */
  SY_PRIVACY_QUASI,     /* gender: stays, but tells something together with others */
} SyPrivacyRule;

/* How much is masked. */
typedef enum
{
  SY_MASKING_NONE,   /* for a reason that is written down */
  SY_MASKING_VIEW,   /* what is looked at: all but the names of the own staff */
  SY_MASKING_EXPORT, /* what leaves the program: those too, and groups of few people */
} SyMasking;

typedef enum
{
  SY_PRIVACY_CLASS_PLAIN,
  SY_PRIVACY_CLASS_DIRECT, /* says who it is */
  SY_PRIVACY_CLASS_QUASI,  /* says so together with others */
} SyPrivacyClass;

SyPrivacyClass sy_privacy_get_class (SyPrivacyRule rule);
gboolean sy_privacy_applies (SyPrivacyRule rule, SyMasking masking);
/* The names of the rules in the descriptions of source kinds: "pseudonym", "name" …; NULL or unknown: none.
 */
SyPrivacyRule sy_privacy_find_rule (const char *name);
const char *sy_privacy_get_name (SyPrivacyRule rule); /* "none" … */
/* What a column is by its header, for columns without a role: 手机, 联系地址, e-mail … */
SyPrivacyRule sy_privacy_guess_rule (const char *header);
/* A regular expression that nearly all cells of a column of this rule match; NULL: contents don't tell. */
const char *sy_privacy_get_pattern (SyPrivacyRule rule);

/* "M" and twelve hexadecimal digits of HMAC-SHA256. A blank stays blank. */
char *sy_privacy_make_pseudonym (const char *key, const char *text);
/* The text by any of the rules; birthdays are ISO dates. */
char *sy_privacy_mask (SyPrivacyRule rule, const char *key, const char *text);
/* Does @text look like a pseudonym, or the name of a member of the staff, that was masked already? One who
 * types what he reads means whom it stands for. A number of a customer is no pseudonym when all of it are
 * digits. */
gboolean sy_privacy_is_masked (SyPrivacyRule rule, const char *text);

/* The same in SQL over @column; @function: of the engine, makes a pseudonym of a text, see sy-pseudonyms.h.
 */
void sy_privacy_append_sql (
    GString *sql, SyPrivacyRule rule, const char *column, gboolean is_date, const char *function);

/* The user's own key, made at the first use, readable by him alone; STEELYARD_PRIVACY_KEY stands in for it
 * where a team has one for its project. */
char *sy_privacy_load_key (GError **error);

G_END_DECLS
