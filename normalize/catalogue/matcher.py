"""Place the words around a figure on an indicator of the catalogue, with a score.

An alias in the subject counts most, its share of the subject's words raising the score; then words that must stand
together; an alias in the heading above or in the rest of the quoted sentence counts less. What scores below `LEAST` is
not placed: a wrong indicator does more harm than a provisional one.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from normalize.catalogue.indicators import Indicator, catalogue
from normalize.catalogue.waiting import says_more
from normalize.folding import fold, slug, soften

_PROVISIONAL = "tam."
LEAST = 0.55
_CHANGE = regex.compile(
    r" (?:(?:tăng|giảm)(?! (?:trừ|nghèo|cường|huyết|thiểu|nhẹ|tốc|cân|âm)) |so với |cùng kỳ |(?:năm|quý|tháng|kỳ|tuần) (?:trước|ngoái) )"
)
_UNDONE = regex.compile(
    r" (?:chưa|còn lại|hiện còn|không thành công|không đạt|thất bại|bị lỗi|bằng tiền mặt|nhận tiền mặt) "
)
_SERVICES = regex.compile(r" (?:dich vu cong|dvc|dvctt|truc tuyen|thu tuc hanh chinh|tthc) ")
_APART = (
    "dich vu cong", "dvc", "dich vu", "thu tuc hanh chinh", "tthc", "van ban", "cong van", "ke hoach", "bao cao",
    "thong bao chi dao", "quyet dinh", "may tinh", "bo may vi tinh", "may in", "may scan", "may", "mo hinh", "dong",
    "giuong", "kg", "ha", "tin bai", "to roi", "luot to roi", "phut", "lop", "lop tap huan", "phuong thuc", "kenh",
    "thanh vien", "phan he", "chuyen muc", "chuyen trang", "can bo", "cong chuc", "co so", "xa", "phuong", "huyen", "thon",
    "to dan pho", "don vi", "to", "giay", "tram", "doanh nghiep", "hop tac xa", "dang vien", "doan vien", "hoi vien",
    "chi bo", "nha", "con", "bi can", "ho kinh doanh",
)  # fmt: skip
"""Units that count one thing only: a figure of theirs is no figure of an indicator that does not name it."""
_CLOSE = 0.005
"""Two indicators that score this close are told apart by the length of what matched."""


@dataclass(frozen=True, slots=True)
class Match:
    """The indicator, how sure (0..1), and by what: "alias" or "words"."""

    indicator: Indicator
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class _Needle:
    text: str
    words: int
    indicator: Indicator


@cache
def _needles() -> dict[str, tuple[_Needle, ...]]:
    """Aliases by their first word, the longest first."""
    found: dict[str, list[_Needle]] = defaultdict(list)
    for indicator in catalogue():
        for name in {fold(n) for n in (indicator.name, *indicator.aliases)}:
            found[name.split()[0]].append(_Needle(f" {name} ", len(name.split()), indicator))
    return {first: tuple(sorted(needles, key=lambda n: -n.words)) for first, needles in found.items()}


@cache
def _rules() -> tuple[tuple[Indicator, tuple[frozenset[str], ...]], ...]:
    return tuple((i, tuple(frozenset(fold(w) for w in words) for words in i.words)) for i in catalogue() if i.words)


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """All phrases of the rules by their first word."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, groups in _rules():
        for phrase in frozenset().union(*groups):
            found[phrase.split()[0]].add(phrase)
    return {first: frozenset(phrases) for first, phrases in found.items()}


@cache
def _rules_of(phrase: str) -> tuple[int, ...]:
    """The rules that have a phrase in one of their groups."""
    return tuple(n for n, (_, groups) in enumerate(_rules()) if any(phrase in group for group in groups))


@lru_cache(maxsize=8192)
def match(subject: str, quote: str = "", unit: str | None = None, headings: str = "") -> Match | None:
    """The best indicator for a figure, or None.

    `subject`: the words right at the figure. `headings`: the titles of its section and those above it, the nearest first.
    A change ("tăng 85 ca so với tháng trước") is no value of the indicator that changed, and what is not done yet no value
    of what is done.
    """
    texts = tuple(f" {fold(text)} " for text in (subject, f"{quote} {unit or ''}", headings))
    if _CHANGE.search(f" {soften(subject)} "):
        return None
    undone = _UNDONE.search(f" {soften(subject)} {soften(quote)} ") is not None
    own = says_more(subject, unit, headings)
    marked = tuple(f" {soften(text)} " for text in (subject, quote, headings))
    found = [
        (score, length, by, indicator)
        for score, length, by, indicator in (
            *_by_alias(texts, own=own),
            *_by_words(texts, own=own),
        )
        if not _forbidden(indicator, texts)
        and _is_marked(indicator, length, by, marked)
        and _fits(indicator, unit)
        and undone <= _is_undone(indicator)
    ]
    if not found:
        return None
    score, _, by, indicator = max(found, key=lambda f: (round(f[0] / _CLOSE), f[1], -f[3].order))
    return Match(indicator, round(score, 3), by) if score >= LEAST else None


