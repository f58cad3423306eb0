"""Read the pages of a file, several at once, each in a process that a hostile page may bring down without harm."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing.connection import Connection

from document.errors import BaocaoError, EngineFailed, PageFailed, TooSlow
from document.pages import Page
from ingest import SourceFile
from models.manifest import FIGURE_READER, load
from ocr import ReaderSettings, read_page
from ocr.second import SecondReader
from ocr.tesseract import sweep
from pipeline.apart import Leash, confine, follow_parent, spending
from pipeline.faults import logged
from pipeline.settings import Settings

Progress = Callable[[int, int], None]

_SHARED = ["pipeline.reading", "onnxruntime"]
"""Imported once, before the processes part: what they have in common is in memory once."""


def read_pages(file: SourceFile, settings: Settings, progress: Progress | None = None) -> tuple[Page, ...]:
    """All pages in order. A page that cannot be read has `reader` "none" and its reason in `fault`."""
    return tuple(sorted(read_each(file, settings, progress), key=lambda page: page.number))


def read_each(file: SourceFile, settings: Settings, progress: Progress | None = None) -> Generator[Page, None, None]:
    """The pages of a file as they are done, in any order; none is kept."""
    if progress is not None:
        progress(0, file.page_count)
    for done, page in enumerate(read_some(file, list(range(1, file.page_count + 1)), settings), start=1):
        if progress is not None:
            progress(done, file.page_count)
        yield page


def read_some(file: SourceFile, numbers: list[int], settings: Settings) -> Iterator[Page]:
    """The pages with these numbers as they are done, in any order."""
    if file.media_type.startswith("text/"):
        yield from (_read_one(file, number, settings.page_timeout) for number in numbers)
    elif numbers:
        yield from _read_apart(file, numbers, settings.page_timeout, settings.processes)


@cache
def _reader(timeout: int) -> ReaderSettings:
    """How this process reads: the second reader's model is loaded once, when its first figure comes."""
    return ReaderSettings(timeout=timeout, second=SecondReader(partial(load, FIGURE_READER)))


def _read_one(file: SourceFile, number: int, timeout: int) -> Page:
    """One page, in this process; its own errors become its fault, a missing engine is everybody's."""
    try:
        return read_page(file.page(number), _reader(timeout))
    except BaocaoError as error:
        if error.exit_code == 3 and not isinstance(error, EngineFailed):
            raise
        return _faulty(number, error)
    except MemoryError:
        return _faulty(number, _died(number))
    finally:
        _give_back()


def _read_within(file: SourceFile, number: int, timeout: int) -> Page:
    """One page, in a process that ends where it takes more than `timeout` seconds of the processor."""
    try:
        with spending(timeout):
            return _read_one(file, number, timeout)
    except BaocaoError:
        raise
    except Exception as error:  # noqa: BLE001 - the edge of the process: a fault of ours costs one page, not the report
        return _faulty(number, PageFailed(page=number, log=logged(error)))


def _give_back() -> None:
    """Give the memory of a page's images back to the system: glibc keeps 60 to 100 MB of it otherwise."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)


def _faulty(number: int, error: BaocaoError) -> Page:
    return Page(number=number, width=0, height=0, reader="none", fault=str(error))


def _died(number: int) -> BaocaoError:
    return EngineFailed(what="Bộ đọc trang", page=number)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that read pages. Where the work inside is given up (Ctrl-C), they end at once, in the middle of a page."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_SHARED)
    leash = Leash()
    pool = ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=(leash.end,))
    try:
        yield pool
    except BaseException:
        leash.let_go()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        sweep()


def _prepare(stop: Connection) -> None:
    """A process that reads: it ends with its parent, or when `stop` is closed, not when somebody types Ctrl-C.

    Tesseract in it takes one core, its neighbours take the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    follow_parent(stop)
    confine()
    os.environ["OMP_THREAD_LIMIT"] = "1"


def _read_apart(file: SourceFile, numbers: list[int], timeout: int, workers: int) -> Iterator[Page]:
    """Pages as they are done. Where a process dies, those that ran are read page by page: only the culprit is lost."""
    left = numbers
    while left:
        done: set[int] = set()
        try:
            with _pool(min(workers, len(left))) as pool:
                futures: list[Future[Page]] = [pool.submit(_read_within, file, number, timeout) for number in left]
                for future in as_completed(futures):
                    page = future.result()
                    done.add(page.number)
                    yield page
            return
        except BrokenProcessPool:
            left = [number for number in left if number not in done]
            begun = 2 * workers + 1  # one in the hands of each process, as many and one more waiting for them
            for number in left[:begun]:
                yield _read_alone(file, number, timeout)
            left = left[begun:]


def _read_alone(file: SourceFile, number: int, timeout: int) -> Page:
    """A page in a process of its own, which tells by its end what a pool of processes does not: whether it took too long."""
    context = multiprocessing.get_context("forkserver")
    leash = Leash()
    answer, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, leash.end, file, number, timeout))
    process.start()
    theirs.close()
    try:
        page = answer.recv()
    except EOFError:
        process.join()
        slow = process.exitcode == -signal.SIGPROF
        return _faulty(number, TooSlow(page=number, seconds=timeout) if slow else _died(number))
    finally:
        leash.let_go()
        process.join()
        sweep()
    if isinstance(page, BaocaoError):
        raise page
    assert isinstance(page, Page)
    return page


def _answer(there: Connection, stop: Connection, file: SourceFile, number: int, timeout: int) -> None:
    _prepare(stop)
    try:
        there.send(_read_within(file, number, timeout))
    except BaocaoError as error:
        there.send(error)
