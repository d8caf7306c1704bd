"""The sentences of a turn: where they end, and where a point ends none."""

from __future__ import annotations

import pytest

from callscore.dialogue.sentences import sentence_around, sentences_in


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One! Two?! Three", ["One!", "Two?!", "Three"]),
        ("Mr. Bell? Dr. Ng of St. Ives.", ["Mr. Bell?", "Dr. Ng of St. Ives."]),
        ("It's £12.50. J. Bell, 3 p.m. sharp.", ["It's £12.50.", "J. Bell, 3 p.m. sharp."]),
        (
            "Invoice No. 5 it is. I said no. Nor do I. Right.",
            ["Invoice No. 5 it is.", "I said no.", "Nor do I.", "Right."],
        ),
        ("At Hanlon's. I don't. Bye.", ["At Hanlon's.", "I don't.", "Bye."]),
        ("J. Bell.", ["J. Bell."]),
        ("Well… it's the... rent.", ["Well…", "it's the...", "rent."]),
        ("no full stops at all", ["no full stops at all"]),
        ("  ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[first:last] for first, last in sentences_in(text)] == sentences


@pytest.mark.parametrize(
    ("text", "part", "sentence"),
    [
        ("Thank you, Mr. Bell. Bye.", "Thank", "Thank you, Mr. Bell."),
        ("It's £12.50. Is that all right?", "£12.50", "It's £12.50."),
        ("no full stops at all here", "stops", "no full stops at all here"),
        ("One! Two? Three.", "Two", "Two?"),
        ("One! Two? Three.", "Two? Th", "Two? Three."),
    ],
)
def test_the_sentence_around_a_few_words(text: str, part: str, sentence: str) -> None:
    first = text.index(part)
    assert text[slice(*sentence_around(text, first, first + len(part)))] == sentence
