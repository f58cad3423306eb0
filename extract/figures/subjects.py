"""What a figure counts: a short label from the words around it."""

from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter

import regex

from extract.figures.clause import Clause, Draft
from extract.figures.orgs import areas, bare_place, organisations
from extract.figures.surroundings import Surroundings
from extract.figures.units import RECORDS, is_of_records, same_unit, unit_after

_WORDS = 16
_NEARBY = 40
_START = attrgetter("start")
_TAIL = 9
_SPACES = regex.compile(r"\s+")
_SENTENCES = regex.compile(r"[;.]\s")
_LEAD = regex.compile(
    r"^\W*(?:(?:Trong|Riêng|Riêng trong)\s(?:năm(?!\shọc)|tháng|quý|kỳ|tuần|\d{1,2}\stháng(?:\s(?:đầu|cuối)\snăm)?)(?:\s(?:này|qua|nay|báo cáo|\d{4}|[IVX]+(?!\p{L})))*|Kết quả(?: cụ thể)?|Cụ thể|Trong đó|Đồng thời|Ngoài ra|Hiện nay|Hiện tại|Đến nay|Tính đến nay|Qua đó|Theo đó|Riêng|Còn lại|Tiếp tục|Về|Số(?! h[óo][aá]| tiền| vốn| thu| dân|\s\p{Lu})|Có(?! mặt| nguy)|Đã|Và|Với|Gồm|Là|toàn tỉnh|toàn thị xã|toàn huyện)(?:\s*[,:]|(?=\s))\s*",
    regex.IGNORECASE,
)
_CUE_TAIL = regex.compile(
    r"[\s,:;(–-]*(?<!\p{L})(?:"
    r"cụ thể như sau|thu nhận được|cập nhật được|tối thiểu|không quá|trong đó|số lượng|bao gồm|tổng số|kết quả|"
    r"ít nhất|cụ thể|khoảng|tối đa|tỷ lệ|tỉ lệ|chiếm|bằng|được|(?<!thực |phát |thể |xuất |biểu )hiện|trên|đạt|với|"
    r"gồm|còn|hơn|gần|cho|vào|tại|nay|(?<!trở )lên|"
    r"(?<!thôn |xây |cấp |lập |nạp |tố |triển |mắc |làm |ký |tuyển |sinh |đóng )mới|ước|là|có|đã"
    r")[\s,:;(–-]*$",
    regex.IGNORECASE | regex.REVERSE,
)
"""Looked for from the end of the words on; the longest first, as they stand before one another's end."""
_DATE_WORDS = regex.compile(
    r"(?i)(?:(?:lũy|luỹ) kế )?từ đầu năm(?: đến nay)?,|(?:tính\s)?(?:từ|đến)\s(?:hết\s)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?,?|(?:kết quả\s)?(?:tính\s)?(?:đến|từ)\s(?:hết\s)?(?:\d{1,2}\s?(?:giờ|h)\d*\s)?(?:ngày|tháng)\s[\d/.\s-]+,?|(?:tính\s)?(?:đến|tại)\sthời\sđiểm\s(?:kiểm tra|báo cáo|hiện nay),?"
    r"|theo báo cáo của [^,]{0,60}(?:,\s\p{Ll}[^,]{0,30})?,|\((?:từ|đến|ngày)[^)]*\)"
)
_EDGES = regex.compile(
    r"[;]|(?<=\p{L}{3})\.\s|:\s(?=[^:]{12,}:?\s?$)|\((?=[^)]*$)|,\s(?=(?:trong đó|cụ thể|đồng thời|có|gồm|tổng)\s)"
)
_BEHIND_FIGURE = regex.compile(r"[^,;:()]*(?:,(?=\s)|\s(?:với|và|cùng)\s*$)")
"""What still belongs to the figure before: up to a comma, or all before "và" right at the number."""
_AFTER = regex.compile(
    r"[;.(),:\d]|(?<!\p{L})(?:đạt(?=\s*(?:\d|tỷ lệ|tỉ lệ|tỷ trọng|khoảng|hơn|trên|gần|dưới|được|thấp|cao|\(|$))|chiếm|tỷ lệ|tỉ lệ|trong đó|cụ thể|tăng|giảm|so với|bằng|và|với|gồm|hiện còn|còn lại)(?!\p{L})"
)
_BOUND = regex.compile(
    r"(?<!\p{L})(?:khoảng|hơn|gần|trên|chiếm|đạt|tỷ lệ|tỉ lệ|bằng|tương ứng|tương đương|là)(?!\p{L})"
)
_ACTS = regex.compile(
    r"^(?:đã|đang|cũng|tiếp tục|phối hợp|tiến hành|tổ chức|chủ động)(?:\s(?:đã|tiến hành|tổ chức|thực hiện))*(?!\p{L})\s*"
)
_AT = regex.compile(r"(?:Tại|Ở|Riêng|Trong đó|Trên địa bàn|Đối với)\s(?:các\s)?", regex.IGNORECASE)
_FILLER = regex.compile(
    r"(?<!\p{L})(?:một số|các|những|đơn vị|địa phương|cơ quan|có|tỷ lệ|tỉ lệ|kết quả|số liệu|đạt|cao|thấp|nhất|như|gồm|bao gồm|là|tại|ở|cấp|riêng|trong đó|"
    r"cụ thể|khối|sở|ngành|dẫn đầu|đứng đầu|khó khăn|chưa đạt|tuy nhiên|còn lại|còn|theo|chia theo|phân theo|kém|khá|hiện|chậm|nhanh|điển hình|tiêu biểu|trên|dưới|toàn|và|của|địa bàn|đã|đối với|nổi bật|tốt|xã|phường|huyện|tỉnh|thị xã|thành phố|thị trấn|thôn|như sau|sau)(?!\p{L})",
    regex.IGNORECASE,
)
"""Words of a label that name neither what is counted nor whose it is."""
_EMPTY_TITLE = regex.compile(
    r"(?<!\p{L})(?:kết quả|đạt được|thực hiện|các|mặt|công tác|tình hình|chung|nhiệm vụ|cụ thể|triển khai|đánh giá|ưu điểm|tồn tại|hạn chế|nổi bật|về|một số|chủ yếu|nội dung|trọng tâm|và|tổ chức|của|đơn vị|địa phương|toàn|tỉnh|huyện|xã|phường|thành phố|thị trấn|thôn)(?!\p{L})",
    regex.IGNORECASE,
)
_COMMON = RECORDS | frozenset(
    {"đồng", "ha", "dữ liệu", "thông tin", "điểm", "đơn vị", "xã", "phường", "ca", "chỉ tiêu", "kg", "tấn", "m"}
)
"""Units that count anything."""
_STATES = regex.compile(
    r"(?:(?:đã|được|số)\s)*(?:trực tuyến|trực tiếp|thu nhận|tiếp nhận|giải quyết|đúng hạn|trước hạn|quá hạn|trễ hạn|hoàn thành|thực hiện|kích hoạt|cập nhật|rà soát|xử lý|số h[óo][áa]|làm sạch|"
    r"phê duyệt|thành công|mức (?:độ )?[1-4]|nam|nữ|cấp mới|cấp đổi|cấp lại|đã cấp|đã trả|còn lại|lũy kế|trong kỳ|đang giải quyết|từ chối|đúng|sai|thu được)",
    regex.IGNORECASE,
)
"""Labels that say in which state something is, not what it is."""
_NOTE = regex.compile(r"\([^()]*\)")
_CHANGED = regex.compile(
    r"(?:(?:so với|so|cùng kỳ|kế hoạch|dự toán|năm|ngoái|trước|tăng|giảm|thêm|và|bằng|tương ứng|giao|tỉnh|\d{4})[\s,]*)*"
)
_AGAINST_PLAN = regex.compile(
    r"(?:so với\s)?(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ)(?:\s[\p{L}\d/-]+){0,7}"
)
_MEASURES = regex.compile(
    r"(?:(?:tỷ|tỉ|triệu|nghìn|ngàn)\s)?(?:đồng|người|ha|tấn)?[\s,]*(?:(?:tăng|giảm|bằng|đạt|chiếm)(?!\p{L}).*)?",
    regex.DOTALL,
)
_LETTERS = regex.compile(r"\p{L}+")
_TWICE = regex.compile(r"(?<!\p{L})(\p{L}[\p{L} ]{2,40}?) \1(?!\p{L})")
_SLASHES = regex.compile(r"(?<=\s|^)/(?=\s|$)|/\s*$|^\s*/")
_FIGURE = regex.compile(r"[\s(]*\d[\d.,/]*\s?%?")
_COMPARED = regex.compile(r"(?:so với|trong đó)(?!\p{L})|(?:đạt|tỷ lệ|tỉ lệ|kết quả)(?:\s\p{L}+)?$")


