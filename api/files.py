"""Results as files."""

from pathlib import Path

from pipeline.whole import whole


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` so that a reader never sees half a file. Raises OutputError."""
    with whole(path) as beside:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
