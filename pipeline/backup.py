"""Copies of everything a server keeps: the store, the queue, the files that were sent, the pages that were read.

A backup is a folder laid out like a data directory, so that a server could run on it as it is:

    baocao.db             the store, also where it runs on PostgreSQL
    jobs.db               the queue; not there where the queue lives in PostgreSQL
    files/ pages/ work/   see `pipeline.vault`
    SHA256SUMS            every file above, as `sha256sum -c` reads it; written last: a folder without it is no backup

It is taken while the server goes on, part by part, in the order that lets no part point at something that a later part
lacks. The queue says that a report was kept only once the store has it: queue before store. A result leaves `work/` only
once the store has it: `work/` between the two. Files and pages are there before the queue knows of them and are never
removed: they come last. So a later part may know more than an earlier one, never less.
"""

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy import make_url

from document.errors import BadRequest, NotFound, OutputError, ServerRuns
from document.reasons import reason
from normalize.store import ReportFilter, Store
from normalize.store import backup as of_store
from normalize.store.engine import reading
from pipeline.hold import Hold
from pipeline.presence import living
from pipeline.settings import Settings
from pipeline.vault import Vault

STORE, QUEUE, SUMS = "baocao.db", "jobs.db", "SHA256SUMS"
EXPECTED = "thư mục do lệnh baocao store backup ghi"
_CHUNK = 1 << 20
_LINE = re.compile(r"([0-9a-f]{64})  ((?:files|pages|work)/[0-9A-Za-z][0-9A-Za-z./]*|baocao\.db|jobs\.db)\n")


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup or a restore copied; `queue` is whether the queue was among it.

    `unread`: where it was not, the restored files that have no report, each "name (files/hash)".
    """

    reports: int
    rows: int
    files: int
    pages: int
    queue: bool
    unread: tuple[str, ...] = ()


# backup -----------------------------------------------------------------------------------------------------------------


def backup(settings: Settings, target: Path) -> Copied:
    """Copy everything to a new folder; the server goes on.

    Raises NotFound where there is no store, OutputError, StoreError; nothing is left behind then.
    """
    refuse_absent(settings)
    if target.exists():
        raise OutputError(name=str(target), why="đã có")
    partial = target.with_name(f"{target.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        copied = _back_up(settings, partial)
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(name=str(target), why=reason(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return copied


def refuse_absent(settings: Settings) -> None:
    """Raises NotFound for a store that is not there: opening it would make an empty one, and call it sound."""
    url = make_url(settings.store_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise NotFound(what=f"kho dữ liệu ở {url.database} (BAOCAO_DATA_DIR={settings.data_dir})")


def _back_up(settings: Settings, folder: Path) -> Copied:
    vault, queue = Vault(settings.data_dir), settings.queue_file
    found = queue is not None and queue.exists()
    with (folder / SUMS).open("w", encoding="ascii") as sums:
        if queue is not None and found:
            with contextlib.closing(sqlite3.connect(folder / QUEUE)) as copy:
                _copy_queue(queue, copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            _note(sums, folder, QUEUE)
        _copy_kept(vault, "work", folder, sums)
        with Store.open(settings.store_url) as store:
            stored = of_store.backup(store.engine, folder / STORE)
        _note(sums, folder, STORE)
        files = _copy_kept(vault, "files", folder, sums)
        pages = _copy_kept(vault, "pages", folder, sums)
        sums.flush()
        os.fsync(sums.fileno())
    return Copied(stored.reports, stored.rows, files // 2, pages, found)


def _copy_kept(vault: Vault, top: str, folder: Path, sums: TextIO) -> int:
    """Copy one of the vault's folders. A result in `work/` may go while this runs: then the store has it."""
    copied = 0
    for path in vault.kept(top):
        name = path.relative_to(vault.root).as_posix()
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, target)
        except FileNotFoundError:
            if top != "work":
                raise
            continue
        _note(sums, folder, name)
        copied += 1
    return copied


def _note(sums: TextIO, folder: Path, name: str) -> None:
    sums.write(f"{hash_of(folder / name)}  {name}\n")


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_queue(source: Path, target: sqlite3.Connection) -> None:
    """SQLite's own online copy: one consistent snapshot, one transaction."""
    with contextlib.closing(sqlite3.connect(f"file:{source.resolve()}?mode=ro", uri=True, timeout=30)) as queue:
        queue.backup(target)


# restore ----------------------------------------------------------------------------------------------------------------


