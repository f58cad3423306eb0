"""Run work in processes of its own: what opens a hostile file, or needs much memory, never does so in the server."""

import importlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any

from document.errors import EngineFailed

_TASKS = 40
"""A process is replaced after so many tasks, so that nothing that leaks can grow."""

MEMORY = 3 << 30
"""Bytes of data of one process. What reads a page takes a tenth of it; a file made to fill the machine dies of it alone."""
_SECONDS = 900
"""Seconds of the processor that one task may take: the longest report is understood in a tenth of it."""


def follow_parent(*stops: Connection) -> None:
    """Make this process end when the one that started it does, however that ends (a pool's worker would wait forever).

    It also ends when the other end of one of `stops` is closed.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        ends = (parent.sentinel, *stops)
        threading.Thread(target=_leave_after, args=ends, daemon=True, name="follow-parent").start()


def _leave_after(*ends: int | Connection) -> None:
    wait(ends)
    os._exit(1)


def confine(memory: int = MEMORY) -> None:
    """Let this process and those it starts hold `memory` bytes of data each and no more; asking for more ends in an error."""
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = memory if highest == resource.RLIM_INFINITY else min(memory, highest)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))


@contextmanager
def spending(seconds: float) -> Iterator[None]:
    """Let the work inside take `seconds` of the processor; where it takes more, the system ends this process (SIGPROF).

    Only the system can: PDFium at work on a page made to keep it busy for ever listens to nobody.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Leash:
    """What processes are held by: they follow `end` (see `follow_parent`), and end when the leash is let go."""

    def __init__(self) -> None:
        self.end, self._ours = multiprocessing.get_context("forkserver").Pipe(duplex=False)

    def let_go(self) -> None:
        """End them, whatever they are at."""
        self._ours.close()


def _start(stop: Connection) -> None:
    follow_parent(stop)
    confine()


def _call(target: str, arguments: tuple[Any, ...]) -> Any:
    """`target` is "module:function": the server knows the name, only the process imports the module."""
    module, _, name = target.partition(":")
    with spending(_SECONDS):
        return getattr(importlib.import_module(module), name)(*arguments)


class Apart:
    """A few processes. One that dies (a hostile file, no memory left) costs the tasks that ran, not the next ones."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._leash = Leash()

    def call(self, target: str, *arguments: Any) -> Any:
        """Run "module:function" with picklable `arguments`. Raises what it raises, EngineFailed where the process died.

        A process that had no memory left, or took too long, has died.
        """
        pool = self._open()
        try:
            return pool.submit(_call, target, arguments).result()
        except MemoryError as error:
            raise EngineFailed(what="Bộ đọc tệp", page=1) from error
        except BrokenProcessPool as error:
            self._close(pool)
            raise EngineFailed(what="Bộ đọc tệp", page=1) from error

    def close(self) -> None:
        """End the processes at once; what runs is given up, and whoever waits for it is told that its process died."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._leash.let_go()
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._leash = Leash()
                self._pool = ProcessPoolExecutor(
                    self._processes,
                    mp_context=multiprocessing.get_context("forkserver"),
                    initializer=_start,
                    initargs=(self._leash.end,),
                    max_tasks_per_child=_TASKS,
                )
            return self._pool

    def _close(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False, cancel_futures=True)
