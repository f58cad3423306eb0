"""The typesetter: a specimen's text and its layout in, the letter as PDF out, as Decree 30/2020/NĐ-CP lays letters out.

The text is printed exactly as it stands in the specimen (marks of Markdown apart); `corpus.truth` reads the true text
of every page back from the PDF. The same specimen gives the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import regex
import typst

from corpus.inks import FONTS
from corpus.specimen import Specimen, plain

TEMPLATE = Path(__file__).with_name("letter.typ")
_MARK = regex.compile(r"\*{1,3}|</?[bi]>|<sup>(\d+)</sup>")
_NOTE = regex.compile(r"<sup>(\d+)</sup>\s*(.*)")
_UNBROKEN = regex.compile(r"(\s+)")
_ALIGN = {"l": "left", "c": "center", "r": "right"}


class LayoutError(ValueError):
    """The [layout] of a specimen does not agree with its text; the message names the specimen and the line."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A typeset letter. `ruled_pdf` is its twin with every table fully ruled; `seals` are (page, x, y) in points from the top left."""

    pdf: bytes
    ruled_pdf: bytes
    seals: tuple[tuple[int, float, float], ...]
    office: str


def typeset(specimen: Specimen, frame: str | None = None) -> Letter:
    """Set one specimen; `frame` ("all", "rows", "none") overrides how its tables are ruled. Raises LayoutError, or typst.TypstError where the template refuses."""
    source = (TEMPLATE.read_text(encoding="utf-8") + _Setter(specimen).source()).encode()
    marks = json.loads(typst.query(source, "<mark>", field="value", font_paths=_fonts()))
    seals = tuple((m["page"], m["x"], m["y"]) for m in marks if m["kind"] == "seal")
    office = specimen.rows.get("layout", {}).get("seal", "").replace("\n", " ")
    return Letter(
        _compiled(source, {} if frame is None else {"frame": frame}), _compiled(source, {"frame": "all"}), seals, office
    )


def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compiled(source: bytes, inputs: dict[str, str]) -> bytes:
    return typst.compile(source, font_paths=_fonts(), sys_inputs=inputs, timestamp=0, pdf_tags=False)


def inline(text: str, notes: Mapping[str, str] | None = None, *, bold: bool = False, italic: bool = False) -> str:
    """A line of the specimen as Typst code: its stretches as strings, marks undone, footnote calls as footnotes."""
    parts: list[str] = []
    at, b, i = 0, False, False
    for match in _MARK.finditer(text):
        if _literal(text, match):
            continue
        parts.append(_runs(text[at : match.start()], bold or b, italic or i))
        at, mark = match.end(), match[0]
        if match[1] is not None:
            parts.append(_call(match[1], (notes or {}).get(match[1])))
        b = b != (mark in ("**", "***", "<b>", "</b>"))
        i = i != (mark in ("*", "***", "<i>", "</i>"))
    parts.append(_runs(text[at:], bold or b, italic or i))
    return "".join(parts)


def _literal(text: str, match: "regex.Match[str]") -> bool:
    """A star that stands alone is printed: "* Khó khăn"."""
    before, after = text[: match.start()], text[match.end() :]
    return match[0] == "*" and (not before or before.endswith(" ")) and (not after or after.startswith(" "))


def _call(number: str, note: str | None) -> str:
    if note is None:
        return f"#super[{number}]"
    return f'#footnote(numbering: _ => "{number}")[{inline(f" {note}")}]'


def _runs(text: str, bold: bool, italic: bool) -> str:
    """Words with a slash are kept whole, as word processors keep them; everything else breaks at spaces."""
    runs: list[str] = []
    text = regex.sub(r"\\([%_$&])", r"\1", text).replace("$", "")
    for piece in _UNBROKEN.split(text):
        if "/" in piece and len(piece) <= 30:
            runs.append(f"#whole[{_run(piece, bold, italic)}]")
        elif piece:
            if runs and runs[-1].startswith("#run(") and piece:
                runs[-1] = _run(_unquoted(runs[-1]) + piece, bold, italic)
            else:
                runs.append(_run(piece, bold, italic))
    return "".join(runs)


