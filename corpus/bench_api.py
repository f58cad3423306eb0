"""Benchmark of the server: a dashboard's queries over HTTP against a million observations, its memory, a CSV of everything.

python -m corpus.bench_api                               SQLite, 20,000 reports
python -m corpus.bench_api --server postgresql --reports 2000
python -m corpus.bench_api --datasette DIR/bin/datasette  the same questions asked of Datasette over the same file
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import click
import psutil

from corpus.bench_store import fill
from corpus.postgres import server as postgres_server
from normalize import areas
from normalize.catalogue import catalogue
from normalize.store import Store

LIMIT_MS = 50.0
LIMIT_MB = 300.0
ROUNDS = 60
Ask = Callable[[int], str]


def questions(reports: int) -> dict[str, Ask]:
    """What a dashboard asks, by name: a path for each round, which picks the indicator, the area and the month."""
    names = [i.id for i in catalogue()]
    groups = sorted({i.group for i in catalogue()})
    provinces = [a.id for a in areas.children(None) if a.valid_from is None]
    districts = [d.id for p in provinces for d in areas.children(p)]
    months = max(1, reports // (len(provinces) + len(districts)))

    def month(n: int) -> dict[str, str]:
        year, number = 2022 + n % months // 12, n % months % 12 + 1
        return {"period_from": f"{year}-{number:02}-01", "period_to": f"{year}-{number:02}-{28 if number == 2 else 30}"}

    def ask(path: str, **query: str) -> str:
        return f"/v1/{path}?{urlencode(query)}" if query else f"/v1/{path}"

    return {
        "observations: newest": lambda n: ask("observations", limit=str(100 + n % 3)),
        "observations: indicator in a province": lambda n: ask(
            "observations", indicator=names[n % len(names)], area=provinces[n % len(provinces)]
        ),
        "observations: trend of one district": lambda n: ask(
            "observations",
            indicator=names[n % len(names)],
            area=districts[n * 7 % len(districts)],
            measure="computed_rate",
        ),
        "observations: group, province, verified": lambda n: ask(
            "observations", group=groups[n % len(groups)], area=provinces[n % len(provinces)], verified="true"
        ),
        "observations: province, one month": lambda n: ask(
            "observations", area=provinces[n % len(provinces)], **month(n)
        ),
        "summary: map of provinces, one month": lambda n: ask(
            "summary", indicator=names[n % len(names)], level="province", **month(n)
        ),
        "summary: all districts, one month": lambda n: ask(
            "summary", indicator=names[n % len(names)], level="district", **month(n)
        ),
        "summary: districts of a province, all months": lambda n: ask(
            "summary", indicator=names[n % len(names)], area=provinces[n % len(provinces)]
        ),
        "checks: open findings": lambda n: ask("checks", findings="true", review="open", limit=str(100 - n % 3)),
        "checks: severe ones of a province": lambda n: ask(
            "checks", findings="true", severity="high", area=provinces[n % len(provinces)]
        ),
        "reports: of a province": lambda n: ask("reports", area=provinces[n % len(provinces)]),
        "figures of a report": lambda n: ask(f"reports/{n * 13 % reports:024x}/figures"),
        "indicators with counts": lambda _: ask("indicators"),
        "coverage: one province": lambda n: ask("stats/coverage", area=provinces[n % len(provinces)]),
        "changes since a cursor": lambda n: ask("changes", since=str(reports // 2 + n)),
    }


class Client:
    """One keep-alive connection, as a dashboard's server has."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = dict(headers)

    def get(self, path: str) -> bytes:
        """The body of an answer that must be 200."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
        return body

    def drain(self, path: str) -> tuple[int, int, float]:
        """Lines and bytes of an answer that is thrown away as it comes, and the seconds until its first byte."""
        start = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        chunk = answer.read(1)
        first, lines, size = time.perf_counter() - start, 0, 0
        while chunk:
            lines += chunk.count(b"\n")
            size += len(chunk)
            chunk = answer.read(1 << 18)
        return lines, size, first


@contextmanager
def serving(environ: Mapping[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    """A server of one's own: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [str(Path(sys.executable).parent / "baocao"), "serve", "--port", str(port)]
    said = Path(environ["BAOCAO_DATA_DIR"]) / "server.err"
    with (
        said.open("wb") as errors,
        subprocess.Popen(command, env={**os.environ, **environ}, stderr=errors) as process,
    ):
        try:
            _wait(port)
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


@dataclass(frozen=True, slots=True)
class Answered:
    """First answer, median and p95 of the others; what the server's processor worked for one; the last one's size."""

    first: float
    median: float
    p95: float
    worked: float
    kilobytes: float

    def __str__(self) -> str:
        mark = "  !" if self.p95 > LIMIT_MS else ""
        return f"{self.first:9.1f}{self.median:9.1f}{self.p95:9.1f}{self.worked:9.1f}{self.kilobytes:9.0f}{mark}"


HEAD = f"{'':46}{'first':>9}{'median':>9}{'p95':>9}{'cpu':>9}{'KB':>9}   (ms)"


def measure(client: Client, ask: Ask, process: psutil.Process) -> Answered:
    """Ask `ROUNDS` times, one after the other."""
    times, size = [], 0
    before = sum(process.cpu_times()[:2])
    for n in range(ROUNDS + 1):
        start = time.perf_counter()
        size = len(client.get(ask(n)))
        times.append((time.perf_counter() - start) * 1000)
    worked = (sum(process.cpu_times()[:2]) - before) * 1000 / (ROUNDS + 1)
    warm = sorted(times[1:])
    return Answered(times[0], statistics.median(warm), warm[int(len(warm) * 0.95) - 1], worked, size / 1024)


