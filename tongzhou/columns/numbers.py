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
    [max(0, credit_code.ALPHABET.find(chr(octet))) for octet in range(128)], dtype=pl.UInt16
)
# A number is taken apart in fives: (first digit, digits) of each, so that five look-ups stand for seventeen digits.
HIGH, LOW = ((0, 4), (4, 4)), ((8, 3), (11, 3), (14, 3))
HALF = 10 ** sum(size for _, size in LOW)
ORDER = 1000  # what follows the day of birth: three digits
LAST = pl.Series([ord(c) for c in identity.CHECK_CHARACTERS], dtype=pl.UInt8)
PLACE_OF_LAST = pl.Series(
    [max(0, "0123456789X".find(chr(octet))) for octet in range(128)], dtype=pl.Int64
)
LEAP = 229  # 29 February, as month and day are written
MONTH_DAYS = pl.Series(
    [identity.born_on(f"000000{2000:04d}{n:04d}") is not None for n in range(10_000)]
)


def _weighed(first: int, size: int) -> pl.Series:
    """Return, for each group of so many digits from a place on, its share of the weighted sum."""
    weights = identity.WEIGHTS[first : first + size]
    return pl.Series(
        [
            sum(int(d) * w for d, w in zip(f"{n:0{size}d}", weights, strict=True))
            for n in range(10**size)
        ],
        dtype=pl.UInt16,
    )


def _shares(half: str, groups: tuple[tuple[int, int], ...]) -> pl.Expr:
    """Return what the digits of one half of the number give to the weighted sum."""
    end = sum(groups[-1])
    total = pl.lit(0, dtype=pl.UInt16)
    for first, size in groups:
        digits = pl.col(half) // 10 ** (end - first - size) % 10**size
        total = total + pl.lit(_weighed(first, size)).gather(digits)
    return total


def _shape() -> pl.Expr:
    return pl.col("code").str.contains(CREDIT_CODE).fill_null(False)


def _sum_of_places() -> pl.Expr:
    octets = pl.col("octets")
    weights = (*credit_code.WEIGHTS, 1)
    places = [
        pl.lit(PLACES).gather(octets.bin.get(n, null_on_oob=True).fill_null(0)) * weight
        for n, weight in enumerate(weights)
    ]
    return pl.sum_horizontal(places) % len(credit_code.ALPHABET)


def _seventeen() -> pl.Expr:
    """Return the first seventeen digits of each number of eighteen characters as one whole number, else null."""
    number = pl.col("number")
    whole = pl.when(number.str.len_bytes() == identity.LENGTH).then(number)
    digits = whole.str.slice(0, identity.LENGTH - 1).cast(pl.Int64, strict=False)
    return digits.alias("digits")


def _is_a_day() -> pl.Expr:
    year, month_day = pl.col("born") // 10_000, pl.col("born") % 10_000
    leaps = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    there = pl.lit(MONTH_DAYS).gather(month_day)
    return there & ((month_day != LEAP) | leaps) & (year >= identity.EARLIEST_BIRTH)


# The steps, made once: to make an expression takes as long as to reckon it for some hundred rows.
SHAPE, SUM_OF_PLACES, SEVENTEEN = _shape(), _sum_of_places(), _seventeen()
CHARACTER = (
    pl.col("number").cast(pl.Binary).bin.get(identity.LENGTH - 1, null_on_oob=True).alias("last")
)
# No region begins with nought; a sign in front would leave a digit less.
LEAST = 10 ** (identity.LENGTH - 2)
DIGITS = pl.when(pl.col("digits") >= LEAST).then(pl.col("digits")).fill_null(0)
HALVES = (
    (DIGITS // HALF).cast(pl.UInt32).alias("high"),
    (DIGITS % HALF).cast(pl.UInt32).alias("low"),
)
TOTAL = (_shares("high", HIGH) + _shares("low", LOW)).alias("total")
BORN = (pl.col("high") % 100 * (HALF // ORDER) + pl.col("low") // ORDER).alias("born")
CHECKED = (pl.col("last") == pl.lit(LAST).gather(pl.col("total") % 11)) & _is_a_day()


def credit_codes(codes: pl.Series) -> pl.Series:
    """Return which codes can be credit codes: form, registrar and check character."""
    shaped = codes.to_frame("code").select(SHAPE).to_series()
    octets = codes.to_frame("octets").cast(pl.Binary).filter(shaped)
    whole = octets.select(SUM_OF_PLACES == 0).to_series()
    return shaped.scatter(shaped.arg_true(), whole)


def parts_of(numbers: pl.Series) -> pl.DataFrame:
    """Return of each identity number its first seventeen digits as a whole number and its last character; null where they are none."""
    return numbers.to_frame("number").select(SEVENTEEN, CHARACTER)


def identity_numbers(parts: pl.DataFrame, *, on: date) -> pl.Series:
    """Return which numbers can be identity numbers: date, not born after `on`, check character. Null where nothing stands."""
    reckoned = parts.select(*HALVES, "last").select(TOTAL, BORN, "last")
    today = int(f"{on:%Y%m%d}")
    return reckoned.select(CHECKED & (pl.col("born") <= today)).to_series()


def wholes(numbers: pl.Series) -> pl.Series:
    """Return identity numbers as the whole numbers that `registry.sealing.pseudonyms_of` takes."""
    last = pl.lit(PLACE_OF_LAST).gather(pl.col("last"))
    return (
        parts_of(numbers)
        .select(pl.col("digits") * len(identity.CHECK_CHARACTERS) + last)
        .to_series()
    )
