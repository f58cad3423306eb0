"""Run work in processes of its own: what opens a hostile file, or needs much memory, never does so in the server."""

import importlib
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any

from document.errors import EngineFailed

_TASKS = 40
"""A process is replaced after so many tasks, so that nothing that leaks can grow."""


def follow_parent() -> None:
    """Make this process end when the one that started it does, however that ends (a pool's worker would wait forever)."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True, name="follow-parent").start()


def _leave_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _call(target: str, arguments: tuple[Any, ...]) -> Any:
    """`target` is "module:function": the server knows the name, only the process imports the module."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)(*arguments)


class Apart:
    """A few processes. One that dies (a hostile file, no memory left) costs the tasks that ran, not the next ones."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def call(self, target: str, *arguments: Any) -> Any:
        """Run "module:function" with picklable `arguments`. Raises what it raises, EngineFailed where the process died."""
        pool = self._open()
        try:
            return pool.submit(_call, target, arguments).result()
        except BrokenProcessPool as error:
            self._close(pool)
            raise EngineFailed(what="Bộ đọc tệp", page=1) from error

    def close(self) -> None:
        """End the processes; what runs is given up."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._processes,
                    mp_context=multiprocessing.get_context("forkserver"),
                    initializer=follow_parent,
                    max_tasks_per_child=_TASKS,
                )
            return self._pool

    def _close(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False, cancel_futures=True)
