"""Headings: which numbered lines head a section, and the tree they make.

The numbering is taken as printed: it may skip, restart, or be misprinted. A numbered sentence inside a paragraph run is a
list item, not a heading; what its neighbours in the same numbering are decides the doubtful ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extract.parts import part

MarkerKind = Literal[
    "part", "appendix", "capital", "roman", "article", "number", "dotted", "bracket", "letter", "plain", "unread"
]
Look = Literal["strong", "lead", "plain", "run_in", "sentence"]
"""lead: an emphasised title that runs on into its paragraph; run_in: the same without emphasis."""

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of Vietnamese lists in order: đ after d, no f, j, w, z."""

_RANK: dict[str, int] = {
    "appendix": 0, "part": 0, "capital": 1, "plain": 2, "roman": 2, "article": 3, "number": 4, "dotted": 5, "bracket": 6, "letter": 7,
    "unread": 9,
}  # fmt: skip
_LEVEL: dict[str, int] = {
    "appendix": 1, "part": 1, "capital": 1, "plain": 1, "roman": 1, "article": 2, "number": 2, "dotted": 3, "bracket": 3, "letter": 4,
    "unread": 4,
}  # fmt: skip
_APPENDIX = regex.compile(
    r"(?P<m>(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?:\d{1,2}[A-Za-z]?|[IVX]{1,4}[A-Z]?))?)\s*[.:\-–]?(?:\s+|$)"
)
_ARTICLE = regex.compile(r"(?P<m>(?:ĐIỀU|Điều|MỤC|Mục)\s+(?P<n>\d{1,2}|[IVX]{1,4}))\s*[.:]\s+(?=\p{Lu})")
_OPENS = r"(?=[\p{L}“\"(])"
_SLASH = r"/(?:\s+|(?=\p{Lu}\p{Ll}))"
_ROMAN = regex.compile(
    rf"(?P<m>[IVXLl1|]{{1,5}})(?:\s?[.)]\s*(?=[^\d\s])|{_SLASH})|(?P<m2>[IVX]{{1,5}})\s*[-–:]\s+(?=\p{{Lu}})"
)
_NUMBER = regex.compile(rf"(?P<m>\d{{1,2}})(?:\s?(?:[.)]|\.[.)])\s*{_OPENS}|{_SLASH}|\s?[-–]\s+(?=\p{{Lu}}))")
_DOTTED = regex.compile(
    rf"(?P<m>\d{{1,2}}(?:\.\s?\d{{1,2}}){{1,3}})(?P<s>\s?[.)/])?\s*{_OPENS}|(?P<m2>[IVX]{{1,4}}\.\s?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?P<s2>\s?[.)/])?\s+{_OPENS}"
)
_BRACKET = regex.compile(r"(?P<m>\((?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|[a-zđ]|[ivx]{2,4})\)|⁽[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}⁾)\s*(?=\S)")
_LETTER = regex.compile(r"(?P<m>[a-zđ])(?:\s?[).]\s*(?=\S)|/\s*(?=\p{Lu}))")
_CAPITAL = regex.compile(r"(?P<m>[A-HĐ])(?:\s?[.)]\s+|\s?[-–]\s+)(?=\p{Lu})")
_UNREAD = regex.compile(r"(?P<m>[^\s.,)(“”\"\-–—+*•]{1,2})(?P<s>[.,)])\s*(?=\p{Lu})")
_UNSIGNED = regex.compile(r"(?P<m>\d{1,2})\s+(?=\p{Lu}\p{Ll}*\s)")
_NEAR = 60
_MOSTLY = 0.6
"""How many of the numbered paragraphs of a run must begin with a lead-in for all of them to be sections."""
_SHORT = 10
_REACH = 200
"""How many numbered blocks ahead the neighbours of one are sought."""
_SPECKS = regex.compile(r"[.,:;'`´‘’~^_*\-–—|]{1,2}\s?(?=[\dIVXa-zđ(]|(?:P[Hh]|C[Hh])\p{L})")
_STROKES = regex.compile(r"(?P<m>[HIVXLTUl1|ÌÍìí]{1,5})(?:[.,:;]?\s+|[/\-–]\s?)(?=\p{Lu})")
_CONFUSED = (
    "1lIi|7¡!ÏÌÍ",
    "VYvÝỶ",
    "8§S&B",
    "5Ss$",
    "6óbGö",
    "0Oo",
    "9gọ",
    "2Zz?",
    "4Aá",
    "ceoéè€",
    "dđả",
    "bh6",
    "aáạàäqdđ",
    "3ă8",
)
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_END = regex.compile(r"[.;,!?…]\s*$|\./\.?\s*$")
_COLON = regex.compile(r":(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbering at the start of a block: `text` without closing signs, its ordinal, and how many characters it takes.

    `parts` of a dotted one; `closed` is False where no sign ends it ("1.1 Kết quả", which may be a decimal number);
    `sign` is what ends an unread one (" " where nothing does), "strokes" for what may be a Roman number before a title
    in capitals, "few strokes" before any other.
    """

    kind: MarkerKind
    text: str
    ordinal: int
    length: int
    parts: tuple[int, ...] = ()
    closed: bool = True
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numbered (or capitalised) block as the tree sees it. `index` is the block's; `title_end` ends its title in `rest`."""

    index: int
    marker: Marker
    rest: str
    look: Look
    title_end: int
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A chosen heading: its candidate, marker (mended where a reader misread it), path, level and title."""

    candidate: Candidate
    marker: Marker
    path: str
    level: int
    title: str
    run_in: bool


def roman(text: str) -> int | None:
    """The value of a Roman number, or None where `text` is none (IIII is none, nor is VX)."""
    value = 0
    for index, char in enumerate(text):
        one = _VALUES.get(char)
        if one is None:
            return None
        following = _VALUES.get(text[index + 1], 0) if index + 1 < len(text) else 0
        value += -one if one < following else one
    return value if 0 < value < 40 and to_roman(value) == text else None


def to_roman(value: int) -> str:
    """1..39 in Roman numbers."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def marker(text: str, *, misread: bool = False) -> Marker | None:
    """The numbering that `text` starts with, or None. `misread` also takes what readers make of I ("Il.", "1I.")."""
    found = _marker(text, misread=misread)
    if found is None and misread and (specks := _SPECKS.match(text)):
        found = _marker(text[specks.end() :], misread=True)
        return replace(found, length=found.length + specks.end()) if found else None
    return found


def _marker(text: str, *, misread: bool) -> Marker | None:
    if found := _APPENDIX.match(text):
        return Marker("appendix", found["m"], 0, found.end())
    if (named := part(text, misread=misread)) is not None:
        return Marker("part", named.text, 0, named.length)
    if found := _ARTICLE.match(text):
        ordinal = int(found["n"]) if found["n"].isdigit() else roman(found["n"]) or 0
        return Marker("article", found["m"], ordinal, found.end())
    if found := _DOTTED.match(text):
        return _dotted(found)
    if found := _ROMAN.match(text):
        printed = found["m"] or found["m2"]
        value = roman(printed)
        if value is None and misread and not printed.isdigit() and (len(printed) > 1 or is_upper(text[found.end() :])):
            printed = regex.sub(r"[l1|]", "I", printed)
            value = roman(printed)
        if value is not None:
            return Marker("roman", printed, value, found.end())
    if found := _NUMBER.match(text):
        return Marker("number", found["m"], int(found["m"]), found.end())
    if found := _BRACKET.match(text):
        inner = found["m"].strip("()⁽⁾")
        plain = inner.translate(_SUPERSCRIPT)
        small = roman(plain.upper()) if plain[0] in "ivx" else None
        ordinal = int(plain) if plain.isdigit() else small or LETTERS.find(plain) + 1
        return Marker("bracket", found["m"], ordinal, found.end())
    if found := _LETTER.match(text):
        return Marker("letter", found["m"], LETTERS.find(found["m"]) + 1, found.end())
    if found := _CAPITAL.match(text):
        return Marker("capital", found["m"], ord(found["m"]) - 64, found.end())
    return None


def _dotted(found: "regex.Match[str]") -> Marker:
    printed = (found["m"] or found["m2"]).replace(" ", "")
    first, *others = printed.split(".")
    parts = (roman(first) or 0 if found["m2"] else int(first), *map(int, others))
    return Marker("dotted", printed, parts[-1], found.end(), parts, closed=bool(found["s"] or found["s2"]))


def look(rest: str, *, emphasised: bool, lead: str | None) -> tuple[Look, int]:
    """How much a numbered block looks like a heading, and where its title ends."""
    words = len(rest.split())
    stripped = rest.rstrip()
    colon = _COLON.search(rest)
    inner_colon = colon is not None and colon.end() < len(stripped)
    if emphasised and words <= 70:
        return "strong", len(stripped.rstrip(" :."))
    if is_upper(rest) and words <= 40:
        return "strong", len(stripped.rstrip(" :."))
    if lead and rest.startswith(lead) and rest[len(lead) : len(lead) + 1] in (".", ":"):
        return "lead", len(lead)
    states = inner_colon and bool(regex.search(r"\d", rest[colon.end() :] if colon else ""))
    if words <= 40 and not _END.search(stripped) and not (inner_colon and words > 25) and not states:
        return "plain", len(stripped.rstrip(" :"))
    if words <= 9 and stripped.endswith(".") and not inner_colon and not regex.search(r"\d", rest):
        return "plain", len(stripped.rstrip(" ."))
    if (
        colon is not None
        and len(rest[: colon.start()].split()) <= 28
        and not regex.search(r"[.;]\s", rest[: colon.start()])
    ):
        return "run_in", colon.start()
    return "sentence", _clause_end(rest)


def is_upper(text: str) -> bool:
    """Whether the letters of `text` are capitals (a few small ones aside: "ĐỀ ÁN 06/CP của tỉnh" is not)."""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def _clause_end(rest: str) -> int:
    found = regex.search(r"[:;.](?=\s)|\s\(", rest[20:])
    end = 20 + found.start() if found else len(rest)
    words = list(regex.finditer(r"\S+", rest[:end]))
    return words[59].end() if len(words) > 60 else min(end, len(rest))


@dataclass(slots=True)
class _Open:
    kind: MarkerKind
    ordinal: int
    marker: str
    parts: tuple[int, ...]


class _Tree:
    """The open sections while reading, and the numbered list that may stand inside them."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        self.list: tuple[MarkerKind, int] | None = None

    def follows(self, m: Marker) -> bool:
        """Whether `m` is the next number of an open section's numbering."""
        for entry in reversed(self.stack):
            if entry.kind == m.kind:
                if m.kind == "dotted":
                    return entry.parts[:-1] == m.parts[:-1] and m.ordinal == entry.ordinal + 1
                gap = m.ordinal - entry.ordinal
                return gap == 1
        return False

    def continues_into(self, m: Marker) -> bool:
        """Whether a dotted number stands under the open number that it begins with."""
        return any(e.kind == "number" and m.parts[:1] == (e.ordinal,) for e in self.stack)

    def expected(self) -> list[Marker]:
        """The markers that would go on the open numberings, innermost first."""
        found: list[Marker] = []
        for entry in reversed(self.stack):
            following = entry.ordinal + 1
            if entry.kind == "number":
                found.append(Marker("number", str(following), following, 0))
            elif entry.kind == "roman":
                found.append(Marker("roman", to_roman(following), following, 0))
            elif entry.kind == "capital":
                found.append(Marker("capital", chr(64 + following), following, 0))
            elif entry.kind == "letter" and following <= len(LETTERS):
                found.append(Marker("letter", LETTERS[following - 1], following, 0))
            elif entry.kind == "dotted":
                parts = (*entry.parts[:-1], following)
                found.append(Marker("dotted", ".".join(map(str, parts)), following, 0, parts))
        if not any(e.kind == "roman" for e in self.stack):
            found.append(Marker("roman", "I", 1, 0))
        if not any(e.kind == "letter" for e in self.stack):
            found.append(Marker("letter", "a", 1, 0))
        return found

    def push(self, m: Marker, title: str) -> str:
        """Place a heading; its path."""
        if m.kind in ("appendix", "part"):
            self.stack.clear()
        kinds = [e.kind for e in self.stack]
        if m.kind == "dotted":
            self._pop_for_dotted(m)
        elif m.kind in kinds:
            del self.stack[kinds.index(m.kind) :]
        else:
            nests = m.kind == "bracket" and m.ordinal == 1
            while self.stack and _RANK[self.stack[-1].kind] >= _RANK[m.kind] and not nests:
                self.stack.pop()
        self.stack.append(_Open(m.kind, m.ordinal, m.text or title, m.parts))
        return "/".join(e.marker.strip("()⁽⁾") if e.kind == "bracket" else e.marker for e in self.stack)

    def _pop_for_dotted(self, m: Marker) -> None:
        while self.stack:
            top = self.stack[-1]
            if top.kind == "number" or (top.kind == "dotted" and len(top.parts) < len(m.parts)):
                return
            if _RANK[top.kind] < _RANK["number"]:
                return
            self.stack.pop()


def guess(text: str) -> Marker | None:
    """The unread marker of a printed line ("§. Khám …"): of no kind until its neighbours tell; None where there is none."""
    if specks := _SPECKS.match(text):
        found_after = guess(text[specks.end() :])
        return replace(found_after, length=found_after.length + specks.end()) if found_after else None
    if strokes := _STROKES.match(text):
        if is_upper(text[strokes.end() :]):
            return Marker("unread", strokes["m"], 0, strokes.end(), sign="strokes")
        if len(strokes["m"]) > 1 and strokes[0][len(strokes["m"])] == ".":
            return Marker("unread", strokes["m"], 0, strokes.end(), sign="few strokes")
    if found := _UNREAD.match(text):
        return Marker("unread", found["m"], 0, found.end(), sign=found["s"])
    bare_number = _UNSIGNED.match(text)
    return Marker("unread", bare_number["m"], 0, bare_number.end(), sign=" ") if bare_number else None


def mended(candidate: Candidate, later: Sequence[Candidate], expected: Sequence[Marker]) -> Marker | None:
    """The marker that a reader's slip stands for, where the open numberings expect one of the same shape; else as read.

    None for an unread marker that fits nowhere.
    """
    m = candidate.marker
    if m.kind == "unread" and (first := _before_number(candidate, later)) is not None:
        return first
    if m.sign == " ":
        return _next_number(candidate, expected)
    if candidate.look not in ("strong", "plain"):
        return m if m.kind != "unread" else None
    if (as_read := next((e for e in expected if e.text == m.text), None)) is not None:
        return replace(as_read, length=m.length) if m.kind == "unread" else m
    for wanted in expected:
        if _stands_for(m, wanted, later):
            return Marker(wanted.kind, wanted.text, wanted.ordinal, m.length, wanted.parts)
    return m if m.kind != "unread" else None


def _next_number(candidate: Candidate, expected: Sequence[Marker]) -> Marker | None:
    """The number that an open numbering expects, where a short title stands behind it and its full stop was not read."""
    m, words = candidate.marker, candidate.rest.split()
    title = (
        candidate.look in ("strong", "plain") and len(words) <= _SHORT and not any(c.isdigit() for c in candidate.rest)
    )
    wanted = next((e for e in expected if e.kind == "number" and e.text == m.text), None)
    return Marker("number", m.text, wanted.ordinal, m.length) if title and wanted is not None else None


def _before_number(candidate: Candidate, later: Sequence[Candidate]) -> Marker | None:
    """The number that a marker stands for whose sign was not read, by the number that follows: "1 Kết quả" above "2. …"."""
    following = next((c.marker for c in later[:_NEAR] if c.marker.kind in ("number", "roman", "part")), None)
    if following is None or following.kind != "number" or following.ordinal < 2:
        return None
    m, wanted = candidate.marker, following.ordinal - 1
    if m.sign == " ":
        fits = m.text == str(wanted) and candidate.look in ("strong", "plain")
    else:
        fits = wanted == 1 and len(m.text) == 1 and _alike(m.text, "1")
    return Marker("number", str(wanted), wanted, m.length) if fits else None


def _stands_for(m: Marker, wanted: Marker, later: Sequence[Candidate]) -> bool:
    numbers = [c.marker.ordinal for c in later[:60] if c.marker.kind == wanted.kind]
    resumes = wanted.ordinal + 1 in numbers
    if m.kind == wanted.kind and m.ordinal == wanted.ordinal - 1:  # "II." twice: the second lost a stroke
        return resumes or (m.kind == "roman" and not numbers)
    if m.kind == wanted.kind and m.ordinal == 1:
        return False
    if m.sign == "strokes" or (m.kind == "capital" and m.text == "H"):  # "H." is how "II." and "III." are read
        return wanted.kind == "roman" and (wanted.ordinal > 1 or resumes)
    if m.sign == "few strokes":  # "HI. Kết quả": only where the next number follows
        return wanted.kind == "roman" and resumes
    if len(m.text) != len(wanted.text):
        return False
    alike = all(_alike(a, b) for a, b in zip(m.text, wanted.text, strict=True))
    if wanted.ordinal == 1:
        return alike and resumes
    return alike or (m.kind == "unread" and (resumes or (wanted.kind == "letter" and m.sign == ")")))


def _alike(read: str, meant: str) -> bool:
    return read == meant or any(read in group and meant in group for group in _CONFUSED)


def choose(candidates: Sequence[Candidate]) -> list[Heading]:
    """The headings among the candidates, with their paths."""
    tree = _Tree()
    chosen: list[Heading] = []
    for at, candidate in enumerate(candidates):
        m = mended(candidate, candidates[at + 1 :], tree.expected()) if candidate.scanned else candidate.marker
        if m is None:
            continue
        if not _is_heading(candidates, at, m, tree):
            tree.list = (m.kind, m.ordinal)
            continue
        if m.kind != "bracket" or tree.list is None or tree.list[0] != m.kind:
            tree.list = None
        title = candidate.rest[: candidate.title_end].strip(" .:*-–") or m.text
        path = tree.push(m, title)
        run_in = candidate.look in ("lead", "run_in", "sentence")
        chosen.append(Heading(candidate, m, path, _LEVEL[m.kind], title, run_in))
    return chosen


def _is_heading(candidates: Sequence[Candidate], at: int, m: Marker, tree: _Tree) -> bool:
    candidate = candidates[at]
    if m.kind in ("appendix", "part", "plain") or candidate.look in ("strong", "lead"):
        return True
    if m.kind == "bracket" and regex.fullmatch(r"\([ivx]{2,4}\)|\(i\)", m.text):
        return False  # (i), (ii): always a list inside a paragraph
    in_list = tree.list is not None and tree.list[0] == m.kind and m.ordinal == tree.list[1] + 1
    if m.kind == "roman":
        return candidate.look != "sentence" or tree.follows(m)
    if in_list and not tree.follows(m):
        return False
    if tree.follows(m):
        return True
    if not m.closed and not tree.continues_into(m):
        return False
    family = _family(candidates, at)
    if any(c.look in ("strong", "lead") for c in family):
        return True
    sentences = sum(c.look == "sentence" for c in family)
    if any(c.look == "plain" for c in family) and sentences <= len(family) / 2:
        return True
    led = sum(c.look == "run_in" for c in family)
    return candidate.look == "run_in" and len(family) > 1 and led >= _MOSTLY * len(family)


def _family(candidates: Sequence[Candidate], at: int) -> list[Candidate]:
    """The candidate and those that go on its numbering, up to the next strong heading of a higher rank."""
    first = candidates[at].marker
    family = [candidates[at]]
    expected = first.ordinal + 1
    for other in candidates[at + 1 : at + _REACH]:
        m = other.marker
        if _RANK[m.kind] < _RANK[first.kind] and other.look in ("strong", "lead", "plain"):
            break
        if m.kind == first.kind and m.parts[:-1] == first.parts[:-1] and m.ordinal == expected:
            family.append(other)
            expected += 1
    return family
