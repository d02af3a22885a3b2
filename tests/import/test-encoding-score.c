/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labelled texts: what shops write in many languages, in each encoding that their programs write, cut into
 * pieces from a few lines on. A text is told right when it decodes to what it was. */
#include "config.h"

#include "reader-fixture.h"
#include "sy-encoding-score.h"

typedef struct
{
  const char *name;
  const char *encodings; /* blank separated */
  const char *lines[16];
} Language;

static const Language languages[] = {
  { "till",
    "GBK GB18030",
    { "流水号,日期,时间,收银员,商品编码,商品名称,数量,单价,折扣,实收金额,支付方式",
      "1001,2023-01-05,11:38,张三,6901234,农夫山泉矿泉水,2,2.00,0,4.00,微信支付",
      "1002,2023-01-05,11:42,李四,6905678,康师傅红烧牛肉面,1,5.50,0.5,5.00,支付宝",
      "1003,2023-01-05,11:55,张三,6909012,伊利纯牛奶,3,3.20,0,9.60,现金",
      "1004,2023-01-05,12:03,王五,6903456,可口可乐,6,3.00,1.00,17.00,会员卡",
      "1005,2023-01-05,12:10,李四,6907890,洽洽香瓜子,1,8.90,0,8.90,微信支付",
      "1006,2023-01-05,12:21,王五,6902345,蓝月亮洗衣液,1,39.90,5,34.90,银行卡",
      "合计,,,,,,14,,6.50,79.40," } },
  { "web shop",
    "GBK GB18030",
    { "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址,运送方式,订单创建时间",
      "7281901,小鱼儿,128.00,交易成功,陈静,广东省深圳市南山区科技园,快递,2023-01-05 09:12",
      "7281902,阳光灿烂,56.50,卖家已发货,刘洋,浙江省杭州市西湖区文三路,快递,2023-01-05 10:20",
      "7281903,风清扬,219.00,交易关闭,赵敏,四川省成都市武侯区,快递,2023-01-05 11:31",
      "7281904,梅子,33.80,交易成功,孙丽,江苏省南京市鼓楼区中山北路,平邮,2023-01-05 13:45",
      "7281905,老王,78.00,等待买家付款,王强,北京市朝阳区建国路,快递,2023-01-05 15:02",
      "7281906,橙子,45.90,交易成功,周杰,上海市浦东新区世纪大道,快递,2023-01-05 16:38" } },
  { "restaurant",
    "GBK",
    { "桌号,菜品,类别,份数,单价,小计,服务员,结账时间", "A01,宫保鸡丁,热菜,1,38,38,小红,18:20",
      "A01,麻婆豆腐,热菜,1,26,26,小红,18:20", "B03,清蒸鲈鱼,海鲜,1,88,88,小明,18:45",
      "B03,米饭,主食,4,2,8,小明,18:45", "C05,酸辣土豆丝,素菜,1,18,18,小芳,19:02",
      "C05,青岛啤酒,酒水,6,8,48,小芳,19:02", "D08,水煮牛肉,热菜,1,58,58,小刚,19:30" } },
  { "stock",
    "GBK",
    { "仓库,货号,品名,规格,单位,期初库存,入库,出库,结存,备注",
      "东莞仓,K2301,男士短袖衬衫,175/92A,件,120,60,85,95,",
      "东莞仓,K2302,女士连衣裙,160/84A,件,80,40,66,54,补货",
      "苏州仓,K2303,儿童运动鞋,32码,双,200,0,45,155,滞销",
      "苏州仓,K2304,羊毛围巾,180cm,条,60,100,130,30,畅销", "成都仓,K2305,真皮腰带,110cm,条,35,20,12,43," } },
  { "taiwan",
    "BIG5",
    { "訂單編號,日期,客戶名稱,商品名稱,數量,單價,金額,付款方式",
      "T0001,2023/01/05,陳先生,珍珠奶茶,2,55,110,現金", "T0002,2023/01/05,林小姐,鳳梨酥禮盒,1,380,380,信用卡",
      "T0003,2023/01/06,王太太,高山烏龍茶,3,450,1350,轉帳", "T0004,2023/01/06,黃先生,牛肉麵,2,160,320,悠遊卡",
      "T0005,2023/01/07,張小姐,太陽餅,5,40,200,現金", "T0006,2023/01/07,李先生,台灣啤酒,6,35,210,信用卡",
      "T0007,2023/01/08,吳太太,滷肉飯便當,4,85,340,現金" } },
  { "japanese",
    "SHIFT_JIS EUC-JP CP932",
    { "注文番号,日付,店舗名,商品名,数量,単価,金額,備考", "J001,2023/01/05,渋谷店,おにぎり（鮭）,3,120,360,",
      "J002,2023/01/05,新宿店,緑茶ペットボトル,2,150,300,割引",
      "J003,2023/01/06,横浜店,とんかつ弁当,1,580,580,",
      "J004,2023/01/06,大阪店,たこ焼きセット,2,450,900,会員",
      "J005,2023/01/07,名古屋店,みそカツサンド,1,380,380,",
      "J006,2023/01/07,札幌店,ラーメン大盛り,2,850,1700,税込",
      "J007,2023/01/08,福岡店,めんたいこ,1,1200,1200,冷蔵便" } },
  { "korean",
    "EUC-KR CP949",
    { "주문번호,날짜,매장,상품명,수량,단가,금액,결제방법",
      "K001,2023-01-05,강남점,아메리카노,2,4500,9000,카드",
      "K002,2023-01-05,홍대점,김치찌개,1,8000,8000,현금",
      "K003,2023-01-06,부산점,불고기 덮밥,3,9500,28500,카드",
      "K004,2023-01-06,대구점,삼각김밥,5,1200,6000,카카오페이",
      "K005,2023-01-07,인천점,떡볶이 세트,2,7000,14000,현금",
      "K006,2023-01-07,서울역점,생수,10,800,8000,카드",
      "K007,2023-01-08,제주점,감귤 주스,4,3500,14000,네이버페이" } },
  { "russian",
    "windows-1251 KOI8-R IBM866",
    { "Номер заказа;Дата;Магазин;Товар;Количество;Цена;Сумма",
      "1001;05.01.2023;Москва, Тверская;Молоко цельное;2;89,50;179,00",
      "1002;05.01.2023;Санкт-Петербург;Хлеб ржаной;1;45,00;45,00",
      "1003;06.01.2023;Казань;Сыр российский;0,5;640,00;320,00",
      "1004;06.01.2023;Новосибирск;Чай чёрный;3;150,00;450,00",
      "1005;07.01.2023;Екатеринбург;Сахар;2;70,00;140,00",
      "1006;07.01.2023;Самара;Гречка ядрица;4;110,00;440,00" } },
  { "german",
    "windows-1252 ISO-8859-1 ISO-8859-15",
    { "Bestellnummer;Datum;Käufer;Straße;Größe;Menge;Preis", "1;05.01.2023;Müller;Hauptstraße 5;groß;2;12,50",
      "2;05.01.2023;Jäger;Königsallee 12;mittel;1;8,90", "3;06.01.2023;Schröder;Gänsemarkt 3;klein;4;5,20",
      "4;06.01.2023;Weiß;Lübecker Straße 8;größer;1;19,90", "5;07.01.2023;Köhler;Mühlweg 1;groß;3;7,75",
      "6;07.01.2023;Böhm;Blücherplatz 4;für Kinder;2;9,99",
      "7;08.01.2023;Krüger;Schönhauser Allee;Süßwaren;5;3,30",
      "8;08.01.2023;Günther;Fußgängerzone;Brötchen;12;0,45" } },
  { "french",
    "windows-1252 ISO-8859-1",
    { "Numéro;Date;Libellé;Quantité;Prix unitaire;Réglé", "1;05/01/2023;Crème brûlée;2;6,50;Chèque",
      "2;05/01/2023;Pâté de canard;1;12,00;Espèces", "3;06/01/2023;Café crème;4;3,20;Carte à puce",
      "4;06/01/2023;Gâteau aux pêches;1;18,90;Différé", "5;07/01/2023;Thé à la menthe;3;2,80;Prélèvement",
      "6;07/01/2023;Côtelette grillée;2;22,40;Espèces", "7;08/01/2023;Brioche dorée;1;4,10;À crédit",
      "8;08/01/2023;Pêche Melba glacée;2;7,30;Réservé" } },
  { "spanish",
    "windows-1252 ISO-8859-15",
    { "Número;Fecha;Descripción;Categoría;Cantidad;Precio", "1;05/01/2023;Jamón ibérico;Alimentación;1;45,90",
      "2;05/01/2023;Piña en almíbar;Conservas;3;2,10", "3;06/01/2023;Champú para niños;Higiene;2;4,75",
      "4;06/01/2023;Café con azúcar;Desayuno;1;3,60", "5;07/01/2023;Cuña de queso añejo;Lácteos;1;8,20",
      "6;07/01/2023;Señal de tráfico;Juguetería;2;12,00", "7;08/01/2023;Sartén pequeña;Menaje;1;19,95",
      "8;08/01/2023;Melocotón fresco;Frutería;6;0,55" } },
  { "polish",
    "windows-1250 ISO-8859-2",
    { "Numer zamówienia;Data;Sprzedaż;Ilość;Cena;Płatność", "1;05.01.2023;Książka dla dzieci;2;29,90;gotówka",
      "2;05.01.2023;Chleb żytni świeży;1;6,50;karta", "3;06.01.2023;Śliwki węgierki;3;8,20;gotówka",
      "4;06.01.2023;Łosoś wędzony;1;35,00;przelew", "5;07.01.2023;Kiełbasa śląska;2;18,40;karta",
      "6;07.01.2023;Sok jabłkowy łódzki;4;5,10;gotówka", "7;08.01.2023;Pączki z różą;12;3,20;zwrócono" } },
  { "czech",
    "windows-1250 ISO-8859-2",
    { "Číslo objednávky;Datum;Zboží;Množství;Cena;Způsob platby", "1;5.1.2023;Kuřecí řízek;2;129,00;kartou",
      "2;5.1.2023;Černý čaj;1;49,90;hotově", "3;6.1.2023;Žitný chléb;3;39,00;hotově",
      "4;6.1.2023;Dětské kalhoty růžové;1;399,00;převodem", "5;7.1.2023;Plzeňské pivo ležák;6;24,90;kartou",
      "6;7.1.2023;Švestkový koláč;2;85,00;hotově" } },
  { "turkish",
    "windows-1254",
    { "Sipariş no;Tarih;Ürün adı;Müşteri;Miktar;Fiyat;Ödeme şekli",
      "1;05.01.2023;Türk kahvesi;Ayşe Yılmaz;2;45,00;kredi kartı",
      "2;05.01.2023;Beyaz peynir;Çağrı Öztürk;1;89,90;nakit",
      "3;06.01.2023;Kırmızı biber;Gülşah Doğan;3;12,50;nakit",
      "4;06.01.2023;Fındıklı çikolata;İbrahim Şahin;2;30,00;havale",
      "5;07.01.2023;Yoğurt büyük boy;Uğur Çelik;4;22,00;kredi kartı",
      "6;07.01.2023;Şeftali suyu;Işıl Güneş;6;9,75;nakit" } },
  { "greek",
    "windows-1253 ISO-8859-7",
    { "Αριθμός;Ημερομηνία;Προϊόν;Ποσότητα;Τιμή;Σύνολο", "1;05/01/2023;Ελαιόλαδο;2;8,50;17,00",
      "2;05/01/2023;Φέτα βαρελίσια;1;12,90;12,90", "3;06/01/2023;Ψωμί ολικής;3;1,80;5,40",
      "4;06/01/2023;Μέλι θυμαρίσιο;1;9,00;9,00", "5;07/01/2023;Κρασί κόκκινο;2;6,40;12,80" } },
  { "thai",
    "TIS-620",
    { "เลขที่ใบสั่งซื้อ,วันที่,สินค้า,จำนวน,ราคา,ยอดรวม", "1,2023-01-05,ข้าวผัดกุ้ง,2,60,120", "2,2023-01-05,ชาเย็น,1,35,35",
      "3,2023-01-06,ต้มยำกุ้ง,1,150,150", "4,2023-01-06,น้ำเปล่า,4,10,40" } },
};

