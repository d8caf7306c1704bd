"""Times from the sound, words from the transcript."""

from dataclasses import replace
from statistics import fmean

import pytest

from callscore.conversation import Role, Turn, Word
from callscore.errors import TranscriptError
from callscore.spans import Span, merge
from callscore.testing import make_call
from callscore.transcripts.alignment import align
from callscore.transcripts.matching import match_by_time
from callscore.transcripts.placing import place_words, snapped, spoken_length, tokens

SAID = (
    "agent: Good morning, this is Dana calling from Northgate Finance, am I speaking to Mr Bell?",
    "customer: You are, yes.",
    "agent: Thank you. I'm calling about the invoice from March, and I wanted to ask how we can settle it with you.",
    "customer: Well, it has been a hard month, we lost our largest client and the bank is slow.",
    "agent: I'm sorry to hear that.",
    "customer: We could pay half of it on Friday, and the rest by the end of next month, if that works for you.",
    "agent: That works. So half on Friday by transfer, and the rest by the end of April. Shall I put that in writing?",
    "customer: Please do.",
    "agent: I will send it today, and thank you for your time.",
    "customer: Goodbye.",
)


@pytest.fixture(scope="module")
def call():
    return make_call(*SAID)


def heard(call):
    """Speech of both parties as a voice activity detector would give it, the customer on the first channel."""
    return [
        merge((w.span for t in call.turns if t.role is role for w in t.words if w.span), gap=0.2)
        for role in (Role.CUSTOMER, Role.AGENT)
    ]


def bare(turn):
    return replace(turn, start=None, end=None, words=())


def later(turn, seconds):
    return replace(turn, start=turn.start + seconds, end=turn.end + seconds, words=())


def word_error(call, aligned):
    pairs = [
        (a, b)
        for one, two in zip(call.turns, aligned.turns, strict=True)
        for a, b in zip(one.words, two.words, strict=True)
    ]
    return fmean(abs(a.start - b.start) for a, b in pairs)


@pytest.mark.parametrize(
    ("change", "worst"),
    [
        (lambda turn: turn, 0.01),
        (lambda turn: replace(turn, words=()), 0.2),
        (lambda turn: replace(turn, words=(), start=float(round(turn.start)), end=float(round(turn.end) + 1)), 0.3),
        (bare, 0.3),
    ],
    ids=["words timed", "turns timed", "whole seconds", "no times"],
)
def test_words_get_their_times(call, change, worst):
    aligned = align(tuple(map(change, call.turns)), heard(call), duration=call.duration + 1)
    assert dict(aligned.voice_of) == {"agent": 1, "customer": 0}
    assert word_error(call, aligned) <= worst
    assert [turn.text for turn in aligned.turns] == [turn.text for turn in call.turns]


def test_a_trimmed_start_is_found_and_corrected(call):
    aligned = align(tuple(later(turn, 5.0) for turn in call.turns), heard(call), duration=call.duration + 1)
    assert aligned.offset == pytest.approx(-5.0, abs=0.15)
    assert "clock is off by +5.0 s" in aligned.warnings[0]
    assert word_error(call, aligned) <= 0.2


def test_every_word_lies_in_its_partys_speech(call):
    voices = heard(call)
    aligned = align(tuple(map(bare, call.turns)), voices, duration=call.duration)
    for turn in aligned.turns:
        for word in turn.words:
            assert any(
                span.start - 1e-6 <= word.start and word.end <= span.end + 1e-6
                for span in voices[aligned.voice_of[turn.speaker]]
            )


def test_one_voice_for_both_parties(call):
    together = [merge(span for voice in heard(call) for span in voice)]
    aligned = align(tuple(replace(turn, words=()) for turn in call.turns), together, duration=call.duration)
    assert set(aligned.voice_of.values()) == {0}
    assert word_error(call, aligned) <= 0.3


def test_speech_that_the_transcript_leaves_out_is_passed_over(call):
    agent = heard(call)[1]
    moved = tuple(Span(s.start + 20, s.end + 20) for s in agent)
    voices = [tuple(Span(s.start + 20, s.end + 20) for s in heard(call)[0]), (Span(1, 3), Span(5, 8), *moved)]
    aligned = align(tuple(map(bare, call.turns)), voices, duration=call.duration + 20)
    assert aligned.turns[0].start == pytest.approx(20.0, abs=0.2)


def test_words_without_speakers_go_to_the_voice_heard(call):
    nobody = tuple(replace(turn, speaker="") for turn in call.turns)
    aligned = align(nobody, heard(call), duration=call.duration)
    assert [turn.speaker for turn in aligned.turns] == ["voice_1", "voice_0"] * 5
    assert aligned.turns[1].text == "You are, yes."


def test_a_backchannel_that_was_not_heard_gets_an_estimate(call):
    turns = tuple(map(bare, call.turns))
    aligned = align(
        (*turns[:3], Turn(Role.CUSTOMER, "Mm.", speaker="customer"), *turns[3:]), heard(call), duration=call.duration
    )
    assert "no speech was found for 1 of 11 turns" in aligned.warnings[0]
    assert aligned.turns[4].start == pytest.approx(call.turns[3].start, abs=0.3)


