"""Words of a mono recording go to the voice that said them, turn boundaries repaired."""

import pytest

from callscore.audio.attribution import assign_words
from callscore.conversation import Word
from callscore.spans import Span


def words_at(*timed):
    """Words out of ``"text start end"``."""
    return [Word(text, float(start), float(end)) for text, start, end in (item.split() for item in timed)]


def test_a_word_goes_to_the_voice_it_shares_most_time_with():
    words = words_at("hello 0.0 0.5", "Hi. 1.0 1.4", "fine 2.0 2.4")
    assert assign_words(words, ([Span(0, 0.6), Span(1.9, 3)], [Span(0.9, 1.5)])) == (0, 1, 0)


def test_a_word_in_no_voice_goes_to_the_nearest():
    words = words_at("hello. 0.0 0.5", "there. 1.5 1.8", "yes 9.0 9.3")
    assert assign_words(words, ([Span(0, 0.6)], [Span(2.0, 8.0)])) == (0, 1, 1)


def test_where_both_speak_the_voice_of_the_word_before_keeps_the_floor():
    words = words_at("I 0.0 0.2", "really 0.2 0.6", "can't 0.6 1.0", "pay. 1.0 1.4")
    assert assign_words(words, ([Span(0.5, 1.6)], [Span(0, 1.6)])) == (1, 1, 1, 1)


def test_a_word_without_times_stays_with_the_word_before():
    words = [Word("yes", 5.0, 5.3), Word("please")]
    assert assign_words(words, ([Span(0, 1)], [Span(5, 6)])) == (1, 1)


def test_three_voices():
    words = words_at("one. 0 0.4", "two. 1 1.4", "three. 2 2.4")
    assert assign_words(words, ([Span(0, 0.5)], [Span(1, 1.5)], [Span(2, 2.5)])) == (0, 1, 2)


def test_stray_words_inside_a_sentence_join_it():
    words = words_at("I 0.0 0.2", "can 0.2 0.4", "pay 0.4 0.7", "fifty 0.7 1.0", "on 1.0 1.2", "Friday 1.2 1.6")
    voices = ([Span(0, 0.4), Span(1.0, 1.8)], [Span(0.4, 1.0)])
    assert assign_words(words, voices) == (0,) * 6


def test_three_words_of_another_voice_are_its_own():
    words = words_at(
        "I 0.0 0.4", "can 0.4 0.8", "wait 0.8 1.2", "a 1.2 1.4", "minute 1.4 1.8", "pay 1.8 2.2", "it 2.2 3"
    )
    voices = ([Span(0, 0.8), Span(1.8, 3)], [Span(0.8, 1.8)])
    assert assign_words(words, voices) == (0, 0, 1, 1, 1, 0, 0)


def test_a_stray_word_between_pauses_is_its_own():
    words = words_at("I 0.0 0.2", "can 0.2 0.4", "when 0.8 1.1", "pay 1.6 1.9", "it 1.9 2.1")
    voices = ([Span(0, 0.5), Span(1.5, 2.2)], [Span(0.7, 1.2)])
    assert assign_words(words, voices) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize("receipt", ["okay", "Yeah,", "mm-hm", "Right."])
def test_a_receipt_with_a_span_of_its_own_stays_with_its_voice(receipt):
    words = words_at("I 0.0 0.2", "can 0.2 0.4", f"{receipt} 0.45 0.75", "pay 0.8 1.1", "it 1.1 1.3")
    voices = ([Span(0, 0.42), Span(0.78, 1.4)], [Span(0.44, 0.76)])
    assert assign_words(words, voices) == (0, 0, 1, 0, 0)


def test_a_boundary_moves_back_to_the_pause_before_it():
    words = words_at("by 0.0 0.2", "Friday 0.2 0.6", "and 1.1 1.3", "what 1.3 1.5", "day 1.5 1.7", "is 1.7 2.5")
    assert assign_words(words, ([Span(0, 1.32)], [Span(1.32, 2.6)])) == (0, 0, 1, 1, 1, 1)


def test_a_boundary_moves_on_to_the_sentence_end_after_it():
    words = words_at("pay 0.0 0.3", "on 0.3 0.5", "Friday. 0.5 0.9", "Which 0.9 1.2", "one? 1.2 1.5")
    assert assign_words(words, ([Span(0, 0.52)], [Span(0.52, 1.6)])) == (0, 0, 0, 1, 1)


@pytest.mark.parametrize("opening", ["okay", "yes", "right"])
def test_a_turn_that_opens_with_a_receipt_and_a_pause_keeps_it(opening):
    words = words_at("by 0.0 0.2", "Friday 0.2 0.6", f"{opening} 0.6 0.9", "so 1.4 1.6", "which 1.6 1.9", "day 1.9 2.2")
    assert assign_words(words, ([Span(0, 0.6)], [Span(0.6, 2.3)])) == (0, 0, 1, 1, 1, 1)