/* Few lines of other shops, down to one line with three signs; of such, some can't be told. */
static const Language brief[] = {
  { "members",
    "GBK GB18030 UTF-8",
    { "会员卡号,姓名,生日,积分,等级", "8801,欧阳娜娜,1990-03-02,1200,金卡", "8802,诸葛亮,1985-11-20,300,银卡",
      "8803,司马相如,1978-06-01,50,普通", "8804,上官婉儿,2001-01-30,980,钻石" } },
  { "fresh food",
    "GBK GB18030 UTF-8",
    { "品名\t产地\t重量(kg)\t进价\t售价", "红富士苹果\t烟台\t12.5\t3.20\t5.98",
      "巨峰葡萄\t吐鲁番\t8.0\t4.10\t7.80", "五花肉\t成都\t20\t13.5\t16.8", "大闸蟹\t阳澄湖\t5\t68\t98" } },
  { "drinks",
    "GBK GB18030",
    { "门店,茶饮名称,糖度,加料,杯数,实收", "万象城店,杨枝甘露,少糖,西米,2,44.00",
      "印象城店,芝士莓莓,三分糖,脆啵啵,1,29.00", "吾悦广场店,幽兰拿铁,无糖,无,3,57.00",
      "天河城店,霸气橙子,全糖,椰果,1,18.00" } },
  { "clothes",
    "GBK GB18030",
    { "款号;品名;颜色;尺码;吊牌价", "A01;羽绒服;藏青;XL;899", "A02;针织衫;卡其;均码;259",
      "A03;阔腿裤;燕麦;M;329", "A04;小西装;黑;S;599" } },
  { "chemist",
    "GBK GB18030",
    { "药品名称,批准文号,规格,数量,零售价", "阿莫西林胶囊,国药准字H20053,24粒,2,15.80",
      "板蓝根颗粒,国药准字Z44023,20袋,1,12.50", "维生素C片,国药准字H11020,100片,3,6.90" } },
  { "hong kong",
    "BIG5 UTF-8",
    { "單據編號,日期,貨品,件數,金額(港幣)", "H01,2024/03/01,菠蘿油,2,36.00",
      "H02,2024/03/01,鴛鴦奶茶,1,22.00", "H03,2024/03/02,乾炒牛河,1,58.00",
      "H04,2024/03/02,雲吞麵,3,126.00" } },
  { "taipei",
    "BIG5 UTF-8",
    { "門市,品項,數量,小計,載具號碼", "信義店,刈包,2,130,/AB12", "板橋店,蚵仔煎,1,75,/CD34",
      "士林店,大腸麵線,2,120,/EF56", "西門店,臭豆腐,1,60,/GH78" } },
  { "drug store",
    "SHIFT_JIS EUC-JP UTF-8",
    { "商品コード,商品名,メーカー,売上数,売上金額", "4901,歯ブラシ やわらかめ,ライオン,12,2376",
      "4902,日焼け止めクリーム,資生堂,5,7400", "4903,のど飴,カンロ,30,6000",
      "4904,マスク五十枚入り,ユニチャーム,8,6384" } },
  { "cosmetics",
    "EUC-KR UTF-8",
    { "상품코드,상품명,브랜드,판매수량,판매금액", "C01,수분 크림,이니스프리,12,264000",
      "C02,립 틴트,에뛰드,30,300000", "C03,마스크팩,메디힐,100,150000",
      "C04,클렌징 폼,더페이스샵,8,72000" } },
  { "bookshop",
    "windows-1251 UTF-8",
    { "Артикул;Наименование;Автор;Продано;Выручка", "Б01;Война и мир;Толстой;12;8400,00",
      "Б02;Мастер и Маргарита;Булгаков;20;9800,50", "Б03;Вишнёвый сад;Чехов;7;2100,00" } },
  { "bakery",
    "windows-1252 UTF-8",
    { "Artikel;Größe;Stück;Umsatz (€)", "Käsekuchen;groß;3;59,70", "Nussstrudel;für zwei;5;42,50",
      "Brötchen;klein;120;54,00", "Süßgebäck;gemischt;18;37,80" } },
  { "wine",
    "windows-1252 UTF-8",
    { "Réf;Désignation;Millésime;Qté;Montant", "V1;Château Léognan rosé;2019;6;119,40",
      "V2;Crémant d'Alsace élevé;2021;12;131,88", "V3;Côtes du Rhône réserve;2020;24;215,76" } },
  { "utf-16",
    "UTF-16LE UTF-16BE",
    { "商品,数量,金额", "豆浆,2,6.00", "油条,4,8.00", "茶叶蛋,3,4.50", "煎饼果子,1,9.00" } },
};

