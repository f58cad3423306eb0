"""Documents cited with their dates: one document with two dates is worth a second look."""

from collections.abc import Sequence

import regex

from document.places import Place
from extract.figures.bonds import Bond
from extract.figures.clause import Clause
from extract.figures.dates import iso_date

_SPACES = regex.compile(r"\s+")
_DATED = regex.compile(r"[\s,]*(?:\([^)]*\)\s*)?(?:,\s*)?ngày\s*$")
_TYPES = regex.compile(
    r"(?i)(quyết định|nghị quyết|nghị định|thông tư liên tịch|thông tư|chỉ thị|công văn|công điện|kế hoạch|báo cáo|thông báo|tờ trình|luật|"
    r"kết luận|hướng dẫn|văn bản|quy định|quy chế|đề án)(?:\s+số)?\s*:?\s*$"
)
_ISSUED = regex.compile(r"\d{1,6}\p{Ll}?\s?[/⁄-]")


def citations(clauses: Sequence[Clause]) -> list[Bond]:
    """One statement for each document that the report cites with two dates or more."""
    cited: dict[str, list[tuple[str, Place, Clause, int, int, str]]] = {}
    for clause in clauses:
        for one, two in zip(clause.lexemes, clause.lexemes[1:], strict=False):
            if one.role != "document" or two.role != "date" or not _ISSUED.match(one.text):
                continue
            iso = iso_date(two.text)
            if iso is None or len(iso) != 10 or not _DATED.fullmatch(clause.low[one.end : two.start]):
                continue
            kind = _TYPES.search(clause.text, max(0, one.start - 30), one.start)
            name = _SPACES.sub("", one.text).upper()
            label = f"{kind[1]} số {one.text}" if kind else one.text
            start = kind.start() if kind else one.start
            cited.setdefault(name, []).append(
                (iso, clause.passage.place(start, two.end), clause, start, two.end, label)
            )
    found = []
    for mentions in cited.values():
        dates = tuple(m[0] for m in mentions)
        if len(set(dates)) < 2:
            continue
        _, _, clause, start, end, label = next(m for m in mentions if m[0] != dates[0])
        found.append(
            Bond(
                "citation",
                clause,
                start,
                end,
                "citation",
                label=label,
                dates=dates,
                places=tuple(m[1] for m in mentions),
            )
        )
    return found
