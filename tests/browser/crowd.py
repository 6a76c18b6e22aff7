"""Five hundred workers of one closed factory: who they are, what each claims, and the list they come in."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter

from tongzhou.registry import identity

FAMILY, TENS, ONES = "巴特苏萨那敖", "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
HEAD = ("姓名", "证件号码", "手机号", "送达地址", "岗位", "劳动报酬（元）", "加班工资（元）")


def share(fen: int, percent: int) -> int:
    """Return so many per cent of an amount, half up to the fen."""
    return (fen * percent + 50) // 100


def shown(fen: int) -> str:
    """Return an amount as a page shows it: ¥1,234.50."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


@dataclass(frozen=True)
class Hand:
    """One worker; amounts in fen. Every fifth claims overtime as well."""

    n: int

    @property
    def name(self) -> str:
        n = self.n
        return f"{FAMILY[n // 100]}示例{TENS[n // 10 % 10]}{ONES[n % 10]}"

    @property
    def number(self) -> str:
        seventeen = f"150221198{self.n % 10}{1 + self.n % 12:02d}{1 + self.n % 28:02d}{self.n:03d}"
        return seventeen + identity.check_character(seventeen)

    @property
    def claims(self) -> tuple[int, int]:
        return 823_457 + 1_371 * self.n, 61_207 + 83 * self.n if self.n % 5 == 0 else 0

    @property
    def asked(self) -> int:
        return sum(self.claims)

    def gets(self, percent: int) -> int:
        """Return what a share of each item comes to."""
        return sum(share(claim, percent) for claim in self.claims)

    def line(self) -> list[str]:
        """Return the line of the list."""
        wages, overtime = (f"{c // 100}.{c % 100:02d}" if c else "" for c in self.claims)
        phone = f"1390001{self.n:04d}"
        return [self.name, self.number, phone, "示例镇示例路1号", "挡车工", wages, overtime]


HANDS = tuple(map(Hand, range(500)))
STAY = tuple(h for h in HANDS if h.n % 25 in (5, 17))  # the forty who do not agree to less
AGREE = tuple(h for h in HANDS if h not in STAY)


def sheet(head: Iterable[str], lines: Iterable[Iterable[str]]) -> bytes:
    """Return a workbook of text as people fill it in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for n, line in enumerate([head, *lines]):
        page.write_row(n, 0, [*line])
    book.close()
    return out.getvalue()


def brought() -> bytes:
    """Return the list as it is brought: the five hundred, and three lines with something wrong."""
    lines = [hand.line() for hand in HANDS]
    stranger, negative = Hand(501).line(), Hand(502).line()
    last = stranger[1][-1]
    stranger[1] = stranger[1][:-1] + ("1" if last != "1" else "2")
    negative[5] = "-300"
    doubled = HANDS[7].line()
    doubled[5] = "9999"
    return sheet(HEAD, [*lines, stranger, negative, doubled])
