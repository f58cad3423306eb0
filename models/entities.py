"""The trained finder of organisations and places: a small spaCy pipeline, kept in `models/entities/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from document.errors import EngineMissing

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 64
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
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Those of several texts, in their order; one call for many is several times faster than many calls."""
        if not texts:
            return []
        documents = _pipeline().pipe(texts, batch_size=_BATCH)
        return [[Entity(s.start_char, s.end_char, s.label_) for s in document.ents] for document in documents]


@cache
def _pipeline() -> "Language":
    if not (MODEL / "config.cfg").exists():
        raise EngineMissing(what="mô hình nhận dạng tên cơ quan", install="python -m corpus.train_entities")
    import spacy  # noqa: PLC0415 - half a second that a report whose figures all name their owners need not pay

    return spacy.load(MODEL)
