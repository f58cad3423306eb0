"""Whether everything a server keeps is there and whole: the store, the queue, the originals, the pages."""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from document.errors import KeptDamaged
from normalize.store import ReportFilter, ReportRecord, Store
from normalize.store import backup as of_store
from normalize.store.backup import Soundness
from normalize.store.writing import report_id as id_of
from pipeline.backup import QUEUE, STORE, damage, hash_of, refuse_absent
from pipeline.settings import Settings
from pipeline.vault import Vault
from pipeline.version import PIPELINE_VERSION

BATCH = 500
_UNFINISHED = "SELECT workflow_uuid FROM workflow_status WHERE name = 'audit' AND status IN ('ENQUEUED', 'PENDING')"


def check(settings: Settings) -> Soundness:
    """Look through a data directory and its store, also while the server runs. Raises NotFound, StoreError."""
    refuse_absent(settings)
    vault = Vault(settings.data_dir)
    with Store.open(settings.store_url) as store:
        found = of_store.check(store.engine)
        problems = [
            *found.problems,
            *_of_originals(vault),
            *(said for record in _records(store) for said in _of_report(vault, record)),
            *_of_queue(vault, settings.queue_file),
        ]
    return Soundness(found.reports, tuple(problems))


def check_backup(folder: Path) -> Soundness:
    """Look through a backup: every hash, then as a data directory. Raises BadRequest for what is no backup.

    Its databases are looked at in a copy: the backup stays as it was written.
    """
    problems = list(damage(folder))
    if problems:
        return Soundness(0, tuple(problems))
    with tempfile.TemporaryDirectory(prefix="baocao-") as own:
        for name in (STORE, QUEUE):
            if (folder / name).exists():
                shutil.copyfile(folder / name, Path(own, name))
        for name in ("files", "pages", "work"):
            Path(own, name).symlink_to((folder / name).resolve())
        return check(replace(Settings(), data_dir=Path(own)))


def _records(store: Store) -> Iterator[ReportRecord]:
    cursor: str | None = None
    while True:
        page = store.reports(ReportFilter(), BATCH, cursor)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next


def _of_originals(vault: Vault) -> Iterator[str]:
    """Every original is what its name says."""
    for path in vault.kept("files"):
        if path.suffix == ".json":
            if vault.accepted(path.stem) is None:
                yield f"files/{path.name} không đọc được"
        elif hash_of(path) != path.name:
            yield f"tệp gốc files/{path.name} hỏng: nội dung không khớp mã băm"


def _of_report(vault: Vault, record: ReportRecord) -> Iterator[str]:
    """A report's original is there, and every page that was read."""
    if not vault.file(record.sha256).exists() or not vault.file(f"{record.sha256}.json").exists():
        yield f"báo cáo {record.id}: mất tệp gốc “{record.name}” (files/{record.sha256})"
        return
    lost = [str(n) for n in range(1, record.pages + 1) if not _is_kept(vault, record.id, n)]
    if lost:
        yield f"báo cáo {record.id}: mất chữ đã đọc của trang {', '.join(lost[:10])}{' …' if len(lost) > 10 else ''}"


def _is_kept(vault: Vault, report_id: str, number: int) -> bool:
    """Whether a page is there as it was written: that of an older program may have another layout, and is not lost."""
    try:
        return vault.page_as_written(report_id, number) is not None
    except KeptDamaged:
        return False


def _of_queue(vault: Vault, queue: Path | None) -> Iterator[str]:
    """The queue's file is whole, and what waits in it has its file."""
    if queue is None or not queue.exists():
        return
    sent = {id_of(path.name, PIPELINE_VERSION) for path in vault.kept("files") if path.suffix != ".json"}
    try:
        with contextlib.closing(sqlite3.connect(f"file:{queue.resolve()}?mode=ro", uri=True, timeout=30)) as jobs:
            said = [row[0] for row in jobs.execute("PRAGMA integrity_check") if row[0] != "ok"]
            waiting = [row[0] for row in jobs.execute(_UNFINISHED)]
    except sqlite3.Error as error:
        said, waiting = [str(error)], []
    yield from (f"hàng đợi {queue.name} hỏng: {text}" for text in said)
    yield from (f"báo cáo {job} đang chờ trong hàng đợi: mất tệp đã gửi" for job in waiting if job not in sent)
