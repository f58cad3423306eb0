"""Slips of a pen or a scanner: whether one edit of one printed number leads to another value.

A list that misses its total by one such slip was meant to make it; a list that misses it otherwise may be open.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

_WIDE = 400


def one_edit(printed: str, wanted: str) -> bool:
    """Whether a digit replaced, dropped, doubled or added, or two neighbours swapped, turns one string into the other."""
    if printed == wanted:
        return False
    if len(printed) == len(wanted):
        differ = [at for at, (a, b) in enumerate(zip(printed, wanted, strict=True)) if a != b]
        if len(differ) == 1:
            return True
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1
        return swapped and printed[differ[0]] == wanted[differ[1]] and printed[differ[1]] == wanted[differ[0]]
    short, long = sorted((printed, wanted), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def repairable(total: Decimal, parts: Sequence[Decimal], printed: Sequence[str], *, digits: int = 2) -> bool:
    """Whether one edit of one number makes the parts give the total.

    `printed` are the numbers as they stand, the total first; numbers of fewer than `digits` digits prove nothing.
    """
    difference = total - sum(parts, Decimal(0))
    values = (total, *parts)
    for at, (value, text) in enumerate(zip(values, printed, strict=True)):
        wanted = value - difference if at == 0 else value + difference
        own = "".join(c for c in text if c.isdigit())
        if wanted < 0 or wanted != wanted.to_integral_value():
            continue
        target = str(int(wanted))
        if max(len(own), len(target)) < digits:
            continue
        if one_edit(own, target) or one_edit(own, target.zfill(len(own))) or one_edit(own.lstrip("0") or "0", target):
            return True
    return False


def share_repairable(part: tuple[str, Decimal], whole: tuple[str, Decimal], share: tuple[str, Decimal, int]) -> bool:
    """Whether one edit of the part, the whole or the percentage makes a share true.

    Numbers come as printed and as read; the percentage with its decimals. Wide ranges prove nothing and count as no.
    """
    if not (part[1] and whole[1] and share[1]):
        return False
    exact = part[1] * 100 / whole[1]
    rounded = exact.quantize(Decimal(1).scaleb(-share[2]), ROUND_HALF_UP)
    if one_edit(_digits(share[0]), str(rounded).replace(".", "")):
        return True
    half = Decimal(1).scaleb(-share[2]) / 2
    if share[1] <= half:
        return False
    low, high = (share[1] - half) / 100, (share[1] + half) / 100
    return _some_edit(_digits(part[0]), whole[1] * low, whole[1] * high) or _some_edit(
        _digits(whole[0]), part[1] / high, part[1] / low
    )


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _some_edit(printed: str, low: Decimal, high: Decimal) -> bool:
    """Whether a whole number between two bounds is one edit away from the printed digits."""
    first, last = int(low.to_integral_value(ROUND_CEILING)), int(high)
    if last - first > _WIDE:
        return False
    return any(one_edit(printed, str(value)) for value in range(first, last + 1))