def subject_of(clause: Clause, draft: Draft, begin: int, around: Surroundings, anchor: str | None) -> str | None:
    """The words before the figure in its clause and those right behind its unit, cleaned; at most 18 words.

    `begin` is where the words about it begin (`clause_start`), `anchor` is the subject of the figure that a change ("tăng 5%") is of. The name of the organisation is no part of a
    subject; a label that names nothing else leans on the head of its list.
    """
    raw = clause.text[begin : position_of(draft)]
    before = _clean(_NOTE.sub(" ", raw))
    after = _tail(clause, draft.label[1] if draft.label else _value_end(clause, draft))
    if not after and len(before.split()) < 4 and draft.kind == "ratio":
        after = _tail(clause, draft.end)
    if draft.kind == "ratio" and _AGAINST_PLAN.fullmatch(after.lower()):
        after = ""
    tail = after.split()[:_TAIL]
    if len(tail) < 2 and (names_owner_alone(before) or (before and not _FILLER.sub("", before).strip())):
        told = _listed(clause, draft, around) or _counted(clause, draft) or _telling_title(clause, around)
        if told:
            draft.listed = True
            return told
    if (
        anchor
        and draft.kind == "percent"
        and _AGAINST_PLAN.fullmatch(after.lower())
        and _CHANGED.fullmatch(before.lower())
    ):
        return " ".join((anchor.split()[:12] + before.split() + tail)[: _WORDS + 2])
    if anchor and before and _CHANGED.fullmatch(before.lower()):
        return " ".join((anchor.split()[:12] + before.split() + tail)[: _WORDS + 2])
    words = _shortened(_without_owner(before).split(), labelled=raw.rstrip().endswith((":", ")")))
    unit = (draft.unit or "").split()
    named = raw.rstrip().endswith((":", "(", ")")) and len(words) > 1 and not tail
    if (
        named
        or (draft.kind != "ratio" and len(words) > 2 and not tail)
        or (unit and unit[0].lower() in before.lower().split()[-6:] and not tail)
    ):
        unit = []
    joined = words + unit + tail
    if len(words) + len(tail) < 3 or _COMPARED.match(before.lower()):
        states = is_of_records(draft.unit) and _STATES.fullmatch(" ".join(words + tail)) is not None
        short = len(words) + len(tail) < 2 or states
        joined = _context(clause, draft, around, short=short, said=bool(words)).split()[-12:] + joined[:10]
    label = _said_once(" ".join(joined[: _WORDS + 2]))
    counted = f" {draft.unit}" if draft.unit else ""
    if counted and label.endswith(counted) and draft.unit and draft.unit in label[: -len(counted)]:
        label = label[: -len(counted)]
    return label or anchor


