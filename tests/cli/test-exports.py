#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as Chinese tills, shops on the web, payment services and restaurants write them: each comes in without an option,
with all rows and the right amount. TAP on stdout.

Usage: test-exports.py PROGRAM
"""
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

PROGRAM = os.path.abspath(sys.argv[1])
CENT = Decimal('0.01')
DISHES = ['宫保鸡丁', '鱼香肉丝', '麻婆豆腐（微辣）', '米饭', '可乐 330ml', '水煮鱼/大份']
random.seed(20240301)


def money(low=500, high=20000):
    return Decimal(random.randint(low, high)) / 100


def digits(n):
    return ''.join(random.choice('123456789') for _ in range(n))


def moment(i):
    return f'2024-03-{i % 31 + 1:02} {9 + i % 12:02}:{i * 7 % 60:02}:{i * 13 % 60:02}'


def save_csv(name, lines, encoding='gb18030', mark=b''):
    with open(name, 'wb') as file:
        file.write(mark + ('\r\n'.join(lines) + '\r\n').encode(encoding))


def save_xlsx(name, rows, merged=()):
    """Rows of texts, numbers and None; merged as 'A1:C1'."""
    cells = []
    for r, row in enumerate(rows, 1):
        line = ''
        for c, value in enumerate(row):
            place = f'{chr(65 + c)}{r}'
            if isinstance(value, (int, Decimal)):
                line += f'<c r="{place}"><v>{value}</v></c>'
            elif value is not None:
                line += f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        cells.append(f'<row r="{r}">{line}</row>')
    merges = ''.join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    main, office = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as out:
        out.writestr('_rels/.rels', f'<Relationships xmlns="{rels}"><Relationship Id="a" Type="{office}/officeDocument" '
                     'Target="xl/workbook.xml"/></Relationships>')
        out.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" '
                     'r:id="r1"/></sheets></workbook>')
        out.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{rels}"><Relationship Id="r1" '
                     f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        out.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData>'
                     f'<mergeCells>{merges}</mergeCells></worksheet>')


def delivery_account():
    """外卖平台的对账单: titles, groups above the header, a sum below."""
    rows = [['外卖商家订单对账单'], ['商家名称：川味小厨（人民路店）   账期：2024-03-01 至 2024-03-31   单位：元'],
            ['订单信息', None, None, None, '商家应收', None, None, '平台扣费', None, '结算'],
            ['序号', '订单编号', '下单时间', '订单状态', '商品总价', '商家活动支出', '用户实付', '平台服务费', '履约服务费', '结算金额']]
    total = Decimal(0)
    for i in range(30):
        price, less = money(), -money(0, 500)
        fee = -(price * Decimal('0.064')).quantize(CENT)
        due = price + less + fee - Decimal('3.50')
        rows.append([i + 1, digits(18), moment(i), '已完成', price, less, price + less, fee, Decimal('-3.50'), due])
        total += due
    rows.append(['合计', None, None, None, None, None, None, None, None, total])
    save_xlsx('对账单.xlsx', rows, ['A1:J1', 'A2:J2', 'A3:D3', 'E3:G3', 'H3:I3'])
    return '对账单.xlsx', 30, total, {'order', 'date', 'amount'}


def delivery_bill():
    lines = ['饿了么商家账单明细', '门店名称：,川味小厨(人民路店),门店ID：,="500123456"', '账单周期：,2024/03/01-2024/03/31', '',
             '业务类型,订单号,下单时间,账单日期,商品原价,商家优惠,顾客实付,技术服务费,结算金额,备注']
    total = Decimal(0)
    for i in range(30):
        price, sign = money(), -1 if i % 13 == 12 else 1
        fee = (price * Decimal('0.05')).quantize(CENT)
        lines.append(f'{"退单" if sign < 0 else "外卖"},="8012{digits(15)}",{moment(i)[:16]},{moment(i)[:10]},{price * sign},0.00,'
                     f'{price * sign},{-fee * sign},{(price - fee) * sign},"不要葱,不要姜"')
        total += (price - fee) * sign
    lines.append(f'合计,,,,,,,,{total},')
    save_csv('账单202403.csv', lines)
    return '账单202403.csv', 30, total, {'order', 'date', 'amount'}


def shop_orders():
    """订单编号 as ="…", phones behind an apostrophe, quotes in titles."""
    heads = ['订单编号', '买家会员名', '支付单号', '买家应付货款', '买家应付邮费', '总金额', '买家实际支付金额', '订单状态', '收货地址 ', '联系手机',
             '订单创建时间', '订单付款时间 ', '宝贝标题 ', '宝贝种类 ', '宝贝总数量', '店铺名称', '退款金额', '打款商家金额']
    lines, total = [','.join(f'"{head}"' for head in heads)], Decimal(0)
    for i in range(30):
        price, closed = money(), i % 9 == 8
        paid = Decimal('0.00') if closed else price
        lines.append(f'"=""{digits(19)}""","tb{digits(4)}**","=""{digits(28)}""","{price}","0.00","{price}","{paid}",'
                     f'"{"交易关闭" if closed else "交易成功"}","浙江省 杭州市 文三路{i}号","\'138****{i:04}","{moment(i)}",'
                     f'"{"" if closed else moment(i)}","春季T恤,纯棉 ""大码""女装","1","{i % 3 + 1}","某某旗舰店","0.00","{paid}元"')
        total += paid
    save_csv('ExportOrderList.csv', lines)
    return 'ExportOrderList.csv', 30, total, {'order', 'date', 'amount', 'product', 'quantity', 'store', 'customer'}