def megabytes(process: psutil.Process) -> float:
    """Resident memory of the server itself."""
    return float(process.memory_info().rss) / (1 << 20)


def bench(environ: Mapping[str, str], url: str, reports: int) -> int:
    """Print what one store answered; returns how many promises were broken."""
    with Store.open(url) as store:
        start = time.perf_counter()
        fill(store, reports)
        click.echo(f"{reports} reports, {reports * 50} observations, written in {time.perf_counter() - start:.0f} s")
        _, secret = store.create_token("bench", "viewer")
    broken = 0
    with serving(environ) as (port, process):
        client = Client(port, {"Authorization": f"Bearer {secret}"})
        click.echo(f"server idle: {megabytes(process):.0f} MB\n{HEAD}")
        for name, ask in questions(reports).items():
            answered = measure(client, ask, process)
            broken += answered.p95 > LIMIT_MS
            click.echo(f"{name:46}{answered}")
        click.echo(f"server after the questions: {megabytes(process):.0f} MB")
        start = time.perf_counter()
        lines, size, first = client.drain("/v1/observations.csv")
        seconds = time.perf_counter() - start
        after = megabytes(process)
        broken += after > LIMIT_MB
        click.echo(
            f"CSV of everything: {lines - 1} rows, {size >> 20} MB, first byte after {first * 1000:.0f} ms, {seconds:.0f} s, "
            f"{lines / seconds:.0f} rows/s; server then: {after:.0f} MB{'  !' if after > LIMIT_MB else ''}"
        )
    return broken


# a peer ---------------------------------------------------------------------------------------------------------------


def peer(program: str, database: Path, reports: int) -> None:
    """Datasette over the same file, asked the same by SQL through its JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [program, "serve", "-i", str(database), "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            client = _when_up(port, database.stem)
            click.echo(f"\nDatasette over the same file\n{HEAD}")
            for name, ask in sql_questions(reports, f"/{database.stem}.json").items():
                click.echo(f"{name:46}{measure(client, ask, psutil.Process(process.pid))}")
            click.echo(f"Datasette after the questions: {megabytes(psutil.Process(process.pid)):.0f} MB")
        finally:
            process.terminate()


def _when_up(port: int, name: str) -> Client:
    client = Client(port, {})
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            json.loads(client.get(f"/{name}.json?sql=select+1&_shape=array"))
        except (OSError, RuntimeError, http.client.HTTPException):
            time.sleep(0.3)
            client = Client(port, {})
        else:
            return client
    raise RuntimeError("Datasette did not start")


_EVIDENCE = (
    "select o.*, f.page, f.bbox, f.quote, r.number, r.issued_on, r.pipeline_version from observations o "
    "join reports r on r.id = o.report_id join figures f on f.report_id = o.report_id and f.figure_id = o.figure_id "
)


def sql_questions(reports: int, path: str) -> dict[str, Ask]:
    """The questions that SQL by hand would ask, the same rows in the same order."""
    names = [i.id for i in catalogue()]
    provinces = [a.id for a in areas.children(None) if a.valid_from is None]
    districts = [d.id for p in provinces for d in areas.children(p)]

    def ask(sql: str, **values: str) -> str:
        return f"{path}?{urlencode({'sql': sql, '_shape': 'array', **values})}"

    newest = " order by o.period_end desc, o.id desc limit 100"
    return {
        "observations: newest": lambda n: ask(f"{_EVIDENCE} where o.retired_at is null{newest} offset {n % 3}"),
        "observations: indicator in a province": lambda n: ask(
            f"{_EVIDENCE} where o.indicator = :i and o.area >= :a and o.area < :b and o.retired_at is null{newest}",
            i=names[n % len(names)], a=provinces[n % len(provinces)], b=provinces[n % len(provinces)] + "0",
        ),
        "observations: trend of one district": lambda n: ask(
            f"{_EVIDENCE} where o.indicator = :i and o.area = :a and o.measure = 'computed_rate' "
            f"and o.retired_at is null{newest}",
            i=names[n % len(names)], a=districts[n * 7 % len(districts)],
        ),
        "figures of a report": lambda n: ask(
            "select * from figures where report_id = :r order by seq limit 100", r=f"{n * 13 % reports:024x}"
        ),
        "reports: of a province": lambda n: ask(
            "select * from reports where area >= :a and area < :b and retired_at is null order by created_at desc, id desc "
            "limit 100", a=provinces[n % len(provinces)], b=provinces[n % len(provinces)] + "0",
        ),
        "coverage: one province": lambda n: ask(
            "select count(*), sum(pages), sum(numbers), sum(understood), sum(checked), sum(figures), sum(checks), "
            "sum(findings), sum(observations), sum(placed), sum(verified) from reports where retired_at is null "
            "and area >= :a and area < :b", a=provinces[n % len(provinces)], b=provinces[n % len(provinces)] + "0",
        ),
    }  # fmt: skip


@click.command()
@click.option("--reports", default=20_000, show_default=True)
@click.option("--server", "kind", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--datasette", metavar="PROGRAM", help="Ask Datasette the same (SQLite only).")
def main(reports: int, kind: str, datasette: str | None) -> None:
    """Print what the questions took, the server's memory, and what streaming everything took."""
    with tempfile.TemporaryDirectory(prefix="baocao-bench-") as folder:
        environ = {"BAOCAO_DATA_DIR": folder}
        if kind == "sqlite":
            broken = bench(environ, f"sqlite:///{folder}/baocao.db", reports)
            if datasette:
                peer(datasette, Path(folder) / "baocao.db", reports)
        else:
            with postgres_server() as url:
                broken = bench({**environ, "BAOCAO_DATABASE_URL": url}, url, reports)
    click.echo(f"{broken} promises broken" if broken else "all promises hold")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
