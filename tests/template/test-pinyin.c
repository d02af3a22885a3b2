/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings as the Xinhua dictionary has them, without tones. */
#include "config.h"

#include "sy-pinyin.h"

static const char *const words[][3] = {
  { "会员率", "huiyuanlv", "hyl" },
  { "库存周转率", "kucunzhouzhuanlv", "kczzl" },
  { "客户问题平均响应时长", "kehuwentipingjunxiangyingshichang", "khwtpjxysc" },
  { "增长率", "zengzhanglv", "zzl" },
  { "销售额（杜邦 2 层）", "xiaoshouedubang2ceng", "xsedb2c" },
  { "GMROI 库存", "gmroikucun", "gmroikc" },
  { "", "", "" },
  { "…", "", "" },
};

static void
test_pinyin (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *initials = NULL;
      g_autofree char *full = sy_pinyin_write (words[i][0], &initials);
      g_autofree char *alone = sy_pinyin_write (words[i][0], NULL);

      g_assert_cmpstr (full, ==, words[i][1]);
      g_assert_cmpstr (initials, ==, words[i][2]);
      g_assert_cmpstr (full, ==, alone);
    }
}

/* Beyond 16 bits, and bytes that are no character of any script. */
static void
test_rare (void)
{
  static const char *const texts[] = { "𠮷野家", "\U0010FFFF", "〇" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *initials = NULL;
      g_autofree char *full = sy_pinyin_write (texts[i], &initials);
      g_assert_true (g_str_is_ascii (full) && g_str_is_ascii (initials));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pinyin/words", test_pinyin);
  g_test_add_func ("/pinyin/rare", test_rare);
  return g_test_run ();
}
