"""Markup of text input: what Markdown, HTML and LaTeX leave between the words, taken out.

Only text files carry it; the printed lines of a scan or PDF are never cleaned (a printed asterisk is an asterisk).
"""

from dataclasses import dataclass
from html import unescape

import regex

_MARKUP = regex.compile(r"[*_#<>$\\&`\u00a0\u200b\ufeff]")
_HASHES = regex.compile(r"\s*(#{1,6})\s+")
_CALL = regex.compile(
    r"<sup>\s*\(?([\d*]{1,3})\)?\s*</sup>|\$\s*\^\s*\{?\(?(\d{1,3})\)?\}?\s*\$|\[\^(\d{1,3})\]", regex.I
)
_TAG = regex.compile(r"<br\s*/?>|</?(?:b|i|u|em|strong|sup|sub|p|div|span|center|font)(?:\s[^<>]*)?/?>", regex.I)
_LATEX = [
    (regex.compile(r"\\(?:text|textbf|textit|mathrm|mathbf|mathit|mbox)\s*\{([^{}]*)\}"), r"\1"),
    (regex.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2"),
    (regex.compile(r"\\(?:times|cdot)\b"), "×"),
    (regex.compile(r"\\(?:leq?|geq?|approx|to|rightarrow|quad|qquad|ldots|dots)\b|\\[,;!: ]"), " "),
    (regex.compile(r"\^\{?\\circ\}?"), "°"),
    (regex.compile(r"\{,\}"), ","),
]
_MATH = regex.compile(r"\$\$?(?! )([^$]*[\d\\][^$]*)(?<! )\$\$?")
_ESCAPE = regex.compile(r"\\([\\*_#%$&()\[\]{}.+\-~|<>!])")
_BOLD_LEAD = regex.compile(r"\s*(?:[-+*•–]\s+)*(?:\*\*\*?|<b>|__)\s*(.+?)\s*(?:\*\*\*?|</b>|__)(?!\*)")
_WHOLE = regex.compile(r"\s*(?:\*{1,3}|<b>|<i>|__?)(?!\s).*\S(?:\*{1,3}|</b>|</i>|__?)\s*")
_STAR_BULLET = regex.compile(r"\s*\*\*(\*\s+\S.*)\*\*\s*|\s*\*\*\*\s+(\S.*)\*\*\s*")
_STARS = regex.compile(r"(?<!\d)\*+|\*+(?!\d)")
_UNDERLINE = regex.compile(r"(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])")
_SPACES = regex.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Clean:
    """One line without its markup.

    `hashes`: its Markdown heading level (0 none); `bold`: emphasised as a whole; `lead`: its emphasised beginning;
    `calls`: the footnote marks taken out, with the offset in `text` where each stood.
    """

    text: str
    hashes: int = 0
    bold: bool = False
    lead: str | None = None
    calls: tuple[tuple[int, str], ...] = ()


def clean(raw: str) -> Clean:
    """Take the markup out of one line of a text file. Tabs become spaces (tables are read before)."""
    if not _MARKUP.search(raw):
        return Clean(_spaced(raw).strip())
    hashes = 0
    if found := _HASHES.match(raw):
        hashes, raw = len(found.group(1)), raw[found.end() :]
    if star := _STAR_BULLET.fullmatch(raw):
        body = star.group(1) or f"* {star.group(2)}"
        return Clean(_plain(body.rstrip("*"), keep_bullet=True), hashes, True, None)
    lead = _lead(raw)
    bold = _is_whole(raw)
    text, calls = _without_calls(raw)
    return Clean(text, hashes, bold, lead, calls)


def _spaced(text: str) -> str:
    """With one space where several, or tabs, stand."""
    return _SPACES.sub(" ", text) if any(gap in text for gap in ("  ", "\t", "\u00a0")) else text


def _lead(raw: str) -> str | None:
    found = _BOLD_LEAD.match(raw)
    if found is None:
        return None
    lead = _plain(found.group(1)).rstrip(" :")
    return lead or None


def _is_whole(raw: str) -> bool:
    if not _WHOLE.fullmatch(raw):
        return False
    inner = raw.strip().strip("*_")
    return "**" not in inner.replace("***", "**") or (inner.count("**") % 2 == 0 and len(inner.split("**")) == 1)


def _without_calls(raw: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    parts: list[str] = []
    calls: list[tuple[int, str]] = []
    at = 0
    for found in _CALL.finditer(raw):
        parts.append(raw[at : found.start()])
        calls.append((len(parts), next(g for g in found.groups() if g)))
        at = found.end()
    parts.append(raw[at:])
    text = ""
    offsets: list[int] = []
    for index, part in enumerate(parts):
        piece = _plain(part, keep_bullet=index == 0, strip=False)
        text += piece.lstrip() if text.endswith((" ", "")) and not text.rstrip() else piece
        offsets.append(len(text))
    lead_space = len(text) - len(text.lstrip())
    placed = tuple((max(0, offsets[n - 1] - lead_space), mark) for n, mark in calls)
    return _spaced(text).strip(), placed


def _plain(text: str, *, keep_bullet: bool = False, strip: bool = True) -> str:
    text = _MATH.sub(r"\1", text)
    if "\\" in text:
        for pattern, instead in _LATEX:
            text = pattern.sub(instead, text)
    text = text.replace("\\*", "\ue000")
    text = _ESCAPE.sub(r"\1", text)
    text = _TAG.sub(lambda m: " " if m.group().lower().startswith("<br") else "", text)
    if "&" in text:
        text = unescape(text)
    bullet = ""
    if keep_bullet and (star := regex.match(r"\s*((?:[-+•–]\s+)*\*)\s+(?=\S)", text)):
        bullet, text = f"{star.group(1)} ", text[star.end() :]
    text = _UNDERLINE.sub("", _STARS.sub("", text)).replace("`", "").replace("\ue000", "*")
    text = bullet + _spaced(text.replace("\u200b", "").replace("\ufeff", ""))
    return text.strip() if strip else text
