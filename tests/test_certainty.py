"""How far timing numbers are trusted: edges, voices and rough times carried into each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore import Rubric, analyze, read_transcript, score
from callscore.certainty import (
    beyond,
    edge_jitter,
    interval_certainty,
    overlap_certainty,
    share_certainty,
    share_margin,
)
from callscore.conversation import Conversation, Layout, TimingSource
from callscore.samples import sample
from callscore.testing import make_call

SHORT = make_call("0-4 agent: hello it is me", "5-8 customer: hello to you")
LONG = make_call(
    *[
        line
        for i in range(20)
        for line in (f"{20 * i}-{20 * i + 9} agent: so", f"{20 * i + 10}-{20 * i + 19} customer: and")
    ]
)


def heard(call: Conversation, **quality: object) -> Conversation:
    """The call as if it had been measured on sound."""
    return replace(call, timing_source=TimingSource.AUDIO, quality=replace(call.quality, **quality))


DUAL = {"layout": Layout.DUAL, "snr_db": 30.0}
MONO = {"layout": Layout.MONO, "snr_db": 30.0, "diarization_confidence": 0.95}


def test_edges_are_surest_on_two_channels_then_on_mono_then_on_turn_times() -> None:
    jitters = [
        edge_jitter(heard(LONG, **DUAL)),
        edge_jitter(heard(LONG, **MONO)),
        edge_jitter(replace(LONG, timing_source=TimingSource.TURNS)),
    ]
    assert jitters == sorted(jitters)
    assert len(set(jitters)) == 3


def test_noise_makes_edges_less_sure() -> None:
    assert edge_jitter(heard(LONG, layout=Layout.DUAL, snr_db=5.0)) > edge_jitter(heard(LONG, **DUAL))


def test_a_longer_call_has_a_surer_talk_share() -> None:
    assert share_margin(heard(LONG, **DUAL)) < share_margin(heard(SHORT, **DUAL)) / 2


def test_voices_that_are_hard_to_tell_apart_make_the_share_unsure() -> None:
    sure, unsure = heard(LONG, **MONO), heard(LONG, layout=Layout.MONO, snr_db=30.0, diarization_confidence=0.4)
    assert share_certainty(sure) > 0.9
    assert share_certainty(unsure) < 0.5


@pytest.mark.parametrize(
    ("snr_db", "least", "most"), [(30.0, 0.9, 1.0), (9.0, 0.6, 0.85), (6.5, 0.3, 0.5), (3.0, 0.0, 0.3)]
)
def test_a_party_that_drowns_in_noise_makes_every_time_unsure(snr_db: float, least: float, most: float) -> None:
    call = heard(LONG, layout=Layout.DUAL, snr_db=snr_db)
    assert least <= share_certainty(call) <= most
    assert least <= call.timing_confidence <= most


def test_noise_says_nothing_of_times_that_a_transcript_gave() -> None:
    noisy = replace(LONG, quality=replace(LONG.quality, snr_db=2.0))
    assert noisy.timing_confidence == LONG.timing_confidence
    assert share_margin(noisy) == share_margin(LONG)


def test_rough_times_make_the_share_unsure() -> None:
    rough = replace(LONG, quality=replace(LONG.quality, rough_times=True))
    assert share_certainty(rough) < 0.3


def test_one_party_alone_has_no_share_to_be_sure_of() -> None:
    assert share_certainty(make_call("0-4 agent: hello")) is None


@pytest.mark.parametrize(("seconds", "low", "high"), [(0.1, 0.0, 0.05), (0.5, 0.5, 0.5), (0.9, 0.95, 1.0)])
def test_a_duration_far_from_the_threshold_is_sure(seconds: float, low: float, high: float) -> None:
    assert low <= beyond(seconds, 0.5, heard(LONG, **DUAL)) <= high


def test_overlaps_are_less_sure_on_one_channel() -> None:
    assert overlap_certainty(heard(LONG, **MONO)) < overlap_certainty(heard(LONG, **DUAL))


def test_more_pauses_make_their_median_surer() -> None:
    call = replace(LONG, timing_source=TimingSource.TURNS)
    assert interval_certainty(call, 2) < interval_certainty(call, 20)


TIMED = (
    "talk_share",
    "longest_monologue",
    "interruptions",
    "patience",
    "question_mid_sentence",
    "question_spacing",
    "pace",
)
"""Rows of the default rubric that rest on times."""

POOR = [
    pytest.param({"layout": Layout.DUAL, "snr_db": 3.0}, id="drowned in noise"),
    pytest.param({"layout": Layout.MONO, "snr_db": 30.0, "diarization_confidence": 0.25}, id="voices alike"),
    pytest.param({"layout": Layout.DUAL, "snr_db": 30.0, "rough_times": True}, id="rough times"),
]


@pytest.fixture(scope="module")
def call() -> Conversation:
    return read_transcript(sample("mixed")[1])


@pytest.mark.parametrize("row", TIMED)
@pytest.mark.parametrize("quality", POOR)
def test_no_row_that_rests_on_times_is_judged_on_poor_ones(
    call: Conversation, row: str, quality: dict[str, object]
) -> None:
    metric = next(criterion.metric for criterion in Rubric.load().criteria if criterion.id == row)
    for known, judged in ((DUAL, True), (quality, False)):
        analysis = analyze(heard(call, **known))
        assert analysis.metrics[metric].confidence is not None
        assert score(analysis)[row].judged is judged
