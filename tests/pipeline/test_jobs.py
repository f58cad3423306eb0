"""The durable way of a report: once, in order, also through a killed process."""

import errno
import gzip
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from document.errors import EmptyFile, EngineMissing, KeptDamaged, NotFound, OutputError, ServerRuns, TooLarge
from document.pages import Page
from normalize.store import Store
from pipeline import jobs as service
from pipeline import stages
from pipeline.audit import audit
from pipeline.jobs import Job, Jobs
from pipeline.settings import Settings
from pipeline.vault import STALE, Accepted, Vault, View
from pipeline.version import PIPELINE_VERSION

LETTER = "BÁO CÁO\nI. KẾT QUẢ\nTiếp nhận {} hồ sơ trên tổng số 200 hồ sơ, đạt 70%.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, workers=2)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jobs]:
    """One for all tests of this module: DBOS is one for each process, and its processes take seconds to start."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("jobs"), workers=2)
    with Store.open(settings.store_url) as store:
        jobs = Jobs(settings, store)
        jobs.start()
        try:
            yield jobs
        finally:
            jobs.close()


def finished(jobs: Jobs, report_id: str, seconds: float = 60) -> Job:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = jobs.job(report_id)
        assert job is not None
        if job.status in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"still {job}")


def _files(jobs: Jobs) -> set[str]:
    folder = jobs.settings.data_dir / "files"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def text(number: int) -> io.BytesIO:
    return io.BytesIO(LETTER.format(number).encode())


def test_a_report_is_stored_with_its_pages_and_nothing_is_left_over(running: Jobs) -> None:
    report_id = running.receive(text(150), "a.txt")
    job = finished(running, report_id)
    assert job.status == "done"
    record = running._store.report(report_id)
    assert record is not None
    assert record.submitted_at == job.submitted_at
    assert record.submitted_at < record.created_at
    stored = running._store.load(report_id)
    assert stored is not None
    assert [c.verdict for c in stored.checks if c.kind == "ratio"] == ["mismatch"]
    page = running.vault.page(report_id, 1)
    assert page is not None
    assert page.lines[2].text.startswith("Tiếp nhận 150")
    assert list((running.settings.data_dir / "work").iterdir()) == []
    assert running.receive(text(150), "b.txt") == report_id
    assert running.counts() == {"queued": 0, "running": 0, "failed": 0}


def test_files_that_cannot_be_taken_leave_nothing(running: Jobs) -> None:
    kept = _files(running)
    with pytest.raises(EmptyFile):
        running.receive(io.BytesIO(b""), "a.pdf")
    with pytest.raises(TooLarge):
        running.vault.receive(io.BytesIO(b"x" * 2000), "a.pdf", 1000)
    assert _files(running) == kept
    assert running.job("nothing") is None
    with pytest.raises(NotFound):
        running.picture(View("nothing", "0" * 64, 1))


def test_a_full_disk_is_not_filled_by_what_did_not_fit(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() == 0:
                return super().read(10)
            raise OSError(errno.ENOSPC, "No space left on device")

    vault = Vault(tmp_path)
    with pytest.raises(OutputError, match="đĩa đầy"):
        vault.receive(Full(b"x" * 100), "a.pdf", 1000)
    assert list((tmp_path / "files").iterdir()) == []


def test_a_job_that_failed_is_told_and_tried_again(running: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = service._work()
    right = bench.apart.call
    missing = EngineMissing(what="Tesseract", install="apt-get install tesseract-ocr")

    def broken(target: str, *arguments: Any) -> Any:
        if target.endswith(":read"):
            raise missing
        return right(target, *arguments)

    monkeypatch.setattr(bench.apart, "call", broken)
    report_id = running.receive(text(151), "a.txt")
    job = finished(running, report_id)
    assert job.status == "failed"
    assert isinstance(job.error, EngineMissing)
    assert job.error.remedy == missing.remedy
    assert [j.report_id for j in running.jobs(failed=True, limit=5)] == [report_id]
    assert running.jobs(failed=True, limit=5, before=job.key) == ()
    monkeypatch.setattr(bench.apart, "call", right)
    assert running.receive(text(151), "a.txt") == report_id
    assert finished(running, report_id).status == "done"


def test_pages_that_could_not_be_read_are_tried_again_when_the_file_comes_again(running: Jobs, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text(153).getvalue())
    contract = audit(path, running.settings).contract
    part = contract.coverage.model_copy(update={"unread_pages": [1]})
    lacking = contract.model_copy(update={"figures": [], "checks": [], "coverage": part})
    report_id = running._store.save(lacking, PIPELINE_VERSION).report_id
    faulty = Page(1, 0, 0, "none", fault="Đọc trang 1 quá giới hạn 1 giây.")
    running.vault.put_page(report_id, faulty)
    assert running.receive(text(153), "a.txt") == report_id
    assert finished(running, report_id).status == "done"
    stored = running._store.load(report_id)
    assert stored is not None
    assert (stored.coverage.unread_pages, stored.figures) == ([], contract.figures)
    page = running.vault.page(report_id, 1)
    assert page is not None
    assert page.fault is None


def test_a_fault_of_ours_fails_the_job_and_not_the_server(running: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: Any) -> Any:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(service._work().apart, "call", fault)
    job = finished(running, running.receive(text(152), "a.txt"))
    assert job.error is not None
    assert (job.status, job.error.id) == ("failed", "loi-chuong-trinh")


def test_a_process_that_dies_costs_its_task_alone(running: Jobs) -> None:
    apart = running._door
    with pytest.raises(Exception, match="dừng giữa chừng"):
        apart.call("os:abort")
    assert apart.call("os:getpid") != os.getpid()


def test_one_server_for_one_directory(running: Jobs) -> None:
    with pytest.raises(ServerRuns):
        Jobs(running.settings, running._store).start()


def test_an_upload_that_was_cut_off_is_swept_away(settings: Settings) -> None:
    vault = Vault(settings.data_dir)
    left = vault.receive(text(154), "a.txt", 10_000)
    assert vault.sweep() == 0
    assert left.path.exists()
    os.utime(left.path, (0, time.time() - STALE - 1))
    assert vault.sweep() == 1
    assert not left.path.exists()


def test_a_queue_that_cannot_be_opened_is_told(settings: Settings) -> None:
    (settings.data_dir / "jobs.db").write_bytes(b"?" * 5000)
    script = """
