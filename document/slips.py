"""Slips of print: whether one number is another with one digit replaced, lost, doubled, added or swapped."""

from typing import Literal

Slip = Literal["replaced", "swapped", "lost", "doubled", "added", "separator"]
CONFUSED = frozenset(
    frozenset(pair) for pair in ("08", "06", "17", "38", "56", "58", "68", "35", "49", "71", "14", "27", "69", "89")
)
"""Digits that scanners and tired eyes take for each other."""


def slip(printed: str, true: str) -> tuple[Slip, bool] | None:
    """The slip that makes the digits `printed` out of the digits `true`, and whether scanners make it; None where none."""
    if len(printed) == len(true):
        wrong = [i for i, (a, b) in enumerate(zip(printed, true, strict=True)) if a != b]
        if len(wrong) == 1:
            return "replaced", frozenset((printed[wrong[0]], true[wrong[0]])) in CONFUSED
        if len(wrong) == 2 and wrong[1] - wrong[0] <= 2:
            i, j = wrong
            if printed[i] == true[j] and printed[j] == true[i]:
                return "swapped", False
        return None
    if len(printed) + 1 == len(true):
        return ("lost", True) if _one_more(printed, true) is not None else None
    if len(printed) == len(true) + 1:
        at = _one_more(true, printed)
        if at is None:
            return None
        twin = (at > 0 and printed[at - 1] == printed[at]) or (at + 1 < len(printed) and printed[at + 1] == printed[at])
        return ("doubled", True) if twin else ("added", False)
    return None


def slip_between(printed: str, true: str) -> tuple[Slip, bool] | None:
    """`slip` of digits whose leading zeros ("05") may be print or slip; equal numbers differ by their separators."""
    bare = printed.lstrip("0") or "0"
    if bare == true:
        return ("separator", True)
    for one, other in ((bare, true), (printed, true.rjust(len(printed), "0")), (printed, true)):
        found = slip(one, other)
        if found is not None:
            return found
    return None


def _one_more(short: str, long: str) -> int | None:
    """Where `long` has one digit more than `short`, else None."""
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return at if short[at:] == long[at + 1 :] else None
