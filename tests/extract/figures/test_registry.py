"""The contents of the grammar, pinned: a pattern is added or dropped on purpose."""

from extract.figures.registry import BINDINGS, PATTERNS, rule_names
from tests.extract.figures.sentences import read
from tests.extract.figures.test_grammar import SENTENCES


def test_the_patterns_are_these_in_this_order() -> None:
    assert [p.id for p in PATTERNS] == [
        "growth-pair",
        "growth-bracket",
        "quantity-two-units",
        "ratio-slash",
        "ratio-slash-bracket",
        "ratio-of-whole",
        "ratio-in-whole",
        "percent",
        "quantity-rate",
        "quantity-score",
        "quantity-range",
        "quantity-counted",
        "quantity-labelled",
    ]
    assert all(p.description for p in PATTERNS)


def test_the_rules_that_bind_what_stands_apart_are_these() -> None:
    assert [r.id for r in BINDINGS] == [
        "ratio-equation",
        "ratio-implicit",
        "ratio-prose",
        "breakdown-strong",
        "breakdown-weak",
        "breakdown-late",
        "breakdown-colon",
        "breakdown-bracket",
        "breakdown-closed",
        "breakdown-summed",
        "breakdown-plain",
        "breakdown-again",
        "breakdown-shares",
        "breakdown-bullets",
        "remainder",
        "balance",
        "growth",
        "shares",
        "shares-named",
        "enumeration",
        "spelled",
        "citation",
    ]
    assert all(r.description for r in BINDINGS)


def test_every_figure_and_every_statement_says_which_rule_of_the_registry_read_it() -> None:
    said = set()
    for text in (*(text for text, _ in SENTENCES), "Có 180 thôn, trong đó có 45 thôn vùng cao."):
        reading = read(text)
        said |= {f.rule for f in reading.figures} | {r.rule for r in reading.relations}
    assert said <= rule_names()
    assert {"ratio-implicit", "ratio-prose", "ratio-equation", "ratio-slash"} <= said
