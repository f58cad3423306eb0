"""The door for a trained finder of names."""

from collections.abc import Sequence
from typing import Protocol

import regex

_HEADS = (
    "sở|ban|phòng|bộ phận|bộ(?! tiêu chí| chỉ số| thủ tục| luật| máy| dữ liệu| sản phẩm| tài liệu)|cục|chi cục|tổng cục|đội|lực lượng|ngành|ubnd|ủy ban|công an|trung tâm|trạm|bệnh viện|trường|hội|đoàn|"
    "hợp tác xã|công ty|chi nhánh|xí nghiệp|nhà máy|nông trường|lâm trường|viện|học viện|quỹ|hiệp hội|liên minh|liên đoàn|tòa án|kho bạc|"
    "ngân hàng|bưu điện|điện lực|đài|báo|thanh tra|văn phòng|hạt|đồn|trại|cảng|khu|cụm|chợ|vườn|làng|tỉnh|thành phố|huyện|quận|thị xã|"
    "thị trấn|xã|phường|thôn|ấp|bản|cấp (?:tỉnh|huyện|xã)|toàn|các|bảo hiểm xã hội|bhxh|cơ quan|đơn vị|tổ công tác|mặt trận|câu lạc bộ"
)
_NAME = regex.compile(rf"(?i:{_HEADS})(?!\p{{L}})|(?:\p{{Lu}}[\p{{L}}.]*[\s-]?){{2,}}$")
_OWN_CAPITAL = regex.compile(r"(?<=\s)\p{Lu}|^(?i:cấp|toàn)\s")


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


def _is_name(text: str, label: str) -> bool:
    """Whether a span looks like a name; a place needs a capital of its own, or to be a level ("cấp xã")."""
    if label not in ("ORG", "LOC") or not _NAME.match(text):
        return False
    return label == "ORG" or _OWN_CAPITAL.search(text) is not None


class Names:
    """A finder that is asked once for each sentence, and only for sentences whose figures have no owner by the rules.

    A name must look like one: a head ("sở", "đội", "xã" …) or capitals all through.
    """

    def __init__(self, finder: EntityFinder | None) -> None:
        self._finder = finder
        self._found: dict[str, Sequence[EntitySpan]] = {}

    def before(self, sentence: str, end: int) -> str | None:
        """The last organisation, else the last place, that ends in sentence[:end]."""
        if self._finder is None:
            return None
        if sentence not in self._found:
            self._found[sentence] = self._finder.find(sentence)
        spans = [s for s in self._found[sentence] if s.end <= end and _is_name(sentence[s.start : s.end], s.label)]
        chosen = [s for s in spans if s.label == "ORG"] or spans
        return sentence[chosen[-1].start : chosen[-1].end] if chosen else None
