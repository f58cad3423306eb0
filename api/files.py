"""Write results so that a reader never sees half a file."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from document.errors import OutputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` beside `path` and rename. Raises OutputError."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            part.write(data)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise OutputError(name=str(path), why=error.strerror or "lỗi đĩa") from error
