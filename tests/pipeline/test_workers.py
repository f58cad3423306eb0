"""Several workers on one PostgreSQL: what a dead one has left, the others finish, each stage once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from corpus.postgres import server
from normalize.store import Store
from pipeline.presence import Presence
from pipeline.settings import Settings
from pipeline.soundness import check
from tests.pipeline.test_jobs import _line, _until
from tests.pipeline.test_jobs import text as letter

REPORTS = 12
STAGES = ["accept", "keep", "read", "recompute"]
WORKER = """
import sys
from pathlib import Path
from normalize.store import Store
from pipeline.jobs import Jobs
from pipeline.settings import Settings

if __name__ == "__main__":
    settings = Settings(data_dir=Path(sys.argv[1]), database_url=sys.argv[2], workers=1)
    with Store.open(settings.store_url) as store:
        jobs = Jobs(settings, store)
        jobs.start()
        print(jobs._presence.name, flush=True)
        for name in sys.argv[3:]:
            with Path(name).open("rb") as stream:
                jobs.receive(stream, Path(name).name)
        print("sent", flush=True)
        sys.stdin.read()
        jobs.close()
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server() as address:
        yield address


def _start(script: Path, data: Path, url: str, *files: Path) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), str(data), url, *map(str, files)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ)


def _rows(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)))


def _gone(looking: Presence, worker: Presence) -> bool:
    with looking.gone(worker.name) as gone:
        return gone


def test_presence_ends_with_its_connection(url: str) -> None:
    one, two, three = Presence(url), Presence(url), Presence(url)
    assert [p.show() for p in (one, two, three)] == [False] * 3
    assert one.show()
    assert not _gone(one, two)
    assert not _gone(one, one)
    two.leave()
    _until(lambda: _gone(one, two))  # the server notices a moment later
    with one.gone(two.name) as gone, three.gone(two.name) as found_too:
        assert (gone, found_too) == (True, False)
    assert not two.show()
    assert not _gone(three, two)
    for presence in (one, two, three):
        presence.leave()


def test_a_connection_that_was_lost_is_made_anew(url: str) -> None:
    one, two = Presence(url), Presence(url)
    one.show()
    two.show()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%advisory%' AND pid <> pg_backend_pid()")
        )  # fmt: skip
    engine.dispose()
    assert [one.show(), one.show()] == [False, True]
    assert _gone(one, two)
    assert not two.show()
    assert not _gone(one, two)
    one.leave()
    two.leave()


def _killed_at_work(worker: subprocess.Popen[str], jobs: Callable[[], set[str]]) -> set[str]:
    """Kill a worker while it has jobs, and return them: stopped before it is looked at, for between two jobs it has none."""
    for _ in range(100):
        worker.send_signal(signal.SIGSTOP)
        time.sleep(0.2)  # what it had sent to the server is done
        left = jobs()
        if left:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            assert jobs() == left
            return left
        worker.send_signal(signal.SIGCONT)
        time.sleep(0.1)
    raise AssertionError("the worker never had a job")


@pytest.mark.slow
@pytest.mark.server
def test_what_a_killed_worker_left_the_other_finishes(url: str, tmp_path: Path) -> None:
    script, data = tmp_path / "worker.py", tmp_path / "data"
    script.write_text(WORKER, encoding="utf-8")
    files = [tmp_path / f"{number}.txt" for number in range(REPORTS)]
    for number, file in enumerate(files):
        file.write_bytes(letter(number).read())
    second = _start(script, data, url)
    names = [_line(second)]
    first = _start(script, data, url, *files)
    engine = create_engine(url)
    try:
        names.insert(0, _line(first))
        assert _line(first) == "sent"
        busy = "SELECT workflow_uuid, executor_id FROM dbos.workflow_status WHERE status = 'PENDING' AND name = 'audit'"
        done = "SELECT executor_id FROM dbos.workflow_status WHERE status = 'SUCCESS' AND name = 'audit'"
        _until(lambda: {name for _, name in _rows(engine, busy)} == set(names) and bool(_rows(engine, done)), 120)
        left = _killed_at_work(first, lambda: {job for job, name in _rows(engine, busy) if name == names[0]})
        assert len(_rows(engine, done)) < REPORTS - len(left)
        _until(lambda: len(_rows(engine, done)) == REPORTS, 240)
        assert second.stdin is not None
        second.stdin.close()
        assert second.wait(60) == 0
        by = dict(_rows(engine, "SELECT workflow_uuid, executor_id FROM dbos.workflow_status WHERE name = 'audit'"))
        assert {by[job] for job in left} == {names[1]}
        steps = Counter(
            map(tuple, _rows(engine, "SELECT workflow_uuid, function_name FROM dbos.operation_outputs ORDER BY 1, 2"))
        )
        assert steps == Counter({(job, stage): 1 for job in by for stage in STAGES})
    finally:
        for process in (first, second):
            process.kill()
            process.wait()
        engine.dispose()
    settings = Settings(data_dir=data, database_url=url)
    with Store.open(settings.store_url) as store:
        assert Counter(c.kind for c in store.changes(limit=1000)) == {"report.added": REPORTS}
    assert check(settings).problems == ()