def _by_alias(texts: tuple[str, ...], *, own: bool) -> list[tuple[float, int, str, Indicator]]:
    """Where an alias stands: in the subject up to 1, in the quote up to 0.75, in the headings up to 0.65.

    A heading does not place a figure whose words say something of their `own`.
    """
    found = []
    for text, most, least in zip(texts[: 2 if own else 3], (1.0, 0.75, 0.65), (0.7, 0.6, 0.4), strict=False):
        length = max(1, min(text.count(" ") - 1, 8))
        for needle in _needles_in(text):
            share = min(1.0, needle.words / length)
            found.append((least + (most - least) * share, needle.words, "alias", needle.indicator))
    return found


@lru_cache(maxsize=8192)
def _needles_in(text: str) -> tuple[_Needle, ...]:
    """The aliases that stand in a folded text."""
    needles = _needles()
    candidates = (needle for first in dict.fromkeys(text.split()) for needle in needles.get(first, ()))
    return tuple(needle for needle in candidates if needle.text in text)


def _is_marked(indicator: Indicator, length: int, by: str, marked: tuple[str, ...]) -> bool:
    """A name of one syllable is one with its marks alone ("Dại" is no "Đại")."""
    if by != "alias" or length > 1:
        return True
    names = (soften(n) for n in (indicator.name, *indicator.aliases) if len(n.split()) == 1)
    return any(f" {name} " in text for name in names for text in marked)


def _by_words(texts: tuple[str, ...], *, own: bool) -> list[tuple[float, int, str, Indicator]]:
    """All groups in the subject: 0.8; all in subject, quote and heading together, at least one in the subject: 0.6.

    The second not where the subject says something of its `own`.
    """
    found = []
    here = _said_in(texts[0])
    everywhere = here.union(*(_said_in(text) for text in texts[1:]))
    rules = _rules()
    for number in sorted(set().union(*(_rules_of(phrase) for phrase in here))):
        indicator, groups = rules[number]
        if all(here & group for group in groups):
            found.append((0.8, len(groups), "words", indicator))
        elif not own and all(everywhere & group for group in groups):
            found.append((0.6, len(groups), "words", indicator))
    return found


@lru_cache(maxsize=8192)
def _said_in(text: str) -> frozenset[str]:
    """The phrases of the rules that stand in a folded text."""
    phrases = _phrases()
    candidates = (phrase for first in set(text.split()) for phrase in phrases.get(first, ()))
    return frozenset(phrase for phrase in candidates if f" {phrase} " in text)


def _forbidden(indicator: Indicator, texts: tuple[str, ...]) -> bool:
    near = texts[0] + texts[1]
    above = texts[2]
    if any(f" {fold(word)} " in above for word in indicator.not_under) and not _SERVICES.search(above + near):
        return True
    return any(f" {fold(word)} " in near for word in indicator.without)


@cache
def _is_undone(indicator: Indicator) -> bool:
    return any(_UNDONE.search(f" {soften(name)} ") for name in (indicator.name, *indicator.aliases))


@lru_cache(maxsize=4096)
def _fits(indicator: Indicator, unit: str | None) -> bool:
    """Records of all kinds count for each other ("hồ sơ", "trường hợp", "người"); machines, papers and money do not."""
    printed = fold(unit or "")
    own = fold(indicator.unit)
    if not printed:
        return own != "dong"
    apart = next((name for name in _APART if printed == name or printed.startswith(name + " ")), None)
    if apart is None:
        return own not in _APART or own in ("co so", "don vi", "to", "giay", "xa")
    names = (own, *(fold(alias) for alias in (indicator.name, *indicator.aliases)))
    return any(f" {apart} " in f" {name} " for name in names)


def provisional_id(subject: str, unit: str | None) -> str:
    """The id of a subject that no indicator fits: the same words and unit always get the same one.

    >>> provisional_id("Cập nhật thông tin người lao động", "trường hợp")
    'tam.cap-nhat-thong-tin-nguoi-lao-dong.dc65'
    """
    key = f"{fold(subject)}|{fold(unit or '')}"
    return f"{_PROVISIONAL}{slug(subject, 60)}.{hashlib.sha256(key.encode()).hexdigest()[:4]}"


def is_provisional(name: str) -> bool:
    """Whether an id of an indicator is made as `provisional_id` makes them."""
    return name.startswith(_PROVISIONAL)
