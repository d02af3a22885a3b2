/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each candidate decodes the bytes; what comes out is judged character by character. East Asian encodings
 * share most byte pairs, so validity tells little: but real text consists of everyday characters of its
 * language, while text in the wrong encoding consists of any. Level 1 of each character set (the 3,000 to
 * 5,000 usual ones) is a contiguous range of its codes, so it needs no table; the most frequent ones are
 * listed. Alphabets tell themselves by frequent letters, by case within words, and by standing beside their
 * own kind or, for Latin, beside ASCII letters. */
#include "config.h"

#include "sy-encoding-score.h"

#include <string.h>

#include "sy-decoder.h"

/* So much of a text is judged. */
#define WINDOW (64 * 1024)

/* A candidate with a score so much lower need not be looked at further. */
#define FAR 1.4

typedef enum
{
  SCRIPT_CHINESE,
  SCRIPT_TAIWAN,
  SCRIPT_JAPANESE,
  SCRIPT_KOREAN,
  SCRIPT_CYRILLIC,
  SCRIPT_GREEK,
  SCRIPT_HEBREW,
  SCRIPT_ARABIC,
  SCRIPT_THAI,
  SCRIPT_LATIN,
} Script;

typedef struct
{
  const char *name;
  const char *wider; /* the same with a vendor's additions; NULL: none */
  Script script;
  /* Letters that are usual in it; of Latin ones an alphabet for each language, blanks between. */
  const char *home;
  double handicap; /* of encodings that hardly any program writes today */
} Candidate;

#define WESTERN                                                                                                                                                                           \
  "äöüßÄÖÜ éèêëàâçùûîïôœæÿÉÈÊÀÂÇÙÛÎÏÔŒ áéíóúñüÁÉÍÓÚÑÜ áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ àèéìíîòóùúÀÈÉÌÒÙ " \
  "æøåéÆØÅÉ åäöéÅÄÖÉ áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ àçéèíïóòúüÀÇÉÈÍÏÓÒÚÜ ëïéèöüÉ"
#define CENTRAL                                                                                                                                                         \
  "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĽŇÓÔŠŤÚÝŽ " \
  "áéíóöőúüűÁÉÍÓÖŐÚÜŰ čšžćđČŠŽĆĐ ăâîţşĂÂÎŢŞ äöüßÄÖÜ"
#define TURKISH "çğıöşüâîÇĞİÖŞÜ"
#define BALTIC "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ ąčęėįšųūžĄČĘĖĮŠŲŪŽ äöõüšžÄÖÕÜŠŽ"

#define KOREAN                                                                                                                                                   \
  "이다는을를의에가은들지한하고로사도서기대자인시나일어아리스정수해전있과보상주만라제장부무원여그구조안마경" \
  "동신비년월회업제품번호명금액수량단가판매주문고객매장날짜요일합계할인결제카드현반품재배송소연락처화분류카" \
  "테점포코드모선생성공국민용유통관문물체방식당행간내것때적관심교세계등면위진중오우미치바니데거래피트치킨김" \
  "밥라면커커피"

/* Points a score loses for an encoding of old systems. */
#define OLD 0.1

