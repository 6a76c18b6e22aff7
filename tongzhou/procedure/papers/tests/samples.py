"""Documents the tests draw: a joint reply with everything in it, a mediation, a letter."""

from __future__ import annotations

from datetime import date

from tongzhou.procedure.papers import (
    Annex,
    Cell,
    Document,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    Paragraph,
    Sheet,
    SignatureBlock,
    Table,
    paragraphs,
    yuan_twice,
)

DAY = date(2026, 11, 23)
BODIES = (
    "内蒙古自治区人力资源和社会保障厅",
    "内蒙古自治区发展和改革委员会",
    "内蒙古自治区总工会",
    "内蒙古自治区工商业联合会",
)
TEN = "一二三四五六七八九十"

REPLY = Document(
    head=Letterhead(BODIES),
    number="内人社函[2026]11号",
    title="关于同意示例旗构建和谐劳动关系综合试验区建设方案的批复",
    addressee="示例旗人民政府",
    blocks=(
        Heading("总体要求"),
        Heading("指导思想", 2),
        Paragraph(TEN * 30),
        Heading("重点内容"),
        Heading("创新", 2),
        Heading("机制", 3),
        Heading("协商", 4),
        *paragraphs("建立三方会议制度。\n\n每季度召开一次会议。"),
    ),
    signature=SignatureBlock(BODIES, DAY),
    annexes=(
        Annex(
            "职责任务分工",
            (
                Table(
                    ("序号", "任务", "牵头单位", "完成时间"),
                    tuple(
                        (str(n), "协商协调机制创新", "示例旗人社局", "2027年6月30日")
                        for n in range(1, 40)
                    ),
                    widths=(1, 5, 4, 3),
                ),
            ),
            landscape=True,
        ),
        Annex(
            "示例旗人民政府意见",
            (
                Sheet(
                    (
                        (Cell("申报单位", label=True), Cell("示例旗人民政府", across=3)),
                        (
                            Cell("联系人", label=True),
                            Cell("其其格"),
                            Cell("电话", label=True),
                            Cell("0471"),
                        ),
                        (
                            Cell("意见", label=True),
                            Cell(
                                "同意上报。", across=3, tall=60, signed=("（盖章）", "2026年4月7日")
                            ),
                        ),
                    ),
                    (2, 3, 2, 3),
                ),
            ),
        ),
    ),
    imprint=Imprint(("自治区党委办公厅", "自治区人民政府办公厅"), "自治区人社厅办公室", DAY),
)

MEDIATION = Document(
    body="示例市劳动人事争议仲裁委员会",
    title="仲裁调解书",
    number="示劳人仲案〔2026〕1187号",
    blocks=(
        Paragraph("张喆，女，1984年5月出生。", lead="申请人："),
        Paragraph("示例建筑工程有限公司。", lead="被申请人："),
        Heading("工资支付"),
        Paragraph(f"被申请人一次性支付工资{yuan_twice(86_400_00)}。"),
        *(Paragraph(f"第{n}项，双方再无争议。") for n in range(1, 15)),
    ),
    signature=SignatureBlock(
        on=DAY,
        characters=True,
        people=(("仲　裁　员", "乌兰图雅"),),
        clerks=(("书　记　员", "李珺"),),
    ),
)

LETTER = Document(
    head=Letterhead(("示例旗人力资源和社会保障局",), form="letter"),
    number="示人社函〔2026〕3号",
    title="关于报送有关材料的函",
    addressee="示例旗总工会",
    blocks=(Paragraph("现将有关材料报送你单位。"),),
    signature=SignatureBlock(("示例旗人力资源和社会保障局",), DAY),
    remark="联系人：其其格",
)

PLAIN = Document(
    head=Letterhead(("示例旗总工会",), urgency="特急", secrecy="内部"),
    number="示工发〔2026〕1号",
    title="关于工资集体协商的\n通知",
    blocks=(
        Paragraph("第一行\n第二行"),
        Table(("企业", "人数"), (("示例食品", "80"),), caption="协商名册", unit="单位：人"),
        NewPage(),
        Heading("另页", numbered=False),
        Paragraph("居中一行", align="centre"),
    ),
    signature=SignatureBlock(("示例旗总工会",), DAY, seal=False),
    imprint=Imprint(),
    draft=True,
    note="由同舟平台依据办理记录生成",
)
