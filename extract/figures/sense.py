"""What a figure says: its subject, whose it is, up to which day it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from document.report import Letterhead
from extract.figures.clause import Clause, Draft, fold
from extract.figures.dates import as_of_marks, title_date
from extract.figures.orgs import areas, bare_place, organisations

_WORDS = 16
_TAIL = 9
_LEAD = regex.compile(
    r"^\W*(?:Kết quả(?: cụ thể)?|Cụ thể|Trong đó|Đồng thời|Ngoài ra|Hiện nay|Hiện tại|Đến nay|Tính đến nay|Qua đó|Theo đó|Riêng|Còn lại|Tiếp tục|Về|Số|Có|Đã|Và|Với|Gồm|Là|toàn tỉnh|toàn thị xã|toàn huyện)(?:\s*[,:]|(?=\s))\s*",
    regex.IGNORECASE,
)
_CUE_TAIL = regex.compile(
    r"[\s,:;(–-]*(?<!\p{L})(?:đạt|tỷ lệ|tỉ lệ|chiếm|bằng|là|được|có|đã|với|gồm|trong đó|cụ thể|còn|hiện|khoảng|hơn|gần|trên|tổng số|cho|kết quả|thu nhận được|cập nhật được|vào|tại|nay|lên|mới|số lượng|cụ thể như sau|ước)[\s,:;(–-]*$",
    regex.IGNORECASE,
)
_DATE_WORDS = regex.compile(
    r"(?:[Tt]ính\s)?(?:đến|từ)\s(?:hết\s)?(?:ngày|tháng|thời điểm)\s[\d/.\s-]+,?|\((?:từ|đến|ngày)[^)]*\)"
)
_EDGES = regex.compile(
    r"[;]|(?<=\p{L}{3})\.\s|:\s(?=[^:]{12,}$)|\((?=[^)]*$)|,\s(?=(?:trong đó|cụ thể|đồng thời|có|gồm|tổng)\s)"
)
_AFTER = regex.compile(
    r"[;.(),]|(?<!\p{L})(?:đạt|chiếm|tỷ lệ|tỉ lệ|trong đó|cụ thể|tăng|giảm|so với|bằng|và|với|gồm|hiện còn|còn lại)(?!\p{L})"
)
_WORD = regex.compile(r"\S+")


@dataclass(slots=True)
class Surroundings:
    """What passages inherit: titles by section path, the issuer, the lead-ins of the items above."""

    sections: Mapping[str, str]
    letterhead: Letterhead
    leads: dict[int, Clause]

    def enter(self, clause: Clause) -> None:
        """Passages are read in order: this one becomes the lead-in of the items below it."""
        depth = clause.passage.depth
        for deeper in [d for d in self.leads if d > depth]:
            del self.leads[deeper]
        self.leads[depth] = clause

    def title_org(self, path: str | None) -> str | None:
        """The organisation of the nearest heading that names one."""
        while path:
            title = self.sections.get(path, "")
            named = organisations(title)
            if named:
                return named[0][2]
            path = path.rpartition("/")[0]
        return None

    def title(self, path: str | None) -> str:
        """The heading of a section, "" where unknown."""
        return self.sections.get(path or "", "")


def give_sense(clause: Clause, around: Surroundings) -> None:
    """Fill subject, organisation, unit and as-of date of every figure of a passage."""
    marks = as_of_marks(clause)
    inherited = _inherited_date(clause, around)
    previous: Draft | None = None
    for draft in clause.drafts:
        draft.as_of = next((iso for at, iso in reversed(marks) if at <= draft.start), None)
        if (
            draft.as_of is None
            and marks
            and clause.same_sentence(draft.start, marks[0][0])
            and draft.start < marks[0][0]
        ):
            draft.as_of = None
        draft.as_of = draft.as_of or inherited
        draft.subject = _subject(clause, draft, around)
        draft.org = _org(clause, draft, around)
        if draft.unit is None and draft.kind != "percent":
            draft.unit = _unit(clause, draft, previous)
        previous = draft


def _inherited_date(clause: Clause, around: Surroundings) -> str | None:
    lead = around.leads.get(clause.passage.depth - 1) if clause.passage.depth else None
    if lead is not None:
        marks = as_of_marks(lead)
        if marks and lead.text.rstrip().endswith(":"):
            return marks[-1][1]
    return title_date(around.title(clause.passage.section))


def _unit(clause: Clause, draft: Draft, previous: Draft | None) -> str | None:
    """A number without a unit takes that of the total it is listed under, or the noun of its label."""
    label = clause.low[max(0, draft.start - 60) : draft.start]
    named = regex.findall(
        r"(?<!\p{L})(tài khoản|hồ sơ|trường hợp|dữ liệu|thông tin|cccd|dvc|tổ công tác|người|lượt|học sinh|hộ|vụ|thẻ|đối tượng)(?!\p{L})",
        label,
    )
    if draft.kind == "ratio" and named:
        return str(named[-1])
    if (
        previous is not None
        and previous.kind != "percent"
        and previous.unit
        and clause.same_sentence(previous.start, draft.start)
    ):
        return previous.unit
    return str(named[-1]) if named else None


def _clause_start(clause: Clause, draft: Draft) -> int:
    """Where the words about a figure begin: behind the figure before it or the last edge."""
    begin = clause.sentence(draft.start)[0]
    for other in clause.drafts:
        if other is not draft and other.end <= draft.start:
            begin = max(begin, other.end)
    text = clause.text[begin : draft.start]
    for match in _EDGES.finditer(text):
        rest = text[match.end() :].strip(" ,;:(-–")
        if len(rest) >= 3:
            begin += 0
            last = match.end()
            text_start = begin + last
            if len(rest.split()) >= 1:
                return _last_edge(clause, begin, draft.start, text_start)
    return begin


def _last_edge(clause: Clause, begin: int, end: int, fallback: int) -> int:
    best = fallback
    for match in _EDGES.finditer(clause.text, begin, end):
        if len(clause.text[match.end() : end].strip(" ,;:(-–")) >= 3:
            best = match.end()
    return best


def _clean(text: str) -> str:
    text = _DATE_WORDS.sub(" ", text)
    text = regex.sub(r"\s+", " ", text).strip(' ,;:.()-–+*“”"%')
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", text).strip(" ,;:.()-–+*")
        text = _CUE_TAIL.sub("", text).strip(" ,;:.()-–+*")
    return text


def _subject(clause: Clause, draft: Draft, around: Surroundings) -> str | None:
    """The words before the figure in its clause, and those right behind its unit, cleaned; at most 16 words."""
    before = _clean(clause.text[_clause_start(clause, draft) : draft.start])
    anchor = draft.label[1] if draft.label else _value_end(clause, draft)
    stop = _AFTER.search(clause.low, anchor)
    after = _clean(clause.text[anchor : stop.start() if stop else len(clause.text)])
    words = before.split()[-_WORDS:]
    tail = after.split()[:_TAIL]
    unit = (draft.unit or "").split() if tail or len(words) < 2 else []
    joined = words + unit + tail
    if len(words) + len(tail) < 3:
        joined = _context(clause, draft, around).split()[-10:] + joined
    return " ".join(joined[: _WORDS + 2]) or None


def _value_end(clause: Clause, draft: Draft) -> int:
    """Behind the counted words: a ratio's whole and its unit, not its percentage."""
    if draft.kind == "ratio" and draft.denominator is not None:
        last = max(draft.denominator, draft.numerator or 0)
        end = clause.lexemes[last].end
        if draft.unit:
            at = clause.text.find(draft.unit, end, end + len(draft.unit) + 4)
            end = at + len(draft.unit) if at >= 0 else end
        return end
    return draft.end