/* The more usual one first: it wins where two make the same of the text. */
static const Candidate candidates[] = {
  { "GB18030", NULL, SCRIPT_CHINESE,
    "的一是不了在人有我他这中大来上个国和地到说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民"
    "第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
    "加西斯"
    "月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔"
    "更别打"
    "女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司"
    "五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共"
    "确传师"
    "观清今切院让识候带导争运笔卖买价销售额单订号商编码店铺顾客户姓卡存款支付退货仓库供收券折扣优惠备注型含税"
    "率毛净"
    "箱瓶套渠城省县街址联邮汇早午晚餐菜饮料素食鸡肉经典牛奶茶饭面汤鱼虾酒糖油盐花果汁套促网购快递积会员级星周"
    "期季度",
    0 },
  { "BIG5", "BIG5-HKSCS", SCRIPT_TAIWAN,
    "的一是不了在人有我他這中大來上個國和地到說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然"
    "家種事"
    "成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機"
    "十民第"
    "公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加西"
    "斯月話"
    "合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走各入幾口條平系氣題活更別打女變四"
    "總何電"
    "數安少報才結反受目太量再感建務做接必場件計管期市直資命山金指許統區保至形社便空決治展馬科司五基書非白界光"
    "放強即"
    "難且權思王完設式色路記南品住告類求據程北邊該交規萬取格望覺術領共確傳師觀清今切院讓識帶導運筆賣買價銷售額"
    "單訂號"
    "商編碼店鋪顧客戶姓卡存款支付退貨倉庫供收券折扣優惠備註型含稅率毛淨箱瓶套渠城省縣街址聯郵匯早午晚餐菜飲料"
    "食雞肉"
    "牛奶茶飯麵湯魚蝦酒糖油鹽花汁網購快遞積級星週季灣臺台",
    0 },
  { "SHIFT_JIS", "CP932", SCRIPT_JAPANESE,
    "日付商品名数量単価金額合計店舗顧客番号注文税込別円個本売上高月年時分曜大人市場会社者部員東京都区町村住所"
    "電話氏姓様"
    "納期在庫仕入先担当備考種類回行出入手事業中小国語学生新開発用地方前後内外間週末平均比率割引現支払方法送料"
    "無料配達受"
    "取予約確認変更削除追加一二三四五六七八九十百千万肉魚野菜果物飲料酒茶水牛豚鶏米麺",
    0 },
  { "EUC-JP", NULL, SCRIPT_JAPANESE,
    "日付商品名数量単価金額合計店舗顧客番号注文税込別円個本売上高月年時分曜大人市場会社者部員東京都区町村住所"
    "電話氏姓様"
    "納期在庫仕入先担当備考種類回行出入手事業中小国語学生新開発用地方前後内外間週末平均比率割引現支払方法送料"
    "無料配達受"
    "取予約確認変更削除追加一二三四五六七八九十百千万肉魚野菜果物飲料酒茶水牛豚鶏米麺",
    0 },
  { "EUC-KR", "CP949", SCRIPT_KOREAN, KOREAN, 0 },
  { "windows-1251", NULL, SCRIPT_CYRILLIC, "", 0 },
  { "KOI8-R", NULL, SCRIPT_CYRILLIC, "", 0 },
  { "KOI8-U", NULL, SCRIPT_CYRILLIC, "", 0 },
  { "IBM866", NULL, SCRIPT_CYRILLIC, "", 0 },
  { "ISO-8859-5", NULL, SCRIPT_CYRILLIC, "", 0 },
  { "MAC-CYRILLIC", NULL, SCRIPT_CYRILLIC, "", OLD },
  { "IBM855", NULL, SCRIPT_CYRILLIC, "", OLD },
  { "windows-1252", NULL, SCRIPT_LATIN, WESTERN, 0 },
  { "windows-1250", NULL, SCRIPT_LATIN, CENTRAL, 0 },
  { "ISO-8859-2", NULL, SCRIPT_LATIN, CENTRAL, 0 },
  { "windows-1254", NULL, SCRIPT_LATIN, TURKISH, 0 },
  { "windows-1257", NULL, SCRIPT_LATIN, BALTIC, 0 },
  { "ISO-8859-15", NULL, SCRIPT_LATIN, WESTERN, 0 },
  { "windows-1253", NULL, SCRIPT_GREEK, "", 0 },
  { "ISO-8859-7", NULL, SCRIPT_GREEK, "", 0 },
  { "CP737", NULL, SCRIPT_GREEK, "", OLD },
  { "windows-1255", NULL, SCRIPT_HEBREW, "", 0 },
  { "windows-1256", NULL, SCRIPT_ARABIC, "", 0 },
  { "ISO-8859-6", NULL, SCRIPT_ARABIC, "", 0 },
  /* two thirds of all byte pairs are letters of it */
  { "TIS-620", NULL, SCRIPT_THAI, "", 0 },
  { "macintosh", NULL, SCRIPT_LATIN, WESTERN, OLD / 2 },
  { "IBM850", NULL, SCRIPT_LATIN, WESTERN, OLD / 2 },
  { "IBM852", NULL, SCRIPT_LATIN, CENTRAL, OLD },
  { "MAC-CENTRALEUROPE", NULL, SCRIPT_LATIN, CENTRAL, OLD },
  { "ISO-8859-13", NULL, SCRIPT_LATIN, BALTIC " " CENTRAL, OLD },
  { "ISO-8859-16", NULL, SCRIPT_LATIN, CENTRAL " ăâîșțĂÂÎȘȚ", 2 * OLD },
  { "ISO-8859-4", NULL, SCRIPT_LATIN, BALTIC, OLD },
  { "ISO-8859-10", NULL, SCRIPT_LATIN, BALTIC, OLD },
  { "ISO-8859-3", NULL, SCRIPT_LATIN, "ĉĝĥĵŝŭĈĜĤĴŜŬ àċèġħìòżĊĠĦŻ " TURKISH, OLD },
  { "windows-1258", NULL, SCRIPT_LATIN, "àáăâđèéêìíòóôơùúưýÀÁĂÂĐÈÉÊÌÍÒÓÔƠÙÚƯÝ", OLD },
  { "JOHAB", NULL, SCRIPT_KOREAN, KOREAN, OLD },
};

