"""Who cuts in: interruption, backchannel, terminal and cooperative overlap, cut-in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.analyzers.interruptions import cut_ins, interruptions
from callscore.conversation import Conversation, Layout, Role, TimingSource
from callscore.findings import Finding, Metric
from callscore.testing import make_call


def metric(conversation: Conversation, name: str) -> float | None:
    return next(m.value for m in interruptions(conversation) if isinstance(m, Metric) and m.name == name)


CALLS = [
    pytest.param(
        ["0-5 customer: I was going to pay on the first but my", "4.6-8 agent: When are you going to pay this?"],
        "successful",
        id="holder drops out in an unfinished clause",
    ),
    pytest.param(
        ["0-5 customer: I paid it all on the first of March.", "4.2-8 agent: No you have not paid it at all."],
        "attempted",
        id="overlap of more than half a second with a turn that is finished",
    ),
    pytest.param(
        ["0-5 customer: I paid it all on the first of March.", "4.7-8 agent: And which account was that from?"],
        "terminal",
        id="last half second of a complete turn",
    ),
    pytest.param(
        ["0-5 customer: I was going to pay on the first but my", "3-3.6 agent: Mm-hm."],
        "backchannel",
        id="continuer while the other goes on",
    ),
    pytest.param(
        [
            "0-5 customer: I paid it with the, what's it called, the",
            "4.7-5.6 agent: the banking app",
            "6-8 customer: Exactly, with the banking app.",
        ],
        "cooperative",
        id="supplies the word, and the other takes it",
    ),
    pytest.param(
        [
            "0-3 agent: And which day would suit you",
            "2.8-4 customer: Friday.",
            "4.4-9 customer: I was going to pay on the first but my",
            "9.1-12 agent: When are you going to pay this?",
        ],
        None,
        id="a gap after an unfinished clause is no cut-in where the timing shows overlaps",
    ),
    pytest.param(
        ["0-0.5 customer: But I", "0.4-3 agent: When are you going to pay this?"],
        None,
        id="nobody holds the floor after half a second",
    ),
    pytest.param(
        ["0-5 customer: I was going to pay on the first but my", "4-5.1 agent: No, listen to me now."],
        None,
        id="does not outlast the holder",
    ),
]


@pytest.mark.parametrize(("lines", "kind"), CALLS)
def test_what_an_overlapping_agent_turn_is(lines: list[str], kind: str | None) -> None:
    kinds = [cut.kind for cut in cut_ins(make_call(*lines)) if cut.role is Role.AGENT]
    assert (kinds[-1] if kinds else None) == kind


def test_an_unfinished_turn_answered_at_once_is_a_cut_in_where_overlaps_are_never_seen() -> None:
    call = make_call(
        "0-4 agent: And which day would suit you?",
        "5-9 customer: I was going to pay on the first but my",
        "9.1-12 agent: When are you going to pay this?",
    )
    (cut,) = [cut for cut in cut_ins(call) if cut.is_interruption]
    assert cut.kind == "cut_in"
    assert cut.confidence < 0.5


def test_only_the_agents_interruptions_count_against_it() -> None:
    call = make_call("0-5 agent: I am calling about the invoice for the", "4-8 customer: I have told you already.")
    assert metric(call, "interruptions") == 0
    assert metric(call, "customer_interruptions") == 1
    assert not any(item.is_fault for item in interruptions(call) if isinstance(item, Finding))


def test_giving_the_floor_back_is_noted_and_weighs_less() -> None:
    lines = ["0-5 customer: I was going to pay on the first but my"]
    plain = make_call(*lines, "4.4-8 agent: When are you going to pay this?")
    repaired = make_call(*lines, "4.4-8 agent: When are you, sorry, go ahead, I cut you off.")
    (one,) = [f for f in interruptions(plain) if isinstance(f, Finding)]
    (other,) = [f for f in interruptions(repaired) if isinstance(f, Finding)]
    assert one.severity > other.severity
    assert "gave the floor back" in other.why


def test_the_finding_says_what_was_cut_off() -> None:
    call = make_call("0-5 customer: I was going to pay on the first but my", "4.6-8 agent: When will you pay this?")
    (finding,) = [f for f in interruptions(call) if isinstance(f, Finding)]
    assert "the first but my" in finding.why
    assert finding.start == pytest.approx(4.6)


def test_without_times_interruptions_are_unknown_and_not_zero() -> None:
    call = make_call("customer: I was going to pay but my", "agent: When?", timed=False)
    assert metric(call, "interruptions") is None


def shifted(call: Conversation, seconds: float) -> Conversation:
    def later(turn, by):  # type: ignore[no-untyped-def]
        return replace(
            turn,
            start=turn.start + by,
            end=turn.end + by,
            words=tuple(replace(w, start=w.start + by, end=w.end + by) for w in turn.words),
        )

    return replace(call, turns=tuple(later(turn, seconds) for turn in call.turns))


def test_shifting_a_call_in_time_changes_no_interruption() -> None:
    call = make_call("0-5 customer: I was going to pay on the first but my", "4.6-8 agent: When will you pay this?")
    assert [c.kind for c in cut_ins(shifted(call, 100.0))] == [c.kind for c in cut_ins(call)]


def test_swapping_the_parties_swaps_the_counts() -> None:
    lines = ["0-5 customer: I was going to pay on the first but my", "4.6-8 agent: When will you pay this?"]
    swapped = [line.replace("customer:", "x:").replace("agent:", "customer:").replace("x:", "agent:") for line in lines]
    assert metric(make_call(*swapped), "customer_interruptions") == metric(make_call(*lines), "interruptions") == 1


def test_go_on_inside_another_word_is_no_apology() -> None:
    lines = ["0-5 customer: I was going to pay on the first but my"]
    call = make_call(*lines, "4.4-8 agent: You promised that a month ago on the phone.")
    (finding,) = [f for f in interruptions(call) if isinstance(f, Finding)]
    assert "gave the floor back" not in finding.why


def test_without_words_interruptions_are_unknown() -> None:
    call = make_call("0-5 customer: ", "4-9 agent: ")
    assert metric(call, "interruptions") is None


def test_the_rate_says_what_was_counted() -> None:
    call = make_call("0-30 customer: I was going to pay on the first but my", "29.4-33 agent: When will you pay this?")
    (rate,) = [m for m in interruptions(call) if isinstance(m, Metric) and m.name == "interruption_rate"]
    assert (rate.value, rate.base, rate.reason) == (1.0, 1.0, "once in 30 s of customer speech")


def mono(call: Conversation) -> Conversation:
    """The call as if its voices had been told apart on one channel."""
    quality = replace(call.quality, layout=Layout.MONO, diarization_confidence=0.95, snr_db=30.0)
    return replace(call, quality=quality, timing_source=TimingSource.AUDIO)


BROKEN_OFF = ["0-5 customer: I was going to pay on the first but my", "5.1-8 agent: When are you going to pay this?"]


def test_on_one_channel_a_clause_cut_without_overlap_counts_although_others_overlap() -> None:
    seen = ["10-15 customer: I told you that I lost my job and I", "14-17 agent: That is not what I asked you."]
    kinds = [cut.kind for cut in cut_ins(mono(make_call(*BROKEN_OFF, *seen))) if cut.is_interruption]
    assert kinds == ["cut_in", "successful"]


def test_on_two_channels_a_clause_left_open_without_overlap_is_no_interruption() -> None:
    call = mono(make_call(*BROKEN_OFF))
    dual = replace(call, quality=replace(call.quality, layout=Layout.DUAL, diarization_confidence=None))
    assert not [cut for cut in cut_ins(dual) if cut.is_interruption]


@pytest.mark.parametrize(("ending", "found"), [("but my—", 1), ("but my", 0)])
def test_a_gap_of_half_a_second_needs_a_clause_that_is_plainly_broken_off(ending: str, found: int) -> None:
    call = mono(make_call(f"0-5 customer: I was going to pay it, {ending}", "5.4-8 agent: When are you going to pay?"))
    assert len([cut for cut in cut_ins(call) if cut.is_interruption]) == found


def test_an_interruption_is_surer_the_longer_both_spoke_and_the_plainer_the_clause_broke() -> None:
    def confidence(ending: str, start: float) -> float:
        lines = [f"0-5 customer: I was going to pay it {ending}", f"{start}-8 agent: When are you going to pay this?"]
        (cut,) = [cut for cut in cut_ins(mono(make_call(*lines))) if cut.is_interruption]
        return cut.confidence

    assert confidence("but my", 4.7) < confidence("but my", 4.2) <= confidence("but my", 3.5)
    assert confidence("because of—", 4.7) > confidence("about", 4.7)


def test_the_count_is_less_sure_on_one_channel() -> None:
    call = make_call("0-5 customer: I paid it on the first.", "6-8 agent: Thank you, I can see it.")
    (one,) = [m for m in interruptions(mono(call)) if isinstance(m, Metric) and m.name == "interruptions"]
    assert one.value == 0
    assert one.confidence is not None and one.confidence < 0.95
