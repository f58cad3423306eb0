"""Tables: fragments joined over pages, header levels joined, repeated headers and numbered columns left out, cut rows mended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

import regex

from document.places import Place, union
from document.report import Table, TableCell
from extract.columns import cell_kind, gaps, learn, spread
from extract.fragments import Fragment, Row
from extract.headings import is_upper
from extract.numbering import is_column_numbers

_GROUP = regex.compile(
    r"(?:[IVX]{1,5}|[A-HĐ])[.)]?$|(?:[IVX]{1,5}|[A-HĐ])\s?[.)]\s+\S|(?:PHẦN|Phần|NHÓM|Nhóm)\s+[\dIVX]+"
)
_TOTAL = regex.compile(r"(?:TỔNG|Tổng|CỘNG|Cộng|TOÀN|Toàn|Tổng cộng)\b")
_SERIAL = regex.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[a-zđ]\)?|[A-HĐ]\.?")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_MAX_LEVELS = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment whose header has been told from its body. `titled`: no row of it looks like one of the body."""

    fragment: Fragment
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    numbering: Row | None = None
    titled: bool = False


def join_tables(groups: Sequence[Sequence[Fragment]]) -> list[Table]:
    """One or more tables from each group of fragments (those with no other text between them)."""
    tables: list[Table] = []
    for group in groups:
        pieces: list[_Piece] = []
        for fragment in group:
            piece = _divide(fragment)
            if len(pieces) == 1 and pieces[0].titled and not piece.header:
                pieces = [_headed(pieces[0])]
            if pieces and not _goes_on(pieces[-1], pieces[0], piece):
                tables.append(_table(pieces, len(tables) + 1))
                pieces = []
            pieces.append(piece)
        if pieces:
            tables.append(_table(pieces, len(tables) + 1))
    return tables


def _divide(fragment: Fragment) -> _Piece:
    rows = [r for r in fragment.rows if any(r.texts)]
    levels = 0
    while levels < min(len(rows), _MAX_LEVELS) and not _is_data(rows[levels], levels, rows):
        levels += 1
    titled = levels == len(rows)
    if titled or levels == _MAX_LEVELS:
        levels = 1 if len(rows) > 1 else 0
    while levels > 1 and _is_group(rows[levels - 1]):
        levels -= 1
    body = rows[levels:]
    numbering = None
    while body and is_column_numbers(body[0].texts):
        numbering, body = body[0], body[1:]
    return _Piece(fragment, tuple(rows[:levels]), tuple(body), numbering, titled=titled)


def _headed(piece: _Piece) -> _Piece:
    """A fragment of titles above one without any: where rules frame the header alone, all of it is header."""
    return replace(piece, header=(*piece.header, *piece.body), body=())


def _is_data(row: Row, at: int, rows: Sequence[Row]) -> bool:
    texts = row.texts
    if is_column_numbers(texts):
        return True
    filled = [t for t in texts if t]
    figures = [t for t in filled if cell_kind(t) in ("number", "percent")]
    if figures and not (all(_YEAR.fullmatch(t) for t in figures) and cell_kind(texts[0]) != "number"):
        return True
    if at > 0 and texts[0] and (_SERIAL.fullmatch(texts[0]) or _TOTAL.match(texts[0])):
        return True
    return at > 0 and (_is_group(row) or (len(filled) == 1 and texts[0] != "" and 0 not in rows[0].covered))


def _is_group(row: Row) -> bool:
    filled = [t for t in row.texts if t]
    return 0 < len(filled) <= 2 and bool(_GROUP.match(filled[0]))


def _goes_on(last: _Piece, first: _Piece, piece: _Piece) -> bool:
    if abs(last.fragment.width - piece.fragment.width) > 1:
        return False
    if not piece.header:
        return True
    return _same_header(first.header, piece.header) or (len(piece.header) == 1 and _is_cut(piece.header[0]))


def _same_header(a: Sequence[Row], b: Sequence[Row]) -> bool:
    left = {_letters(t) for r in a for t in r.texts if t}
    right = {_letters(t) for r in b for t in r.texts if t}
    return bool(left and right) and len(left & right) >= 0.5 * len(left | right)


def _letters(title: str) -> str:
    """A title without marks, spaces and signs: readers of two pages differ in those."""
    return "".join(c for c in normalize("NFD", title.casefold()) if c.isalnum())


def _is_cut(row: Row) -> bool:
    filled = [t for t in row.texts if t]
    if row.texts[0] or not filled:
        return False
    return len(filled) <= len(row.texts) / 2 or all(t[0].islower() or not t[0].isalpha() for t in filled)


