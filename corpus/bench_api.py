"""Benchmark of the server: a dashboard's queries over HTTP against a million observations, its memory, a CSV of everything.

python -m corpus.bench_api                               SQLite, 20,000 reports
python -m corpus.bench_api --server postgresql --reports 2000
python -m corpus.bench_api --datasette DIR/bin/datasette  the same questions asked of Datasette over the same file

Both servers run at once over one file and are asked in turns, ten questions each; every client has one connection that it
keeps, and takes answers as they are (no gzip). Before the times are taken the answers are held against each other: the same
rows, in the same order. Ours looks up an access token for each request; Datasette has its file opened as immutable, which it
is quickest with. Three kinds of answers are told apart: "cold" is one with nothing of the file in the system's memory; "new"
are sixty that were not asked before; "again" the same sixty once more, which our server has kept, for nothing changed.
"cpu" is what the server's processor worked for one answer. All in milliseconds.
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import click
import psutil

from corpus.bench_store import fill
from corpus.dashboard import Question, questions
from corpus.postgres import server as postgres_server
from normalize.store import Store

LIMIT_MS = 50.0
LIMIT_MB = 300.0
TURNS = 6
IN_A_TURN = 10
"""Answers of a turn: sixty of each kind in all."""


class Client:
    """One keep-alive connection, as a dashboard's server has."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = dict(headers)

    def get(self, path: str) -> bytes:
        """The body of an answer that must be 200."""
        status, _, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:300]!r}")
        return body

    def ask(self, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of an answer; once more where the server closed a connection that was long idle."""
        try:
            answer = self._begun(path, headers)
        except http.client.RemoteDisconnected:
            answer = self._begun(path, headers)
        return answer.status, dict(answer.getheaders()), answer.read()

    def _begun(self, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        self._connection.request("GET", path, headers=self._headers | dict(headers))
        return self._connection.getresponse()

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
            _wait(port, "/readyz")
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


def _wait(port: int, path: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {path}")


@dataclass(slots=True)
class Times:
    """Answers of one kind: milliseconds by the clock, and of the processor for all of them."""

    clock: list[float] = field(default_factory=list)
    worked: float = 0.0

    @property
    def median(self) -> float:
        """By the clock."""
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        """By the clock."""
        return sorted(self.clock)[int(len(self.clock) * 0.95) - 1]

    @property
    def cpu(self) -> float:
        """Of one answer."""
        return self.worked / len(self.clock)


@dataclass(slots=True)
class Answered:
    """What one server took for one question; bytes of the last answer."""

    cold: float = 0.0
    new: Times = field(default_factory=Times)
    again: Times = field(default_factory=Times)
    size: int = 0

    def __str__(self) -> str:
        mark = "!" if self.new.p95 > LIMIT_MS else " "
        new = f"{self.new.median:7.1f}{self.new.p95:6.1f}{mark}{self.new.cpu:6.2f}"
        return f"{self.cold:7.1f}{new}{self.again.median:7.1f}{self.again.p95:6.1f}{self.again.cpu:6.2f}{self.size >> 10:4}"


HEAD = f"{'cold':>7}{'new':>7}{'p95':>6} {'cpu':>6}{'again':>7}{'p95':>6}{'cpu':>6}{'KB':>4}"


class Asked:
    """A server that questions are put to."""

    def __init__(self, name: str, port: int, pid: int, headers: Mapping[str, str], prefix: str | None = None) -> None:
        self.name = name
        self._client = Client(port, headers)
        self._process = psutil.Process(pid)
        self._prefix = prefix

    def path(self, question: Question, number: int) -> str:
        """How this server is asked; `prefix` is the address of the peer's SQL."""
        if self._prefix is None:
            return question.ours(number)
        return f"{self._prefix}?{urlencode({**question.theirs(number), '_shape': 'array'})}"

    def get(self, question: Question, number: int) -> bytes:
        """The answer."""
        return self._client.get(self.path(question, number))

    def turn(self, question: Question, rounds: Sequence[int], times: Times) -> int:
        """Ask one after the other; bytes of the last answer."""
        before, size = _worked(self._process), 0
        for number in rounds:
            start = time.perf_counter()
            size = len(self.get(question, number))
            times.clock.append((time.perf_counter() - start) * 1000)
        times.worked += _worked(self._process) - before
        return size

    @property
    def megabytes(self) -> float:
        """Resident memory of the server itself."""
        return float(self._process.memory_info().rss) / (1 << 20)

    def unchanged(self, path: str) -> float:
        """Milliseconds of the processor for an answer that the client holds already."""
        _, headers, _ = self._client.ask(path)
        before, times = _worked(self._process), 100
        for _ in range(times):
            status, _, _ = self._client.ask(path, **{"If-None-Match": headers["etag"]})
            if status != 304:
                raise RuntimeError(f"{path}: {status} instead of 304")
        return (_worked(self._process) - before) / times

    def csv(self) -> tuple[int, int, float, float]:
        """Rows and bytes of everything, seconds to the first byte and to the last."""
        start = time.perf_counter()
        lines, size, first = self._client.drain("/v1/observations.csv")
        return lines - 1, size, first, time.perf_counter() - start


def _worked(process: psutil.Process) -> float:
    """Milliseconds that a process has run, by its own clock (clock_getcpuclockid): its threads that ended are in it too."""
    return time.clock_gettime((~process.pid << 3) | 2) * 1000


def _forget(database: Path) -> None:
    """Let the system drop what it holds of a file in memory."""
    with database.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _remember(database: Path) -> None:
    """Let the system hold all of a file in memory."""
    with database.open("rb") as file:
        while file.read(1 << 24):
            pass


def compare(servers: Sequence[Asked], reports: int, database: Path | None) -> int:
    """Print what each server took for each question; returns how many promises were broken."""
    asked = questions(reports)
    results = {question.name: [Answered() for _ in servers] for question in asked}
    for question, (number, server) in product(asked, enumerate(servers)):
        if database is not None:
            _forget(database)
        start = time.perf_counter()
        server.get(question, 0)
        results[question.name][number].cold = (time.perf_counter() - start) * 1000
    if database is not None:
        _remember(database)
    click.echo(f"{'':46}" + "".join(f"{server.name:^{len(HEAD) + 1}}" for server in servers))
    click.echo(f"{'':46}" + f"{HEAD} " * len(servers) + ("cpu ours/theirs: new, again" if len(servers) > 1 else ""))
    for question in asked:
        _ask(servers, question, results[question.name])
        click.echo(f"{question.name:46}{' '.join(map(str, results[question.name]))}{_ratio(results[question.name])}")
        _agree(servers, question)
    return sum(answered[0].new.p95 > LIMIT_MS for answered in results.values())


def _ask(servers: Sequence[Asked], question: Question, results: Sequence[Answered]) -> None:
    """In turns."""
    for again, turn in product((False, True), range(TURNS)):
        rounds = range(1 + turn * IN_A_TURN, 1 + (turn + 1) * IN_A_TURN)
        for server, answered in zip(servers, results, strict=True):
            answered.size = server.turn(question, rounds, answered.again if again else answered.new)


def _ratio(results: Sequence[Answered]) -> str:
    if len(results) == 1:
        return ""
    ours, theirs = results
    return f"{ours.new.cpu / theirs.new.cpu:12.2f}{ours.again.cpu / theirs.again.cpu:6.2f}"


def _agree(servers: Sequence[Asked], question: Question) -> None:
    """Raises RuntimeError where two servers do not say the same."""
    for number in (0, 5, 11) if len(servers) > 1 else ():
        answers = [json.loads(server.get(question, number)) for server in servers]
        if not question.agree(*answers):
            raise RuntimeError(f"{question.name}: the answers of round {number} differ")


def bench(servers: Sequence[Asked], reports: int, database: Path | None) -> int:
    """Print everything about the running servers, ours first; returns how many promises were broken."""
    ours = servers[0]
    click.echo(f"server idle: {ours.megabytes:.0f} MB; load of the machine {os.getloadavg()[0]:.1f}")
    broken = compare(servers, reports, database)
    click.echo(f"an answer that the client holds already (304): cpu {ours.unchanged('/v1/observations'):.2f} ms")
    click.echo("after the questions: " + ", ".join(f"{server.name} {server.megabytes:.0f} MB" for server in servers))
    rows, size, first, seconds = ours.csv()
    after = ours.megabytes
    click.echo(
        f"CSV of everything: {rows} rows, {size >> 20} MB, first byte after {first * 1000:.0f} ms, {seconds:.0f} s, "
        f"{rows / seconds:.0f} rows/s; server then: {after:.0f} MB{'  !' if after > LIMIT_MB else ''}"
    )
    return broken + (after > LIMIT_MB)


def filled(url: str, reports: int) -> str:
    """Make the store at `url` unless it is there; returns the secret of a token that may read it."""
    with Store.open(url) as store:
        if store.coverage().reports < reports:
            start = time.perf_counter()
            fill(store, reports)
            click.echo(
                f"{reports} reports, {reports * 50} observations, written in {time.perf_counter() - start:.0f} s"
            )
        return store.create_token("bench", "viewer")[1]


@contextmanager
def peer(program: str, database: Path) -> Iterator[Asked]:
    """Datasette over the same file, asked by SQL through its JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [program, "serve", "-i", str(database), "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    command += ["--setting", "max_returned_rows", "2000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port, f"/{database.stem}.json?sql=select+1")
            yield Asked("Datasette", port, process.pid, {}, f"/{database.stem}.json")
        finally:
            process.terminate()


@click.command()
@click.option("--reports", default=20_000, show_default=True)
@click.option("--server", "kind", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--datasette", metavar="PROGRAM", help="Ask Datasette the same (SQLite only).")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the SQLite store here, and use it again.")
def main(reports: int, kind: str, datasette: str | None, folder: Path | None) -> None:
    """Print what the questions took, the server's memory, and what streaming everything took."""
    with ExitStack() as stack:
        data = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="baocao-bench-")))
        environ = {"BAOCAO_DATA_DIR": str(data)}
        database = data / "baocao.db" if kind == "sqlite" else None
        url = f"sqlite:///{database}" if database else stack.enter_context(postgres_server())
        if database is None:
            environ["BAOCAO_DATABASE_URL"] = url
        secret = filled(url, reports)
        port, process = stack.enter_context(serving(environ))
        servers = [Asked(f"ours, {kind}", port, process.pid, {"Authorization": f"Bearer {secret}"})]
        if datasette and database:
            servers.append(stack.enter_context(peer(datasette, database)))
        broken = bench(servers, reports, database)
    click.echo(f"{broken} promises broken" if broken else "all promises hold")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