import sys
from pathlib import Path
from api import cli
cli.main(["serve", "--port", "0"])
"""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "BAOCAO_DATA_DIR": str(settings.data_dir)}
    for said in ("kho-du-lieu-loi", "kho-du-lieu-khac-phien-ban"):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environ, check=False)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (4, True, False)
        (settings.data_dir / "jobs.db").unlink()
        with sqlite3.connect(settings.data_dir / "jobs.db") as queue:
            queue.execute("CREATE TABLE workflow_status (a TEXT)")


# damaged pages ----------------------------------------------------------------------------------------------------------


def _kept(settings: Settings) -> tuple[Vault, str, str]:
    vault = Vault(settings.data_dir)
    incoming = vault.receive(text(156), "a.txt", 10_000)
    vault.admit(incoming, Accepted(incoming.sha256, "a.txt", "text/plain", 1, incoming.size))
    assert stages.read("r1", incoming.sha256, "a.txt", settings) == 1
    return vault, incoming.sha256, "r1"


def test_a_page_that_cannot_be_read_back_is_read_again(settings: Settings) -> None:
    vault, sha256, report_id = _kept(settings)
    whole = vault.page(report_id, 1)
    vault.page_file(report_id, 1).write_bytes(gzip.compress(b'{"number": 1, "of": "another layout"}'))
    with pytest.raises(KeptDamaged):
        stages.recompute_report(report_id, sha256, "a.txt", settings)
    with pytest.raises(KeptDamaged):
        stages.picture(View(report_id, sha256, 1), settings)
    stages.read(report_id, sha256, "a.txt", settings)
    assert vault.page(report_id, 1) == whole


def test_a_report_is_not_recomputed_without_one_of_its_pages(settings: Settings) -> None:
    vault, sha256, report_id = _kept(settings)
    vault.page_file(report_id, 1).unlink()
    with pytest.raises(KeptDamaged):
        stages.recompute_report(report_id, sha256, "a.txt", settings)


def test_what_is_known_of_a_file_is_written_anew_where_it_cannot_be_read(settings: Settings) -> None:
    vault, sha256, _ = _kept(settings)
    known = vault.accepted(sha256)
    vault.file(f"{sha256}.json").write_text('{"of": "another layout"}', encoding="utf-8")
    assert vault.accepted(sha256) is None
    incoming = vault.receive(text(156), "a.txt", 10_000)
    vault.admit(incoming, Accepted(incoming.sha256, "a.txt", "text/plain", 1, incoming.size))
    assert vault.accepted(sha256) == known


# killed -----------------------------------------------------------------------------------------------------------------

WORKER = """
import sys, time
from pathlib import Path
from normalize.store import Store
from pipeline.jobs import Jobs
from pipeline.settings import Settings