def _run(text: str, bold: bool, italic: bool) -> str:
    return f"#run({json.dumps(text, ensure_ascii=False)}, b: {str(bold).lower()}, i: {str(italic).lower()})"


def _unquoted(run: str) -> str:
    text: str = json.loads(run[len("#run(") : run.rindex('", b:') + 1])
    return text


def _titled(text: str) -> bool:
    """Titles of columns are bold, their numbers "(1)", "(2)" are not."""
    return "*" not in text and not regex.fullmatch(r"\(?\d+\)?", text.strip())


class _Setter:
    """Walks over the lines of one specimen and writes the Typst source."""

    def __init__(self, specimen: Specimen) -> None:
        self.specimen = specimen
        self.layout: Mapping[str, Any] = specimen.rows.get("layout", {})
        self.lines = [line.rstrip() for line in specimen.lines]
        self.out: list[str] = []
        self.table = 0
        self.landscape = False

    @cached_property
    def headings(self) -> frozenset[int]:
        return frozenset(h.line - 1 for h in self.specimen.headings if h.kind == "heading")

    def source(self) -> str:
        at = self._head()
        end = self._foot_start(at)
        self._body(at, end)
        if end < len(self.lines) and self.out[-1].startswith("#paragraph["):
            self.out[-1] = "#closing" + self.out[-1].removeprefix("#paragraph")
        after = self._signature(end)
        self._body(after, len(self.lines))
        if self.landscape:
            self.out.append("]")
        size = self.layout.get("size_pt", 14)
        line = self.layout.get("line_pt", round(size * 1.34, 1))
        setting = f'letter.with(size: {size}pt, line-height: {line}pt, number-place: "{self.layout.get("number_place", "top")}")'
        return "\n".join([f"#show: {setting}", *self.out, ""])

    def _lines(self, name: str) -> list[str]:
        return [str(line).rstrip() for line in self.layout.get(name, [])]

    def _head(self) -> int:
        """Print letterhead, title and addressee; return the first line after them."""
        left, right = self._lines("left"), self._lines("right")
        title, addressee = self._lines("title"), self._lines("addressee")
        waiting = [*left, *right, *title, *addressee]
        at = 0
        while waiting:
            while at < len(self.lines) and not self.lines[at]:
                at += 1
            if at >= len(self.lines) or self.lines[at] not in waiting:
                found = self.lines[at] if at < len(self.lines) else "end of text"
                raise LayoutError(
                    f"{self.specimen.slug}: line {at + 1} {found!r} is not in [layout]; still waiting for {waiting[0]!r}"
                )
            waiting.remove(self.lines[at])
            at += 1
        if left or right:
            self.out.append(self._letterhead(left, right))
        for k, line in enumerate(title):
            title_line = regex.sub(r"^#+\s*", "", line)
            self.out.append(f"#centred(above: {18 if k == 0 else 0}pt)[{inline(title_line, bold='*' not in line)}]")
        if title:
            self.out.append("#centred(below: 14pt)[#align(center, rule(22%))]")
        for line in addressee:
            self.out.append(
                f"#centred(below: 12pt)[{inline(line)}]"
                if len(addressee) == 1
                else f"#pad(left: 34mm, plain[{inline(line)}])"
            )
        return at

    def _letterhead(self, left: Sequence[str], right: Sequence[str]) -> str:
        number = [line for line in left if regex.match(r"\W*Số\b", line)]
        issuers = [line for line in left if line not in number]
        nation, place = right[:2], right[2:]
        top_left = " #linebreak() ".join(inline(line) for line in issuers)
        top_right = " #linebreak() ".join(
            f"#text(size: {12.3 if k == 0 else 13.5}pt)[{inline(line, bold='*' not in line)}]"
            for k, line in enumerate(nation)
        )
        place_text = " #linebreak() ".join(inline(line, italic="*" not in line) for line in place)
        number_text = " #linebreak() ".join(inline(line) for line in number)
        return (
            f"#letterhead[#set text(size: 12.5pt);{top_left}#rule(32%)][{top_right}#rule(58%)]"
            f"[#set text(size: 13pt);{number_text}][#set text(size: 13.5pt);{place_text}]"
        )

    def _foot_start(self, at: int) -> int:
        block = [*self._lines("signature_left"), *self._lines("signature_right")]
        if not block:
            return len(self.lines)
        for k in range(at, len(self.lines)):
            if self.lines[k] == block[0] or self.lines[k] == self._lines("signature_right")[0]:
                return k
        raise LayoutError(f"{self.specimen.slug}: no line {block[0]!r} for the signature block")

    def _signature(self, at: int) -> int:
        left, right = self._lines("signature_left"), self._lines("signature_right")
        waiting = [*left, *right]
        while waiting:
            while at < len(self.lines) and not self.lines[at]:
                at += 1
            if at >= len(self.lines) or self.lines[at] not in waiting:
                found = self.lines[at] if at < len(self.lines) else "end of text"
                raise LayoutError(f"{self.specimen.slug}: line {at + 1} {found!r} stands inside the signature block")
            waiting.remove(self.lines[at])
            at += 1
        if left or right:
            recipients = " #linebreak() ".join(
                f"#text(size: {12 if k == 0 else 11}pt)[{inline(line, bold=k == 0, italic=k == 0)}]"
                for k, line in enumerate(left)
            )
            roles = " #linebreak() ".join(inline(line, bold="*" not in line) for line in right[:-1])
            self.out.append(f"#signature[{recipients}][{roles}][{inline(right[-1], bold='*' not in right[-1])}]")
        return at

    def _body(self, at: int, end: int) -> None:
        while at < end:
            line = self.lines[at]
            if not line or line == "---" or _NOTE.fullmatch(line):
                at += 1
            elif "\t" in line:
                at = self._tables(at, end)
            elif plain(line).startswith("PHỤ LỤC") and at in self.headings:
                at = self._appendix(at, end)
            else:
                self._paragraph(at)
                at += 1

    def _paragraph(self, at: int) -> None:
        line = self.lines[at]
        text = regex.sub(r"^#+\s*", "", line)
        marked = text != line
        body = inline(text, self._notes(at), bold=marked and "**" not in text)
        centred = regex.fullmatch(r"Phần (?:thứ \w+|[IVX]+|\d+)", plain(line)) is not None
        if centred:
            self.out.append(f"#centred(above: 12pt, below: 6pt, sticky: true)[{body}]")
        else:
            self.out.append(f"#{'heading-line' if at in self.headings else 'paragraph'}[{body}]")

    def _notes(self, at: int) -> dict[str, str]:
        """The footnotes that the line calls: each the next line after it that begins with the same number."""
        notes: dict[str, str] = {}
        for call in regex.findall(r"<sup>(\d+)</sup>", self.lines[at]):
            for later in self.lines[at + 1 :]:
                match = _NOTE.fullmatch(later)
                if match is not None and match[1] == call:
                    notes[call] = match[2]
                    break
        return notes

    def _appendix(self, at: int, end: int) -> int:
        """A page of its own: the heading and its title lines centred, up to the table or the first paragraph."""
        table = next((k for k in range(at, end) if "\t" in self.lines[k]), end)
        other = next(
            (k for k in range(at + 1, end) if k in self.headings and plain(self.lines[k]).startswith("PHỤ LỤC")), end
        )
        self._turn(table < other and bool(self._table_layout(self.table).get("landscape")), fresh=True)
        first = at
        while at < min(table, other):
            text = plain(self.lines[at])
            if text and not (at == first or text.isupper() or self.lines[at].startswith(("*", "(", "_", "#", "<"))):
                break
            if text:
                body = inline(regex.sub(r"^#+\s*", "", self.lines[at]), self._notes(at), bold=at == first)
                self.out.append(f"#centred(sticky: true)[{body}]")
            at += 1
        return at

    def _turn(self, landscape: bool, *, fresh: bool = False) -> None:
        """Go over to landscape or portrait pages, or to a fresh page of the same kind."""
        if landscape != self.landscape:
            self.out.append(
                "#page(flipped: true, margin: (left: 20mm, right: 20mm, top: 25mm, bottom: 18mm))["
                if landscape
                else "]"
            )
            self.landscape = landscape
        elif fresh:
            self.out.append("#pagebreak()")

    def _table_layout(self, index: int) -> Mapping[str, Any]:
        tables: list[Mapping[str, Any]] = self.layout.get("tables", [])
        return tables[index] if index < len(tables) else {}

    def _tables(self, at: int, end: int) -> int:
        """One table of the text with all its printed pages; return the first line after it."""
        blocks, at = self._blocks(at, end)
        layout = self._table_layout(self.table)
        rows_about: list[Mapping[str, Any]] = self.specimen.rows.get("tables", [])
        about = rows_about[self.table] if self.table < len(rows_about) else {}
        levels = len(layout.get("header_rows", [])) or int(about.get("header_levels", 1))
        self._turn(bool(layout.get("landscape")))
        head = blocks[0][:levels]
        for k, block in enumerate(blocks):
            headed = block[:levels] == head
            if k:
                self.out.append("#pagebreak()")
            shown = headed or bool(layout.get("repeat_header"))
            self.out.append(self._ruled(head if shown else [], block[levels:] if headed else block, layout))
        self.table += 1
        return at

    def _blocks(self, at: int, end: int) -> tuple[list[list[list[str]]], int]:
        """Tab-separated lines up to the first other line; a blank line between them begins a new printed page."""
        pages = max(1, int(self._table_layout(self.table).get("pages", 1)))
        blocks: list[list[list[str]]] = [[]]
        while at < end:
            if "\t" in self.lines[at]:
                blocks[-1].append(self.specimen.lines[at].split("\t"))
                at += 1
                continue
            after = next((k for k in range(at, end) if self.lines[k]), end)
            if after >= end or "\t" not in self.lines[after] or len(blocks) >= pages:
                break
            blocks.append([])
            at = after
        return blocks, at

    def _ruled(self, head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], layout: Mapping[str, Any]) -> str:
        columns = max(len(row) for row in [*head, *rows])
        widths = layout.get("widths") or [1] * columns
        aligns = layout.get("align") or ["c"] * columns
        if len(widths) != columns:
            raise LayoutError(
                f"{self.specimen.slug}: table {self.table + 1} has {columns} columns, its layout {len(widths)}"
            )
        size = layout.get("size_pt") or (12 if columns <= 7 else 11 if columns <= 9 else 9.5)
        cells = [self._cell(row[x] if x < len(row) else "") for row in rows for x in range(columns)]
        return (
            f"#ruled(({', '.join(f'{w}fr' for w in widths)},), ({' '.join(self._head_cells(head, layout))}), ({' '.join(cells)}), "
            f"size: {size}pt, row-inset: {layout.get('row_inset_pt', 3 if layout.get('pages', 1) == 1 else 4.5)}pt, aligns: ({', '.join(_ALIGN[a] for a in aligns)},), "
            f'frame: "{layout.get("frame", "all")}", repeat: {str(bool(layout.get("repeat_header"))).lower()})'
        )

    def _cell(self, text: str) -> str:
        return f"[{inline(text.strip())}],"

    def _head_cells(self, head: Sequence[Sequence[str]], layout: Mapping[str, Any]) -> list[str]:
        if not head:
            return []
        printed = layout.get("header_rows") or [[[text, 1, 1] for text in row] for row in head]
        return [
            f"table.cell(colspan: {across}, rowspan: {down}, align: center + horizon)[{inline(text.strip(), bold=_titled(text))}],"
            for row in printed
            for text, across, down in row
        ]
