"""Counts announced before a list: "03 nhiệm vụ sau:", followed by that many items."""

from collections.abc import Sequence

import regex

from extract.figures.bonds import Bond, ref
from extract.figures.bullets import items_below
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction

_FOLLOW = regex.compile(r"(?:sau(?: đây)?|như sau|dưới đây|gồm|bao gồm|cụ thể(?: như sau)?|là)\s*:\s*$")
_FOLLOW_HERE = regex.compile(r"^[^.;:\d]{0,60}(?:sau(?: đây)?|như sau|dưới đây|gồm|bao gồm|là)\s*:")
_NUMBERED = regex.compile(r"\s*\(?(\d{1,2})[).](?:\s|$)")
_NAMES = regex.compile(r"[^.;:,()\d]{0,60}\(([^()\d…:]{5,400})\)")
_NAME = regex.compile(
    r"(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố|TP\.?|TT\.?)\s)?\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*){0,4}"
)
_LIST_OF_DOCUMENTS = regex.compile(r"[^.;:()\d]{0,40}(?:gồm|bao gồm|cụ thể|sau)(?: có)?\s*:")
_DOCUMENT = regex.compile(
    r"(?:Kế hoạch|Công văn|Quyết định|Thông báo|Báo cáo|Chỉ thị|Nghị quyết|Tờ trình|Hướng dẫn|Công điện|Văn bản|Chương trình|Giấy mời)(?:\ssố)?\s\d"
)
_PLACES = frozenset({"xã", "phường", "huyện", "thôn", "bản", "sở", "tỉnh", "trường", "thị"})
_MOST = 20
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
    """Announced counts of passage `at`, against the markers in the passage, the items below it, or the names it lists."""
    clause = clauses[at]
    found = []
    for draft in clause.drafts:
        if draft.kind != "quantity" or draft.unit is None or draft.bound != "exact" or draft.value is None:
            continue
        if not 2 <= draft.value <= _MOST or draft.value % 1 or direction(clause, draft) != 0:
            continue
        listed = draft.unit.lower().split()[0] in _LISTED
        count, sure = _listed(clauses, at, draft) if listed else (0, False)
        if count < 2:
            count, sure = _named(clause, draft), False
        if count < 2 and draft.unit.lower().startswith("văn bản"):
            count, sure = _documents(clause, draft), False
        if count > 1:
            exact = count == draft.value
            found.append(_bond(clause, draft, count, sure=sure or exact))
    return found


def _bond(clause: Clause, draft: Draft, count: int, *, sure: bool) -> Bond:
    stated = ref(clause, draft)
    return Bond("enumeration", clause, draft.start, draft.end, "enumeration", stated=stated, count=count, sure=sure)


def _listed(clauses: Sequence[Clause], at: int, draft: Draft) -> tuple[int, bool]:
    """How many items the passage marks "(1) …; (2) …", or stand below it; whether they can be nothing else."""
    clause = clauses[at]
    inside = _marked(clause, draft.end) if _FOLLOW_HERE.match(clause.low[draft.end :]) else 0
    if inside > 1:
        return inside, True
    if not _FOLLOW.search(clause.low[draft.end :]) or not clause.text.rstrip().endswith(":"):
        return 0, False
    numbered = _numbered_below(clauses, at)
    return (numbered, True) if numbered > 1 else (len(items_below(clauses, at)), False)


def _numbered_below(clauses: Sequence[Clause], at: int) -> int:
    """How many passages behind `at` count up from one, with or without passages of their own between them."""
    count = 0
    for clause in clauses[at + 1 :]:
        if clause.passage.section != clauses[at].passage.section:
            break
        marker = _NUMBERED.match(clause.passage.marker or clause.text)
        if marker is not None and int(marker[1]) == count + 1:
            count += 1
        elif count == 0 or (marker is not None and int(marker[1]) > count + 1):
            break
    return count


def _named(clause: Clause, draft: Draft) -> int:
    """ "04 xã (Tân An, Bình Lý, Phú Sơn)": how many proper names the bracket behind a count of places lists."""
    if draft.unit is None or draft.unit.lower().split()[0] not in _PLACES:
        return 0
    bracket = _NAMES.match(clause.text, draft.end)
    if bracket is None:
        return 0
    names = [n.strip() for n in regex.split(r"[,;]|\svà\s", bracket[1])]
    return len(names) if all(_NAME.fullmatch(n) for n in names) else 0


def _documents(clause: Clause, draft: Draft) -> int:
    """ "04 văn bản, gồm: Kế hoạch số …, Công văn số …": how many documents the sentence cites behind the colon."""
    cue = _LIST_OF_DOCUMENTS.match(clause.low, draft.end)
    if cue is None:
        return 0
    end = clause.sentence(draft.end)[1]
    items = regex.split(r"[,;]\s|\svà\s", clause.text[cue.end() : end].strip(" ."))
    return len(items) if all(_DOCUMENT.match(item.strip()) for item in items) else 0


def _marked(clause: Clause, start: int) -> int:
    """How many markers count up from one behind `start`: "(1) …; (2) …"."""
    count = 0
    for lexeme in clause.lexemes:
        if lexeme.role == "marker" and lexeme.start >= start and lexeme.text.strip("().").lstrip("0") == str(count + 1):
            count += 1
    return count
