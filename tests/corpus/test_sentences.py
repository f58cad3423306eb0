"""The made texts of the finder of names: names stand where their spans say, and nothing is random but by the seed."""

from itertools import islice

from corpus.sentences import SentenceMaker


def test_spans_are_whole_names_in_order() -> None:
    for text, spans in islice(SentenceMaker(7), 800):
        behind = 0
        for start, end, label in spans:
            name = text[start:end]
            assert behind <= start < end <= len(text)
            assert name == name.strip(" ,;:.()")
            assert label in ("ORG", "LOC")
            assert start == 0 or not text[start - 1].isalnum()
            assert end == len(text) or not text[end].isalnum()
            behind = end


def test_the_same_seed_makes_the_same_texts() -> None:
    assert list(islice(SentenceMaker(3), 50)) == list(islice(SentenceMaker(3), 50))
    assert list(islice(SentenceMaker(3), 50)) != list(islice(SentenceMaker(4), 50))