/* ---- Sets of characters ---------------------------------------------------------------------------------
 */

static void
add_text (GHashTable *set, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (*p != ' ')
      g_hash_table_add (set, GUINT_TO_POINTER (g_utf8_get_char (p)));
}

/* Adds the characters of two bytes whose first one is in a range. */
static void
add_range (GHashTable *set, const char *encoding, guint first, guint last)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (guint lead = first; lead <= last; lead++)
    for (guint trail = 0xA1; trail <= 0xFE; trail++)
      {
        char pair[2] = { (char) lead, (char) trail };
        g_autofree char *text = g_convert (pair, 2, "UTF-8", encoding, NULL, NULL, NULL);
        if (text)
          add_text (set, text);
      }
}

static GHashTable *
make_usual (Script script)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  switch (script)
    {
    case SCRIPT_CHINESE:
      add_range (set, "GB2312", 0xB0, 0xD7);
      break;
    case SCRIPT_TAIWAN:
      add_range (set, "BIG5", 0xA4, 0xC6);
      break;
    case SCRIPT_JAPANESE:
      add_range (set, "EUC-JP", 0xB0, 0xCF);
      break;
    case SCRIPT_KOREAN:
      add_range (set, "EUC-KR", 0xB0, 0xC8);
      break;
    case SCRIPT_CYRILLIC:
    case SCRIPT_GREEK:
    case SCRIPT_HEBREW:
    case SCRIPT_ARABIC:
    case SCRIPT_THAI:
    case SCRIPT_LATIN:
    default:
      break;
    }
  return set;
}

static GHashTable *usual[SCRIPT_LATIN + 1];
static GHashTable *home[G_N_ELEMENTS (candidates)];

static void
make_sets (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;
  for (guint i = 0; i <= SCRIPT_LATIN; i++)
    usual[i] = make_usual (i);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      home[i] = g_hash_table_new (NULL, NULL);
      add_text (home[i], candidates[i].home);
    }
  g_once_init_leave (&once, 1);
}

static gboolean
holds (GHashTable *set, gunichar c)
{
  return g_hash_table_contains (set, GUINT_TO_POINTER (c));
}

/* ---- What a character says ------------------------------------------------------------------------------
 */

static gboolean
is_han (gunichar c)
{
  return (c >= 0x4E00 && c < 0xA000) || (c >= 0x3400 && c < 0x4DC0) || (c >= 0xF900 && c < 0xFB00);
}