def test_a_boundary_at_a_sentence_end_stays():
    words = words_at("Friday. 0.0 0.4", "So 0.4 0.6", "I 1.2 1.3", "think 1.3 1.6", "yes. 1.6 1.9")
    assert assign_words(words, ([Span(0, 0.4)], [Span(0.4, 2.0)])) == (0, 1, 1, 1, 1)


def test_a_boundary_in_a_pause_stays_although_a_longer_pause_is_near():
    words = words_at("Friday 0.0 0.4", "so 0.6 0.8", "I 1.9 2.0", "think 2.0 2.3", "yes 2.3 2.6")
    assert assign_words(words, ([Span(0, 0.45)], [Span(0.55, 2.7)])) == (0, 1, 1, 1, 1)


def test_no_words_need_no_voices():
    assert assign_words([], ()) == ()


def test_words_without_any_voice_are_an_error():
    with pytest.raises(ValueError, match="no voice"):
        assign_words(words_at("hello 0 1"), ())


def breaks_off(text):
    return text.endswith((" at", " for"))


def test_words_that_end_a_sentence_go_back_to_the_clause_they_finish():
    words = words_at("know 0.0 0.3", "him 0.3 0.5", "at 0.5 0.6", "all? 0.7 0.9", "I 1.3 1.4", "don't. 1.4 1.8")
    voices = ([Span(0, 0.65)], [Span(0.65, 1.9)])
    assert assign_words(words, voices) == (0, 0, 0, 1, 1, 1)
    assert assign_words(words, voices, unfinished=breaks_off) == (0, 0, 0, 0, 1, 1)


def test_where_both_speak_a_clause_may_well_stay_unfinished():
    words = words_at("paying 0.0 0.4", "for 0.4 0.6", "Sorry. 0.75 1.1", "Go 1.1 1.2", "on. 1.2 1.4")
    voices = ([Span(0, 0.9)], [Span(0.6, 1.5)])
    assert assign_words(words, voices, unfinished=breaks_off) == (0, 0, 1, 1, 1)


def test_of_an_overlap_the_first_half_is_the_holders_and_the_second_the_one_who_goes_on():
    words = words_at("it 0.0 0.5", "was 0.5 1.0", "leaking 1.0 1.4", "are 1.5 1.9", "you 2.0 2.3", "paying 2.3 2.8")
    assert assign_words(words, ([Span(0, 2.0)], [Span(1.0, 3)])) == (0, 0, 0, 1, 1, 1)


def test_a_word_inside_anothers_whole_turn_stays_with_the_one_who_talks_on():
    words = words_at("it 0.0 0.5", "was 0.5 1.0", "leaking 1.0 1.4", "all 1.5 1.9", "over 2.0 2.3")
    assert assign_words(words, ([Span(0, 3.0)], [Span(0.9, 1.5)])) == (0, 0, 0, 0, 0)


def test_what_one_puts_in_at_length_inside_the_others_speech_is_its_own():
    words = words_at("it 0.0 0.4", "was 0.4 0.8", "you 1.0 1.3", "said 1.3 1.6", "that. 1.6 1.9", "No 2.4 2.8")
    assert assign_words(words, ([Span(0, 3.0)], [Span(0.95, 2.0)])) == (0, 0, 1, 1, 1, 0)


@pytest.mark.parametrize(("start", "owner"), [(1.02, 1), (0.8, 0)])
def test_a_word_that_opens_where_a_voice_does_is_that_voices(start, owner):
    words = words_at("the 0.0 0.3", "rest. 0.3 0.7", f"When {start} 1.2", "am 1.55 1.7", "I 1.7 1.9", "paid 1.9 2.3")
    assert assign_words(words, ([Span(0, 1.6)], [Span(1.0, 2.5)])) == (0, 0, owner, 1, 1, 1)


def test_no_pause_moves_a_word_where_the_floor_changes_hands_in_an_overlap():
    words = words_at("my 0.0 0.4", "cheque 0.4 0.9", "that's 0.9 1.3", "not 1.3 1.5", "you 2.2 2.4", "don't 2.4 2.8")
    assert assign_words(words, ([Span(0, 1.2)], [Span(0.7, 1.6), Span(2.1, 3)])) == (0, 0, 1, 1, 1, 1)


def test_where_the_overlap_ends_with_both_a_pause_still_moves_the_word_before_it():
    words = words_at("your 0.0 0.5", "rent 0.5 1.0", "then 1.0 1.4", "no 2.2 2.4", "not 2.4 2.7")
    assert assign_words(words, ([Span(0, 1.0)], [Span(1.0, 1.4), Span(2.1, 3)])) == (0, 0, 0, 1, 1)