def restore(settings: Settings, source: Path, *, replace: bool = False) -> Copied:
    """Put a backup in place of what the data directory and the store hold. The server must not run.

    Everything is looked through before the first byte is written; the store is last but one, in one transaction; what a
    restore that was cut off has left is completed by the next. Files and pages that the backup does not know stay.

    Raises BadRequest for what is no whole backup, and for a data directory that is in use unless `replace` is set;
    ServerRuns, OutputError, StoreError.
    """
    if source.is_file():
        return _restore_store(settings, source, replace=replace)
    names = tuple(name for name, _ in listed(source))
    damaged = next(damage(source), None)
    if damaged is not None:
        raise BadRequest(what=f"bản sao lưu {source} hỏng: {damaged}", expected="một bản sao lưu còn nguyên vẹn")
    vault = Vault(settings.data_dir)
    with Hold(settings.data_dir), Store.open(settings.store_url) as store:
        _refuse_living(store)
        if not replace:
            with reading(store.engine) as connection:
                of_store.refuse_filled(connection)
            _refuse_queued(settings.queue_file)
        kept = [name for name in names if name not in (STORE, QUEUE)]
        for name in kept:
            vault.put(name, source / name)
        stored = of_store.restore(store.engine, source / STORE, replace=replace)
        queue = _restore_queue(settings.queue_file, source / QUEUE)
        unread = () if queue else tuple(_unread(vault, store, kept))
    files, pages = (sum(name.startswith(top) for name in kept) for top in ("files/", "pages/"))
    return Copied(stored.reports, stored.rows, files // 2, pages, queue, unread)


def _unread(vault: Vault, store: Store, kept: list[str]) -> Iterator[str]:
    for name in kept:
        sha256 = name.removeprefix("files/")
        if "/" in sha256 or "." in sha256 or store.reports(ReportFilter(sha256=sha256, current=None), 1).items:
            continue
        accepted = vault.accepted(sha256)
        yield f"{accepted.name if accepted else '?'} ({name})"


def _restore_store(settings: Settings, source: Path, *, replace: bool) -> Copied:
    """From the store's file alone."""
    with Hold(settings.data_dir), Store.open(settings.store_url) as store:
        _refuse_living(store)
        stored = of_store.restore(store.engine, source, replace=replace)
    return Copied(stored.reports, stored.rows, 0, 0, queue=False)


def _refuse_living(store: Store) -> None:
    """Servers on other machines hold no lock of this disk, but PostgreSQL knows them. Raises ServerRuns."""
    if store.engine.dialect.name != "postgresql":
        return
    with reading(store.engine) as connection:
        if living(connection):
            raise ServerRuns(folder=store.engine.url.render_as_string(hide_password=True))


def _refuse_queued(queue: Path | None) -> None:
    if queue is None or not queue.exists():
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(queue)) as jobs:
        if jobs.execute("SELECT 1 FROM workflow_status LIMIT 1").fetchone() is not None:
            raise BadRequest(
                what="thư mục dữ liệu đang có báo cáo trong hàng đợi",
                expected="thêm --replace để thay tất cả bằng bản sao lưu",
            )


def _restore_queue(queue: Path | None, saved: Path) -> bool:
    """Whether the queue is the backup's now. Jobs of the queue that was there belong to a store that is gone."""
    if queue is None:
        return False
    try:
        for suffix in ("-wal", "-shm", ""):
            queue.with_name(queue.name + suffix).unlink(missing_ok=True)
        if not saved.exists():
            return False
        with contextlib.closing(sqlite3.connect(queue)) as jobs:
            _copy_queue(saved, jobs)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(name=str(queue), why=reason(error)) from error
    return True


# what a backup says of itself -------------------------------------------------------------------------------------------


def listed(source: Path) -> Iterator[tuple[str, str]]:
    """The name and hash of each file of a backup. Raises BadRequest for what is no backup."""
    try:
        with (source / SUMS).open(encoding="ascii") as lines:
            for line in lines:
                found = _LINE.fullmatch(line)
                if found is None or ".." in line:
                    raise BadRequest(what=f"{source / SUMS} có dòng lạ", expected=EXPECTED)
                yield found[2], found[1]
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(what=f"{source} không phải bản sao lưu", expected=EXPECTED) from error


def damage(source: Path) -> Iterator[str]:
    """What of a backup is missing or is not as it was written, in Vietnamese. Raises BadRequest for what is no backup."""
    names = set()
    for name, expected in listed(source):
        names.add(name)
        try:
            if hash_of(source / name) != expected:
                yield f"{name} không khớp mã băm"
        except OSError:
            yield f"mất {name}"
    if STORE not in names:
        yield f"mất {STORE}"
