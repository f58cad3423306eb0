"""Benchmark of the store: a dashboard's queries over a million observations, and storing one more report.

python -m corpus.bench_store                         SQLite and PostgreSQL, 20,000 reports
python -m corpus.bench_store --reports 1000 --server sqlite
"""

import json
import os
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, delete, event, func, insert, select, text

from corpus.postgres import server as postgres_server
from document.contract import AuditedReport, dumps
from normalize import areas
from normalize.catalogue import catalogue
from normalize.observations import Measure, Observation
from normalize.periods import Period, between
from normalize.store import (
    CheckFilter,
    FigureFilter,
    ObservationFilter,
    ReportFilter,
    Store,
    SummaryFilter,
)
from normalize.store.engine import writing
from normalize.store.filters import encode
from normalize.store.rows import observation_row, period_columns
from normalize.store.schema import (
    ChangeRow,
    CheckRow,
    ContractRow,
    FigureRow,
    IndicatorCountRow,
    ObservationRow,
    ReportRow,
)

FIGURES = 13
"""Ratios of a generated report; each gives four observations, two of the last one are left out: fifty a report."""
TABLES: tuple[Any, ...] = (ReportRow, ContractRow, FigureRow, CheckRow, ObservationRow, ChangeRow)
_COUNTS = select(FigureRow.indicator, func.count()).where(FigureRow.indicator.in_([i.id for i in catalogue()]))
_COUNTS = _COUNTS.group_by(FigureRow.indicator)
LIMIT_QUERY_MS = 50.0
LIMIT_STORE_MS = 100.0
MOST_GROWN = 1.1
"""Work of storing a report in the full store, over that in the small one. Pages written are told beside: they grow while the
leaves of indexes that begin with an indicator fill and part, which costs no time that shows."""
ROUNDS = 60
_START = datetime(2022, 1, 1, tzinfo=UTC)


def _units() -> list[areas.Area]:
    """All provinces and districts as they stood before the merger."""
    provinces = [a for a in areas.children(None) if a.valid_from is None]
    return [*provinces, *(d for p in provinces for d in areas.children(p.id))]


def _month(index: int) -> Period:
    year, month = 2022 + index // 12, index % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return between(date(year, month, 1).isoformat(), (following - timedelta(days=1)).isoformat())


