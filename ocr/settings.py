"""How pages are read; built by the conductor, passed in."""

from dataclasses import dataclass

from ocr.second import SecondReader


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """`timeout`: seconds that one call of Tesseract may take. `second`: the second reader of figures, None for none.

    `trust_layer`: False reads every page by its image.
    """

    timeout: float = 120.0
    second: SecondReader | None = None
    trust_layer: bool = True