def _said_once(label: str) -> str:
    """ "hồ sơ hồ sơ trực tuyến" -> "hồ sơ trực tuyến"."""
    words = _LETTERS.findall(label)
    return _TWICE.sub(r"\1", label) if len(set(words)) < len(words) else label


def _shortened(words: list[str], *, labelled: bool) -> list[str]:
    """A long label keeps its head and its end; of a sentence the words next to the figure count."""
    if len(words) <= _WORDS - 2:
        return words
    return words[:9] + words[-5:] if labelled else words[-_WORDS:]


def _without_owner(before: str) -> str:
    """ "Công an cấp xã đã rà soát" -> "rà soát": who did it is told apart."""
    if (at := _AT.match(before)) is not None:
        named = organisations(before, at.end()) or areas(before, at.end())
        before = before[at.end() :] if named and named[0][0] == at.end() else before
    named = organisations(before) or areas(before)
    if named and named[0][0] <= 1:
        return _clean(_ACTS.sub("", before[named[0][1] :].strip(" ,;:-–")))
    return "" if bare_place(before, 0, len(before)) == before else before


@lru_cache(maxsize=4096)
def names_owner_alone(label: str) -> bool:
    """Whether a label says but whose a figure is ("Công an xã Hòa An", "Đơn vị đạt thấp: Tân Lập"), not what it counts."""
    if not label or label[:1].isdigit():
        return False
    spans = sorted((*organisations(label), *areas(label)))
    rest, at = "", 0
    for start, end, _ in spans:
        rest, at = rest + " " + label[at : max(at, start)], max(at, end)
    rest = rest + " " + label[at:]
    bare = bare_place(rest, 0, len(rest), words=1 if not spans else 2)
    rest = rest.rstrip(" :,")
    rest = rest[: -len(bare)] if bare and rest.endswith(bare) else rest
    return bool(spans or bare) and not _FILLER.sub(" ", rest).strip(" ,;:.()-–")