def _table(pieces: Sequence[_Piece], number: int) -> Table:
    body: list[Row] = []
    for at, piece in enumerate(pieces):
        rows = list(piece.body)
        if at and piece.header:
            repeated = _same_header(pieces[0].header, piece.header)
            rows = [*piece.header[len(pieces[0].header) if repeated else 0 :], *rows]
        if at and body and rows and _continues_row(body[-1], rows[0]):
            body[-1] = _merged(body[-1], rows[0])
            rows = rows[1:]
        body += rows
    first = pieces[0]
    lengths = [len(r.cells) for r in body] or [first.fragment.width]
    width = max(max(set(lengths), key=lambda n: (lengths.count(n), n)), *(len(r.cells) for r in first.header), 1)
    fitted = _fit(body, width)
    box = union([c.place.bbox for r in first.fragment.rows for c in r.cells if c.place.bbox])
    return Table(
        id=f"t{number}",
        place=Place(first.fragment.page, first.fragment.line, box),
        last_line=pieces[-1].fragment.last_line,
        caption=None,
        header=_header(first, width),
        rows=tuple(tuple(r) for r in fitted),
        numbering=_column_numbers(first, width),
    )


def _continues_row(last: Row, row: Row) -> bool:
    """Whether `row`, the first of its page, is the rest of the row that the page break cut."""
    if row.texts[0] or _is_group(row) or any(_TOTAL.match(t) for t in row.texts):
        return False
    filled = [(at, t) for at, t in enumerate(row.texts) if t]
    if not filled:
        return False
    for at, text in filled:
        above = last.texts[at] if at < len(last.texts) else ""
        if cell_kind(text) in ("number", "percent") and above:
            return False
    texts = [t for _, t in filled if cell_kind(t) == "text"]
    lower = sum(1 for t in texts if t[0].islower() or not t[0].isalnum())
    if texts and lower >= len(texts) / 2:
        return True
    return len(texts) == len(filled) and not any(is_upper(t) for t in texts)


def _merged(last: Row, row: Row) -> Row:
    cells = list(last.cells)
    for at, cell in enumerate(row.cells):
        if not cell.text:
            continue
        if at >= len(cells):
            cells += [TableCell("", cell.place)] * (at + 1 - len(cells))
        before = cells[at]
        text = f"{before.text} {cell.text}".strip()
        source = None
        if before.source is not None or cell.source is not None:
            source = f"{before.as_printed} {cell.as_printed}".strip()
        place = before.place if before.text else cell.place
        cells[at] = TableCell(text, place, (*before.words, *cell.words), source)
    return Row(tuple(cells), last.line, last.covered)


def _fit(rows: Sequence[Row], width: int) -> list[list[TableCell]]:
    columns = learn([r.texts for r in rows], width) if any(len(r.cells) < width for r in rows) else None
    fitted: list[list[TableCell]] = []
    for row in rows:
        cells = list(row.cells)
        if len(cells) > width:
            cells = _squeezed(cells, width)
        elif len(cells) < width and columns is not None:
            empty = TableCell("", Place(cells[0].place.page, row.line))
            cells = spread(cells, gaps(row.texts, width, columns), empty)
        fitted.append(cells)
    return fitted


def _squeezed(cells: list[TableCell], width: int) -> list[TableCell]:
    while len(cells) > width and not cells[-1].text:
        cells.pop()
    if len(cells) <= width:
        return cells
    rest = cells[width - 1 :]
    text = " ".join(c.text for c in rest if c.text)
    return [*cells[: width - 1], TableCell(text, rest[0].place, tuple(w for c in rest for w in c.words))]


def _header(piece: _Piece, width: int) -> tuple[str, ...]:
    levels = [_level_texts(piece, at, width) for at in range(len(piece.header))]
    titles: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for level in levels:
            if level[column] and (not parts or level[column] != parts[-1]):
                parts.append(level[column])
        titles.append(" / ".join(parts))
    return tuple(titles)


def _column_numbers(piece: _Piece, width: int) -> tuple[str, ...]:
    texts = piece.numbering.texts if piece.numbering is not None else ()
    return texts if len(texts) == width else ()


def _level_texts(piece: _Piece, at: int, width: int) -> list[str]:
    texts = list(piece.header[at].texts)[:width]
    texts += [""] * (width - len(texts))
    if piece.fragment.grid is not None:
        return _spanned(piece, at, texts)
    below = [r.texts for r in piece.header[at + 1 :]]
    above = [r.texts for r in piece.header[:at]]
    for column in range(1, width):
        if texts[column] or not any(column < len(b) and b[column] for b in below):
            continue
        if any(column < len(a) and a[column] for a in above):
            continue
        texts[column] = texts[column - 1]
    return texts


def _spanned(piece: _Piece, at: int, texts: list[str]) -> list[str]:
    grid = piece.fragment.grid
    row = piece.header[at].line - piece.fragment.line
    for cell in grid.cells if grid is not None else ():
        if cell.row <= row < cell.row + cell.row_span:
            for column in range(cell.column, min(len(texts), cell.column + cell.column_span)):
                texts[column] = " ".join(cell.text.split())
    return texts