def _context(clause: Clause, draft: Draft, around: Surroundings) -> str:
    """What a short label leans on: the lead-in of its sentence, of the list above, or the heading."""
    start, _ = clause.sentence(draft.start)
    first = clause.text[start : draft.start]
    colon = first.find(":")
    if colon > 8:
        return _clean(first[:colon])
    first_figure = next((d for d in clause.drafts if d.start >= start), None)
    if first_figure is not None and first_figure is not draft and first_figure.subject:
        return first_figure.subject
    lead = around.leads.get(clause.passage.depth - 1)
    if clause.passage.depth and lead is not None:
        return _clean(lead.text[-120:])
    return _clean(around.title(clause.passage.section))


def _org(clause: Clause, draft: Draft, around: Surroundings) -> str | None:
    """Named in its own clause, else in the sentence, the lead-in, the list above, the heading."""
    begin = _clause_start(clause, draft)
    own = organisations(clause.text, begin, draft.start)
    if own:
        return _with_siblings(clause, begin, draft, own)
    place = bare_place(clause.text, max(0, draft.start - 60), draft.start) if draft.kind != "quantity" else None
    if place and begin <= draft.start - len(place):
        return place
    area = areas(clause.text, begin, draft.start)
    if area:
        return area[-1][2]
    start, _ = clause.sentence(draft.start)
    earlier = organisations(clause.text, start, draft.start)
    if earlier:
        return earlier[0][2]
    leading = organisations(clause.text, 0, draft.start)
    if leading and leading[0][0] < 60:
        return leading[0][2]
    for depth in range(clause.passage.depth - 1, -1, -1):
        lead = around.leads.get(depth)
        named = organisations(lead.text) if lead is not None else []
        if named and named[0][0] < 80:
            return named[0][2]
    titled = around.title_org(clause.passage.section)
    if titled:
        return titled
    inside = areas(clause.text, start, draft.start)
    return inside[0][2] if inside else None


def _with_siblings(clause: Clause, begin: int, draft: Draft, own: Sequence[tuple[int, int, str]]) -> str:
    first, last = own[0], own[-1]
    return (
        clause.text[first[0] : last[1]]
        if len(own) > 1 and last[1] - first[0] < 60
        else last[2]
        if draft.kind != "ratio"
        else first[2]
    )


__all__ = ["Surroundings", "fold", "give_sense"]
