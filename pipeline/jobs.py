"""The durable way of a report that was sent: accept, read, recompute, keep. A killed server goes on where it was.

DBOS keeps what each stage gave in `jobs.db` of the data directory, or in the PostgreSQL of `database_url`. A report has
the same id as its job: the hash of its bytes and of the pipeline's version. So the same file is one job, also when it is
sent twice at once. DBOS is one for each process, and so is `Jobs`.

On PostgreSQL several servers may share the queue and the data directory: each has a name and a sign of life
(`pipeline.presence`), and takes up what the dead have left.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, Literal

from dbos import DBOS, DBOSConfig, SetWorkflowID, WorkflowStatus
from dbos import error as dbos_error
from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from document.errors import BaocaoError, InternalError, StoreError
from normalize.store import Store
from normalize.store.engine import reason, refused
from normalize.store.writing import report_id as id_of
from pipeline.apart import Apart
from pipeline.hold import Hold
from pipeline.presence import Presence
from pipeline.settings import Settings
from pipeline.vault import Accepted, Vault, View
from pipeline.version import PIPELINE_VERSION

QUEUE = "baocao"
AT_ONCE = 2
"""Reports in work at once: a letter of one page need not wait for an annual report of three hundred."""
ATTEMPTS = 5
"""A report that brings the whole server down so often is given up."""
POLLING = 0.5
"""Seconds between two looks at the queue; DBOS's own default is 1. At 0.2 an idle server took 2.5 % of a core."""
LAYOUT = "2"
"""Changes with the stages: unfinished jobs of an older layout are begun anew."""
ALONE = "local"
"""The name of the one server that SQLite has."""
ROUND = 2.0
"""Seconds between two looks for dead workers."""
SETTLED = 2
"""Rounds before the first look: after a restart of PostgreSQL everybody else is given the time to come back."""
WAIT_AT_CLOSE = 2
MOST_JOBS = 5000
UNFINISHED = ("ENQUEUED", "PENDING", "DELAYED")
GIVEN_UP = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

