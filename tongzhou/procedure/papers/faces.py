"""字体 — which face draws which words. Faces are configuration: a role names them in order of preference.

Word resolves names on the reader's machine, where the faces of GB/T 9704 usually are. PDF is drawn here,
with what is installed, and every character is looked up first: what one face lacks, the next one draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

ROLES = ("fangsong", "title", "hei", "kai", "song")
LABELS = {"fangsong": "仿宋", "title": "小标宋", "hei": "黑体", "kai": "楷体", "song": "宋体"}

# For PDF: licensed faces first, where the operator installed them; then the free ones; last what
# every Debian machine can have. (family, bold).
WANTED: dict[str, tuple[tuple[str, bool], ...]] = {
    "fangsong": (
        ("仿宋_GB2312", False),
        ("FangSong_GB2312", False),
        ("方正仿宋_GBK", False),
        ("FZFangSong-Z02", False),
        ("仿宋", False),
        ("FangSong", False),
        ("FandolFang", False),
        ("FandolFang R", False),
        ("Zhuque Fangsong (technical preview)", False),
        ("朱雀仿宋（预览测试版）", False),
    ),
    "title": (
        ("方正小标宋_GBK", False),
        ("方正小标宋简体", False),
        ("FZXiaoBiaoSong-B05", False),
        ("FZXiaoBiaoSong-B05S", False),
        ("FandolSong", True),
        ("Noto Serif CJK SC", True),
        ("Source Han Serif SC", True),
    ),
    "hei": (
        ("黑体", False),
        ("SimHei", False),
        ("方正黑体_GBK", False),
        ("FandolHei", False),
        ("Noto Sans CJK SC", False),
        ("Source Han Sans SC", False),
    ),
    "kai": (
        ("楷体_GB2312", False),
        ("KaiTi_GB2312", False),
        ("方正楷体_GBK", False),
        ("楷体", False),
        ("KaiTi", False),
        ("FandolKai", False),
        ("AR PL UKai CN", False),
        ("LXGW WenKai", False),
    ),
    "song": (("宋体", False), ("SimSun", False), ("方正书宋_GBK", False), ("FandolSong", False)),
}
# What any role falls back to, character by character.
LAST: tuple[tuple[str, bool], ...] = (
    ("Noto Serif CJK SC", False),
    ("Source Han Serif SC", False),
    ("Noto Sans CJK SC", False),
    ("WenQuanYi Zen Hei", False),
    ("SimSun-ExtB", False),
    ("Noto Sans Mongolian", False),
    ("DejaVu Sans", False),
)

# For Word: the face, and the wider one for characters outside GB 2312, which the first does not hold.
IN_WORD = {
    "fangsong": ("仿宋_GB2312", "仿宋"),
    "title": ("方正小标宋简体", "方正小标宋_GBK"),
    "hei": ("黑体", "黑体"),
    "kai": ("楷体_GB2312", "楷体"),
    "song": ("宋体", "宋体"),
}
BEYOND_GBK = "SimSun-ExtB"
SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)


@dataclass(frozen=True)
class Face:
    """An installed face. `index` is its place in a collection; `own` says it lies in the operator's folder."""

    family: str
    bold: bool
    path: Path
    index: int
    own: bool = False

    @property
    def characters(self) -> frozenset[int]:
        """Return the code points it can draw."""
        return _characters(self.path, self.index)

    @property
    def css(self) -> str:
        """Return the family a style sheet calls it by."""
        return f"own {self.family} {self.index}" if self.own else self.family