/* Ideographic and full-width punctuation, and the general one that East Asian sets have. */
static gboolean
is_wide_mark (gunichar c)
{
  return (c >= 0x3000 && c < 0x3020) || (c >= 0xFF00 && c < 0xFF5F) || (c >= 0x2010 && c < 0x2030)
         || c == 0xFFE5 || c == 0xB7 || c == 0xD7 || c == 0xB0 || c == 0x2103 || (c >= 0x2460 && c < 0x2480)
         || c == 0x25CB || c == 0x25CF || c == 0x2605 || c == 0x2606 || c == 0x2116;
}

static double
judge_han (Script script, guint i, gunichar c)
{
  if (holds (home[i], c))
    return 1.3;
  if (holds (usual[script], c))
    return 0.55;
  if (is_han (c))
    return script == SCRIPT_CHINESE ? -0.2 : 0;
  if (is_wide_mark (c))
    return 0.5;
  if (c >= 0x3040 && c < 0x3100)
    return -0.3;
  return -1;
}

static double
judge_japanese (guint i, gunichar c)
{
  if (c >= 0x3041 && c < 0x3097)
    return 1.2;
  if (c >= 0x30A1 && c < 0x30FF)
    return 1.1;
  if (holds (home[i], c))
    return 1.3;
  if (holds (usual[SCRIPT_JAPANESE], c))
    return 0.45;
  if (is_wide_mark (c))
    return 0.5;
  if (c >= 0xFF61 && c < 0xFFA0)
    return 0.1;
  return is_han (c) ? -0.2 : -1;
}

static double
judge_korean (guint i, gunichar c)
{
  if (holds (home[i], c))
    return 1.3;
  if (holds (usual[SCRIPT_KOREAN], c))
    return 0.55;
  if (c >= 0xAC00 && c < 0xD7A4)
    return -0.2;
  if (is_wide_mark (c))
    return 0.4;
  return is_han (c) ? -0.3 : -1;
}

static gboolean
is_ascii_letter (gunichar c)
{
  return c < 0x80 && g_ascii_isalpha ((char) c);
}

static double
judge_cyrillic (gunichar before, gunichar c, gunichar behind)
{
  static const char frequent[] = "оеаинтсрвлкмдпу";
  gboolean letter = c >= 0x400 && c < 0x460;
  double score;

  if (!letter)
    return c == 0x2116 || c == 0xAB || c == 0xBB || c == 0x2013 || c == 0x2014 || c == 0xA0 ? 0.4 : -1;
  if (is_ascii_letter (before) || is_ascii_letter (behind))
    return -0.8;
  /* words of one letter are few */
  if (!((before >= 0x400 && before < 0x460) || (behind >= 0x400 && behind < 0x460)))
    return 0.2;
  if (c > 0x44F || c < 0x410)
    score = c == 0x451 || c == 0x401 ? 0.3 : 0.1;
  else
    score = g_utf8_strchr (frequent, -1, g_unichar_tolower (c)) ? 1.2 : 0.7;
  if (g_unichar_isupper (c) && before >= 0x400 && before < 0x460 && g_unichar_islower (before))
    score -= 1.6;
  else if (g_unichar_isupper (c))
    score -= 0.1;
  return score;
}

static double
judge_block (gunichar before, gunichar c, gunichar behind, gunichar first, gunichar last)
{
  if (c < first || c > last)
    return c == 0x20AC || c == 0xA3 || c == 0xAB || c == 0xBB || c == 0xA0 || c == 0x2013 ? 0.3 : -1;
  if (is_ascii_letter (before) || is_ascii_letter (behind))
    return -1;
  if (g_unichar_isupper (c) && g_unichar_islower (before))
    return -0.6;
  return (before >= first && before <= last) || (behind >= first && behind <= last) ? 1 : -0.3;
}

