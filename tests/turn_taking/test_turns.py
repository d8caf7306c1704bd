"""Words in time become turns: pauses, listening noises, cutting in, flagged words."""

from __future__ import annotations

from callscore.conversation import Word
from callscore.spans import Span
from callscore.turn_taking.turns import build_turns, fit_to_speech


def say(text: str, start: float, seconds_a_word: float = 0.3, flag: str | None = None) -> list[Word]:
    return [
        Word(word, start + i * seconds_a_word, start + (i + 1) * seconds_a_word, 0.9, flag)
        for i, word in enumerate(text.split())
    ]


def texts(*voices: list[Word]) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in build_turns(voices, ["left", "right"])]


def test_a_pause_under_two_seconds_stays_inside_the_turn() -> None:
    assert texts(say("I would pay", 0) + say("on Friday", 2.5), []) == [("left", "I would pay on Friday")]


def test_two_seconds_of_silence_end_a_turn() -> None:
    assert len(texts(say("I would pay", 0) + say("on Friday", 3.5), [])) == 2


def test_a_listening_noise_inside_a_turn_does_not_end_it() -> None:
    left = say("so I went to the bank and", 0) + say("they sent me home", 2.7)
    assert texts(left, say("mm-hm", 2.2)) == [
        ("left", "so I went to the bank and they sent me home"),
        ("right", "mm-hm"),
    ]


def test_an_answer_ends_the_other_turn() -> None:
    left = say("did you pay it", 0) + say("and on which day", 2.6)
    assert [who for who, _ in texts(left, say("I paid it", 1.4))] == ["left", "right", "left"]


def test_a_word_put_in_that_does_not_outlast_the_turn_does_not_end_it() -> None:
    left = say("so I went to the bank and", 0) + say("they sent me home", 2.7)
    assert texts(left, say("which bank", 1.5)) == [
        ("left", "so I went to the bank and they sent me home"),
        ("right", "which bank"),
    ]


def test_cutting_in_keeps_the_overlap() -> None:
    left = say("I was going to pay on the first", 0, 0.3)
    right = say("when will you pay", 2.0)
    first, second = build_turns([left, right], ["left", "right"])
    assert (first.end or 0) > (second.start or 0)


def test_flagged_words_stand_in_turns_of_their_own() -> None:
    turns = build_turns(
        [say("I will pay", 0) + say("thanks for watching", 1.0, flag="stock_phrase"), []], ["left", "right"]
    )
    assert [(turn.text, turn.flag) for turn in turns] == [("I will pay", None), ("thanks for watching", "stock_phrase")]


def test_turn_edges_come_from_the_speech() -> None:
    (turn,) = build_turns([say("hello there", 1.2)], ["left"], [(Span(1.0, 2.0),)])
    assert (turn.start, turn.end) == (1.0, 2.0)


def test_a_word_that_begins_in_silence_is_cut_to_the_speech() -> None:
    (word,) = fit_to_speech([Word("hello", 0.0, 1.4)], (Span(1.0, 2.0), Span(5.0, 6.0)))
    assert (word.start, word.end) == (1.0, 1.4)


def test_a_word_outside_all_speech_keeps_its_times() -> None:
    (word,) = fit_to_speech([Word("hello", 3.0, 3.4)], (Span(1.0, 2.0), Span(5.0, 6.0)))
    assert (word.start, word.end) == (3.0, 3.4)


def test_a_turn_reaches_through_speech_in_which_the_words_of_two_are_mixed_up() -> None:
    holder = say("I was going to pay it on the", 0.0)
    other = say("are you paying today", 3.4)
    speech = ((Span(0.0, 3.2),), (Span(2.0, 4.6),))
    turns = build_turns([holder, other], ["left", "right"], speech)
    assert [(turn.start, turn.end) for turn in turns] == [(0.0, 3.2), (2.0, 4.6)]


def test_a_turn_does_not_reach_into_speech_of_its_own_that_nobody_overlaps() -> None:
    speech = ((Span(0.0, 1.0),), (Span(2.0, 4.6),))
    turns = build_turns([say("hello", 0.0), say("are you paying today", 3.4)], ["left", "right"], speech)
    assert turns[1].start == 3.4


def test_a_turn_reaches_back_to_where_its_voice_cut_in_although_its_first_words_were_not_written_down() -> None:
    speech = ((Span(0.0, 2.6),), (Span(2.0, 4.6),))
    turns = build_turns([say("I was going to pay", 0.0), say("you know", 3.1)], ["left", "right"], speech)
    assert turns[1].start == 2.0


def test_a_turn_does_not_reach_back_through_speech_that_hardly_overlaps() -> None:
    speech = ((Span(0.0, 2.1),), (Span(2.0, 4.6),))
    turns = build_turns([say("I was going", 0.0), say("you know", 3.1)], ["left", "right"], speech)
    assert turns[1].start == 3.1
