"""The door for a trained finder of names."""

from collections.abc import Sequence
from typing import Protocol

import regex

from extract.figures.clause import Draft
from extract.figures.orgs import organisations

_HEADS = (
    "sở|ban|phòng|bộ phận|bộ(?! tiêu chí| chỉ số| thủ tục| luật| máy| dữ liệu| sản phẩm| tài liệu)|cục|chi cục|tổng cục|đội(?! ngũ| hình| viên| tuyển)|lực lượng|ngành|ubnd|ủy ban|công an|trung tâm|trạm|bệnh viện|trường(?! học| hợp| chuẩn| đạt| lớp)|hội|đoàn|"
    "hợp tác xã|công ty|chi nhánh|xí nghiệp|nhà máy|nông trường|lâm trường|viện|học viện|quỹ|hiệp hội|liên minh|liên đoàn|tòa án|kho bạc|"
    "ngân hàng|bưu điện|điện lực|đài|báo|thanh tra|văn phòng|hạt|đồn|trại|cảng|khu|cụm|chợ|vườn|làng|tỉnh|thành phố|huyện|quận|thị xã|"
    "thị trấn|xã|phường|thôn|ấp|bản|cấp (?:tỉnh|huyện|xã)|toàn|các|bảo hiểm xã hội(?! bắt| tự| một| hằng| hàng)|bhxh(?! bắt| tự| một| hằng| hàng|,)|cơ quan|đơn vị|tổ công tác|mặt trận|câu lạc bộ"
)
_NAME = regex.compile(
    rf"(?i:{_HEADS})(?!\p{{L}})|(?!(?:\p{{Lu}}{{2,}}\d*[\s-]?)+$)(?:\p{{Lu}}[\p{{L}}.]*[\s-]?){{2,}}$"
)
_HINT = regex.compile(rf"(?i:{_HEADS})(?!\p{{L}})|\p{{Lu}}[\p{{L}}.]*[\s-]?\p{{Lu}}")
"""How every span begins that `_NAME` takes."""
_OWN_CAPITAL = regex.compile(r"(?<=\s)\p{Lu}|^(?i:cấp|toàn)\s")


_IN_PASSING = regex.compile(
    r"(?<!\p{L})(?:(?<=\s)(?:tại|ở)|của|từ|về|trong|trình|giao|gửi|qua|đến|để|cho|với|theo|và|cùng|tới|vào|lên|là|giữa|như|bằng|hơn|ngoài|dùng|được)\s+$",
    regex.IGNORECASE,
)
"""What comes before a name that the figures are not of."""
_GROUP = regex.compile(
    r"các (?!cơ quan|cơ sở|đơn vị|địa phương|sở|ban|ngành|phòng|tổ chức|hội|đoàn|huyện|xã|phường|thôn|ấp|trường|trạm|bệnh viện|\p{Lu})"
)
_NEAR, _FIRST, _LONG, _READ = 32, 4, 40, 600
"""Characters from the beginning of its sentence within which an office stands that acts, and a place that is reported on.

A name is no longer than `_LONG`, and the first `_READ` of a sentence are all that the finder needs to see it.
"""


class EntitySpan(Protocol):
    """text[start:end] names something; labels are "ORG" and "LOC" (places), others are ignored."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """Behind the last character."""
        ...

    @property
    def label(self) -> str:
        """What it names."""
        ...


class EntityFinder(Protocol):
    """Finds organisations and places where the rules find none (a trained pipeline)."""

    def find(self, text: str) -> Sequence[EntitySpan]:
        """The named entities of one text, in order."""
        ...

    def find_all(self, texts: Sequence[str]) -> Sequence[Sequence[EntitySpan]]:
        """Those of several texts, in their order: the same as `find` of each, in less time."""
        ...


def _is_name(text: str, label: str) -> bool:
    """Whether a span looks like a name; a place needs a capital of its own, or to be a level ("cấp xã")."""
    if label not in ("ORG", "LOC") or not _NAME.match(text):
        return False
    return label == "ORG" or _OWN_CAPITAL.search(text) is not None


def _acts(sentence: str, span: EntitySpan) -> bool:
    """Whether a name stands where one stands that acts: first in its sentence, and not known to the rules as an attribute."""
    text = sentence[span.start : span.end]
    if not _is_name(text, span.label) or _GROUP.match(text) or _IN_PASSING.search(sentence, 0, span.start):
        return False
    if any(start < span.end and end > span.start for start, end, _ in organisations(sentence)):
        return False  # the rules know it and have judged its place
    return span.start < (_NEAR if span.label == "ORG" else _FIRST)


class Names:
    """A finder that is asked once, for the sentences whose figures have no owner by the rules.

    A name must look like one: a head ("sở", "đội", "xã" …) or capitals all through.
    """

    def __init__(self, finder: EntityFinder | None) -> None:
        self._finder = finder
        self._asked: list[tuple[Draft, str, int]] = []

    def ask(self, draft: Draft, sentence: str, end: int) -> None:
        """Note a figure whose owner may be named in sentence[:end], where anything there looks like a name."""
        likely = (m.start() < _NEAR for m in _HINT.finditer(sentence, 0, min(end, _NEAR + _LONG)))
        if self._finder is not None and next(likely, False):
            self._asked.append((draft, sentence[:_READ], end))

    def answer(self) -> None:
        """Give every noted figure the name that the finder sees, where it sees one; the others keep what they have."""
        if self._finder is None:
            return
        sentences = list(dict.fromkeys(sentence for _, sentence, _ in self._asked))
        found = dict(zip(sentences, self._finder.find_all(sentences), strict=True))
        acting = {sentence: [s for s in spans if _acts(sentence, s)] for sentence, spans in found.items()}
        for draft, sentence, end in self._asked:
            spans = [s for s in acting[sentence] if s.end <= end]
            chosen = [s for s in spans if s.label == "ORG"] or spans
            if chosen:
                draft.org = sentence[chosen[-1].start : chosen[-1].end]
        self._asked.clear()