static double
judge_latin (guint i, gunichar before, gunichar c, gunichar behind)
{
  static const char marks[] = "€£°©®–—‘’“”„…«»·×½²³§µ¿¡ºª\302\240•";
  double score;

  /* Vietnamese tones stand behind their vowels. */
  if (g_unichar_ismark (c))
    return g_unichar_isalpha (before) ? 0.8 : -1;
  if (!g_unichar_isalpha (c))
    return g_utf8_strchr (marks, -1, c) ? 0.5 : -0.6;
  score = holds (home[i], c) ? 1 : -0.4;
  if (before >= 0x80 && g_unichar_isalpha (before))
    score -= 0.8;
  if (g_unichar_isupper (c) && before >= 'a' && before <= 'z')
    score -= 0.8;
  if (!is_ascii_letter (before) && !is_ascii_letter (behind))
    score -= 0.5;
  return score;
}

static double
judge (guint i, gunichar before, gunichar c, gunichar behind)
{
  switch (candidates[i].script)
    {
    case SCRIPT_CHINESE:
    case SCRIPT_TAIWAN:
      return judge_han (candidates[i].script, i, c);
    case SCRIPT_JAPANESE:
      return judge_japanese (i, c);
    case SCRIPT_KOREAN:
      return judge_korean (i, c);
    case SCRIPT_CYRILLIC:
      return judge_cyrillic (before, c, behind);
    case SCRIPT_GREEK:
      return judge_block (before, c, behind, 0x370, 0x3FF);
    case SCRIPT_HEBREW:
      return judge_block (before, c, behind, 0x5B0, 0x5F4);
    case SCRIPT_ARABIC:
      return judge_block (before, c, behind, 0x600, 0x6FF);
    case SCRIPT_THAI:
      return 0.7 * judge_block (before, c, behind, 0xE00, 0xE7F);
    case SCRIPT_LATIN:
    default:
      return judge_latin (i, before, c, behind);
    }
}

/* ---- Candidates -----------------------------------------------------------------------------------------
 */

static gboolean
decode (const char *encoding, const guint8 *data, gsize length, GByteArray *out, guint *n_bad)
{
  g_autoptr (SyDecoder) decoder = sy_decoder_new (encoding, NULL);
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));

  if (!decoder)
    return FALSE;
  g_byte_array_set_size (out, 0);
  sy_decoder_run (decoder, data, length, FALSE, out, bad);
  *n_bad = bad->len;
  return TRUE;
}

/* The mean over all bytes that are not ASCII: encodings of one and of two bytes compare. */
static double
judge_text (guint i, const GByteArray *text, gsize n_high, guint n_bad, gsize *n_letters)
{
  /* no byte of it may be text, and then there is no block for it */
  const char *p = text->len > 0 ? (const char *) text->data : "";
  const char *end = p + text->len;
  gunichar before = ' ';
  double sum = 0;
  gsize n = 0;

  while (p < end)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (c >= 0x80)
        {
          sum += judge (i, before, c, next < end ? g_utf8_get_char (next) : ' ');
          n++;
        }
      before = c;
      p = next;
    }
  *n_letters = n;
  return n > 0 ? sum / (double) n - 8.0 * n_bad / (double) MAX (n_high, 1) : -9;
}

/* A text is mostly of one language: the share of its letters, 0 to 1, that the best alphabet of Latin letters
 * has. Regions share bytes, so Spanish read as Polish and Czech at once would pass letter by letter. */
static double
judge_alphabet (const Candidate *candidate, const GByteArray *text)
{
  g_auto (GStrv) alphabets = g_strsplit (candidate->home, " ", -1);
  g_autofree gsize *n_in = g_new0 (gsize, g_strv_length (alphabets) + 1);
  const char *p = text->len > 0 ? (const char *) text->data : "", *end = p + text->len;
  gsize n = 0, best = 0;

  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 || !g_unichar_isalpha (c))
        continue;
      n++;
      for (guint i = 0; alphabets[i] != NULL; i++)
        {
          n_in[i] += g_utf8_strchr (alphabets[i], -1, c) != NULL;
          best = MAX (best, n_in[i]);
        }
    }
  return n > 0 ? (double) best / (double) n : 1;
}

