"""The policy this line carries out, as it is cited, and the leagues it is addressed to."""

from __future__ import annotations

from tongzhou.law import Article, article

OPINION = "关于开展构建和谐劳动关系综合试验区建设的意见"  # 内人社发〔2018〕11号
NUMBER = "内人社发〔2018〕11号"


def policy(part: int) -> Article:
    """Cite a part 部分 of the policy; all five were read."""
    return article(OPINION, part, unit="部分")


LEAGUES = {
    "1501": "呼和浩特市",
    "1502": "包头市",
    "1503": "乌海市",
    "1504": "赤峰市",
    "1505": "通辽市",
    "1506": "鄂尔多斯市",
    "1507": "呼伦贝尔市",
    "1508": "巴彦淖尔市",
    "1509": "乌兰察布市",
    "1522": "兴安盟",
    "1525": "锡林郭勒盟",
    "1529": "阿拉善盟",
}
