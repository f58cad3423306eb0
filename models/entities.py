"""The trained finder of organisations and places: a small spaCy pipeline, kept in `models/entities/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from document.errors import EngineMissing

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).parent / "entities"


@dataclass(frozen=True, slots=True)
class Entity:
    """text[start:end] names an organisation ("ORG") or a place ("LOC")."""

    start: int
    end: int
    label: str


class EntityFinder:
    """Finds names; loads the pipeline when it is first asked (about half a second)."""

    def find(self, text: str) -> Sequence[Entity]:
        """The named entities of one text, in order. Raises EngineMissing where the weights are not there."""
        document = _pipeline()(text)
        return [Entity(span.start_char, span.end_char, span.label_) for span in document.ents]


@cache
def _pipeline() -> "Language":
    if not (MODEL / "config.cfg").exists():
        raise EngineMissing(what="mô hình nhận dạng tên cơ quan", install="python -m corpus.train_entities")
    import spacy  # noqa: PLC0415 - half a second that a report whose figures all name their owners need not pay

    return spacy.load(MODEL)
