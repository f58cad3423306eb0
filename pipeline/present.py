"""From what the stages made to the public contract."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from document.checks import Check
from document.contract import (
    AuditedReport,
    CheckOut,
    CoverageOut,
    FigureOut,
    LetterheadOut,
    Number,
    PeriodOut,
    RowPlaceOut,
    SectionOut,
    Source,
    SuggestionOut,
    TableOut,
    UnreadOut,
    number,
)
from document.figures import Figure
from document.pages import Page
from document.places import BBox
from document.report import Letterhead, Report, Section, Table, TableCell
from normalize.observations import complete

_SPANNING = 1.6
"""How much higher than the lowest cell of its row a cell is that reaches into other rows."""


def present(source: Source, report: Report, checks: tuple[Check, ...]) -> AuditedReport:
    """The audited report as everything serves it; figures and checks keep their reading order.

    Figures get the indicator, area and period that the store will keep them under.
    """
    return complete(
        AuditedReport(
            source=source,
            letterhead=_letterhead(report.letterhead),
            sections=[_section(s) for s in report.sections],
            figures=[_figure(f) for f in report.figures],
            tables=[_table(t) for t in report.tables],
            checks=[_check(c) for c in checks],
            coverage=_coverage(report, checks),
        )
    )


def _letterhead(head: Letterhead) -> LetterheadOut:
    period = head.period
    return LetterheadOut(
        kind=head.kind,
        number=head.number,
        issuer=head.issuer,
        place=head.place,
        date=head.date,
        title=head.title,
        period=PeriodOut(text=period.text, start=period.start, end=period.end) if period else None,
        addressees=list(head.addressees),
        recipients=list(head.recipients),
        signer=head.signer,
        signer_role=head.signer_role,
    )


def _section(section: Section) -> SectionOut:
    return SectionOut(
        path=section.path,
        marker=section.marker,
        title=section.title,
        level=section.level,
        page=section.place.page,
        line=section.place.line,
    )


def _figure(figure: Figure) -> FigureOut:
    value: str | Number | None = None
    if figure.kind == "percent" and figure.percent is not None:
        value = figure.percent.printed
    elif figure.kind == "quantity" and figure.value is not None:
        value = number(figure.value)
    is_ratio = figure.kind == "ratio"
    return FigureOut(
        id=figure.id,
        kind=figure.kind,
        quote=figure.quote,
        page=figure.place.page,
        line=figure.place.line,
        bbox=figure.place.bbox,
        section=figure.section,
        subject=figure.subject,
        org=figure.org,
        unit=figure.unit,
        as_of=figure.as_of,
        when=figure.when,
        approximate=figure.approximate,
        target=figure.target,
        confidence=round(figure.confidence, 3),
        readings=list(figure.readings),
        numerator=number(figure.numerator.value) if is_ratio and figure.numerator else None,
        denominator=number(figure.denominator.value) if is_ratio and figure.denominator else None,
        stated_percent=figure.percent.printed if is_ratio and figure.percent else None,
        form=figure.form,
        value=value,
    )


def _table(table: Table) -> TableOut:
    return TableOut(
        id=table.id,
        page=table.place.page,
        line=table.place.line,
        last_line=table.last_line,
        caption=table.caption,
        header=list(table.header),
        rows=[[cell.as_printed for cell in row] for row in table.rows],
        places=[_row_place(row) for row in table.rows],
    )


def _row_place(row: Sequence[TableCell]) -> RowPlaceOut:
    """Where most of a row's filled cells stand: a page break may have cut the row in two."""
    pages = Counter(c.place.page for c in row if c.text) or Counter(c.place.page for c in row)
    page = max(pages, key=lambda number: (pages[number], -number))
    here = [c.place for c in row if c.place.page == page]
    cells = [None if c.place.page != page else _box(c.place.bbox) for c in row]
    found = [box for box in cells if box is not None]
    return RowPlaceOut(page=page, line=min(p.line for p in here), bbox=_row_box(found), cells=cells if found else [])


