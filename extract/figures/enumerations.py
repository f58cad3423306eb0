"""Counts announced before a list: "03 nhiệm vụ sau:", followed by that many items."""

from collections.abc import Sequence

import regex

from extract.figures.bonds import Bond, ref
from extract.figures.breakdowns import items_below
from extract.figures.clause import Clause

_FOLLOW = regex.compile(r"(?:sau(?: đây)?|như sau|dưới đây|gồm|bao gồm|cụ thể(?: như sau)?|là)\s*:\s*$")
_FOLLOW_HERE = regex.compile(r"^[^.;:\d]{0,60}(?:sau(?: đây)?|như sau|dưới đây|gồm|bao gồm|là)\s*:")
_LISTED = frozenset(
    {
        "nhiệm",
        "giải",
        "nội",
        "nhóm",
        "vấn",
        "mục",
        "đề",
        "kiến",
        "biện",
        "chỉ",
        "yêu",
        "tồn",
        "hạn",
        "nguyên",
        "bài",
        "điểm",
        "lĩnh",
        "phân",
        "bước",
    }
)


def enumerations(clauses: Sequence[Clause], at: int) -> list[Bond]:
    """Announced counts of passage `at`, against the markers in the passage or the items below it."""
    clause = clauses[at]
    found = []
    for draft in clause.drafts:
        if draft.kind != "quantity" or draft.unit is None or draft.bound != "exact" or draft.value is None:
            continue
        if draft.unit.lower().split()[0] not in _LISTED or not 2 <= draft.value <= 20:
            continue
        inside = _marked(clause, draft.end) if _FOLLOW_HERE.match(clause.low[draft.end :]) else 0
        below = (
            len(items_below(clauses, at))
            if _FOLLOW.search(clause.low[draft.end :]) and clause.text.endswith(":")
            else 0
        )
        count = inside if inside > 1 else below
        if count < 2:
            continue
        sure = count == draft.value or inside > 1
        found.append(
            Bond(
                "enumeration",
                clause,
                draft.start,
                draft.end,
                "enumeration",
                stated=ref(clause, draft),
                count=count,
                sure=sure,
            )
        )
    return found


def _marked(clause: Clause, start: int) -> int:
    """How many markers count up from one behind `start`: "(1) …; (2) …"."""
    count = 0
    for lexeme in clause.lexemes:
        if lexeme.role == "marker" and lexeme.start >= start and lexeme.text.strip("().").lstrip("0") == str(count + 1):
            count += 1
    return count
