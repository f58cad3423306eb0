"""An audited report on the terminal."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from api.words import (
    CAUSES,
    CHECK_KINDS,
    KINDS,
    SEVERITIES,
    also,
    conclusion,
    coverage_line,
    doubtful_line,
    numbered,
    unchecked_line,
    where,
)
from document.contract import AuditedReport, CheckOut

STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}
RANK = {"high": 0, "medium": 1, "low": 2}
UNREAD_SHOWN = 8
SUGGESTED = 3
NARROWEST = 30


class Terminal(Console):
    """A console whose reader may leave: the process then ends as for every other output."""

    def on_broken_pipe(self) -> None:
        """Leave it to the edge of the process."""
        raise BrokenPipeError


def findings(report: AuditedReport) -> list[CheckOut]:
    """The checks a person should look at, the gravest first, then in reading order."""
    found = [c for c in report.checks if c.is_finding]
    return sorted(found, key=lambda c: (RANK[c.severity], c.page, c.line))


def show(console: Console, report: AuditedReport) -> None:
    """Letterhead, counts, findings by severity, coverage."""
    _head(console, report)
    found = findings(report)
    ratios = sum(f.kind == "ratio" for f in report.figures)
    say(
        console,
        f"{len(report.sections)} mục, {len(report.figures)} số liệu ({ratios} tỷ số), "
        f"{len(report.tables)} bảng, {len(report.checks)} phép kiểm.",
    )
    if not found:
        said, good = conclusion(report)
        say(console, said, style="green" if good else "yellow")
    for severity, count in sorted(Counter(c.severity for c in found).items(), key=lambda item: RANK[item[0]]):
        say(console, "")
        say(console, f"{SEVERITIES[severity]} ({count})", style=STYLES[severity])
        for check in (c for c in found if c.severity == severity):
            _finding(console, check, where(report, check.page, check.line))
    say(console, "")
    _coverage(console, report)


def say(console: Console, text: str | Text, *, indent: int = 0, style: str = "") -> None:
    """One paragraph. On a terminal its lines are indented alike; in a file or a pipe it stays one line."""
    said = Text(text, style=style) if isinstance(text, str) else text
    margin = " " * indent
    if not console.is_terminal:
        console.print(Text(margin) + said, soft_wrap=True)
        return
    for line in said.wrap(console, max(NARROWEST, console.width - indent)) or [said]:
        line.rstrip()
        console.print(Text(margin) + line, soft_wrap=True)


def _head(console: Console, report: AuditedReport) -> None:
    head = report.letterhead
    number = f" số {numbered(head.number)}" if head.number else ""
    date = f", ngày {'/'.join(reversed(head.date.split('-')))}" if head.date else ""
    say(console, "")
    say(console, Text.assemble((f"{KINDS[head.kind]}{number}", "bold"), f"{date} — {report.source.name}"))
    for text in (head.issuer, head.title):
        if text:
            say(console, text)


def _finding(console: Console, check: CheckOut, place: str) -> None:
    kind = CHECK_KINDS.get(check.kind, check.kind)
    say(console, Text.assemble(f"• {place} — {kind}: ", (f"“{check.quote}”", "bold")), indent=2)
    say(console, check.sentence, indent=4)
    for suggestion in check.suggestions[:SUGGESTED]:
        say(console, f"Có thể là: {suggestion.from_} → {suggestion.to}. {suggestion.why}", indent=4, style="green")
    if len(check.suggestions) > SUGGESTED:
        left = len(check.suggestions) - SUGGESTED
        say(console, f"… và {left} khả năng nữa (xem --json hoặc --html).", indent=4, style="green")
    if check.cause in ("ocr", "undecided"):
        say(console, f"Nguyên nhân: {CAUSES[check.cause]}.", indent=4, style="dim")


def _coverage(console: Console, report: AuditedReport) -> None:
    coverage = report.coverage
    say(console, coverage_line(coverage))
    if unchecked := unchecked_line(coverage):
        say(console, unchecked)
    for note in coverage.notes:
        say(console, note, style="yellow")
    doubtful = [f for f in report.figures if f.doubtful]
    if doubtful:
        say(console, doubtful_line(len(doubtful)), style="yellow")
        lines = [f"{where(report, f.page, f.line)}: {also(f)}" for f in doubtful]
        _first(console, "đọc chưa chắc", lines)
    _first(console, "chưa hiểu", list(_unread(report)))


def _unread(report: AuditedReport) -> Iterator[str]:
    places = Counter((u.page, u.line, u.quote) for u in report.coverage.unread)
    for (page, line, quote), count in places.items():
        yield f"{where(report, page, line)}: {quote}" + (f" ({count} số)" if count > 1 else "")


def _first(console: Console, what: str, lines: list[str]) -> None:
    for line in lines[:UNREAD_SHOWN]:
        say(console, f"{what}: {line}", indent=2, style="dim")
    if len(lines) > UNREAD_SHOWN:
        say(console, f"… và {len(lines) - UNREAD_SHOWN} chỗ nữa (xem --json hoặc --html).", indent=2, style="dim")
