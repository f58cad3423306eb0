"""The recipe of the named-entity pipeline: `python -m corpus.train_entities` makes sentences, trains, and writes `models/entities/`.

Training draws its places from nine tenths of the administrative units, the score below from the tenth it never saw.
"""

import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example

from corpus.sentences import SentenceMaker, Span
from models.entities import MODEL
from normalize.areas import units

CONFIG = MODEL.parent / "entities.cfg"
SEEDS = {"train": 1, "dev": 2, "test": 3}
SIZES = {"train": 24_000, "dev": 1_500, "test": 2_000}
OFFICE_PATTERNS: list[dict[str, object]] = [
    {"label": "ORG", "pattern": [{"TEXT": {"REGEX": r"^P[ACKVX]\d{2}$"}}]},
    {
        "label": "ORG",
        "pattern": [
            {"TEXT": {"REGEX": r"^(CAH|CATP|CATX|CAX|CAP|CAT|TTYT|BV|UBND|HĐND|BHXH|CATP\.|CATX\.)$"}},
            {
                "TEXT": {"REGEX": r"^\p{Lu}\p{L}*$".replace(r"\p{Lu}", "[A-ZĐÀ-Ỹ]").replace(r"\p{L}", "[A-Za-zĐđÀ-ỹ]")},
                "OP": "{1,4}",
            },
        ],
    },
]


def sentences(part: str) -> Iterator[tuple[str, list[Span]]]:
    """The sentences of one part; only training sees its own places."""
    return islice(SentenceMaker(SEEDS[part], held_out=part != "train"), SIZES[part])


def _docs(language: Language, part: str) -> DocBin:
    box = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for text, spans in sentences(part):
        doc = language.make_doc(text)
        doc.ents = [
            s for s in (doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in spans) if s is not None
        ]
        box.add(doc)
    return box


def place_patterns() -> list[dict[str, object]]:
    """Names of provinces and districts, old and new, as phrases; communes are left to the trained part, they are words too often."""
    names = {u.bare_name for u in units() if u.level in ("province", "district") and not u.bare_name.isdecimal()}
    return [{"label": "LOC", "pattern": name} for name in sorted(names)]


def main() -> None:
    """Train, add the patterns, score, write the pipeline and its scores."""
    blank = spacy.blank("xx")
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        for part in ("train", "dev"):
            _docs(blank, part).to_disk(work / f"{part}.spacy")
        paths = {f"paths.{part}": str(work / f"{part}.spacy") for part in ("train", "dev")}
        train(CONFIG, work / "out", overrides=paths)
        language = spacy.load(work / "out" / "model-best")
    ruler = language.add_pipe("entity_ruler", after="ner", config={"overwrite_ents": False})
    ruler.add_patterns([*OFFICE_PATTERNS, *place_patterns()])  # type: ignore[attr-defined]
    language.meta |= {
        "name": "baocao_entities",
        "version": "1.0.0",
        "license": "Apache-2.0",
        "performance": _scores(language),
    }
    language.config["paths"] |= {"train": None, "dev": None}  # the folder of this training is nobody's business
    language.to_disk(MODEL)
    (MODEL / "scores.json").write_text(json.dumps(_scores(language), indent=1) + "\n", encoding="utf-8")


def _scores(language: Language) -> dict[str, float]:
    """Precision, recall and F of whole names on sentences with places that training never saw."""
    examples = []
    for text, spans in sentences("test"):
        doc = language.make_doc(text)
        gold = [
            s for s in (doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in spans) if s is not None
        ]
        reference = doc.copy()
        reference.ents = gold
        examples.append(Example(language(doc.text), reference))
    result = language.evaluate(examples)
    return {key: round(float(result[key]), 4) for key in ("ents_p", "ents_r", "ents_f")}


if __name__ == "__main__":
    main()
