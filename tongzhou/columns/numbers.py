"""号码 — credit codes (GB 32100) and identity numbers (GB 11643) checked by whole columns. Loaded by jobs and commands only.

What these masks let pass is right as it stands; what they do not is asked of `registry.credit_code` and `registry.identity`, one different
text at a time, which know how to say what is wrong.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from tongzhou.registry import credit_code, identity

CREDIT_CODE = "^[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"
PLACES = pl.Series(
    [max(0, credit_code.ALPHABET.find(chr(octet))) for octet in range(128)], dtype=pl.Int32
)
# A number is taken apart in threes: six look-ups in place of seventeen digits.
GROUPS = tuple(range(0, identity.LENGTH - 1, 3))
LAST = pl.Series([ord(c) for c in identity.CHECK_CHARACTERS], dtype=pl.UInt8)
LEAP = 229  # 29 February, as month and day are written
MONTH_DAYS = pl.Series(
    [identity.born_on(f"000000{2000:04d}{n:04d}") is not None for n in range(10_000)]
)


def _weighed(first: int) -> pl.Series:
    """Return, for each group of three digits (the last: two) from a place on, its share of the weighted sum."""
    weights = identity.WEIGHTS[first : first + 3]
    size = len(weights)
    return pl.Series(
        [
            sum(int(d) * w for d, w in zip(f"{n:0{size}d}", weights, strict=True))
            for n in range(10**size)
        ],
        dtype=pl.Int32,
    )


WEIGHED = {first: _weighed(first) for first in GROUPS}


def credit_code_is_right(codes: pl.Series) -> pl.Series:
    """Return which codes can be credit codes: form, registrar and check character."""
    frame = pl.DataFrame({"code": codes})
    shaped = pl.col("code").str.contains(CREDIT_CODE).fill_null(False)
    octets = pl.when(shaped).then(pl.col("code")).cast(pl.Binary)

    def place(n: int) -> pl.Expr:
        return pl.lit(PLACES).gather(octets.bin.get(n, null_on_oob=True).fill_null(0))

    weights = (*credit_code.WEIGHTS, 1)
    total = sum((place(n) * weight for n, weight in enumerate(weights)), start=pl.lit(0))
    return frame.select((shaped & (total % len(credit_code.ALPHABET) == 0)).alias("right"))["right"]


def seventeen(numbers: str) -> pl.Expr:
    """Return the first seventeen digits of each number of eighteen characters as one whole number, else null."""
    column = pl.col(numbers)
    whole = pl.when(column.str.len_bytes() == identity.LENGTH).then(column)
    digits = whole.str.slice(0, identity.LENGTH - 1).cast(pl.Int64, strict=False)
    # No region begins with nought; a sign in front would leave a digit less.
    return pl.when(digits >= 10 ** (identity.LENGTH - 2)).then(digits)


def identity_numbers(numbers: str, *, on: date) -> pl.Expr:
    """Return the numbers of a column that can be identity numbers, null for others: date, not born after `on`, check character."""
    return pl.struct(
        pl.col(numbers).alias("number"),
        seventeen(numbers).alias("digits"),
        pl.col(numbers)
        .cast(pl.Binary)
        .bin.get(identity.LENGTH - 1, null_on_oob=True)
        .alias("last"),
    ).map_batches(lambda parts: _right_ones(parts.struct.unnest(), on), return_dtype=pl.String)


def _right_ones(parts: pl.DataFrame, on: date) -> pl.Series:
    """Reckon in two steps, so that what both need is reckoned once."""
    digits = pl.col("digits").fill_null(0)
    reckoned = parts.select(
        sum((_group(digits, first) for first in GROUPS), start=pl.lit(0)).alias("total"),
        birth(digits).alias("born"),
    )
    born = pl.col("born")
    right = reckoned.with_columns(parts["last"]).select(
        (pl.col("last") == pl.lit(LAST).gather((pl.col("total") % 11).cast(pl.UInt32)))
        & _is_a_day(born)
        & (born // 10_000 >= identity.EARLIEST_BIRTH)
        & (born <= int(f"{on:%Y%m%d}"))
    )
    mask = right.to_series().fill_null(False) & parts["digits"].is_not_null()
    none = pl.Series([None], dtype=pl.String)
    return parts["number"].zip_with(mask, none.new_from_index(0, len(parts)))


def birth(digits: pl.Expr) -> pl.Expr:
    """Return the day of birth as a number, 19900102."""
    return (digits // 1000 % 100_000_000).cast(pl.Int32)


def as_number(day: pl.Expr) -> pl.Expr:
    """Return a day as a number, 20261126: the difference of two, without its last four digits, is an age."""
    return (
        day.dt.year() * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)
    )


def _group(digits: pl.Expr, first: int) -> pl.Expr:
    size = min(3, identity.LENGTH - 1 - first)
    group = digits // 10 ** (identity.LENGTH - 1 - first - size) % 10**size
    return pl.lit(WEIGHED[first]).gather(group.cast(pl.UInt32))


def _is_a_day(day: pl.Expr) -> pl.Expr:
    year, month_day = day // 10_000, day % 10_000
    leaps = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    there = pl.lit(MONTH_DAYS).gather(month_day.fill_null(0).cast(pl.UInt32))
    return there & ((month_day != LEAP) | leaps)
