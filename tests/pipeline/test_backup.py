"""A backup has everything, also when it is taken while reports come in; a server goes on from it."""

import gzip
import os
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from corpus.postgres import server
from document.errors import BadRequest, NotFound, OutputError, ServerRuns
from normalize.store import ReportFilter, Store
from pipeline.backup import backup, restore
from pipeline.hold import Hold
from pipeline.jobs import Jobs
from pipeline.presence import Presence
from pipeline.settings import Settings
from pipeline.soundness import check, check_backup
from tests.pipeline.test_jobs import finished, text

REPORTS = 6
LAST = "backup-last"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data directory of which backups were taken while reports came in and were read: `backup-<n>` beside it."""
    folder = tmp_path_factory.mktemp("backup")
    settings = Settings(data_dir=folder / "data", workers=1)
    with Store.open(settings.store_url) as store:
        store.create_token("bảng", "viewer")
        jobs = Jobs(settings, store)
        jobs.start()
        try:
            sent = [jobs.receive(text(number), f"{number}.txt") for number in range(REPORTS - 1)]
            number = 0
            while sum(jobs.counts().values()):
                backup(settings, folder / f"backup-{number}")
                number += 1
                time.sleep(0.3)
            assert finished(jobs, jobs.receive(text(REPORTS), "last.txt")).status == "done"
            assert {finished(jobs, report_id).status for report_id in sent} == {"done"}
            backup(settings, folder / LAST)
        finally:
            jobs.close()
    assert check(settings).problems == ()
    return settings


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for top in ("files", "pages")
        for path in (folder / top).rglob("*")
        if path.is_file()
    }


def test_backups_of_a_running_server_lack_nothing(filled: Settings) -> None:
    copies = sorted(filled.data_dir.parent.glob("backup-*"), key=lambda p: p.stat().st_ctime_ns)
    reports = []
    for copy in copies:
        found = check_backup(copy)
        assert found.problems == ()
        reports.append(found.reports)
        done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=copy, check=False)
        assert done.returncode == 0
    assert reports == sorted(reports)
    assert reports[-1] == REPORTS


def test_a_server_goes_on_from_a_backup(filled: Settings, tmp_path: Path) -> None:
    """Whatever the moment, every report that was sent before it is there or is finished now."""
    settings = Settings(data_dir=tmp_path, workers=1)
    copied = restore(settings, filled.data_dir.with_name("backup-1"))
    assert (copied.files, copied.queue) == (REPORTS - 1, True)
    with Store.open(settings.store_url) as store:
        assert [token.name for token in store.tokens()] == ["bảng"]
        jobs = Jobs(settings, store)
        jobs.start()
        try:
            until = time.monotonic() + 60
            while len(store.reports(ReportFilter()).items) < REPORTS - 1:
                assert time.monotonic() < until
                time.sleep(0.1)
            assert jobs.counts()["failed"] == 0
            with pytest.raises(ServerRuns):
                restore(settings, filled.data_dir.with_name("backup-0"), replace=True)
        finally:
            jobs.close()
    assert check(settings).problems == ()


def test_everything_comes_back(filled: Settings, tmp_path: Path) -> None:
    target = tmp_path / "sao"
    copied = backup(filled, target)
    assert (copied.reports, copied.files, copied.pages, copied.queue) == (REPORTS, REPORTS, REPORTS, True)
    settings = Settings(data_dir=tmp_path / "data")
    assert restore(settings, target) == copied
    assert _tree(settings.data_dir) == _tree(filled.data_dir)
    with Store.open(settings.store_url) as store, Store.open(filled.store_url) as original:
        assert store.reports(ReportFilter()) == original.reports(ReportFilter())
        assert store.changes()[:-1] == original.changes()
    with pytest.raises(OutputError):
        backup(filled, target)


def test_nothing_is_overwritten_unless_told(filled: Settings, tmp_path: Path) -> None:
    source = filled.data_dir.with_name(LAST)
    settings = Settings(data_dir=tmp_path / "data")
    with Store.open(settings.store_url) as store:
        store.create_token("của tôi", "admin")
    with pytest.raises(BadRequest, match="--replace"):
        restore(settings, source)
    assert not (settings.data_dir / "files").exists()
    with Store.open(settings.store_url) as store:
        assert [token.name for token in store.tokens()] == ["của tôi"]
    restore(settings, source, replace=True)
    with Store.open(settings.store_url) as store:
        assert [token.name for token in store.tokens()] == ["bảng"]
    (settings.data_dir / "baocao.db").unlink()
    with pytest.raises(BadRequest, match="hàng đợi"):
        restore(settings, source)


def test_files_that_only_the_lost_queue_knew_are_read(filled: Settings, tmp_path: Path) -> None:
    settings = _copy(filled, tmp_path)
    for suffix in ("", "-wal", "-shm"):
        (settings.data_dir / f"jobs.db{suffix}").unlink(missing_ok=True)
    with Store.open(settings.store_url) as store:
        stored = {report.id for report in store.reports(ReportFilter()).items}
        for report_id in sorted(stored)[:2]:
            assert store.delete(report_id)
        jobs = Jobs(settings, store)
        jobs.start()
        try:
            assert sorted(job.report_id for job in jobs.jobs(failed=False, limit=100)) == sorted(stored)[:2]
            assert {finished(jobs, report_id).status for report_id in sorted(stored)[:2]} == {"done"}
        finally:
            jobs.close()
        assert {report.id for report in store.reports(ReportFilter()).items} == stored


def test_a_queue_that_is_replaced_is_gone(filled: Settings, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    restore(settings, filled.data_dir.with_name(LAST))
    restore(settings, filled.data_dir.with_name("backup-0"), replace=True)
    with sqlite3.connect(settings.data_dir / "jobs.db") as jobs:
        assert jobs.execute("SELECT count(*) FROM workflow_status").fetchone() == (REPORTS - 1,)
    (filled.data_dir.with_name("backup-0") / "jobs.db").rename(tmp_path / "jobs.db")
    try:
        with pytest.raises(BadRequest, match=r"mất jobs\.db"):
            restore(settings, filled.data_dir.with_name("backup-0"), replace=True)
    finally:
        (tmp_path / "jobs.db").rename(filled.data_dir.with_name("backup-0") / "jobs.db")


@pytest.mark.parametrize("part", ["files", "pages", "baocao.db", "SHA256SUMS"])
def test_a_damaged_backup_is_refused_before_anything_is_written(filled: Settings, tmp_path: Path, part: str) -> None:
    target = tmp_path / "sao"
    backup(filled, target)
    path = (
        target / part if "." in part or part.isupper() else next(p for p in (target / part).rglob("*") if p.is_file())
    )
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    settings = Settings(data_dir=tmp_path / "data")
    with pytest.raises(BadRequest):
        restore(settings, target)
    assert not settings.data_dir.exists()
    if part != "SHA256SUMS":
        assert path.name in check_backup(target).problems[0]


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "typo")
    with pytest.raises(NotFound, match="typo"):
        backup(settings, tmp_path / "sao")
    with pytest.raises(NotFound):
        check(settings)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sao").mkdir()
    (tmp_path / "sao" / "SHA256SUMS").write_text(f"{'0' * 64}  files/../../etc/passwd\n", encoding="ascii")
    for source in (tmp_path / "sao", tmp_path / "nothing", tmp_path):
        with pytest.raises(BadRequest):
            restore(Settings(data_dir=tmp_path / "data"), source)
        with pytest.raises(BadRequest):
            check_backup(source)


def test_a_backup_that_fails_leaves_nothing(filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.backup.shutil.copyfile", full)
    with pytest.raises(OutputError, match="đĩa đầy"):
        backup(filled, tmp_path / "sao")
    assert list(tmp_path.iterdir()) == []


def _copy(filled: Settings, tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "data")
    restore(settings, filled.data_dir.with_name(LAST))
    return settings


def test_what_is_lost_or_damaged_is_told(filled: Settings, tmp_path: Path) -> None:
    settings = _copy(filled, tmp_path)
    assert check(settings).problems == ()
    with Store.open(settings.store_url) as store:
        lost, changed, unread = store.reports(ReportFilter()).items[:3]
    (settings.data_dir / "files" / lost.sha256).unlink()
    original = settings.data_dir / "files" / changed.sha256
    original.write_bytes(original.read_bytes().replace(b"200", b"300"))
    page = settings.data_dir / "pages" / unread.id / "1.json.gz"
    page.write_bytes(gzip.compress(page.read_bytes())[:-4])
    problems = check(settings).problems
    assert len(problems) == 3
    for name in (lost.id, changed.sha256, unread.id):
        assert sum(name in problem for problem in problems) == 1


def test_a_damaged_queue_is_told(filled: Settings, tmp_path: Path) -> None:
    settings = _copy(filled, tmp_path)
    with sqlite3.connect(settings.data_dir / "jobs.db") as jobs:
        jobs.execute("UPDATE workflow_status SET status = 'ENQUEUED', workflow_uuid = 'x' WHERE rowid = 1")
    (problem,) = check(settings).problems
    assert "báo cáo x đang chờ" in problem
    (settings.data_dir / "jobs.db").write_bytes(os.urandom(4096))
    (problem,) = check(settings).problems
    assert "hàng đợi jobs.db hỏng" in problem


def test_a_directory_is_held_by_one_or_shared(tmp_path: Path) -> None:
    with Hold(tmp_path).take(shared=True), Hold(tmp_path).take(shared=True), pytest.raises(ServerRuns):
        Hold(tmp_path).take()
    with Hold(tmp_path), pytest.raises(ServerRuns):
        Hold(tmp_path).take(shared=True)


@pytest.mark.server
def test_from_postgresql_to_sqlite(filled: Settings, tmp_path: Path) -> None:
    with server() as url:
        on_server = Settings(data_dir=tmp_path / "pg", database_url=url)
        copied = restore(on_server, filled.data_dir.with_name(LAST))
        assert (copied.queue, copied.unread) == (False, ())
        again = backup(on_server, tmp_path / "sao")
        assert (again.reports, again.rows, again.queue) == (copied.reports, copied.rows + 1, False)  # it is in the feed
        assert not (tmp_path / "sao" / "jobs.db").exists()
        presence = Presence(url)
        presence.show()
        with pytest.raises(ServerRuns):
            restore(Settings(data_dir=tmp_path / "elsewhere", database_url=url), tmp_path / "sao", replace=True)
        presence.leave()
        time.sleep(0.5)  # the server notices a moment later
        early = restore(on_server, filled.data_dir.with_name("backup-0"), replace=True)
        assert len(early.unread) == REPORTS - 1 - early.reports
        assert all(".txt (files/" in name for name in early.unread)
    settings = Settings(data_dir=tmp_path / "data")
    assert restore(settings, tmp_path / "sao") == again
    with Store.open(settings.store_url) as store:
        assert [token.name for token in store.tokens()] == ["bảng"]
