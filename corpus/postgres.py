"""A PostgreSQL server of one's own, for tests and benchmarks: made in a temporary folder, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from document.errors import EngineFailed, EngineMissing

OWNER = "postgres"
"""The account that Debian's package makes; the server refuses to run as root."""
SETTINGS = ("listen_addresses=''", "max_connections=60", "fsync=off", "shared_buffers=64MB", "max_wal_size=2GB")


def _binaries() -> Path:
    """The folder that holds initdb and pg_ctl, the newest version's. Raises EngineMissing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise EngineMissing(what="PostgreSQL", install="sudo apt-get install -y postgresql")
    return Path(on_path).parent


def _run(command: Sequence[str]) -> None:
    as_owner = ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else list(command)
    done = subprocess.run(as_owner, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise EngineFailed(what=f"PostgreSQL ({done.stderr.strip() or done.stdout.strip()})", page=0)


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of an empty database on it, reached by a socket in its folder only."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="baocao-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        data = folder / "data"
        _run(
            [
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-U",
                OWNER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N",
            ]
        )
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={folder}"))
        log = str(folder / "log")
        _run([str(binaries / "pg_ctl"), "-D", str(data), "-l", log, "-w", "-t", "60", "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://{OWNER}@/postgres?host={folder}"
        finally:
            _run([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