def rows(reports: int, first: int = 0) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Rows of every table, one report at a time: each unit reports every month."""
    units = _units()
    names = catalogue()
    for number in range(first, first + reports):
        unit, month = units[number % len(units)], number // len(units)
        yield _report(number, unit, _month(month), names)


def _report(number: int, unit: areas.Area, period: Period, names: Any) -> dict[str, list[dict[str, Any]]]:
    identity = f"{number:024x}"
    at = _START + timedelta(minutes=10 * number)
    report = {
        "id": identity, "sha256": f"{number:064x}", "pipeline_version": "1", "models": "", "is_current": True,
        "name": f"{number}.pdf", "media_type": "application/pdf", "pages": 30, "bytes": 1_000_000, "kind": "bao_cao",
        "number": f"{number}/BC-UBND", "issuer": f"UBND {unit.name}", "issuer_key": unit.bare_name.lower(),
        "organisation": f"ubnd@{unit.id}", "area": unit.id, "issued_on": period.end, "title": "Kết quả thực hiện",
        **period_columns(period), "created_at": at, "figures": FIGURES, "checks": FIGURES, "findings": 1,
        "observations": 50, "placed": 50, "verified": 46, "numbers": 400, "understood": 399, "checked": 200,
    }  # fmt: skip
    figures, checks, observations = [], [], []
    for i in range(FIGURES):
        indicator = names[(number * 5 + i * 3) % len(names)]
        figure, held = f"f{i + 1}", i > 0
        whole = 1000 + number * 7 % 9000
        part = whole * (50 + (number + i) % 50) // 100
        figures.append(_figure(identity, figure, indicator.id, (unit, period), ratio=(part, whole)))
        checks.append(_check(identity, f"c{i + 1}", figure, unit, period, held=held))
        observed = [
            Observation(
                figure, indicator.id, f"ubnd@{unit.id}", unit.id, period, measure, value, value, "hồ sơ",
                "verified" if held else "unverified", "alias", 0.95,
            )
            for measure, value in _values(part, whole)
        ]  # fmt: skip
        observations += [observation_row(identity, o, at) for o in observed]
    change = {"kind": "report.added", "subject": identity, "report_id": identity, "at": at}
    return {
        "reports": [report],
        "contracts": [{"report_id": identity, "body": zlib.compress(_contract(report, figures, checks).encode(), 1)}],
        "figures": figures,
        "checks": checks,
        "observations": observations[:50],
        "changes": [change],
    }


def _contract(report: dict[str, Any], figures: list[dict[str, Any]], checks: list[dict[str, Any]]) -> str:
    """The contract of a generated report, as the rows of its figures and checks have it."""
    same = ("kind", "quote", "page", "line", "section", "subject", "org", "unit", "as_of", "approximate", "target")
    said = [
        {**{name: f[name] for name in (*same, "confidence", "stated_percent")}, "readings": [], "form": "slash",
         "id": f["figure_id"], "bbox": json.loads(f["bbox"]), "numerator": int(f["numerator"]),
         "denominator": int(f["denominator"])}
        for f in figures
    ]  # fmt: skip
    judging = ("kind", "verdict", "stated", "computed", "page", "line", "quote", "severity", "cause", "sentence")
    judged = [
        {**{name: c[name] for name in judging}, "id": c["check_id"], "inputs": [], "figures": json.loads(c["figures"]),
         "table": None, "lines": [c["line"]], "suggestions": []}
        for c in checks
    ]  # fmt: skip
    return dumps(
        AuditedReport.model_validate(
            {
                "source": {name: report[name] for name in ("name", "sha256", "media_type", "pages", "bytes")},
                "letterhead": {"kind": report["kind"], "number": report["number"], "issuer": report["issuer"],
                               "date": report["issued_on"], "title": report["title"]},
                "sections": [{"path": "I/1", "marker": "1", "title": "Kết quả", "level": 2, "page": 1, "line": 1}],
                "figures": said, "tables": [], "checks": judged,
                "coverage": {"numbers": 400, "understood": 399, "checked": 200, "unread": []},
            }
        )
    )  # fmt: skip


def _values(part: int, whole: int) -> list[tuple[Measure, str]]:
    rate = f"{part * 100 / whole:.4f}"
    return [
        ("computed_rate", rate),
        ("numerator", str(part)),
        ("denominator", str(whole)),
        ("stated_rate", str(part * 100 // whole)),
    ]


def _figure(
    identity: str, figure: str, indicator: str, place: tuple[areas.Area, Period], *, ratio: tuple[int, int]
) -> dict[str, Any]:
    unit, period = place
    return {
        "report_id": identity, "figure_id": figure, "kind": "ratio", "quote": f"{ratio[0]}/{ratio[1]} hồ sơ", "page": 3,
        "line": 12, "bbox": "[100.0,200.0,300.0,220.0]", "section": "I/1", "subject": "hồ sơ tiếp nhận trực tuyến",
        "org": f"UBND {unit.name}", "unit": "hồ sơ", "as_of": None, "approximate": False, "target": False,
        "confidence": 0.98, "numerator": str(ratio[0]), "denominator": str(ratio[1]), "stated_percent": "70",
        "value": None, "indicator": indicator, "organisation": f"ubnd@{unit.id}", "area": unit.id, **period_columns(period),
    }  # fmt: skip


def _check(identity: str, check: str, figure: str, unit: areas.Area, period: Period, *, held: bool) -> dict[str, Any]:
    return {
        "report_id": identity, "check_id": check, "fingerprint": f"{identity[:20]}{check}", "scope": "report",
        "is_current": True, "kind": "ratio", "verdict": "consistent" if held else "mismatch",
        "severity": "none" if held else ("high", "medium", "low")[int(identity, 16) % 3],
        "cause": None if held else "report", "is_finding": not held, "review_state": "open", "stated": "70",
        "computed": "70.0000", "page": 3, "line": 12, "quote": "hồ sơ", "sentence": "70 : 100 = 70 %.",
        "figures": json.dumps([figure]), "against": "[]", "organisation": f"ubnd@{unit.id}", "area": unit.id,
        **period_columns(period),
    }  # fmt: skip


def fill(store: Store, reports: int, first: int = 0) -> None:
    """Write generated reports, five hundred in a transaction."""
    pending: dict[str, list[dict[str, Any]]] = {table.__tablename__: [] for table in TABLES}
    for number, made in enumerate(rows(reports, first), 1):
        for name, entries in made.items():
            pending[name] += entries
        if number % 500 == 0 or number == reports:
            with writing(store.engine) as connection:
                for table in TABLES:
                    _write(connection, table, pending[table.__tablename__])
                    pending[table.__tablename__] = []
    with writing(store.engine) as connection:
        connection.execute(delete(IndicatorCountRow))
        connection.execute(insert(IndicatorCountRow).from_select(["indicator", "figures"], _COUNTS))
    if store.engine.dialect.name == "postgresql":  # which does so by itself, only later
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _write(connection: Connection, table: Any, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table.__table__), entries)
        return
    columns = list(entries[0])
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.__tablename__} ({', '.join(columns)}) FROM STDIN") as copy:
        for entry in entries:
            copy.write_row([entry[column] for column in columns])


# queries --------------------------------------------------------------------------------------------------------------


def queries(store: Store, reports: int) -> dict[str, Callable[[int], object]]:
    """What a dashboard asks, by name; each takes a number that picks the indicator, the area or the month."""
    names = [i.id for i in catalogue()]
    groups = sorted({i.group for i in catalogue()})
    units = _units()
    provinces = [u.id for u in units if u.level == "province"]
    districts = [u.id for u in units if u.level == "district"]
    last = max(0, reports // len(units) - 1)
    middle = _START + timedelta(minutes=5 * reports)

    def day(n: int) -> str:
        return _month(n % (last + 1)).end

    def deep(n: int) -> object:
        """A page far down, by the cursor of the row before it."""
        cursor = encode((day(last // 2), reports * 25))
        return store.observations(ObservationFilter(indicator=names[n % len(names)]), 100, cursor)

    return {
        "observations: newest": lambda _: store.observations(ObservationFilter(), 100),
        "observations: indicator in a province": lambda n: store.observations(
            ObservationFilter(indicator=names[n % len(names)], area=provinces[n % len(provinces)]), 100
        ),
        "observations: trend of one district": lambda n: store.observations(
            ObservationFilter(
                indicator=names[n % len(names)], area=districts[n * 7 % len(districts)], measure="computed_rate"
            ),
            100,
        ),
        "observations: group, province, verified": lambda n: store.observations(
            ObservationFilter(group=groups[n % len(groups)], area=provinces[n % len(provinces)], verified=True), 100
        ),
        "observations: group, whole country": lambda n: store.observations(
            ObservationFilter(group=groups[n % len(groups)]), 100
        ),
        "observations: one organisation": lambda n: store.observations(
            ObservationFilter(organisation=f"ubnd@{districts[n * 11 % len(districts)]}"), 100
        ),
        "observations: province, one month": lambda n: store.observations(
            ObservationFilter(area=provinces[n % len(provinces)], period_from=day(n)[:8] + "01", period_to=day(n)), 100
        ),
        "observations: as of a past moment": lambda n: store.observations(
            ObservationFilter(indicator=names[n % len(names)], as_of=middle), 100
        ),
        "observations: only provisional": lambda _: store.observations(ObservationFilter(provisional=True), 100),
        "observations: a page far down": deep,
        "summary: map of provinces, one month": lambda n: store.summary(
            SummaryFilter(names[n % len(names)], level="province", period_from=day(n)[:8] + "01", period_to=day(n))
        ),
        "summary: all districts, one month": lambda n: store.summary(
            SummaryFilter(names[n % len(names)], level="district", period_from=day(n)[:8] + "01", period_to=day(n))
        ),
        "summary: districts of a province, all months": lambda n: store.summary(
            SummaryFilter(names[n % len(names)], area=provinces[n % len(provinces)])
        ),
        "checks: open findings": lambda _: store.checks(CheckFilter(findings=True, review="open"), 100),
        "checks: severe ones of a province": lambda n: store.checks(
            CheckFilter(findings=True, severity="high", area=provinces[n % len(provinces)]), 100
        ),
        "reports: newest": lambda _: store.reports(ReportFilter(), 100),
        "reports: of a province": lambda n: store.reports(ReportFilter(area=provinces[n % len(provinces)]), 100),
        "figures of a report": lambda n: store.figures(FigureFilter(report_id=f"{n * 13 % reports:024x}"), 200),
        "indicators with counts": lambda _: store.indicators(),
        "coverage: everything": lambda _: store.coverage(),
        "coverage: one province": lambda n: store.coverage(provinces[n % len(provinces)]),
        "changes since a cursor": lambda n: store.changes(reports // 2 + n, 100),
    }


def measure(ask: Callable[[int], object]) -> tuple[float, float, float, float]:
    """First answer, median and p95 of `ROUNDS` more by the clock, and p95 of this process's own work; milliseconds."""
    times, work = [], []
    for n in range(ROUNDS + 1):
        start, busy = time.perf_counter(), time.process_time()
        ask(n)
        times.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - busy) * 1000)
    late = int(ROUNDS * 0.95) - 1
    return times[0], statistics.median(times[1:]), sorted(times[1:])[late], sorted(work[1:])[late]