OTHER = make_call(
    *(
        f"{role}: {text}"
        for role, text in zip(
            ["agent", "customer"] * 12,
            ["Yes.", "So what is it that you want to tell me now, today of all days?", "No, no.", "Hm."] * 6,
            strict=True,
        )
    )
)


@pytest.mark.parametrize(
    ("turns", "duration", "expected"),
    [
        (tuple(later(turn, 400.0) for turn in make_call(*SAID).turns), None, "It ends at 4"),
        (OTHER.turns, 60.0, "agree with the sound"),
        (tuple(map(bare, OTHER.turns)), 60.0, "lengths of its turns agree"),
        ((Turn(Role.AGENT, "word " * 2000, speaker="agent"),), None, "a second (people speak about 14)"),
        ((Turn(Role.AGENT, "Yes.", speaker="agent"),), None, "a second (people speak about 14)"),
    ],
    ids=["far beyond the end", "times of another call", "order of another call", "too much text", "too little text"],
)
def test_transcript_of_another_call(call, turns, duration, expected):
    with pytest.raises(TranscriptError, match="another call") as caught:
        align(turns, heard(call), duration=duration or call.duration)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


SHORT = (
    "0.0-4.0 agent: Hello, this is Dana from Northgate Finance, is that Mr Bell?",
    "4.5-6.0 customer: Yes it is.",
    "6.5-12.0 agent: I'm calling about the March invoice of 200 dollars. When can you pay?",
    "12.5-18.0 customer: I lost my job, but I can pay 50 on Friday by card.",
    "18.4-24.0 agent: I'm sorry to hear that. So 50 dollars on Friday by card, is that right?",
    "24.2-25.0 customer: Yes.",
)
ELSEWHERE = [(), (Span(0.4, 3.2), Span(3.6, 9.9), Span(11.2, 12.0), Span(13.1, 20.6), Span(26.0, 29.2))]
MENU = [(Span(1.0, 2.1), Span(9.0, 13.0)), (Span(3.0, 8.0), Span(14.0, 21.5), Span(22.0, 23.0))]


@pytest.mark.parametrize("change", [lambda turn: replace(turn, words=()), bare], ids=["timed", "no times"])
@pytest.mark.parametrize("voices", [ELSEWHERE, MENU], ids=["one party silent", "other turns"])
def test_a_short_transcript_of_another_call_is_refused(voices, change):
    with pytest.raises(TranscriptError, match="another call"):
        align(tuple(map(change, make_call(*SHORT).turns)), voices, duration=30.0)


@pytest.mark.parametrize("change", [lambda turn: turn, lambda turn: replace(turn, words=()), bare])
def test_a_short_transcript_of_this_call_is_taken(change):
    call = make_call(*SHORT)
    assert align(tuple(map(change, call.turns)), heard(call), duration=30.0).missing == 0


def test_no_speech(call):
    with pytest.raises(TranscriptError, match="no speech"):
        align(call.turns, [(), ()], duration=10.0)


def test_pauses_fall_at_the_ends_of_clauses():
    words = [Word(text) for text in ["Well", "I", "see,", "but", "we", "paid", "it."]]
    placed = place_words(words, [Span(0, 0.6), Span(1.2, 2.2)])
    assert placed[3].start == 1.2
    assert placed[2].end == 0.6


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (Word("a", 0.9, 1.5), Span(1.0, 1.5)),
        (Word("a", 1.5, 2.2), Span(1.5, 2.0)),
        (Word("a", 0.5, 0.8), Span(1.0, 1.3)),
        (Word("a", 2.1, 2.3), Span(1.8, 2.0)),
        (Word("a", 3.0, 3.5), Span(3.0, 3.5)),
    ],
)
def test_words_snap_to_the_edges_of_speech(word, expected):
    span = snapped(word, [Span(1.0, 2.0)], 0.0).span
    assert (span.start, span.end) == pytest.approx((expected.start, expected.end))


def test_spoken_length_reads_figures_as_they_are_said():
    assert spoken_length("£4,280") > spoken_length("pounds")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is [NAME].", ["My", "name", "is", "[NAME]."]),
        ("It's [CREDIT CARD NUMBER], yes", ["It's", "[CREDIT CARD NUMBER],", "yes"]),
        ("<redacted> and <PERSON 1>", ["<redacted>", "and", "<PERSON 1>"]),
        ("[unclosed tag", ["[unclosed", "tag"]),
    ],
)
def test_a_redacted_word_is_one_word(text, expected):
    assert list(tokens(text)) == expected
    assert spoken_length("[CREDIT CARD NUMBER]") == spoken_length("<redacted>") == spoken_length("[PII]")


def test_matching_tells_chance_from_agreement(call):
    speech = {"a": heard(call)[0], "b": heard(call)[1]}
    found = match_by_time(speech, heard(call), duration=call.duration)
    assert found.agreement == 1.0
    assert found.agreement - found.chance > 0.3
    assert found.offset == 0.0