/* Encodings of older systems, and languages whose letters share bytes with those of others. */
static const Language older[] = {
  { "madrid",
    "windows-1252 ISO-8859-15 IBM850",
    { "Artículo;Cantidad;Año;Señal", "Piña colada;3;2023;niño", "Jamón ibérico;2;2023;española",
      "Turrón de almendra;1;2022;campaña", "Café con leche;9;2023;pequeño" } },
  { "kyiv",
    "windows-1251 KOI8-U",
    { "Дата;Назва;Кількість;Місто", "05.01.2023;Вареники з вишнею;3;Київ",
      "06.01.2023;Їжа для котів;2;Чернівці", "07.01.2023;Олія соняшникова;5;Запоріжжя",
      "08.01.2023;Ґудзики;40;Львів" } },
  { "moscow",
    "IBM855 MAC-CYRILLIC ISO-8859-5",
    { "Дата;Магазин;Товар;Количество", "05.01.2023;Тверская;Молоко цельное;2",
      "06.01.2023;Арбат;Хлеб ржаной;1", "07.01.2023;Таганская;Сыр российский;5",
      "08.01.2023;Щукинская;Яблоки сезонные;12" } },
  { "warsaw",
    "windows-1250 ISO-8859-2 IBM852 MAC-CENTRALEUROPE ISO-8859-16",
    { "Produkt;Ilość;Miejscowość", "Żurek śląski;3;Łódź", "Pączki z różą;5;Kraków",
      "Ciasto śliwkowe;1;Gdańsk", "Gołąbki świeże;4;Częstochowa" } },
  { "prague",
    "windows-1250 ISO-8859-2 IBM852",
    { "Zboží;Množství;Město", "Knedlíky špekové;3;Plzeň", "Řízek smažený;2;Hradec Králové",
      "Čaj zelený;1;Ústí nad Labem", "Švestkové koláče;6;Třebíč" } },
  { "cairo",
    "windows-1256 ISO-8859-6",
    { "التاريخ;المنتج;الكمية", "05/01/2023;قهوة عربية;3", "06/01/2023;شاي بالنعناع;2",
      "07/01/2023;خبز طازج;10" } },
  { "athens",
    "windows-1253 ISO-8859-7 CP737",
    { "Ημερομηνία;Προϊόν;Ποσότητα", "5/1/2023;Καφές ελληνικός;3", "6/1/2023;Άσπρη τυρόπιτα;2",
      "7/1/2023;Γύρος χοιρινός;4" } },
  { "riga",
    "windows-1257 ISO-8859-13 ISO-8859-4",
    { "Datums;Prece;Daudzums;Pilsēta", "05.01.2023;Rupjmaize ar ķimenēm;3;Rēzekne",
      "06.01.2023;Šķiņķis kūpināts;2;Rīga", "07.01.2023;Ābolu sula;5;Liepāja" } },
  { "osaka",
    "ISO-2022-JP",
    { "日付,店舗名,商品名", "1月5日,新宿店,紅茶ケーキ", "1月6日,渋谷店,コーヒー豆" } },
  { "busan", "ISO-2022-KR", { "날짜,매장,상품명", "1월5일,강남점,아메리카노", "1월6일,홍대점,김치찌개" } },
};

