"""The OCR models: which file of which package, under which hash and licence.

`ocr` may not import this room (neighbours are strangers), so the verified bytes are handed to it: whoever assembles
the reader passes `partial(load, FIGURE_READER)`. Handing over the very bytes that were hashed, and not a path,
leaves no moment in which the file could be exchanged, and keeps the reader lazy.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from document.errors import EngineMissing

FIGURE_READER = "pp-ocrv6-rec-small-bytes"
"""Name in the manifest of the second reader of figures."""
SOURCE = "pp-ocrv6-rec-small"
"""Name of what it was made from."""
FIGURES = Path(__file__).parent / "figures.onnx"
_OWN = "baocao"
"""The package of files that lie beside this one, in the project itself."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One pinned file: its path inside the package (`file`), its size in bytes, its SHA-256 in hex."""

    name: str
    what: str
    package: str
    version: str
    file: str
    bytes: int
    sha256: str
    licence: str
    origin: str

    @property
    def install(self) -> str:
        """The command that brings this very file."""
        if self.package == _OWN:
            return f"git checkout -- {self.file}"
        return f"pip install --force-reinstall --no-deps {self.package}=={self.version}"


def manifest() -> tuple[ModelFile, ...]:
    """Every pinned model, in the order of manifest.toml."""
    table = tomllib.loads(files("models").joinpath("manifest.toml").read_text(encoding="utf-8"))
    return tuple(ModelFile(name=name, **entry) for name, entry in table.items())


def pinned(name: str) -> ModelFile:
    """The model called `name`. Raises KeyError for a name that the manifest does not hold."""
    for model in manifest():
        if model.name == name:
            return model
    raise KeyError(name)


def load(name: str) -> bytes:
    """The bytes of a pinned model, their hash verified. Raises `EngineMissing` where the package or file is absent or differs."""
    return verified(pinned(name))


def _path(model: ModelFile) -> Path:
    if model.package == _OWN:
        return Path(__file__).parent.parent / model.file
    return Path(str(distribution(model.package).locate_file(model.file)))


def verified(model: ModelFile) -> bytes:
    """The bytes of `model`. Raises `EngineMissing` with the command to install where they are absent or not the pinned ones."""
    try:
        content = _path(model).read_bytes()
    except (PackageNotFoundError, FileNotFoundError) as absent:
        raise EngineMissing(what=model.what, install=model.install) from absent
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise EngineMissing(what=f"{model.what} đúng bản đã ghim (tệp trên máy có mã băm khác)", install=model.install)
    return content