def audited(number: int) -> AuditedReport:
    """An audited report of thirty pages: 160 figures, as many checks, in the shape that reports of Đề án 06 have."""
    names = [i.name for i in catalogue()]
    unit = _units()[63 + number % 600]
    figures, checks = [], []
    for i in range(160):
        whole = 500 + (number * 31 + i * 17) % 20000
        part = whole * (40 + (i * 7) % 60) // 100
        subject = names[i % len(names)] if i % 2 else f"Kết quả rà soát nội dung thứ {i}"
        figures.append(
            {
                "id": f"f{i + 1}", "kind": "ratio", "quote": f"{subject}: {part}/{whole} hồ sơ, đạt {part * 100 // whole}%",
                "page": i // 6 + 1, "line": i % 6 * 5 + 1, "bbox": [100, 200, 900, 230], "section": "I/1",
                "subject": subject, "org": unit.name, "unit": "hồ sơ", "as_of": None, "approximate": False, "target": False,
                "confidence": 0.97, "readings": [], "numerator": part, "denominator": whole,
                "stated_percent": str(part * 100 // whole), "form": "slash",
            }
        )  # fmt: skip
        checks.append(
            {
                "id": f"c{i + 1}", "kind": "ratio", "verdict": "consistent", "stated": str(part * 100 // whole),
                "computed": f"{part * 100 / whole:.4f}", "inputs": [part, whole], "figures": [f"f{i + 1}"], "table": None,
                "page": i // 6 + 1, "line": i % 6 * 5 + 1, "lines": [i % 6 * 5 + 1], "quote": figures[-1]["quote"],
                "severity": "none", "cause": None, "suggestions": [], "sentence": f"{part} : {whole}.",
            }
        )  # fmt: skip
    head = {
        "kind": "bao_cao", "number": f"{number}/BC-TCT", "issuer": f"UBND {unit.name}", "place": unit.bare_name,
        "date": "2024-03-31", "title": f"Kết quả thực hiện quý I năm 2024 trên địa bàn {unit.name}",
        "period": {"text": "quý I năm 2024", "start": "2024-01-01", "end": "2024-03-31"},
    }  # fmt: skip
    source = {
        "name": "x.pdf",
        "sha256": f"f{number:063x}",
        "media_type": "application/pdf",
        "pages": 30,
        "bytes": 10**6,
    }
    sections = [{"path": "I/1", "marker": "1", "title": "Kết quả", "level": 2, "page": 1, "line": 1}]
    coverage = {"numbers": 480, "understood": 480, "checked": 480, "unread": []}
    return AuditedReport.model_validate(
        {
            "source": source, "letterhead": head, "sections": sections, "figures": figures, "tables": [],
            "checks": checks, "coverage": coverage,
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Storing:
    """Storing one report, medians: by the clock and this process's own work in ms; statements; pages written (SQLite)."""

    clock: float
    work: float
    statements: float
    pages: float

    def __str__(self) -> str:
        pages = f", {self.pages:.0f} pages written" if self.pages else ""
        return f"{self.clock:.0f} ms, own work {self.work:.0f} ms, {self.statements:.0f} statements{pages}"


def storing(store: Store, first: int, count: int = 15) -> Storing:
    """Store some reports, after one that is not counted."""
    found: list[Storing] = []
    statements = 0

    def counted(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(store.engine, "before_cursor_execute", counted)
    for number in range(first, first + count):
        report = audited(number)
        _empty_log(store)
        before, start, busy = statements, time.perf_counter(), time.process_time()
        saved = store.save(report, "1")
        clock, work = (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000
        if not saved.created:
            raise RuntimeError(f"report {number} was there already")
        found.append(Storing(clock, work, statements - before, _logged(store)))
    event.remove(store.engine, "before_cursor_execute", counted)
    return Storing(*(statistics.median(values) for values in zip(*map(astuple, found[1:]), strict=True)))


def _empty_log(store: Store) -> None:
    """Carry SQLite's log over into its file, so that what it holds afterwards is what was written since."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _logged(store: Store) -> int:
    """Pages in SQLite's log: a head of 32 bytes, then 24 and a page of 4,096 each."""
    if store.engine.dialect.name != "sqlite":
        return 0
    return (Path(f"{store.engine.url.database}-wal").stat().st_size - 32) // (24 + 4096)


@contextmanager
def opened(kind: str) -> Iterator[Store]:
    """A new store on a server of its own."""
    if kind == "sqlite":
        with (
            tempfile.TemporaryDirectory(prefix="baocao-bench-") as folder,
            Store.open(f"sqlite:///{Path(folder) / 'kho.db'}") as store,
        ):
            yield store
    else:
        with postgres_server() as url, Store.open(url) as store:
            yield store


@click.command()
@click.option("--reports", default=20_000, show_default=True)
@click.option("--server", "servers", multiple=True, type=click.Choice(["sqlite", "postgresql"]))
def main(reports: int, servers: tuple[str, ...]) -> None:
    """Print for each server what its queries took, and what storing a report took in a small store and in the full one."""
    broken = 0
    for kind in servers or ("sqlite", "postgresql"):
        with opened(kind) as store:
            broken += _bench(kind, store, reports)
    click.echo(f"{broken} promises broken" if broken else "all promises hold")
    raise SystemExit(1 if broken else 0)


def _bench(kind: str, store: Store, reports: int) -> int:
    small = min(1000, reports)
    fill(store, small)
    before = storing(store, 0)
    start = time.perf_counter()
    fill(store, reports - small, small)
    click.echo(
        f"\n{kind}: {reports} reports, {reports * 50} observations, written in {time.perf_counter() - start:.0f} s"
    )
    broken = 0
    click.echo(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    click.echo(f"{'':46}{'first':>9}{'median':>9}{'p95':>9}{'own p95':>9}  ms")
    for name, ask in queries(store, reports).items():
        cold, median, p95, own = measure(ask)
        broken += p95 > LIMIT_QUERY_MS
        click.echo(f"{name:46}{cold:9.1f}{median:9.1f}{p95:9.1f}{own:9.1f}{'  !' if p95 > LIMIT_QUERY_MS else ''}")
    after = storing(store, 1000)
    click.echo(f"storing 30 pages among {small} reports: {before}")
    click.echo(f"storing 30 pages among {reports} reports: {after}")
    grown = after.work > MOST_GROWN * before.work
    return broken + (after.clock > LIMIT_STORE_MS) + grown


if __name__ == "__main__":
    main()
