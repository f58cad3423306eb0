"""Rows that number the columns of a table, and say how some are made of others: (1) (2) (3)=(1)+(2)."""

from collections.abc import Sequence
from itertools import pairwise

import regex

_NUMBER = regex.compile(r"\(?\s*(?:\d{1,2}|[A-HĐa-h])\s*\)?(?:\s*=\s*[\d()\[\]+\-–−*/:x×%.…\s]+)*")
_NAME = regex.compile(r"MS|Mã số|Mã|Cột|Số cột|STT|TT|A", regex.I)
_LONGEST = 24


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3)=(1)+(2) …, or A B 1 2 3."""
    filled = [t for t in texts if t]
    if filled and _NAME.fullmatch(filled[0]):
        filled = filled[1:]
    if len(filled) < 3 or len(filled) < len(texts) - 2 or any(len(t) > _LONGEST and "=" not in t for t in filled):
        return False
    bracketed = [(at, m) for at, t in enumerate(texts) if (m := regex.match(r"\(\s*(\d{1,2})\s*\)", t))]
    offsets = [int(m.group(1)) - at for at, m in bracketed]
    if len(bracketed) >= len(filled) / 2 and len(bracketed) >= 3 and len(set(offsets)) == 1:
        return True  # most are read well: (1) (2) … in their places
    if not all(_NUMBER.fullmatch(t) for t in filled):
        return False
    numbers = [int(m.group(1)) for t in filled if (m := regex.match(r"\(?\s*(\d{1,2})\s*\)?(?=\s*=|\s*$)", t))]
    steps = [b - a for a, b in pairwise(numbers)]
    return len(numbers) >= 2 and all(s == 1 for s in steps) and numbers[0] <= 2
