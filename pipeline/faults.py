"""Faults of the program itself, as a file that people can hand on to whoever mends it."""

import tempfile
import traceback
from pathlib import Path


def logged(error: Exception) -> Path:
    """The traceback of `error`, in a file of its own."""
    with tempfile.NamedTemporaryFile("w", prefix="baocao-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.writelines(traceback.format_exception(error))
    return Path(log.name)