def _listed(clause: Clause, draft: Draft, around: Surroundings) -> str | None:
    """What a figure counts whose label names its owner alone: as its list says, the figure before, or the lead-in above."""
    start = clause.sentence(draft.start)[0]
    if head := _head(clause.text, start, draft.start):
        return head
    lead = around.leads.get(clause.passage.depth - 1) if clause.passage.depth else None
    before = [d for d in clause.drafts if d.start < draft.start]
    for earlier in (before[::-1], lead.drafts if lead is not None else []):
        told = next((d.subject for d in earlier if d.subject and not d.listed and _counts_alike(d, draft)), None)
        if told:
            return told
    if head := _head(clause.text, 0, draft.start):
        return head
    if lead is None or not lead.text.rstrip().endswith(":"):
        return None
    told = next((d.subject for d in around.said_before(lead) if not d.listed and _counts_alike(d, draft)), None)
    return _head(lead.text, 0, len(lead.text)) or told


def _head(text: str, start: int, end: int) -> str | None:
    """What the nearest colon before `end` announces, where that is no name: "Tỷ lệ kích hoạt thấp: Tân Lập 12%"."""
    colons = [at for at in range(start, end) if text[at] == ":"]
    for at in reversed(colons):
        opens = max(start, *(text.rfind(edge, start, at) + 1 for edge in (":", ";", ". ")))
        head = _plain(_clean(_NOTE.sub(" ", text[opens:at])))
        bare = _SPACES.sub(" ", _FILLER.sub(" ", head)).strip(" ,")
        telling = len(head.split()) > 1 and bare not in _COMMON and bare and not _STATES.fullmatch(bare)
        if telling and not _COMPARED.match(head.lower()) and not names_owner_alone(head):
            return head
    return None


def _counted(clause: Clause, draft: Draft) -> str:
    """The counted noun with what stands behind it, where it is one that tells something ("hộ kinh doanh đang hoạt động")."""
    if not draft.unit or draft.unit.lower() in _COMMON or draft.kind == "percent":
        return ""
    return " ".join([draft.unit, *_tail(clause, _value_end(clause, draft)).split()[:_TAIL]])


def _counts_alike(one: Draft, other: Draft) -> bool:
    """Whether two figures may count the same thing for two owners."""
    if other.kind == "percent":
        return one.kind == "percent" or one.percent is not None
    if one.kind == "percent" or is_of_records(one.unit) != is_of_records(other.unit):
        return False
    return is_of_records(one.unit) or same_unit(one.unit, other.unit)


@lru_cache(maxsize=256)
def _title_words(title: str) -> frozenset[str]:
    """The words of a heading that name something measured."""
    return frozenset(_EMPTY_TITLE.sub(" ", title).lower().split())


def _telling_title(clause: Clause, around: Surroundings, said: str = "") -> str:
    """The nearest heading that names something measured which `said` does not say yet, "" where none does."""
    path = clause.passage.section or ""
    known = set(said.lower().split())
    while path:
        title = around.title(path)
        told = _title_words(title) - known
        if told and not names_owner_alone(title):
            return _clean(title)
        path = path.rpartition("/")[0]
    return ""


def is_change(clause: Clause, draft: Draft, begin: int) -> bool:
    """The figure, the words about which begin at `begin`, is a change or a comparison of the figure before it."""
    words = _clean(clause.text[begin : position_of(draft)]).lower()
    return bool(words) and _CHANGED.fullmatch(words) is not None


def _tail(clause: Clause, anchor: int) -> str:
    stop = _AFTER.search(clause.low, anchor)
    return _clean(clause.text[anchor : stop.start() if stop else len(clause.text)])


def position_of(draft: Draft) -> int:
    """Where its own number stands: an implicit ratio's part, else the figure's first."""
    return draft.label[0] if draft.label else draft.start