@dataclass(frozen=True)
class Faces:
    """The installed faces, chosen for each role."""

    by_role: dict[str, tuple[Face, ...]]

    @property
    def all(self) -> tuple[Face, ...]:
        """Return every face some role may use."""
        return tuple(dict.fromkeys(f for chain in self.by_role.values() for f in chain))

    def face_of(self, role: str, character: str) -> Face | None:
        """Return the first face of the role that has the character."""
        code = ord(character)
        return next((f for f in self.by_role[role] if code in f.characters), None)

    def runs(self, role: str, text: str) -> Iterator[tuple[Face, str]]:
        """Cut a text into runs, each with the face that draws it. Call `missing` before."""
        run, using = "", None
        for character in text:
            # A space or a mark stays with its run where the run's face has it.
            face = (
                using
                if using and not character.strip() and ord(character) in using.characters
                else self.face_of(role, character)
            )
            face = face or using or self.by_role[role][0]
            if face is not using and run and using:
                yield using, run
                run = ""
            using, run = face, run + character
        if run and using:
            yield using, run

    def missing(self, text: str) -> str:
        """Return the characters of the text that no installed face can draw."""
        seen = dict.fromkeys(c for c in text if c.isprintable() and c.strip())
        return "".join(c for c in seen if self.face_of("song", c) is None)

    @property
    def chinese(self) -> bool:
        """Say whether Chinese can be drawn at all."""
        return self.face_of("song", "中") is not None

    def account(self) -> dict[str, str]:
        """Return for each role which face draws it, for the page that says what is installed."""
        return {LABELS[r]: (chain[0].family if chain else "") for r, chain in self.by_role.items()}


def installed(own: Path | None = None) -> Faces:
    """Return the faces of this machine; those in the operator's folder `own` come first."""
    return _installed(own, own.stat().st_mtime_ns if own and own.is_dir() else 0)


@lru_cache(maxsize=8)
def _installed(own: Path | None, _changed: int) -> Faces:
    found: dict[tuple[str, bool], Face] = {}
    for folder, is_own in ((own, True), *((s, False) for s in SYSTEM)):
        if folder is not None:
            for names, face in _in_folder(folder, is_own):
                for name in names:
                    found.setdefault((name, face.bold), face)
    chains = {
        role: tuple(dict.fromkeys(found[name] for name in (*WANTED[role], *LAST) if name in found))
        for role in ROLES
    }
    return Faces(chains)


def _in_folder(folder: Path, own: bool) -> Iterator[tuple[tuple[str, ...], Face]]:
    """Yield each face some role wants, with all names it goes by."""
    if not folder.is_dir():
        return
    wanted = {family for chain in (*WANTED.values(), LAST) for family, _ in chain}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc"):
            with opened(path) as fonts:
                for index, font in enumerate(fonts):
                    names, bold = _families(font), _is_bold(font)
                    chosen = next((n for n in names if n in wanted), None)
                    if chosen and bold is not None:
                        yield tuple(names), Face(chosen, bold, path, index, own)


@contextmanager
def opened(path: Path) -> Iterator[list[TTFont]]:
    """Give the faces in a file while it is open; none where it is no font that can be read."""
    with path.open("rb") as file:
        try:
            if path.suffix.lower() in (".ttc", ".otc"):
                fonts = list(TTCollection(file, lazy=True).fonts)
            else:
                fonts = [TTFont(file, lazy=True)]
        except TTLibError:
            fonts = []
        yield fonts


def _families(font: TTFont) -> list[str]:
    names = font["name"].names if "name" in font else []
    return list(dict.fromkeys(str(n.toUnicode()) for n in names if n.nameID in (16, 1, 4)))


def _is_bold(font: TTFont) -> bool | None:
    """Return whether the face is bold; None for light, black and slanted ones, which no role wants."""
    if "OS/2" not in font:
        return False
    weight, marks = font["OS/2"].usWeightClass, font["OS/2"].fsSelection
    if marks & 0x01 or not 300 <= weight < 800:
        return None
    return bool(weight >= 600 or marks & 0x20)


@lru_cache(maxsize=64)
def _characters(path: Path, index: int) -> frozenset[int]:
    with opened(path) as fonts:
        return frozenset(fonts[index].getBestCmap() or ())


def in_word(role: str, text: str) -> Iterable[tuple[str, str]]:
    """Cut a text into runs for Word: (face, run). A character outside GB 2312 gets the wider face."""
    run, using = "", ""
    for character in text:
        face = _face_in_word(role, character)
        if using and face != using:
            yield using, run
            run = ""
        using, run = face, run + character
    if run:
        yield using, run


def _face_in_word(role: str, character: str) -> str:
    narrow, wide = IN_WORD[role]
    for encoding, face in (("gb2312", narrow), ("gbk", wide)):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return face
    return BEYOND_GBK if ord(character) > 0x33FF else narrow