static guint n_texts, n_right;

/* Whether the text in the encoding is read as it was. */
static gboolean
is_told (const char *text, const char *encoding, const char *language)
{
  gsize length = 0;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
  g_autofree char *again = NULL;
  char *path = NULL;
  g_autoptr (SyFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bytes);
  path = fixture_file ("labelled.csv", bytes, (gssize) length);
  info = sy_reader_inspect (path, NULL, NULL, &error);
  g_assert_no_error (error);
  again = g_convert (bytes, (gssize) length, "UTF-8", info->encoding, NULL, NULL, NULL);
  fixture_remove (path);
  if (g_strcmp0 (again, text) == 0)
    return TRUE;
  g_test_message ("%s in %s was taken for %s (%s): %.60s", language, encoding, info->encoding,
                  info->encoding_sure ? "sure" : "not sure", text);
  return FALSE;
}

static guint
count_high (const char *text)
{
  guint n = 0;

  for (; *text; text = g_utf8_next_char (text))
    n += (guint8) *text >= 0x80;
  return n;
}

static void
judge_pieces (const Language *language, const char *encoding, guint least)
{
  guint n_lines = 0;

  while (n_lines < G_N_ELEMENTS (language->lines) && language->lines[n_lines])
    n_lines++;
  for (guint from = 0; from < n_lines; from++)
    for (guint to = from + 1; to <= n_lines; to++)
      {
        g_autoptr (GString) text = g_string_new (NULL);

        for (guint i = from; i < to; i++)
          g_string_append_printf (text, "%s\r\n", language->lines[i]);
        /* every beginning with enough to tell by, but not every end of it */
        if (count_high (text->str) < least)
          continue;
        n_texts++;
        n_right += is_told (text->str, encoding, language->name);
        to = MAX (to, from + (n_lines - from) / 2);
      }
}

