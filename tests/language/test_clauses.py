from __future__ import annotations

import pytest

from callscore.language.clauses import clauses, is_unfinished, unfinished_confidence
from callscore.language.word_order import tokens

UNFINISHED = [
    "i was going to pay it but my",
    "so i rang the bank and",
    "I sent it because the",
    "we were told they'd",
    "it's only that i've",
    "the thing is i was",
    "There's a man here about the boiler and he said we could",
    "I'd already paid the first one, so I don't see why you—",
    "I told the lady on Mon-",
    "she said she'd look at the invoice from...",
    "well i can't really because of",
    "it depends if",
    "uh the second one um",
    "there's been no",
    "so it'll be",
    "i'm asking you for a different",
    "and that's the only",
    "she texted us twice and you never",
    "well i could just",
    "i don't know which one of",
    "if it was something like",
]

FINISHED = [
    "I sent it on Friday.",
    "yes i do",
    "no we can't",
    "so am i",
    "what's it about",
    "who is it for",
    "i'll pay it in may",
    "he left it in the will",
    "that's what i have to do",
    "mm hm",
    "thank you",
    "i've had enough of this",
    "is that what you want",
    "fifty's a bit much like",
    "i did ask about the aprons though",
    "well i'm glad you are",
    "is there an email i could send it to",
    "i've got the emails and that",
    "yes i know that",
    "how many words would it be",
    "Okay...",
    "",
]


@pytest.mark.parametrize("text", UNFINISHED)
def test_a_turn_that_breaks_off_is_unfinished(text: str) -> None:
    assert is_unfinished(text)


@pytest.mark.parametrize("text", FINISHED)
def test_a_complete_turn_is_finished(text: str) -> None:
    assert not is_unfinished(text)


def test_a_dash_is_surer_than_a_function_word_and_that_than_a_preposition() -> None:
    dash, article, preposition = (unfinished_confidence(t) for t in ("I sent it to—", "i sent it to the", "i went to"))
    assert dash > article > preposition > 0


def test_a_full_stop_speaks_against_it() -> None:
    assert unfinished_confidence("That is who I am.") < unfinished_confidence("that is who i really am the")


def test_clauses_follow_sentence_marks() -> None:
    assert [clause.text for clause in clauses("I see. When can you pay? Thanks.")] == [
        "I see.",
        "When can you pay?",
        "Thanks.",
    ]


def test_clauses_are_guessed_from_function_words_without_marks() -> None:
    found = [clause.text for clause in clauses("that's fine can you do friday i'll make a note of it")]
    assert found == ["that's fine", "can you do friday", "i'll make a note of it"]


def test_a_subordinate_clause_stays_with_its_conjunction() -> None:
    assert len(clauses("i will ring you if it's late")) == 1


def test_clauses_give_their_place_in_the_text() -> None:
    text = "Right, okay.  And when are you paid?"
    assert all(text[clause.first : clause.last] == clause.text for clause in clauses(text))


def test_no_words_no_clauses() -> None:
    assert clauses(" … ") == ()


def test_abbreviations_end_no_sentence() -> None:
    assert [token.before for token in tokens("Is Mr. Bell there")] == ["hard", "", "", ""]


def test_amounts_and_typographic_apostrophes_are_one_word() -> None:
    assert [token.norm for token in tokens("It’s £1,284.37 now")] == ["it's", "£1,284.37", "now"]
