"""From what the stages made to the public contract."""

from collections import Counter
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
    SectionOut,
    Source,
    SuggestionOut,
    TableOut,
    UnreadOut,
    number,
)
from document.figures import Figure
from document.pages import Page
from document.report import Letterhead, Report, Section, Table
from normalize.observations import complete


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
    )


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
            SuggestionOut.model_validate({"figure": s.figure, "from": s.before, "to": s.after, "why": s.why})
            for s in check.suggestions
        ],
        sentence=check.sentence,
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
