"""Whether a turn was left unfinished: what its words say, and its melody where the words don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.analyzers.interruptions import cut_ins
from callscore.conversation import Conversation, Layout, TimingSource, Word
from callscore.testing import make_call
from callscore.turn_taking.cut_off import left_unfinished
from callscore.turn_taking.floor import exchanges
from callscore.voice import TurnVoice

COMPLETE = "I already sent you the form last week"
STOPPED = "I would have paid you but the"
FELL, STAYED_UP, ROSE = -3.0, -0.4, 4.0


def call(
    text: str, *, overlap: float = 0.4, final: float | None = None, recogniser: str | None = "small", sure: float = 0.9
) -> Conversation:
    """A customer whose turn ends at 5 s on a melody, and an agent who comes in `overlap` seconds before."""
    begun = 5.0 - overlap
    made = make_call(f"0-5 customer: {text}", f"{begun}-8 agent: I see and when was the last payment")
    first, second = made.turns
    step = 5.0 / len(text.split())
    words = tuple(Word(word, i * step, (i + 1) * step, sure) for i, word in enumerate(text.split()))
    first = replace(first, words=words, voice=TurnVoice(5.0, final_semitones=final))
    return replace(
        made,
        turns=(first, second),
        recogniser=recogniser,
        timing_source=TimingSource.AUDIO,
        quality=replace(made.quality, layout=Layout.DUAL),
    )


def unfinished(made: Conversation) -> bool:
    return left_unfinished(made, exchanges(made)[0]) > 0


@pytest.mark.parametrize(
    ("final", "cut_off"), [(STAYED_UP, True), (FELL, False), (ROSE, False), (None, False)], ids=str
)
def test_where_words_seem_complete_a_melody_that_stays_up_tells_the_cut(final: float | None, cut_off: bool) -> None:
    made = call(COMPLETE, final=final)
    assert unfinished(made) is cut_off
    assert [cut.kind for cut in cut_ins(made)] == ["successful" if cut_off else "terminal"]


def test_a_short_overlap_says_nothing_of_the_melody() -> None:
    assert not unfinished(call(COMPLETE, overlap=0.15, final=STAYED_UP))


@pytest.mark.parametrize(
    ("text", "recogniser", "cut_off"),
    [
        (f"{COMPLETE}.", None, False),
        (COMPLETE, None, True),
        (f"{COMPLETE}.", "small", True),
        ("did you get the form I sent?", "small", False),
    ],
)
def test_a_full_stop_counts_where_a_person_wrote_it(text: str, recogniser: str | None, cut_off: bool) -> None:
    assert unfinished(call(text, final=STAYED_UP, recogniser=recogniser)) is cut_off


@pytest.mark.parametrize(
    ("final", "sure", "cut_off"), [(STAYED_UP, 0.9, True), (None, 0.9, True), (FELL, 0.9, False), (None, 0.4, False)]
)
def test_a_recognised_last_word_must_be_sure_and_its_melody_not_at_rest(
    final: float | None, sure: float, cut_off: bool
) -> None:
    assert unfinished(call(STOPPED, final=final, sure=sure)) is cut_off


def test_words_that_people_wrote_down_are_believed_whatever_the_melody() -> None:
    assert unfinished(call(STOPPED, final=FELL, recogniser=None, sure=0.4))


@pytest.mark.parametrize(("text", "counted"), [(STOPPED, True), ("I would have paid you, you know,", False)])
def test_without_an_overlap_recognised_words_must_plainly_hang(text: str, counted: bool) -> None:
    made = call(text, overlap=0.0)
    made = replace(made, quality=replace(made.quality, layout=Layout.MONO, diarization_confidence=0.95))
    assert [cut.kind for cut in cut_ins(made)] == (["cut_in"] if counted else [])


@pytest.mark.parametrize(
    ("goes_on", "kind"),
    [
        pytest.param("I was going to pay", "successful", id="begins it again"),
        pytest.param("the invoice in March", "successful", id="goes on from its last words"),
        pytest.param("that is what I said", "attempted", id="says something else"),
    ],
)
def test_who_takes_the_same_clause_up_again_was_cut_off(goes_on: str, kind: str) -> None:
    cut = ("0-5 customer: I was going to pay you the invoice", "4.4-7 agent: when was the last payment then")
    assert [found.kind for found in cut_ins(make_call(*cut, f"7.2-9 customer: {goes_on}"))] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Okay, perfect. I'll send that to you now", "terminal"),
        ("I'll send that to you now, okay, perfect", "attempted"),
    ],
)
def test_listening_noises_before_ones_own_words_cut_nobody_off(text: str, kind: str) -> None:
    made = make_call("0-5 customer: I sent you the form last week.", f"4.2-7 agent: {text}")
    assert [found.kind for found in cut_ins(made)] == [kind]


@pytest.mark.parametrize(
    ("text", "overlap", "recogniser", "layout", "kind"),
    [
        (f"{COMPLETE}.", 0.65, None, Layout.DUAL, "attempted"),
        (f"{COMPLETE}.", 0.65, None, Layout.MONO, "terminal"),
        (f"{COMPLETE}.", 0.85, None, Layout.MONO, "attempted"),
        (COMPLETE, 0.65, None, Layout.MONO, "attempted"),  # no mark says that it was complete
        (f"{COMPLETE}.", 0.65, "small", Layout.MONO, "attempted"),  # recognisers put full stops anywhere
    ],
)
def test_where_voices_share_a_channel_a_marked_end_needs_a_longer_overlap(
    text: str, overlap: float, recogniser: str | None, layout: Layout, kind: str
) -> None:
    made = call(text, overlap=overlap, final=FELL, recogniser=recogniser)
    made = replace(made, quality=replace(made.quality, layout=layout, diarization_confidence=0.95))
    assert [cut.kind for cut in cut_ins(made)] == [kind]


@pytest.mark.parametrize(("outlasted", "layout", "n_cuts"), [(0.24, Layout.MONO, 1), (0.24, Layout.DUAL, 0)])
def test_boundaries_of_a_shared_channel_are_allowed_more_jitter(outlasted: float, layout: Layout, n_cuts: int) -> None:
    made = call(STOPPED, recogniser=None)
    last = replace(made.turns[1], end=5.0 + outlasted, words=())
    made = replace(
        made,
        turns=(made.turns[0], replace(last, text="which one")),
        quality=replace(made.quality, layout=layout, diarization_confidence=0.95),
    )
    assert len(cut_ins(made)) == n_cuts