/* What speaks for or against a candidate beside its characters. */
static double
judge_candidate (const Candidate *candidate, const GByteArray *text, double score, gsize n_letters)
{
  double sum = -candidate->handicap;

  if (candidate->script == SCRIPT_LATIN)
    sum -= MIN (0.5, 2.3 * (1 - judge_alphabet (candidate, text)));
  /* One or two words of a file in ASCII may be anything; where they can be everyday Chinese they are. */
  if (candidate->script == SCRIPT_CHINESE && score > 0.5 && n_letters > 0)
    sum += 1.2 / (double) n_letters;
  return sum;
}

static gboolean
agrees (const Candidate *candidate, const char *opinion)
{
  return opinion
         && (g_ascii_strcasecmp (opinion, candidate->name) == 0
             || (candidate->wider && g_ascii_strcasecmp (opinion, candidate->wider) == 0)
             || (g_str_has_prefix (opinion, "KOI8") && g_str_has_prefix (candidate->name, "KOI8"))
             || (candidate->script == SCRIPT_CHINESE && g_ascii_strncasecmp (opinion, "GB", 2) == 0)
             || (candidate->script == SCRIPT_KOREAN && g_ascii_strcasecmp (opinion, "UHC") == 0));
}

/**
 * sy_encoding_score:
 * @data: (array length=length): text that is not UTF-8
 * @opinion: (nullable): what another detector says; weighs a little
 * @score: (out caller-allocates)
 *
 * Returns: %FALSE when no candidate can decode anything
 */
gboolean
sy_encoding_score (const guint8 *data, gsize length, const char *opinion, SyEncodingScore *score)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GByteArray) best_text = g_byte_array_new ();
  gsize n_high = 0;
  int best = -1;
  double scores[G_N_ELEMENTS (candidates)];

  *score = (SyEncodingScore){ .score = -9 };
  length = MIN (length, WINDOW);
  for (gsize i = 0; i < length; i++)
    n_high += data[i] >= 0x80;
  make_sets ();
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      const char *encoding = candidates[i].wider ? candidates[i].wider : candidates[i].name;
      guint n_bad = 0;
      gsize n_letters = 0;

      scores[i] = -9;
      if (!decode (encoding, data, length, text, &n_bad))
        continue;
      scores[i] = judge_text (i, text, n_high, n_bad, &n_letters);
      /* Hopeless: nothing adds so much. */
      if (best >= 0 && scores[i] < scores[best] - FAR)
        continue;
      scores[i] += judge_candidate (&candidates[i], text, scores[i], n_letters)
                   + (agrees (&candidates[i], opinion) ? 0.12 : 0);
      if (best >= 0 && scores[i] <= scores[best] + 1e-6)
        continue;
      best = (int) i;
      score->n_letters = n_letters;
      g_byte_array_set_size (best_text, 0);
      g_byte_array_append (best_text, text->data, text->len);
    }
  if (best < 0)
    return FALSE;
  score->score = scores[best];
  score->margin = FAR;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint n_bad = 0;
      const char *encoding = candidates[i].wider ? candidates[i].wider : candidates[i].name;
      if ((int) i == best || scores[best] - scores[i] >= score->margin
          || !decode (encoding, data, length, text, &n_bad)
          || (text->len == best_text->len && memcmp (text->data, best_text->data, text->len) == 0))
        continue;
      score->margin = scores[best] - scores[i];
    }
  score->name = g_strdup (candidates[best].name);
  if (candidates[best].wider)
    {
      guint n_bad = 0;
      if (!decode (candidates[best].name, data, length, text, &n_bad) || n_bad > 0)
        {
          g_free (score->name);
          score->name = g_strdup (candidates[best].wider);
        }
    }
  return TRUE;
}
