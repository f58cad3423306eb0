"""What a figure says: its subject, whose it is, up to which day it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from document.report import Letterhead
from extract.figures.clause import Clause, Draft, fold
from extract.figures.dates import as_of_marks, title_date
from extract.figures.entities import EntityFinder
from extract.figures.orgs import areas, bare_place, named_directly, organisations
from extract.figures.units import unit_after

_WORDS = 16
_TAIL = 9
_LEAD = regex.compile(
    r"^\W*(?:Kết quả(?: cụ thể)?|Cụ thể|Trong đó|Đồng thời|Ngoài ra|Hiện nay|Hiện tại|Đến nay|Tính đến nay|Qua đó|Theo đó|Riêng|Còn lại|Tiếp tục|Về|Số|Có|Đã|Và|Với|Gồm|Là|toàn tỉnh|toàn thị xã|toàn huyện)(?:\s*[,:]|(?=\s))\s*",
    regex.IGNORECASE,
)
_CUE_TAIL = regex.compile(
    r"[\s,:;(–-]*(?<!\p{L})(?:đạt|tỷ lệ|tỉ lệ|chiếm|bằng|là|được|có|đã|với|gồm|trong đó|cụ thể|còn|(?<!thực )hiện|khoảng|hơn|gần|trên|tổng số|cho|kết quả|thu nhận được|cập nhật được|vào|tại|nay|lên|(?<!thôn )mới|số lượng|cụ thể như sau|ước)[\s,:;(–-]*$",
    regex.IGNORECASE,
)
_DATE_WORDS = regex.compile(
    r"(?:[Tt]ính\s)?(?:đến|từ)\s(?:hết\s)?(?:ngày|tháng|thời điểm)\s[\d/.\s-]+,?|\((?:từ|đến|ngày)[^)]*\)"
)
_EDGES = regex.compile(
    r"[;]|(?<=\p{L}{3})\.\s|:\s(?=[^:]{12,}$)|\((?=[^)]*$)|,\s(?=(?:trong đó|cụ thể|đồng thời|có|gồm|tổng)\s)"
)
_AFTER = regex.compile(
    r"[;.(),\d]|(?<!\p{L})(?:đạt(?! chuẩn| yêu cầu| tiêu chuẩn| kết quả| giải)|chiếm|tỷ lệ|tỉ lệ|trong đó|cụ thể|tăng|giảm|so với|bằng|và|với|gồm|hiện còn|còn lại)(?!\p{L})"
)
_NOTE = regex.compile(r"\([^()]*\)")
_CHANGED = regex.compile(
    r"(?:(?:so với|so|cùng kỳ|kế hoạch|dự toán|năm|ngoái|trước|tăng|giảm|thêm|và|bằng|tương ứng|giao|tỉnh|\d{4})[\s,]*)*"
)
_COMPARED = regex.compile(r"(?:so với|trong đó)(?!\p{L})|(?:đạt|tỷ lệ|tỉ lệ|kết quả)(?:\s\p{L}+)?$")


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


def give_sense(clause: Clause, around: Surroundings, finder: EntityFinder | None = None) -> None:
    """Fill subject, organisation, unit and as-of date of every figure of a passage."""
    year = _year(around)
    marks = as_of_marks(clause, year)
    inherited = _inherited_date(clause, around)
    previous: Draft | None = None
    anchor: str | None = None
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
        if draft.unit is None and draft.kind == "ratio":
            draft.unit = _unit_of_equal(clause, draft)
        draft.subject = _subject(clause, draft, around, anchor)
        anchor = draft.subject if draft.rule != "growth-pair" and not _changed(clause, draft) else anchor
        draft.org = _org(clause, draft) or _found(clause, draft, finder) or _inherited_org(clause, draft, around)
        if draft.unit is None and draft.kind != "percent":
            draft.unit = _unit(clause, draft, previous)
        previous = draft


def _year(around: Surroundings) -> int | None:
    """The year that a day without one belongs to: the letter's own."""
    date = around.letterhead.date or ""
    return int(date[:4]) if date[:4].isdigit() else None


def _inherited_date(clause: Clause, around: Surroundings) -> str | None:
    lead = around.leads.get(clause.passage.depth - 1) if clause.passage.depth else None
    if lead is not None:
        marks = as_of_marks(lead)
        if marks and lead.text.rstrip().endswith(":"):
            return marks[-1][1]
    return title_date(around.title(clause.passage.section))