def shop_orders_with_tabs():
    lines, total = ['订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,订单状态,客户姓名,联系电话,货号,订单来源,'], Decimal(0)
    for i in range(30):
        price = money()
        lines.append(f'{digits(12)}\t,{digits(10)}\t,手机壳 透明 {i},1,在线支付,{moment(i)},{price},{price},{price - 1},完成,李**,'
                     f'139****{i:04}\t,HH-{i:03},京东APP,')
        total += price - 1
    save_csv('京东订单.csv', lines)
    return '京东订单.csv', 30, total, {'order', 'date', 'amount', 'product', 'quantity'}


def till():
    """A title in the middle, lines on the till above the header, a sum for each day, who made it below."""
    lines = ['                    销售流水明细表', '门店：人民路店,,,,打印时间：2024-04-01 09:12:33', '收银机号：01,收银员：全部,,日期：2024-03-01至2024-03-05', '',
             '流水号,日期,时间,商品条码,品名,单位,数量,单价,金额,收银员']
    total = Decimal(0)
    for day in range(5):
        of_day = Decimal(0)
        for i in range(8):
            quantity, price = random.choice([Decimal(1), Decimal('0.485'), Decimal('1.250')]), money(100000, 400000)
            amount = (quantity * price).quantize(CENT)
            lines.append(f'0001{day:02}{i:04},2024.03.{day + 1:02},{9 + i:02}:{i * 4:02},69{digits(11)},{random.choice(DISHES)},kg,'
                         f'{quantity},{price},"{amount:,}",{101 + i % 3}')
            of_day += amount
        lines.append(f',小计：,,,,,,,"{of_day:,}",')
        total += of_day
    lines += [f'合计：,,,,,,,,"{total:,}",', '制表人：张三,,,,审核：']
    save_csv('收银流水.csv', lines)
    return '收银流水.csv', 40, total, {'order', 'date', 'time', 'amount', 'product', 'product_id', 'quantity', 'price', 'employee'}


def old_till():
    """A web page that is called XLS, its header in two rows."""
    page = ('<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border=1>'
            '<tr><td colspan=9 align=center><b>服装店销售日报表</b></td></tr><tr><td colspan=9>店铺：南京东路店&nbsp;&nbsp;日期：2024-03-01～'
            '2024-03-31</td></tr><tr><th rowspan=2>单据编号</th><th rowspan=2>销售日期</th><th colspan=3>商品</th><th colspan=2>数量金额'
            '</th><th rowspan=2>导购</th><th rowspan=2>会员卡号</th></tr><tr><th>款号</th><th>品名</th><th>颜色尺码</th><th>数量</th>'
            '<th>金额</th></tr>')
    total = Decimal(0)
    for i in range(25):
        quantity = random.choice([1, 1, 2, -1])
        amount = money() * quantity
        page += (f'<tr><td>XS2024{i:06}</td><td>2024-3-{i + 1}</td><td>0{digits(5)}</td><td>女式衬衫&amp;裙</td><td>红/M</td>'
                 f'<td>{quantity}</td><td>￥{amount:,}</td><td>小红</td><td>8{digits(15)}</td></tr>')
        total += amount
    page += f'<tr><td colspan=5>合　计</td><td></td><td>￥{total:,}</td><td></td><td></td></tr></table></body></html>'
    with open('销售日报.xls', 'wb') as file:
        file.write(page.encode('gb18030'))
    return '销售日报.xls', 25, total, {'order', 'date', 'amount', 'product', 'product_id', 'quantity', 'employee', 'customer'}


