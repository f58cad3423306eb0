"""The files of the desk under `data_dir`: what was sent or audited, what was read of it, what was recomputed and not yet stored.

    files/<sha256>              the bytes as they came; files/<sha256>.json says what they are
    pages/<report>/<n>.json.gz  a page after reading: words with boxes, how the page was turned, its pixels
    work/<report>.json          the audited report between recomputing and storing

Every file is written beside its place and renamed, so that nobody ever reads half of one.
"""

import gzip
import hashlib
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from document.errors import KeptDamaged, OutputError, TooLarge
from document.pages import Page
from document.places import BBox
from document.reasons import reason
from pipeline.whole import whole

_CHUNK = 1 << 20
STALE = 3600
"""Seconds after which an upload that does not grow was cut off."""
_PAGE: TypeAdapter[Page] = TypeAdapter(Page)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an accepted file is."""

    sha256: str
    name: str
    media_type: str
    pages: int
    bytes: int


_ACCEPTED: TypeAdapter[Accepted] = TypeAdapter(Accepted)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that arrived and were not accepted yet."""

    path: Path
    sha256: str
    size: int

    def discard(self) -> None:
        """Forget them."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class View:
    """What to show of a page: all of it, or a box (pixels of the page as it was read); at most `width` pixels wide."""

    report_id: str
    sha256: str
    page: int
    box: BBox | None = None
    width: int | None = None


class Vault:
    """One data directory. All methods raise OutputError where the disk does."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    # files ----------------------------------------------------------------------------------------------------------

    def receive(self, stream: BinaryIO, name: str, most: int) -> Incoming:
        """Take bytes in, chunk by chunk. Raises TooLarge over `most` bytes; nothing is left behind then."""
        hasher, size = hashlib.sha256(), 0
        folder = self._folder("files")
        incoming: Path | None = None
        try:
            with NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as part:
                incoming = Path(part.name)
                while size <= most and (chunk := stream.read(_CHUNK)):
                    hasher.update(chunk)
                    size += len(chunk)
                    part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
        except OSError as error:
            if incoming is not None:  # what there was room for would keep a full disk full
                incoming.unlink(missing_ok=True)
            raise OutputError(name=str(folder), why=reason(error)) from error
        if size > most:
            incoming.unlink(missing_ok=True)
            raise TooLarge(name=name, what="dung lượng", limit=f"{most // (1 << 20)} MB", setting="BAOCAO_MAX_BYTES")
        return Incoming(incoming, hasher.hexdigest(), size)

    def admit(self, incoming: Incoming, accepted: Accepted) -> None:
        """Keep accepted bytes under their hash; bytes that are there already stay, with the name they came under."""
        target = self.file(accepted.sha256)
        try:
            if target.exists():
                incoming.discard()
            else:
                incoming.path.chmod(0o640)
                incoming.path.replace(target)
        except OSError as error:
            raise OutputError(name=str(target), why=reason(error)) from error
        if self.accepted(accepted.sha256) is None:
            self._write(target.with_name(f"{accepted.sha256}.json"), _ACCEPTED.dump_json(accepted))

    def file(self, sha256: str) -> Path:
        """Where the bytes with this hash are, or would be."""
        return self.root / "files" / sha256

    def accepted(self, sha256: str) -> Accepted | None:
        """What is known of a kept file, or None; what cannot be read is written anew when the file comes again."""
        try:
            return _ACCEPTED.validate_json(self.file(f"{sha256}.json").read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        except OSError as error:
            raise OutputError(name=str(self.root), why=reason(error)) from error

    # pages ----------------------------------------------------------------------------------------------------------

    def put_page(self, report_id: str, page: Page) -> None:
        """Keep a page after reading."""
        folder = self._folder("pages", report_id)
        self._write(folder / f"{page.number}.json.gz", gzip.compress(_PAGE.dump_json(page), 5))

    def page(self, report_id: str, number: int) -> Page | None:
        """A page after reading, or None. Raises KeptDamaged for one that cannot be read."""
        written = self.page_as_written(report_id, number)
        try:
            return None if written is None else _PAGE.validate_json(written)
        except ValidationError as error:
            raise self._damaged(report_id, number) from error

    def page_as_written(self, report_id: str, number: int) -> bytes | None:
        """The JSON of a page, whatever layout it has, or None. Raises KeptDamaged where its own sum is wrong."""
        try:
            return gzip.decompress(self.page_file(report_id, number).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(report_id, number) from error

    def _damaged(self, report_id: str, number: int) -> KeptDamaged:
        return KeptDamaged(name=str(self.page_file(report_id, number).relative_to(self.root)))

    def pages_read(self, report_id: str) -> frozenset[int]:
        """The numbers of the pages that were read."""
        with suppress(FileNotFoundError):
            names = [path.name for path in (self.root / "pages" / report_id).iterdir()]
            return frozenset(int(name.partition(".")[0]) for name in names if name[0] != ".")
        return frozenset()

    def pages_whole(self, report_id: str) -> frozenset[int]:
        """The numbers of the pages that this program can go on from: a page that could not be read is tried again."""
        whole = set()
        for number in self.pages_read(report_id):
            with suppress(KeptDamaged):
                page = self.page(report_id, number)
                if page is not None and page.fault is None:
                    whole.add(number)
        return frozenset(whole)

    def page_file(self, report_id: str, number: int) -> Path:
        """Where a page after reading is, or would be."""
        return self.root / "pages" / report_id / f"{number}.json.gz"

    # work -----------------------------------------------------------------------------------------------------------

    def put_work(self, report_id: str, contract: bytes) -> None:
        """Keep the audited report until it is stored."""
        self._write(self._folder("work") / f"{report_id}.json", contract)

    def work(self, report_id: str) -> bytes:
        """The audited report that waits to be stored. Raises OutputError where it is gone."""
        path = self.root / "work" / f"{report_id}.json"
        try:
            return path.read_bytes()
        except OSError as error:
            raise OutputError(name=str(path), why=reason(error)) from error

    def has_work(self, report_id: str) -> bool:
        """Whether an audited report waits to be stored."""
        return (self.root / "work" / f"{report_id}.json").exists()

    def drop_work(self, report_id: str) -> None:
        """The report is stored."""
        (self.root / "work" / f"{report_id}.json").unlink(missing_ok=True)

    # all of it ------------------------------------------------------------------------------------------------------

    def kept(self, top: str) -> Iterator[Path]:
        """Every whole file under `top` ("files", "pages", "work")."""
        for folder, below, names in os.walk(self.root / top):
            below.sort()
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))

    def put(self, name: str, source: Path) -> None:
        """Copy a file in from elsewhere, to a path in this directory."""
        target = self.root / name
        with whole(target) as beside:
            shutil.copyfile(source, beside)

    # disk -----------------------------------------------------------------------------------------------------------

    def sweep(self) -> int:
        """Remove what an upload that was cut off left behind; for the start of a server. Returns how many.

        Only what nobody has written to for `STALE` seconds: others may be taking files in on the same directory.
        """
        swept = 0
        for path in (self.root / "files").glob(".incoming-*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > STALE:
                    path.unlink()
                    swept += 1
        return swept

    def _folder(self, *names: str) -> Path:
        folder = self.root.joinpath(*names)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(name=str(folder), why=reason(error)) from error
        return folder

    def _write(self, path: Path, content: bytes) -> None:
        with whole(path) as beside, beside.open("wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