JobStatus = Literal["queued", "reading", "checking", "failed", "done"]
log = logging.getLogger("baocao.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Where a report is on its way. `error` is set where it failed.

    `key` is what jobs are sorted by: when the job was queued (milliseconds since 1970), then the id.
    """

    report_id: str
    sha256: str
    name: str
    status: JobStatus
    pages_read: int
    pages: int
    submitted_at: datetime
    updated_at: datetime
    key: tuple[int, str]
    error: BaocaoError | None = None


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a job was given."""

    report_id: str
    sha256: str
    name: str
    at: datetime

    @classmethod
    def of(cls, status: WorkflowStatus) -> "_Sent":
        """From the arguments of `_audit`; jobs of layout 1 have no moment, theirs is when they were queued."""
        arguments = status.input["args"] if status.input else (status.workflow_id, "", "")
        report_id, sha256, name, *at = arguments
        return cls(report_id, sha256, name, datetime.fromisoformat(at[0]) if at else _moment(status.created_at))


@dataclass(slots=True)
class _Bench:
    """What the stages of this process work with."""

    settings: Settings
    vault: Vault
    store: Store
    apart: Apart


_bench: _Bench | None = None


class _Leaving(BaseException):
    """The server stops: the job stays as it is and is taken up at the next start. DBOS would record an `Exception` as its end."""


def _work() -> _Bench:
    if _bench is None:
        raise _Leaving
    return _bench


# the way of a report ----------------------------------------------------------------------------------------------------


@DBOS.workflow(name="audit", max_recovery_attempts=ATTEMPTS)
def _audit(report_id: str, sha256: str, name: str, submitted_at: str | None = None) -> str:
    _accept(sha256, name)
    _read(report_id, sha256, name)
    _recompute(report_id, sha256, name)
    return _keep(report_id, submitted_at)


def _stage(work: Callable[[], Any], name: str) -> Any:
    """Errors of ours are told as they are; others are a fault of the program: the log has it, people get its name."""
    try:
        return work()
    except Exception as error:
        if _bench is None:  # its process was ended, or the store is closed
            raise _Leaving from error
        if isinstance(error, BaocaoError):
            raise
        log.exception("stage failed for %s", name)
        raise InternalError(name=name, log="của máy chủ") from error


@DBOS.step(name="accept")
def _accept(sha256: str, name: str) -> int:
    bench = _work()
    accepted: Accepted = _stage(
        lambda: bench.apart.call("pipeline.stages:accept", bench.vault.file(sha256), name, bench.settings), name
    )
    return accepted.pages


@DBOS.step(name="read")
def _read(report_id: str, sha256: str, name: str) -> int:
    bench = _work()
    pages: int = _stage(lambda: bench.apart.call("pipeline.stages:read", report_id, sha256, name, bench.settings), name)
    return pages


@DBOS.step(name="recompute")
def _recompute(report_id: str, sha256: str, name: str) -> None:
    bench = _work()
    target = "pipeline.stages:recompute_report"
    _stage(lambda: bench.apart.call(target, report_id, sha256, name, bench.settings), name)


@DBOS.step(name="keep")
def _keep(report_id: str, submitted_at: str | None) -> str:
    bench = _work()
    if bench.store.report(report_id) is None or bench.vault.has_work(report_id):
        at = datetime.fromisoformat(submitted_at) if submitted_at else None
        _stage(lambda: bench.apart.call("pipeline.stages:keep_report", report_id, at, bench.settings), report_id)
    bench.vault.drop_work(report_id)
    return report_id


# the service ------------------------------------------------------------------------------------------------------------


class Jobs:
    """Accepts files and knows where each is. One for each process; `close` it before the store."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.vault = Vault(settings.data_dir)
        self._store = store
        self._door = Apart(1)
        """Looks at what arrives and makes pictures: never behind a long report."""
        self._hold = Hold(settings.data_dir)
        self._presence = None if settings.queue_file is not None else Presence(settings.store_url)
        self._stopping = threading.Event()
        self._janitor: threading.Thread | None = None

    def start(self) -> None:
        """Open the queue and take up what was left unfinished.

        Raises ServerRuns where another server has the directory, StoreError.
        """
        global _bench  # noqa: PLW0603 - DBOS finds workflows by their name, and has one registry for each process
        self._hold.take(shared=self._presence is not None)
        self._appear()
        self.vault.sweep()
        _bench = _Bench(self.settings, self.vault, self._store, Apart(AT_ONCE))
        try:
            DBOS(config=self._config())
            DBOS.launch()
            DBOS.register_queue(
                QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLLING, on_conflict="always_update"
            )
            self._take_over()
            self._take_in()
        except DatabaseError as error:
            raise refused(error, make_url(self._database())) from error
        except dbos_error.DBOSException as error:
            raise StoreError(why=reason(error)) from error
        if self._presence is not None:
            self._janitor = threading.Thread(target=self._look_around, name="janitor", daemon=True)
            self._janitor.start()

    def close(self) -> None:
        """Stop; what runs is taken up at the next start."""
        global _bench
        if not self._hold.taken:
            return
        self._stopping.set()
        bench, _bench = _bench, None
        self._door.close()
        if bench is not None:
            bench.apart.close()
        if self._janitor is not None:
            self._janitor.join()
        DBOS.destroy(workflow_completion_timeout_sec=WAIT_AT_CLOSE)
        if self._presence is not None:
            self._presence.leave()
        self._hold.release()

    def receive(self, stream: BinaryIO, name: str) -> str:
        """Take a file in: look at it, keep it, queue it. Returns the id its report has or will have.

        Raises the `InputError` kinds for a file that cannot be taken; nothing of it is kept then.
        """
        incoming = self.vault.receive(stream, name, self.settings.max_bytes)
        try:
            if self.vault.accepted(incoming.sha256) is None:
                accepted: Accepted = self._door.call("pipeline.stages:accept", incoming.path, name, self.settings)
                self.vault.admit(incoming, accepted)
        finally:
            incoming.discard()
        return self.submit(incoming.sha256, name)

    def submit(self, sha256: str, name: str, at: datetime | None = None) -> str:
        """Queue a kept file that was sent at `at` (None: now), unless its report is stored or on its way.

        One that failed is tried again, and so are the pages of a stored one that could not be read: the limit that stopped
        them may have been raised, the disk may have room again.
        """
        report_id = id_of(sha256, PIPELINE_VERSION)
        if self._store.unread_pages(report_id) == ():
            return report_id
        status = DBOS.get_workflow_status(report_id)
        if status is None:
            sent = (at or datetime.now(UTC)).isoformat()
            with SetWorkflowID(report_id):
                DBOS.enqueue_workflow(QUEUE, _audit, report_id, sha256, name, sent)
        elif status.status not in UNFINISHED:
            with suppress(dbos_error.DBOSException):  # somebody else began it anew just now
                DBOS.rewind_workflow(report_id, queue_name=QUEUE, application_version=_layout())
        return report_id

    def job(self, report_id: str) -> Job | None:
        """Where a report is, or None for an id that was never sent."""
        status = DBOS.get_workflow_status(report_id)
        return None if status is None or status.name != "audit" else self._job(status)

    def jobs(self, *, failed: bool, limit: int, before: tuple[int, str] | None = None) -> tuple[Job, ...]:
        """Jobs that failed, or that wait and run, newest first; `before` is `Job.key` of the last one seen.

        Looks at the newest `MOST_JOBS`; older ones are found by their id.
        """
        found = DBOS.list_workflows(
            name="audit",
            status=list(GIVEN_UP if failed else UNFINISHED),
            sort_desc=True,
            limit=MOST_JOBS,
            load_input=False,
            load_output=False,
        )
        keys = sorted(((s.created_at or 0, s.workflow_id) for s in found), reverse=True)
        wanted = [identity for at, identity in keys if before is None or (at, identity) < before][:limit]
        loaded = {s.workflow_id: s for s in DBOS.list_workflows(workflow_ids=wanted)} if wanted else {}
        return tuple(self._job(loaded[identity]) for identity in wanted if identity in loaded)

    def counts(self) -> dict[str, int]:
        """How many jobs wait, run and failed."""
        found = {"queued": 0, "running": 0, "failed": 0}
        for status in DBOS.list_workflows(
            name="audit", status=[*UNFINISHED, *GIVEN_UP], load_input=False, load_output=False
        ):
            key = "failed" if status.status in GIVEN_UP else "running" if status.status == "PENDING" else "queued"
            found[key] += 1
        return found

    def picture(self, view: View) -> bytes:
        """PNG of a page. Raises NotFound; see `pipeline.stages.picture`."""
        png: bytes = self._door.call("pipeline.stages:picture", view, self.settings)
        return png

    def _job(self, status: WorkflowStatus) -> Job:
        sent = _Sent.of(status)
        accepted = self.vault.accepted(sent.sha256)
        pages = accepted.pages if accepted else 0
        read = len(self.vault.pages_read(sent.report_id))
        return Job(
            report_id=sent.report_id,
            sha256=sent.sha256,
            name=sent.name,
            status=_status(status.status, read, pages),
            pages_read=read,
            pages=pages,
            submitted_at=sent.at,
            updated_at=_moment(status.updated_at),
            key=(status.created_at or 0, status.workflow_id),
            error=_error(status, sent.name),
        )

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name="baocao",
            system_database_url=self._database(),
            application_version=_layout(),
            executor_id=self._presence.name if self._presence is not None else ALONE,
            log_level="ERROR",
            console_log_level="CRITICAL",
            enable_otlp=False,
        )

    def _database(self) -> str:
        file = self.settings.queue_file
        if file is not None:
            return f"sqlite:///{file.resolve()}"
        url = make_url(self.settings.store_url)
        return url.set(drivername="postgresql").render_as_string(hide_password=False)

    # what others left -----------------------------------------------------------------------------------------------

    def _take_over(self) -> None:
        """Unfinished jobs of an older program are begun anew under this one: recovery goes by the version.

        Those that another server may be working on wait until it is gone.
        """
        for status in DBOS.list_workflows(name="audit", status=list(UNFINISHED), load_output=False):
            if self._presence is None or status.status != "PENDING":
                self._begin_anew(status)

    def _take_in(self) -> None:
        """Queue the files that neither the store nor the queue knows: what a restore without its queue has left."""
        known = self._store.file_hashes()
        for path in self.vault.kept("files"):
            if path.suffix or path.name in known:
                continue
            accepted = self.vault.accepted(path.name)
            if accepted is not None and DBOS.get_workflow_status(id_of(path.name, PIPELINE_VERSION)) is None:
                self.submit(path.name, accepted.name)

    def _begin_anew(self, status: WorkflowStatus) -> None:
        if status.app_version != _layout() and status.input:
            sent = _Sent.of(status)
            DBOS.cancel_workflow(status.workflow_id)
            self.submit(sent.sha256, sent.name, sent.at)

    def _appear(self) -> None:
        """Be alive before the first job is taken."""
        if self._presence is not None:
            try:
                self._presence.show()
            except SQLAlchemyError as error:
                raise StoreError(why=reason(error)) from error

    def _look_around(self) -> None:
        """Every `ROUND` seconds, until this server stops: be alive, take up what the dead have left."""
        assert self._presence is not None
        rounds = 0
        while not self._stopping.wait(ROUND):
            try:
                rounds = rounds + 1 if self._presence.show() else 0
                if rounds >= SETTLED:
                    self._inherit(self._presence)
            except (SQLAlchemyError, dbos_error.DBOSException):
                rounds = 0
                log.warning("could not look for dead workers", exc_info=True)

    def _inherit(self, presence: Presence) -> None:
        """Jobs of workers that are gone: read on where they were, or anew where an older program had begun them.

        DBOS fences them itself: whoever lost a job to another can record nothing more of it.
        """
        running = DBOS.list_workflows(name="audit", status="PENDING", load_input=False, load_output=False)
        for worker in {status.executor_id or ALONE for status in running} - {presence.name}:
            with presence.gone(worker) as gone:
                if not gone:
                    continue
                log.warning("worker %s is gone; its jobs are taken up", worker)
                left = DBOS.list_workflows(name="audit", status="PENDING", executor_id=worker, load_output=False)
                for status in left:
                    self._begin_anew(status)
                DBOS._recover_pending_workflows([worker])


def _layout() -> str:
    return f"{LAYOUT}.{PIPELINE_VERSION}"


def _status(status: str, read: int, pages: int) -> JobStatus:
    if status == "SUCCESS":
        return "done"
    if status in GIVEN_UP:
        return "failed"
    if status != "PENDING":
        return "queued"
    return "checking" if pages and read >= pages else "reading"


def _error(status: WorkflowStatus, name: str) -> BaocaoError | None:
    if status.status not in GIVEN_UP:
        return None
    if isinstance(status.error, BaocaoError):
        return status.error
    return InternalError(name=name, log="của máy chủ")


def _moment(milliseconds: int | None) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds or 0)