def payments():
    """A mark before each value, and another table of sums below."""
    lines, total = ['交易时间,公众账号ID,商户号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,应结订单金额,退款金额,商品名称,手续费,费率,订单金额'], Decimal(0)
    for i in range(30):
        amount = money()
        lines.append(','.join('`' + value for value in (
            moment(i), 'wx1234567890abcdef', '1230000109', '42000021' + digits(20), f'SJ{i:016}', 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'NATIVE',
            'SUCCESS', 'CMB_DEBIT', str(amount), '0.00', '门店消费', '0.06000', '0.60%', str(amount))))
        total += amount
    lines += ['总交易单数,应结订单总金额,退款总金额,手续费总金额,订单总金额', f'`30,`{total},`0.00,`1.80000,`{total}']
    save_csv('微信支付All2024-03-31.csv', lines, 'utf-8', b'\xef\xbb\xbf')
    return '微信支付All2024-03-31.csv', 30, total, {'order', 'date', 'amount', 'product'}


def other_payments():
    lines = ['#支付宝业务明细查询', '#账号：[20880012345678900156]', '#起始日期：[2024年03月01日 00:00:00]   终止日期：[2024年04月01日 00:00:00]',
             '#-----------------------------------------业务明细列表----------------------------------------',
             '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店名称,对方账户,订单金额（元）,商家实收（元）,商家优惠（元）,服务费（元）,备注']
    total = Decimal(0)
    for i in range(30):
        amount = money()
        lines.append(f'20240301220014{digits(14)}\t,SO{i:012}\t,交易,到店消费,{moment(i)},{moment(i)},人民路店,张*(138****{i:04}),{amount},'
                     f'{amount - Decimal("0.50")},0.50,-0.06,')
        total += amount - Decimal('0.50')
    lines += ['#-----------------------------------------业务明细列表结束------------------------------------',
              f'#交易合计：30笔，商家实收共{total}元，商家优惠共15.00元', '#导出时间：[2024年04月01日 10:00:00]']
    save_csv('支付宝业务明细.csv', lines)
    return '支付宝业务明细.csv', 30, total, {'order', 'date', 'amount', 'product', 'store'}


