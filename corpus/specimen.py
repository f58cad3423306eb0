"""A specimen's text: its numbered lines, where a quote stands in it, and the section each line belongs to.

A specimen is `specimens/<slug>.md` (the report, plain text that reads like any report) beside `specimens/<slug>.toml`
(what a careful person sees in it, written by hand). See specimens/README.md for both.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import regex

SPECIMENS = Path(__file__).parent / "specimens"

_MARKUP = regex.compile(r"\*+|</?(?:b|i|sup)>|^#+\s*")
_HEADING = regex.compile(
    r"(?:(?P<roman>[IVX]+)\.|(?P<deep>\d+\.\d+(?:\.\d+)?)\.?|(?P<arabic>\d+)\.|\((?P<round>\d+)\)|(?P<letter>[a-zđ])\))\s+(?P<title>\S.*)"
)
_APPENDIX = regex.compile(r"PHỤ LỤC(?:\s+(?:\d+|[IVX]+))?(?=$|[\s:.])")
_FOOTNOTE = regex.compile(r"<sup>(\d+)</sup>\s")


class GoldError(ValueError):
    """A row of a specimen's toml does not agree with its text; the message names file, row and reason."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a quote begins: line and column count from 1 and 0."""

    line: int
    col: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line. `kind`: "heading", "inline" (runs on after a colon) or "paragraph" (a numbered paragraph)."""

    line: int
    marker: str | None
    title: str
    level: int
    path: str
    kind: str


def plain(line: str) -> str:
    """The line without its Markdown marks."""
    return _MARKUP.sub("", line).strip()


@dataclass(frozen=True)
class Specimen:
    """One specimen: `text` in NFC, `rows` as the toml gives them."""

    slug: str
    text: str
    rows: Mapping[str, Any]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text; line n of the report is lines[n - 1]."""
        return tuple(self.text.split("\n"))

    def line(self, number: int) -> str:
        """The text of line `number`, counted from 1."""
        return self.lines[number - 1]

    def locate(self, row: Mapping[str, Any]) -> Spot:
        """Find row["quote"]: the only place, or the one that `near`, `line_hint`, `col_hint` or `nth` (of what the others leave) picks.

        `near` is any text that stands on the same line. Raises GoldError when no place or several are left.
        """
        quote = row["quote"]
        spots = [
            Spot(number, col)
            for number, line in enumerate(self.lines, 1)
            for col in occurrences(line, quote)
            if row.get("near", "") in line
            and row.get("line_hint", number) == number
            and row.get("col_hint", col) == col
        ]
        if "nth" in row:
            spots = spots[row["nth"] - 1 : row["nth"]]
        if len(spots) == 1:
            return spots[0]
        places = ", ".join(str(s.line) for s in spots) or "no line"
        raise GoldError(f"{self.slug}: quote {quote!r} stands on {places}; give a longer quote, near, nth or line_hint")

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every section heading in reading order; [[headings]] rows of the toml correct kind or title."""
        fixes = {self.locate(row).line: row for row in self.rows.get("headings", [])}
        found: list[Heading] = []
        for number, line in enumerate(self.lines, 1):
            if "\t" in line or fixes.get(number, {}).get("kind") == "none":
                continue
            heading = _heading(number, line, found)
            if heading is not None:
                fix = fixes.get(number, {})
                found.append(
                    Heading(
                        number,
                        heading.marker,
                        fix.get("title", heading.title),
                        heading.level,
                        heading.path,
                        fix.get("kind", heading.kind),
                    )
                )
        return tuple(found)

    def section(self, line: int) -> str | None:
        """The path of the section that the line stands in; a footnote belongs to the section of its call."""
        note = _FOOTNOTE.match(self.line(line))
        if note is not None:
            call = f"<sup>{note[1]}</sup>"
            calls = [n for n in range(1, line) if call in self.line(n) and not self.line(n).startswith(call)]
            line = calls[-1] if calls else line
        path: str | None = None
        for heading in self.headings:
            if heading.line > line:
                break
            path = heading.path
        return path


def occurrences(line: str, quote: str) -> list[int]:
    """The columns where `quote` begins in `line`, never inside a longer number."""
    found, start = [], line.find(quote)
    while start >= 0:
        end = start + len(quote)
        inside = quote[:1].isdigit() and regex.search(r"[\d][.,]?$", line[:start])
        goes_on = quote[-1:].isdigit() and regex.match(r"[.,]?\d", line[end:])
        if not inside and not goes_on:
            found.append(start)
        start = line.find(quote, start + 1)
    return found


def _heading(number: int, line: str, before: list[Heading]) -> Heading | None:
    text = plain(line)
    appendix = _APPENDIX.match(text)
    if appendix is not None:
        return Heading(number, None, appendix[0], 1, appendix[0], "heading")
    match = _HEADING.fullmatch(text)
    if match is None or line.startswith(("-", "+")):
        return None
    level, marker = next(
        (level, match[name])
        for name, level in (("roman", 1), ("arabic", 2), ("deep", 3), ("round", 3), ("letter", 4))
        if match[name]
    )
    ancestors: list[str] = []
    bound = level
    for heading in reversed(before):
        if heading.level < bound:
            ancestors.insert(0, heading.path.rsplit("/", 1)[-1])
            bound = heading.level
        if bound == 1:
            break
    title, kind = _title(match["title"])
    return Heading(number, marker, title, level, "/".join([*ancestors, marker]), kind)


def _title(text: str) -> tuple[str, str]:
    lead, colon, rest = text.partition(": ")
    if colon and rest:
        return lead, "inline"
    if text.endswith((".", ";")):
        return regex.split(r"[,;:.]\s", text, maxsplit=1)[0].rstrip(".;"), "paragraph"
    return text.rstrip(":"), "heading"


def slugs() -> list[str]:
    """The specimens that have both text and toml, sorted."""
    return sorted(p.stem for p in SPECIMENS.glob("*.toml") if p.with_suffix(".md").exists())


def load(slug: str, folder: Path = SPECIMENS) -> Specimen:
    """Read one specimen. Raises OSError where it is missing, tomllib.TOMLDecodeError where the toml is broken."""
    text = unicodedata.normalize("NFC", (folder / f"{slug}.md").read_text(encoding="utf-8"))
    rows = unicodedata.normalize("NFC", (folder / f"{slug}.toml").read_text(encoding="utf-8"))
    return Specimen(slug, text, tomllib.loads(rows))
