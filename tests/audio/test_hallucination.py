"""What the recogniser made up is flagged, what people really say is not."""

import pytest

from callscore.audio.hallucination import flag_hallucinations
from callscore.audio.stock_phrases import BROADCAST_PHRASES, CREDIT_PHRASES, EVERYDAY_PHRASES, plain
from callscore.conversation import Word
from callscore.spans import Span

PACE = 0.4
"""Seconds that a word takes in these tests."""


def said(text, start=1.0, confidence=0.9, pace=PACE):
    """Words one after the other, from `start` seconds."""
    return [Word(word, start + i * pace, start + (i + 1) * pace, confidence) for i, word in enumerate(text.split())]


def flags(words, speech=None):
    """Flags of `words`; by default everything lies on speech."""
    speech = [Span(0.0, 10_000.0)] if speech is None else speech
    return [word.flag for word in flag_hallucinations(words, speech)]


@pytest.mark.parametrize(
    "text",
    [
        "no no no no",
        "no no no no no no no I never said that",
        "yeah yeah yeah yeah",
        "hold on hold on hold on hold on",
        "thank you thank you thank you so much",
        "I don't know I don't know I don't know",
        "can you hear me now can you hear me now can you hear me now",
        "bye bye bye bye bye bye",
        "it's 0 0 0 0 7 7 7 5 5 5 5 3 2 1",
        "one two one two one two three",
        "the last four are four four four four and the code is one one one one",
        "and I said to him I said look I said I can pay I said on the first and he said no he said you can't he said "
        "so I said well I said what do you want me to do I said I can pay half",
    ],
)
def test_real_repetition_is_no_loop(text):
    assert set(flags(said(text))) == {None}


@pytest.mark.parametrize(
    ("text", "first_copy"),
    [
        ("no " * 30, 1),
        ("thank you " * 8, 2),
        ("I can pay " * 6, 3),
        ("I will call you back " * 5, 5),
        ("you can make the payment on the first of the month " * 4, 11),
    ],
)
def test_loop_is_flagged_after_its_first_copy(text, first_copy):
    found = flags(said(text))
    assert set(found[first_copy:]) == {"loop"}


def test_loop_leaves_the_rest_of_the_call_alone():
    words = said("we can take a card over the phone " + "I understand " * 12 + "so shall we say Friday then")
    found = flags(words)
    kept = " ".join(word.text for word, flag in zip(words, found, strict=True) if flag is None)
    assert kept == "we can take a card over the phone I understand so shall we say Friday then"


def test_loop_that_varies_as_it_goes_is_flagged():
    text = " ".join(f"I will pay it on the {end}" for end in ["first", "first and", "first"] * 8)
    assert flags(said(text)).count("loop") > 100


@pytest.mark.parametrize(("pace", "flag"), [(0.05, "loop"), (0.16, None), (0.3, None)])
def test_words_faster_than_anybody_speaks_are_flagged(pace, flag):
    assert set(flags(said("so what we can do for you today is a plan", pace=pace))) == {flag}


def test_two_short_words_timed_too_close_are_not_flagged():
    words = [*said("we can do"), Word("it", 2.2, 2.22, 0.9), Word("in", 2.22, 2.24, 0.9), *said("two parts then", 2.24)]
    assert set(flags(words)) == {None}


@pytest.mark.parametrize(
    ("start", "flag"), [(5.2, None), (5.4, None), (6.5, "outside_speech"), (60.0, "outside_speech")]
)
def test_words_away_from_speech_are_flagged(start, flag):
    assert flags([Word("payment", start, start + 0.2, 0.9)], [Span(1.0, 5.0)]) == [flag]


def test_every_word_lies_outside_when_nobody_speaks():
    assert set(flags(said("the balance is due"), [])) == {"outside_speech"}


def test_words_without_times_are_not_judged_by_time():
    assert flags([Word("hello"), Word("there")], [Span(0.0, 1.0)]) == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for watching.",
        "Thanks for watching!",
        "Please subscribe.",
        "please like and subscribe",
        "Don’t forget to subscribe!",
        "Subtitles by the Amara.org community",
        "Transcribed by CastingWords.",
        "Subtitles created by somebody or other",
        "We'll be right back.",
    ],
)
def test_broadcast_phrase_by_itself_is_flagged_however_sure(text):
    words = [*said("So that is everything.", 0.0), *said(text, 10.0, 0.95), *said("Are you there?", 20.0)]
    found = flags(words)
    n = len(text.split())
    assert found == [None] * 4 + ["stock_phrase"] * n + [None] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for calling.",
        "thank you for calling Acme Bank",
        "Thank you for waiting.",
        "Thanks for watching out for my mother's account while she was ill.",
        "you can please subscribe to paperless bills on our site",
        "the letter was translated by my daughter",
        "We'll be right back with you after a short hold.",
        "that is the end of it",
        "Thank you.",
        "Bye.",
        "Okay.",
    ],
)
def test_what_people_say_on_speech_is_believed(text):
    assert set(flags([*said("Right.", 0.0), *said(text, 10.0), *said("Yes.", 20.0)])) == {None}


def test_broadcast_phrase_inside_speech_is_flagged_when_not_surely_heard():
    words = [*said("so I will", 0.0), *said("thanks for watching", 1.2, confidence=0.3), *said("call you back", 2.4)]
    assert flags(words) == [None] * 3 + ["stock_phrase"] * 3 + [None] * 3


@pytest.mark.parametrize(("confidence", "flag"), [(0.2, "stock_phrase"), (0.6, None), (None, None)])
def test_everyday_phrase_alone_is_doubted_at_very_low_confidence_only(confidence, flag):
    assert flags([*said("Hello.", 0.0), *said("Thank you.", 10.0, confidence)])[1:] == [flag, flag]


@pytest.mark.parametrize(
    ("confidence", "flag"), [(0.1, "guess"), (0.24, "guess"), (0.26, None), (0.9, None), (None, None)]
)
def test_a_stretch_of_speech_that_was_hardly_understood_is_a_guess(confidence, flag):
    words = [*said("so it's four hundred", 1.0), *said("almost wood", 10.0, confidence), *said("on Friday then", 20.0)]
    speech = [Span(0.9, 3.0), Span(9.9, 11.0), Span(19.9, 22.0)]
    assert flags(words, speech) == [None] * 4 + [flag] * 2 + [None] * 3


def test_a_word_hardly_heard_among_others_is_no_guess():
    words = [*said("I can pay", 1.0), *said("Northgate", 2.2, confidence=0.1), *said("on Friday", 2.6)]
    assert set(flags(words, [Span(0.9, 3.6)])) == {None}


def test_flags_that_are_set_stay_and_nothing_is_dropped():
    words = [Word("a", 0.0, 0.2, flag="outside_speech"), Word("b", 0.2, 0.4), Word("c", 90.0, 90.2)]
    found = flag_hallucinations(words, [Span(0.0, 1.0)])
    assert [word.text for word in found] == ["a", "b", "c"]
    assert [word.flag for word in found] == ["outside_speech", None, "outside_speech"]


def test_no_words_give_none():
    assert flag_hallucinations([], [Span(0.0, 1.0)]) == ()


def test_phrase_tables_are_written_as_they_are_compared():
    phrases = BROADCAST_PHRASES + CREDIT_PHRASES + EVERYDAY_PHRASES
    assert [phrase for phrase in phrases if plain(phrase) != phrase] == []
    assert len(set(phrases)) == len(phrases)
