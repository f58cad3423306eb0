"""Write a file so that nobody ever sees half of it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from document.errors import OutputError
from document.reasons import reason


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to: renamed to it when the work is done, removed where the work fails.

    The folder is made; who may read the file is what the user's umask says. Raises OutputError.
    """
    beside = path.with_name(f".baocao-{secrets.token_hex(6)}{path.suffix[:16]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        beside.replace(path)
    except OSError as error:
        raise OutputError(name=str(path), why=reason(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