if __name__ == "__main__":
    settings = Settings(data_dir=Path(sys.argv[1]), workers=1)
    with Store.open(settings.store_url) as store:
        jobs = Jobs(settings, store)
        jobs.start()
        report_id = jobs.receive(Path(sys.argv[2]).open("rb"), "quet.tiff")
        print(report_id, flush=True)
        while jobs.job(report_id).status not in ("done", "failed"):
            time.sleep(0.1)
        print(jobs.job(report_id).status, flush=True)
        jobs.close()
"""


SCANNED = 16
"""Pages: so many that it is seen at work, however late one looks."""


@pytest.mark.slow
@pytest.mark.server
def test_killed_half_way_it_goes_on_where_it_was(tmp_path: Path) -> None:
    pages = [Image.new("L", (1000, 1400), 255 - n) for n in range(SCANNED)]
    scan = tmp_path / "quet.tiff"
    pages[0].save(scan, save_all=True, append_images=pages[1:], dpi=(120, 120))
    script = tmp_path / "worker.py"
    script.write_text(WORKER, encoding="utf-8")
    data = tmp_path / "data"
    vault = Vault(data)
    first = _start(script, data, scan)
    report_id = _line(first)
    _until(lambda: 2 <= len(vault.pages_read(report_id)) < SCANNED, 240)  # of a busy machine
    family = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGKILL)
    first.wait()
    kept = {n: (data / "pages" / report_id / f"{n}.json.gz").stat().st_mtime_ns for n in vault.pages_read(report_id)}
    _until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in family))
    done = len(vault.pages_read(report_id))
    assert done < SCANNED
    with Store.open(Settings(data_dir=data).store_url) as store:
        assert store.report(report_id) is None
    second = _start(script, data, scan)
    assert _line(second) == report_id
    assert _line(second) == "done"
    assert second.wait() == 0
    assert {n: (data / "pages" / report_id / f"{n}.json.gz").stat().st_mtime_ns for n in kept} == kept
    assert vault.pages_read(report_id) == frozenset(range(1, SCANNED + 1))
    with Store.open(Settings(data_dir=data).store_url) as store:
        assert [change.kind for change in store.changes()] == ["report.added"]


STOPPED = WORKER.replace(
    """        while jobs.job(report_id).status not in ("done", "failed"):
            time.sleep(0.1)
        print(jobs.job(report_id).status, flush=True)
        jobs.close()
""",
    """        while jobs.job(report_id).pages_read < int(sys.argv[3]):
            time.sleep(0.02)
        began = time.monotonic()
        jobs.close()
        print(time.monotonic() - began, flush=True)
""",
)


@pytest.mark.slow
@pytest.mark.server
@pytest.mark.parametrize("read", [0, 2])
def test_stopped_half_way_it_goes_on_where_it_was(tmp_path: Path, read: int) -> None:
    """Before its first page, and in the middle of one: a server that is stopped in order loses no job either."""
    pages = [Image.new("L", (1000, 1400), 255 - n) for n in range(SCANNED)]
    scan = tmp_path / "quet.tiff"
    pages[0].save(scan, save_all=True, append_images=pages[1:], dpi=(120, 120))
    scripts = [tmp_path / "stopped.py", tmp_path / "worker.py"]
    for script, text in zip(scripts, (STOPPED, WORKER), strict=True):
        script.write_text(text, encoding="utf-8")
    first = _start(scripts[0], tmp_path / "data", scan, str(read))
    report_id = _line(first)
    assert float(_line(first)) < 30
    assert first.wait(timeout=30) == 0
    assert len(Vault(tmp_path / "data").pages_read(report_id)) < 8
    second = _start(scripts[1], tmp_path / "data", scan)
    assert [_line(second), _line(second), second.wait()] == [report_id, "done", 0]


def _start(script: Path, data: Path, scan: Path, *more: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), str(data), str(scan), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _until(held: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < until
        time.sleep(0.02)
