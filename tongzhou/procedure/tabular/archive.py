"""压缩包 — is this xlsx what it says it is? Looked at before anything is unpacked into memory. Pure.

An xlsx is a zip of XML. A small file can say it is small and unpack to gigabytes, or name one cell so far away
that a reader lays out a billion empty ones. So each part is inflated here in pieces against its declared size,
and the cells of a sheet are counted by their references, before the reader proper is let near it.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

PIECE = 1 << 20
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
# Most sheets have no column beyond Z and no line beyond 99999: that is asked first, and is quick.
WIDE = re.compile(rb""" r=["'][A-Za-z]{2,}\d""")
LONG = re.compile(rb""" r=["'][A-Za-z]*(\d{6,})["']""")
SPACED = tuple(blank + b"=" for blank in (b" ", b"\n", b"\t", b"\r"))
SPACED += tuple(b"=" + blank for blank in (b" ", b"\n", b"\t", b"\r"))
SPACED += tuple(blank + b"r=" for blank in (b"\n", b"\t", b"\r"))
Z, NEAR = 26, 99_999
FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Za-z]+\d+)["'][^>]*>\s*<(?:\w+:)?f[\s>/]"""
)
OVERLAP = 400  # bytes kept from one piece to the next, so that no reference is cut in two


@dataclass(frozen=True)
class ZipLimits:
    """How much an xlsx may hold."""

    parts: int = 1000
    part_bytes: int = 400 << 20
    all_bytes: int = 600 << 20
    ratio: int = 200  # unpacked to packed; a real pay sheet stays below 40
    ratio_from: int = 4 << 20  # small parts may be as regular as they like
    rows: int = 200_000
    columns: int = 500
    cells: int = 20_000_000  # rows × columns as a reader lays them out


@dataclass
class SheetSize:
    """What a sheet holds by its references: the furthest row and column, and the cells with formulas."""

    rows: int = 0
    columns: int = 0
    formulas: set[str] = field(default_factory=set)


def looked_at(file: BinaryIO, limits: ZipLimits) -> dict[str, SheetSize]:
    """Return part name → size by its references. Raises ValueError, in the reader's words, for what is not safe."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _looked_at(archive, file, limits)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError):
        raise ValueError("文件损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx 后再上传") from None


def _looked_at(archive: zipfile.ZipFile, file: BinaryIO, limits: ZipLimits) -> dict[str, SheetSize]:
    parts = archive.infolist()
    names = [p.filename for p in parts]
    if "xl/workbook.xml" not in {n.lstrip("/") for n in names}:
        raise ValueError("不是 Excel 表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传")
    if len(parts) > limits.parts or len(set(names)) != len(names):
        raise ValueError("文件内部的部件太多或重名，不像正常的表格。请新建表格，只粘贴数值后再上传")
    if any(p.flag_bits & 0x1 for p in parts):
        raise ValueError("文件有密码保护。请取消密码后再上传")
    for p in parts:
        most = max(limits.ratio * max(p.compress_size, 1), limits.ratio_from)
        if p.file_size > limits.part_bytes or p.file_size > most:
            raise ValueError("文件解压后过大，不像正常的表格。请新建表格，只粘贴需要的行列后再上传")
    if sum(p.file_size for p in parts) > limits.all_bytes:
        raise ValueError("文件解压后过大。请分成几个文件上传")
    found = {}
    for p in parts:  # each of them: which part is a sheet, the file says elsewhere, and may lie
        size = found[p.filename] = SheetSize()
        _inflate(p, file, size)
        _not_too_far(size, limits)
    return found


def _inflate(part: zipfile.ZipInfo, file: BinaryIO, size: SheetSize) -> None:
    """Unpack a part piece by piece, see that it is as long as it says, and count its cells."""
    done, rest = 0, b""
    for piece in _pieces(part, file):
        done += len(piece)
        if done > part.file_size:
            raise ValueError("文件解压后的大小与标明的不符，不安全，没有读取。请重新另存为 .xlsx")
        seen = rest + piece
        _count(seen, size)
        if b"<f" in seen or b":f" in seen:
            size.formulas.update(m.decode().upper() for m in FORMULA.findall(seen))
        rest = seen[-OVERLAP:]
    if done != part.file_size:
        raise zipfile.BadZipFile("shorter than it says")


def _count(seen: bytes, size: SheetSize) -> None:
    """Let a sheet be as large as the references in this piece say, or larger; never less than it is."""
    if WIDE.search(seen) or any(mark in seen for mark in SPACED):
        found = set(REFERENCE.findall(seen))
        size.columns = max(size.columns, *(column_number(c.decode()) for c, _ in found), 0)
        numbers = {n for _, n in found}
    else:
        size.columns = max(size.columns, Z)
        numbers = {b"%d" % NEAR, *LONG.findall(seen)}
    if any(len(n) > 9 for n in numbers):
        raise ValueError("表格的行数超过上限，请删去下面空白处的内容后再上传")
    size.rows = max(size.rows, *map(int, numbers), 0)


def _pieces(part: zipfile.ZipInfo, file: BinaryIO) -> Iterator[bytes]:
    """Inflate what lies in the file, not what its head promises: the end is where the stream ends."""
    if part.header_offset < 0:  # so the end of the archive may have it
        raise zipfile.BadZipFile("a part begins before the file")
    file.seek(part.header_offset)
    head = file.read(30)
    if head[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    name, extra = struct.unpack("<HH", head[26:30])
    file.seek(name + extra, 1)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("packed in another way")
    inflate = zlib.decompressobj(-15)
    while left and not inflate.eof and (packed := file.read(min(PIECE, left))):
        left -= len(packed)
        while packed and not inflate.eof:
            yield inflate.decompress(packed, PIECE)
            packed = inflate.unconsumed_tail
    tail = inflate.flush() if not inflate.eof else b""
    if tail:
        yield tail


def column_number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for c in letters.upper():
        number = number * 26 + ord(c) - 64
    return number


def _not_too_far(size: SheetSize, limits: ZipLimits) -> None:
    if size.columns > limits.columns:
        raise ValueError(
            f"表格用到了第{size.columns}列，超过{limits.columns}列。请删去右边空白处的内容后再上传"
        )
    if size.rows > limits.rows:
        raise ValueError(
            f"表格用到了第{size.rows}行，超过{limits.rows}行。请删去下面空白处的内容，或分开上传"
        )
    if size.rows * size.columns > limits.cells:
        raise ValueError("表格的行列太多，请分开上传")
