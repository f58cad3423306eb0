"""A file that was accepted: what it is, and its pages."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from document.errors import BadText, BrokenFile, EmptyFile, FileMissing, FolderGiven, ForeignFormat, UnknownFormat
from document.pages import PageSource
from ingest import pdf, raster
from ingest.foreign import foreign
from ingest.limits import Limits
from ingest.sniff import MediaType, decode, first_bad_line, is_markdown, sniff
from ingest.textfile import TextPage, split_pages

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the bytes are: a path, or the bytes themselves for what never was a file."""

    name: str
    path: Path | None
    data: bytes | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """All the bytes."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One accepted file. `sha256` is of its raw bytes; `bytes` counts them; `page_count` its pages.

    Pickles to a few hundred bytes when opened by path; `page(n)` opens nothing before an image or a layer is asked for.
    """

    name: str
    sha256: str
    media_type: MediaType
    bytes: int
    page_count: int
    origin: Origin
    limits: Limits
    texts: tuple[TextPage, ...] = field(default=(), repr=False)

    def page(self, number: int) -> PageSource:
        """Page `number` (from 1)."""
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        if self.media_type == "application/pdf":
            return pdf.PdfPage(number, self.name, self.origin.path, self.origin.data, self.limits)
        if self.media_type in ("text/plain", "text/markdown"):
            return self.texts[number - 1]
        return raster.RasterPage(number, self.name, self.origin.path, self.origin.data, self.limits)

    def frames(self) -> tuple[int, ...]:
        """Which frames of a picture file are its pages; empty for other files. Thumbnails are left out."""
        if not self.media_type.startswith("image/"):
            return ()
        return raster.page_frames(self.origin.path, self.origin.data)

    def each(self) -> Iterator[PageSource]:
        """All pages in order."""
        return (self.page(n) for n in range(1, self.page_count + 1))


def _digest(origin: Origin) -> tuple[str, bytes]:
    """The SHA-256 of all bytes, and the first of them; a large file is never held whole."""
    if origin.data is not None:
        return hashlib.sha256(origin.data).hexdigest(), origin.data[:_CHUNK]
    assert origin.path is not None
    hasher = hashlib.sha256()
    head = b""
    with origin.path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            head = head or chunk
            hasher.update(chunk)
    return hasher.hexdigest(), head


def _shown(name: str) -> str:
    """A file's name as it can be shown and kept: composed letters; what is no letter of any encoding is "\ufffd"."""
    return "".join(c if c.isprintable() else "\ufffd" for c in unicodedata.normalize("NFC", name))


def _origin(file: Path | str | bytes, name: str | None) -> tuple[Origin, int]:
    if isinstance(file, bytes):
        return Origin(_shown(name or "tệp"), None, file), len(file)
    path = Path(file)
    shown = _shown(name or path.name or str(path))
    if path.is_dir():
        raise FolderGiven(name=shown)
    if not path.is_file():
        raise FileMissing(name=shown)
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise FileMissing(name=shown) from error
    return Origin(shown, path.resolve()), size


def _open_text(origin: Origin, limits: Limits) -> tuple[MediaType, tuple[TextPage, ...]]:
    raw = origin.read()
    text = decode(raw)
    if text is None:
        line = first_bad_line(raw)
        raise UnknownFormat(name=origin.name) if line is None else BadText(name=origin.name, line=line)
    if not text.strip():
        raise EmptyFile(name=origin.name)
    pages = split_pages(text)
    limits.check_pages(origin.name, len(pages))
    return "text/markdown" if is_markdown(text) else "text/plain", pages


def open_source(file: Path | str | bytes, name: str | None = None, limits: Limits | None = None) -> SourceFile:
    """Accept a file by its content.

    Raises `FileMissing`, `EmptyFile`, `TooLarge`, `UnknownFormat` (with what to do: `ForeignFormat`,
    `BadText`), `EncryptedFile` or `BrokenFile`. A page that cannot
    be opened is no reason to refuse: it raises `BrokenPage` when its image is asked for.
    """
    limits = limits or Limits()
    origin, size = _origin(file, name)
    if size == 0:
        raise EmptyFile(name=origin.name)
    limits.check_bytes(origin.name, size)
    sha256, head = _digest(origin)
    kind = sniff(head)
    texts: tuple[TextPage, ...] = ()
    # A packed file that holds a PDF as it is begins like neither, and may hold more than that one.
    sure = kind not in (None, "text/plain") and (kind != "application/pdf" or head.startswith(b"%PDF-"))
    known = None if sure else foreign(head)
    if known is not None:
        raise ForeignFormat(name=origin.name, what=known.what, how=known.how)
    if kind is None:
        raise UnknownFormat(name=origin.name)
    try:
        if kind == "application/pdf":
            count = pdf.count_pages(origin.name, origin.path, origin.data)
        elif kind == "text/plain":
            kind, texts = _open_text(origin, limits)
            count = len(texts)
        else:
            count = raster.count_pages(origin.name, origin.path, origin.data, limits)
    except OSError as error:
        raise BrokenFile(name=origin.name) from error
    limits.check_pages(origin.name, count)
    return SourceFile(origin.name, sha256, kind, size, count, origin, limits, texts)
