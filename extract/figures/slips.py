"""Slips of a pen or a scanner: whether one edit of one printed number leads to another value.

A list that misses its total by one such slip was meant to make it; a list that misses it otherwise may be open.
"""

from collections.abc import Sequence
from decimal import Decimal


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
        if wanted < 0 or wanted != wanted.to_integral_value() or value != value.to_integral_value():
            continue
        target = str(int(wanted))
        if max(len(own), len(target)) < digits:
            continue
        if one_edit(own, target) or one_edit(own, target.zfill(len(own))) or one_edit(own.lstrip("0") or "0", target):
            return True
    return False