def _row_box(cells: Sequence[BBox]) -> BBox | None:
    """Around the cells, as high as those of this row alone: a merged cell reaches down into the rows below."""
    if not cells:
        return None
    lowest = min(y1 - y0 for _, y0, _, y1 in cells)
    own = [(y0, y1) for _, y0, _, y1 in cells if y1 - y0 <= _SPANNING * lowest]
    return min(b[0] for b in cells), min(y for y, _ in own), max(b[2] for b in cells), max(y for _, y in own)


def _box(bbox: BBox | None) -> BBox | None:
    """To a tenth of a pixel."""
    return None if bbox is None else (round(bbox[0], 1), round(bbox[1], 1), round(bbox[2], 1), round(bbox[3], 1))


def cell_name(name: str) -> str:
    """A cell as people count it: the stages' "t1:3:2", counted from 0, is "t1:4:3"; other names stay.

    >>> cell_name("t1:3:2"), cell_name("f12")
    ('t1:4:3', 'f12')
    """
    table, _, spot = name.partition(":")
    row, colon, column = spot.partition(":")
    return f"{table}:{int(row) + 1}:{int(column) + 1}" if colon else name


def _plain(value: object) -> Number | str:
    """An operand of a check as JSON: numbers as numbers, everything else as it is printed."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value if isinstance(value, int | float) else str(value)


def _check(check: Check) -> CheckOut:
    return CheckOut(
        id=check.id,
        kind=check.kind,
        verdict=check.verdict,
        stated=check.stated,
        computed=check.computed,
        inputs=[_plain(value) for value in check.inputs],
        figures=list(check.figures),
        table=check.table,
        page=check.place.page,
        line=check.place.line,
        lines=list(check.lines) or [check.place.line],
        quote=check.quote,
        severity=check.severity,
        cause=check.cause,
        suggestions=[
            SuggestionOut.model_validate({"figure": cell_name(s.figure), "from": s.before, "to": s.after, "why": s.why})
            for s in check.suggestions
        ],
        sentence=check.sentence,
        bbox=_box(check.place.bbox),
        cells=[cell_name(name) for name in check.cells],
    )


def _coverage(report: Report, checks: tuple[Check, ...]) -> CoverageOut:
    printed = [t for t in report.tokens if t.role != "noise"]
    unread = [t for t in printed if t.role is None]
    stains = Counter(t.place.page for t in report.tokens if t.role == "noise")
    return CoverageOut(
        numbers=len(printed),
        understood=len(printed) - len(unread),
        checked=min(_checked(report, checks), len(printed) - len(unread)),
        unread=[UnreadOut(page=t.place.page, line=t.place.line, quote=t.context or t.quote) for t in unread],
        notes=[note for page in report.pages for note in _page_notes(page, stains[page.number])],
        unread_pages=[page.number for page in report.pages if page.fault is not None],
    )


def _checked(report: Report, checks: tuple[Check, ...]) -> int:
    """How many printed numbers took part in arithmetic that was carried out."""
    figures = {f.id: f for f in report.figures}
    numbers: set[tuple[str, ...]] = set()
    for check in checks:
        if check.verdict in ("unstated", "check_error"):
            continue
        for figure_id in check.figures:
            if figure_id in figures:
                numbers |= {(figure_id, part) for part in _parts(figures[figure_id])}
        if check.table is not None:
            values = [str(value) for value in (*check.inputs, check.stated)]
            numbers |= {(check.table, str(check.place.line), value) for value in values}
    return len(numbers)


def _parts(figure: Figure) -> list[str]:
    named = {"numerator": figure.numerator, "denominator": figure.denominator, "percent": figure.percent}
    return [name for name, numeral in named.items() if numeral is not None] or ["value"]


def _page_notes(page: Page, stains: int) -> list[str]:
    """What a reader should know of a page; `stains`: how many marks on it look like digits but belong to no print."""
    notes = [f"Trang {page.number}: {note}" for note in page.notes]
    if stains:
        notes.append(
            f"Trang {page.number}: {stains} vết giống chữ số (dấu, bẩn) được bỏ qua; hãy nhìn trang giấy nếu cần."
        )
    if page.fault is not None:
        notes.insert(0, f"Trang {page.number} không đọc được nên không được kiểm: {page.fault}")
    return notes