def _unit(clause: Clause, draft: Draft, previous: Draft | None) -> str | None:
    """A number without a unit takes that of the total it is listed under, or the noun of its label."""
    reach = 160 if draft.kind == "ratio" else 60
    label = clause.low[max(0, draft.start - reach) : draft.start]
    named = regex.findall(
        r"(?<!\p{L}|dịch |nhiệm )(tài khoản|hồ sơ|trường hợp|dữ liệu|thông tin|cccd|dvc|dịch vụ công|tổ công tác|người|lượt|học sinh|hộ|vụ|thẻ|đối tượng)(?!\p{L})",
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


def _unit_of_equal(clause: Clause, ratio: Draft) -> str | None:
    """The unit of the count that the ratio's part repeats: "thu nhận được 13.236 tài khoản …: 13.236/27.410"."""
    assert ratio.numerator is not None
    part = clause.lexemes[ratio.numerator].value
    return next(
        (d.unit for d in clause.drafts if d.kind == "quantity" and d.value == part and d.start < ratio.start), None
    )


def _position(draft: Draft) -> int:
    """Where its own number stands: an implicit ratio's part, else the figure's first."""
    return draft.label[0] if draft.label else draft.start


def _clause_start(clause: Clause, draft: Draft) -> int:
    """Where the words about a figure begin: behind the figure before it or the last edge."""
    position = _position(draft)
    begin = clause.sentence(position)[0]
    for other in clause.drafts:
        if other is not draft and other.end <= position:
            begin = max(begin, other.end)
    for number in draft.numbers:
        if clause.lexemes[number].stop <= position:
            unit = unit_after(clause.text, clause.lexemes[number].stop)
            begin = max(begin, unit.end if unit else clause.lexemes[number].stop)
    edge = begin
    for match in _EDGES.finditer(clause.text, begin, position):
        if len(clause.text[match.end() : position].strip(" ,;:(-–")) >= 3:
            edge = match.end()
    return edge


def _clean(text: str) -> str:
    text = _DATE_WORDS.sub(" ", text)
    text = regex.sub(r"\s+", " ", text).strip(' ,;:.()-–+*“”"%')
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", text).strip(" ,;:.()-–+*")
        text = _CUE_TAIL.sub("", text).strip(" ,;:.()-–+*")
    return text


def _subject(clause: Clause, draft: Draft, around: Surroundings, anchor_subject: str | None) -> str | None:
    """The words before the figure in its clause, and those right behind its unit, cleaned; at most 18 words."""
    raw = clause.text[_clause_start(clause, draft) : _position(draft)]
    before = _clean(_NOTE.sub(" ", raw))
    anchor = draft.label[1] if draft.label else _value_end(clause, draft)
    after = _tail(clause, anchor)
    if not after and len(before.split()) < 4 and draft.kind == "ratio":
        after = _tail(clause, draft.end)
    labelled = raw.rstrip().endswith((":", ")")) and len(before.split()) > _WORDS - 2
    words = before.split()[: _WORDS - 2] if labelled else before.split()[-_WORDS:]
    tail = after.split()[:_TAIL]
    unit = (draft.unit or "").split() if tail or len(words) < 2 else []
    joined = words + unit + tail
    if anchor_subject and before and _CHANGED.fullmatch(before.lower()):
        joined = anchor_subject.split()[:12] + joined[:6]
    elif len(words) + len(tail) < 3 or _COMPARED.match(before.lower()):
        joined = _context(clause, draft, around, short=len(words) + len(tail) < 2).split()[-12:] + joined[:10]
    return " ".join(joined[: _WORDS + 2]) or None


def _changed(clause: Clause, draft: Draft) -> bool:
    """The figure is a change or a comparison of the figure before it."""
    words = _clean(clause.text[_clause_start(clause, draft) : _position(draft)]).lower()
    return bool(words) and _CHANGED.fullmatch(words) is not None


def _tail(clause: Clause, anchor: int) -> str:
    stop = _AFTER.search(clause.low, anchor)
    return _clean(clause.text[anchor : stop.start() if stop else len(clause.text)])


def _value_end(clause: Clause, draft: Draft) -> int:
    """Behind the counted words: a ratio's whole and its unit, not its percentage."""
    if draft.rule == "growth-pair":
        return len(clause.text)
    if draft.form == "equation":
        return draft.end
    if draft.kind == "ratio" and draft.denominator is not None:
        last = max(draft.denominator, draft.numerator or 0)
        end = clause.lexemes[last].end
        if draft.unit:
            at = clause.text.find(draft.unit, end, end + len(draft.unit) + 4)
            end = at + len(draft.unit) if at >= 0 else end
        return end
    return draft.end


def _context(clause: Clause, draft: Draft, around: Surroundings, *, short: bool) -> str:
    """What a short label leans on: the lead-in of its sentence, of the list above, or the heading."""
    start, _ = clause.sentence(draft.start)
    for begin in dict.fromkeys((start, 0)):
        colon = clause.text.find(":", begin, draft.start)
        last = regex.split(r"[;.]\s", _NOTE.sub(" ", clause.text[begin:colon]))[-1] if colon > begin + 8 else ""
        head = _clean(last)
        if head and not _COMPARED.match(head.lower()):
            return head
    if not short and clause.text.count("(", start, draft.start) == clause.text.count(")", start, draft.start):
        return ""
    first_figure = next((d for d in clause.drafts if d.start >= start), None)
    if first_figure is not None and first_figure is not draft and len((first_figure.subject or "").split()) > 2:
        assert first_figure.subject is not None
        return first_figure.subject
    lead = around.leads.get(clause.passage.depth - 1)
    if clause.passage.depth and lead is not None:
        return _clean(lead.text[-120:])
    return _clean(around.title(clause.passage.section))


def _org(clause: Clause, draft: Draft) -> str | None:
    """Named in its own words, else in its sentence, the passage's lead-in, the list above, the heading, the letterhead."""
    position = _position(draft)
    begin = _clause_start(clause, draft)
    sentence = clause.sentence(position)[0]
    own = organisations(clause.text, begin, position)
    direct = named_directly(clause.text, own)
    if direct:
        return _joined(clause, direct, draft)
    if draft.unit and organisations(draft.unit):
        return clause.text[draft.end - len(draft.unit) : draft.end] if draft.kind == "quantity" else draft.unit
    place = bare_place(clause.text, max(begin, position - 60), position) if draft.kind == "percent" else None
    if place:
        return place
    area = areas(clause.text, begin, position)
    if area:
        return area[-1][2]
    for start in dict.fromkeys((sentence, 0)):
        earlier = named_directly(clause.text, organisations(clause.text, start, position))
        if earlier and (start == sentence or earlier[0][0] < 60):
            return earlier[0][2]
    return None


def _found(clause: Clause, draft: Draft, finder: EntityFinder | None) -> str | None:
    """What the trained finder names in the sentence before the figure: the last organisation, else the last place."""
    if finder is None:
        return None
    start = clause.sentence(draft.start)[0]
    spans = [s for s in finder.find(clause.text[start : draft.start]) if s.label in ("ORG", "LOC")]
    chosen = [s for s in spans if s.label == "ORG"] or spans
    return clause.text[start + chosen[-1].start : start + chosen[-1].end] if chosen else None


def _inherited_org(clause: Clause, draft: Draft, around: Surroundings) -> str | None:
    for depth in range(clause.passage.depth - 1, -1, -1):
        lead = around.leads.get(depth)
        named = named_directly(lead.text, organisations(lead.text)) if lead is not None else []
        if named and named[0][0] < 80:
            return named[0][2]
    inside = areas(clause.text, 0, draft.start)
    if inside:
        return inside[-1][2]
    titled = around.title_org(clause.passage.section)
    own = organisations(clause.text, _clause_start(clause, draft), draft.start)
    return titled or (own[0][2] if own else None) or _issuer(around.letterhead)


def _issuer(letterhead: Letterhead) -> str | None:
    """Who reports, or where: the last resort."""
    issuer = letterhead.issuer or ""
    low = issuer.lower()
    for head in ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"):
        if low.startswith(head):
            kind, _, name = low[len(head) :].strip().partition(" ")
            kind, name = (
                (f"{kind} {name.partition(' ')[0]}", name.partition(" ")[2])
                if kind in ("thành", "thị")
                else (kind, name)
            )
            return " ".join(("UBND", kind, name.title())).strip()
    return letterhead.place or letterhead.issuer


def _joined(clause: Clause, named: Sequence[tuple[int, int, str]], draft: Draft) -> str:
    """Several names in a row are one answer ("CAH Thuận Bắc, Ninh Sơn"); of names apart the first acts."""
    first, last = named[0], named[-1]
    if (
        len(named) > 1
        and last[1] - first[0] < 60
        and regex.fullmatch(r"[\s,]*(?:và)?[\s,]*", clause.text[first[1] : named[1][0]])
    ):
        return clause.text[first[0] : last[1]]
    return last[2] if draft.kind != "ratio" else first[2]


__all__ = ["Surroundings", "fold", "give_sense"]