def clause_start(clause: Clause, draft: Draft) -> int:
    """Where the words about a figure begin: behind the figure before it or the last edge."""
    position = position_of(draft)
    begin = opens = clause.sentence(position)[0]
    at = bisect_left(clause.drafts, position, key=_START)
    for other in clause.drafts[max(0, at - _NEARBY) : at]:
        if other is not draft and other.end <= position:
            begin = max(begin, other.end)
    for number in draft.numbers:
        if clause.lexemes[number].stop <= position:
            unit = unit_after(clause.text, clause.lexemes[number].stop)
            begin = max(begin, unit.end if unit else clause.lexemes[number].stop)
    if begin > opens and (behind := _BEHIND_FIGURE.match(clause.low, begin, position)) is not None:
        begin = behind.end()
    edge = begin
    for match in _EDGES.finditer(clause.text, begin, position):
        if len(_BOUND.sub(" ", _NOTE.sub(" ", clause.text[match.end() : position])).strip(" ,;:(-–")) >= 3:
            edge = match.end()
    colon = clause.text.rfind(": ", edge, position)
    return colon + 2 if colon > edge and names_owner_alone(_clean(clause.text[colon + 2 : position])) else edge


@lru_cache(maxsize=1024)
def _clean(text: str) -> str:
    text = _DATE_WORDS.sub(" ", text)
    text = _SLASHES.sub(" ", text) if "/" in text else text
    text = _SPACES.sub(" ", text).strip(' ,;:.()-–+*“”"%=<>≥≤')
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", text).strip(" ,;:.()-–+*=<>≥≤")
        text = _CUE_TAIL.sub("", text).strip(" ,;:.()-–+*")
    return text


def _plain(head: str) -> str:
    """A head without its own numbers: what it counts is enough for the items below it."""
    number = _FIGURE.search(head)
    if number is None:
        return head
    before = _clean(head[: number.start()])
    if len(before.split()) > 2:
        return "" if _MEASURES.fullmatch(before.lower()) else before
    counted = head[number.end() :].split(",", maxsplit=1)[0].strip()
    rest = "" if _FIGURE.search(counted) or _MEASURES.fullmatch(counted.lower()) else counted
    return _clean(f"{before} {rest}")


def _value_end(clause: Clause, draft: Draft) -> int:
    """Behind the counted words: a ratio's whole and its unit, not its percentage."""
    if draft.rule == "growth-pair":
        return len(clause.text)
    if draft.form == "equation":
        return draft.end
    if draft.kind == "ratio" and draft.denominator is not None:
        last = max(draft.denominator, draft.numerator or 0)
        end = clause.lexemes[last].end
        unit = unit_after(clause.text, end) if draft.unit else None
        return unit.end if unit is not None and (unit.name or "").lower() == (draft.unit or "").lower() else end
    return draft.end


def _context(clause: Clause, draft: Draft, around: Surroundings, *, short: bool, said: bool) -> str:
    """What a short label leans on: the lead-in of its sentence, of the list above, or the heading.

    One that has words of its own (`said`) leans on no figure that counts something else.
    """
    start, _ = clause.sentence(draft.start)
    for begin in dict.fromkeys((start, 0)):
        colon = clause.text.find(":", begin, draft.start)
        last = _SENTENCES.split(_NOTE.sub(" ", clause.text[begin:colon]))[-1] if colon > begin + 8 else ""
        head = _plain(_clean(last))
        if head and not _COMPARED.match(head.lower()) and not names_owner_alone(head):
            return head
    if not short and clause.text.count("(", start, draft.start) == clause.text.count(")", start, draft.start):
        return ""
    first = next((d for d in clause.drafts if d.start >= start), None)
    inside = "(" in clause.text[start : draft.start]
    if (
        first is not None
        and first is not draft
        and (not said or inside or _counts_alike(first, draft))
        and first.subject
        and len(first.subject.split()) > 2
    ):
        return first.subject
    lead = around.leads.get(clause.passage.depth - 1)
    if clause.passage.depth and lead is not None and lead.text.rstrip().endswith(":"):
        head = _plain(_clean(lead.text[-120:]))
        if head and not names_owner_alone(head):
            return head
    return _telling_title(clause, around) or _clean(around.title(clause.passage.section))
