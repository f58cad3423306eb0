"""Files of the command line: what is taken in, what is written."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.whole import whole

STANDARD = Path("-")
"""Standard input, or standard output."""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` so that a reader never sees half a file. Raises OutputError."""
    with whole(path) as beside:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def taken(path: Path) -> Iterator[Path]:
    """The file at `path`; for "-" what comes by standard input, as a file for as long as it is needed."""
    if path != STANDARD:
        yield path
        return
    with TemporaryDirectory(prefix="baocao-") as folder:
        arrived = Path(folder, "stdin")
        with arrived.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield arrived