def dishes_by_day():
    """The day stands once, merged over its dishes; a sum for each day."""
    rows = [['川味小厨菜品销售明细报表'], ['查询条件：营业日期 2024/03/01-2024/03/06；门店：全部'],
            ['营业日期', '菜品类别', '菜品名称', '销售', None, '赠送', None, '实收金额(元)'], [None, None, None, '数量', '金额(元)', '数量', '金额(元)', None]]
    total, merged = Decimal(0), ['A1:H1', 'A2:H2', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:G3', 'H3:H4']
    for day in range(6):
        of_day = Decimal(0)
        for i, dish in enumerate(DISHES):
            amount, given = money(), Decimal(10) * (i % 2)
            rows.append([f'2024/03/{day + 1:02}' if i == 0 else None, '热菜', dish, 1 + i, amount, i % 2, given, amount - given])
            of_day += amount - given
        merged.append(f'A{len(rows) - 5}:A{len(rows)}')
        rows.append(['小计', None, None, None, None, None, None, of_day])
        total += of_day
    rows.append(['合计', None, None, None, None, None, None, total])
    save_xlsx('菜品销售.xlsx', rows, merged)
    return '菜品销售.xlsx', 36, total, {'date', 'product', 'quantity', 'amount'}


def stores_in_wan():
    rows, total = [['各门店销售日报'], [None, None, None, '单位：万元'], ['日期', '门店', '成交单数', '销售额(万元)']], Decimal(0)
    for day in range(15):
        for store in ('人民路店', '中山路店', '万达广场店'):
            amount = Decimal(random.randint(5000, 90000)) / 10000
            rows.append([f'2024年3月{day + 1}日', store, random.randint(10, 90), amount])
            total += amount * 10000
    rows.append(['总计', None, None, total / 10000])
    save_xlsx('门店日报.xlsx', rows, ['A1:D1'])
    return '门店日报.xlsx', 45, total, {'date', 'store', 'amount'}


def small_shop():
    """Remarks over several lines."""
    lines, total = ['订单号,订单状态,支付方式,买家昵称,联系电话,下单时间,付款时间,商品名称,规格,商品编码,数量,商品单价,商品优惠后小计,订单实付金额,归属店铺,买家备注'], Decimal(0)
    for i in range(30):
        price = money()
        lines.append(f'E2024030{i % 9 + 1}{digits(8)}\t,交易完成,微信支付,小{i},138{i:08}\t,{moment(i)},{moment(i)},"手工曲奇 {i}","口味:原味;重量:200g",'
                     f'QQ-{i % 5},2,{price},{2 * price},{2 * price},总店,"麻烦快点\n谢谢, ""急"""')
        total += 2 * price
    save_csv('订单商品.csv', lines, 'utf-8', b'\xef\xbb\xbf')
    return '订单商品.csv', 30, total, {'order', 'date', 'amount', 'product', 'size', 'product_id', 'quantity', 'price'}


def vouchers():
    """Date, number and customer of a voucher stand on its first line."""
    rows, total, n = [['销售单据明细表'], ['日期从：2024-03-01 到：2024-03-31'], [None],
                      ['单据日期', '单据编号', '往来单位', '经手人', '商品编号', '商品全名', '单位', '数量', '单价', '金额']], Decimal(0), 0
    for i in range(15):
        for line in range(1 + i % 4):
            quantity, price = random.randint(1, 20), money()
            head = [f'2024-03-{i + 1:02}', f'XSD-2024-03-{i + 1:05}', '张记商行', '李四'] if line == 0 else [None] * 4
            rows.append(head + [f'00{line + 1:03}', DISHES[line], '箱', quantity, price, quantity * price])
            total, n = total + quantity * price, n + 1
    rows.append(['合计'] + [None] * 8 + [total])
    save_xlsx('销售单据.xlsx', rows)
    return '销售单据.xlsx', n, total, {'date', 'order', 'customer', 'employee', 'product_id', 'product', 'quantity', 'price', 'amount'}


EXPORTS = [delivery_account, delivery_bill, shop_orders, shop_orders_with_tabs, till, old_till, payments, other_payments, dishes_by_day,
           stores_in_wan, small_shop, vouchers]


def judge(make):
    """What is wrong, or None."""
    name, n_rows, total, roles = make()
    done = subprocess.run([PROGRAM, 'import', name, '-o', name + '.steelyard'], capture_output=True, timeout=120, text=True)
    if done.returncode != 0:
        return done.stderr
    found = set(re.findall(r'(\w+)=', done.stderr.splitlines()[0]))
    kept = re.search(r'(\d+) rows read, (?:all|(\d+)) kept', done.stderr)
    if not kept or int(kept.group(2) or kept.group(1)) != n_rows:
        return f'{n_rows} rows expected: {done.stderr}'
    if f'= {total:.2f} kept' not in done.stderr:
        return f'{total:.2f} expected: {done.stderr}'
    if roles - found:
        return f'no {sorted(roles - found)}: {done.stderr}'
    by_day = subprocess.run([PROGRAM, 'indicator', 'sales_amount', name + '.steelyard', '--grain', 'month'], capture_output=True, timeout=120,
                            text=True)
    sums = [Decimal(line.split(',')[-1]) for line in by_day.stdout.splitlines()[1:] if re.fullmatch(r'-?[\d.]+', line.split(',')[-1])]
    if by_day.returncode != 0 or '2024-03' not in by_day.stdout:
        return f'no month: {by_day.stdout}{by_day.stderr}'
    return None if not sums or sum(sums).quantize(CENT) == total.quantize(CENT) else f'{total} expected in the months: {by_day.stdout}'


def main():
    failed = 0
    os.environ['LC_ALL'] = 'C.UTF-8'
    print(f'1..{len(EXPORTS)}')
    with tempfile.TemporaryDirectory(prefix='steelyard-exports-') as work:
        os.chdir(work)
        for number, make in enumerate(EXPORTS, 1):
            wrong = judge(make)
            failed += wrong is not None
            for line in (wrong or '').splitlines():
                print(f'# {line}')
            print(f'{"not ok" if wrong else "ok"} {number} {make.__name__}', flush=True)
        os.chdir('/')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
