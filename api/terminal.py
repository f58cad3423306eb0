"""An audited report on the terminal."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from api.words import CAUSES, CHECK_KINDS, KINDS, SEVERITIES, coverage_line
from document.contract import AuditedReport, CheckOut

STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}
RANK = {"high": 0, "medium": 1, "low": 2}
UNREAD_SHOWN = 8


def findings(report: AuditedReport) -> list[CheckOut]:
    """The checks a person should look at, the gravest first, then in reading order."""
    found = [c for c in report.checks if c.severity != "none" and c.verdict not in ("consistent", "unstated")]
    return sorted(found, key=lambda c: (RANK[c.severity], c.page, c.line))


def show(console: Console, report: AuditedReport) -> None:
    """Letterhead, counts, findings by severity, coverage."""
    _head(console, report)
    found = findings(report)
    ratios = sum(f.kind == "ratio" for f in report.figures)
    console.print(
        f"{len(report.sections)} mục, {len(report.figures)} số liệu ({ratios} tỷ số), "
        f"{len(report.tables)} bảng, {len(report.checks)} phép kiểm."
    )
    if not found:
        console.print("[green]Không thấy chỗ nào sai trong các phép đã kiểm.[/]")
    for severity, count in sorted(Counter(c.severity for c in found).items(), key=lambda item: RANK[item[0]]):
        console.print(f"\n[{STYLES[severity]}]{SEVERITIES[severity]} ({count})[/]")
        for check in (c for c in found if c.severity == severity):
            _finding(console, check)
    console.print()
    _coverage(console, report)


def _head(console: Console, report: AuditedReport) -> None:
    head = report.letterhead
    number = f" số {head.number}" if head.number else ""
    date = f", ngày {'/'.join(reversed(head.date.split('-')))}" if head.date else ""
    console.print(f"\n[bold]{KINDS[head.kind]}{escape(number)}[/]{date} — {escape(report.source.name)}")
    for text in (head.issuer, head.title):
        if text:
            console.print(escape(text))


def _finding(console: Console, check: CheckOut) -> None:
    where = f"trang {check.page}, dòng {check.line}" if check.page else f"dòng {check.line}"
    console.print(f"  • {where} — {CHECK_KINDS.get(check.kind, check.kind)}: [bold]“{escape(check.quote)}”[/]")
    console.print(Padding(escape(check.sentence), (0, 0, 0, 4)))
    for suggestion in check.suggestions[:3]:
        text = f"Có thể là: {suggestion.from_} → {suggestion.to} ({suggestion.why})"
        console.print(Padding(f"[green]{escape(text)}[/]", (0, 0, 0, 4)))
    if check.cause in ("ocr", "undecided"):
        console.print(Padding(f"[dim]Nguyên nhân: {CAUSES[check.cause]}.[/]", (0, 0, 0, 4)))


def _coverage(console: Console, report: AuditedReport) -> None:
    coverage = report.coverage
    console.print(coverage_line(coverage.numbers, coverage.understood, coverage.checked))
    for note in coverage.notes:
        console.print(f"[yellow]{escape(note)}[/]")
    places = Counter((u.page, u.line, u.quote) for u in coverage.unread)
    for page, line, quote in list(places)[:UNREAD_SHOWN]:
        console.print(f"[dim]  chưa hiểu: trang {page}, dòng {line}: {escape(quote)}[/]")
    left = sum(list(places.values())[UNREAD_SHOWN:])
    if left:
        console.print(f"[dim]  … và {left} số nữa (xem --json hoặc --html).[/]")