static void
test_labelled (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (GStrv) encodings = g_strsplit (languages[i].encodings, " ", -1);
      for (guint e = 0; encodings[e]; e++)
        judge_pieces (&languages[i], encodings[e], 20);
    }
  g_test_message ("%u of %u texts", n_right, n_texts);
  g_assert_cmpuint (n_texts, >=, 350);
  g_assert_cmpuint (n_right * 100, >=, n_texts * 99);
}

static void
test_brief (void)
{
  n_texts = n_right = 0;
  for (guint i = 0; i < G_N_ELEMENTS (brief); i++)
    {
      g_auto (GStrv) encodings = g_strsplit (brief[i].encodings, " ", -1);
      for (guint e = 0; encodings[e]; e++)
        judge_pieces (&brief[i], encodings[e], 3);
    }
  g_test_message ("%u of %u brief texts", n_right, n_texts);
  g_assert_cmpuint (n_texts, >=, 300);
  g_assert_cmpuint (n_right * 100, >=, n_texts * 98);
}

static void
test_older (void)
{
  n_texts = n_right = 0;
  for (guint i = 0; i < G_N_ELEMENTS (older); i++)
    {
      g_auto (GStrv) encodings = g_strsplit (older[i].encodings, " ", -1);
      for (guint e = 0; encodings[e]; e++)
        judge_pieces (&older[i], encodings[e], 12);
    }
  g_test_message ("%u of %u older texts", n_right, n_texts);
  g_assert_cmpuint (n_texts, >=, 100);
  g_assert_cmpuint (n_right * 100, >=, n_texts * 96);
}

/* One word at the end of a long list in ASCII: what could be Greek or Russian is Chinese where it can be. */
static void
test_one_word (void)
{
  static const char *const words[] = { "赠", "退货", "会员价", "已取消" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString) text = g_string_new ("order,product,amount,note\r\n");

      for (guint row = 1; row < 400; row++)
        g_string_append_printf (text, "%u,item-%u,%u.50,\r\n", row, row % 37, row % 90);
      g_string_append_printf (text, "400,Latte,9.00,%s\r\n", words[i]);
      g_assert_true (is_told (text->str, "GB18030", "one word"));
    }
}

/* One sign in a text of ASCII is what Western programs write. */
static void
test_one_sign (void)
{
  static const char *const texts[] = { "id,name\n1,Caf\xE9\n2,Tea\n", "id,name\n1,\xA9 2011\n",
                                       "id,price\n1,\xA3"
                                       "5\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SyEncodingScore score;
      g_assert_true (sy_encoding_score ((const guint8 *) texts[i], strlen (texts[i]), NULL, &score));
      g_assert_cmpstr (score.name, ==, "windows-1252");
      g_free (score.name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding-score/labelled", test_labelled);
  g_test_add_func ("/encoding-score/brief", test_brief);
  g_test_add_func ("/encoding-score/older", test_older);
  g_test_add_func ("/encoding-score/one-word", test_one_word);
  g_test_add_func ("/encoding-score/one-sign", test_one_sign);
  return g_test_run ();
}
