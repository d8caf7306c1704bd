"""From metrics to points: bands with soft edges, abstaining, and losses that add up."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callscore import Analysis, CallscoreError, Metric, Rubric, analyze, score
from callscore.coaching import coach
from callscore.conversation import Conversation, Quality, Role
from callscore.doubts import doubts
from callscore.findings import Finding
from callscore.rubric import Band
from callscore.scorecard import Scorecard
from callscore.scoring import band_in_words
from callscore.testing import make_call

BAND = Band(full_from=0.35, full_to=0.55, zero_below=0.1, zero_above=0.85)

POINTS = [(0.35, 100), (0.45, 100), (0.55, 100), (0.70, 50), (0.85, 0), (1.0, 0), (0.225, 50), (0.1, 0), (0.0, 0)]


@pytest.mark.parametrize(("value", "points"), POINTS)
def test_a_band_has_soft_edges(value: float, points: float) -> None:
    assert BAND.points(value) == pytest.approx(points)


def test_a_band_without_a_zero_end_is_hard() -> None:
    assert Band(full_to=0).points(1) == 0


@given(st.floats(0, 1), st.floats(0, 1))
def test_nearer_to_the_band_never_earns_less(one: float, other: float) -> None:
    near, far = sorted((one, other), key=lambda value: abs(value - 0.45))
    if (near - 0.45) * (far - 0.45) >= 0:
        assert BAND.points(near) >= BAND.points(far)


TALKED = make_call(*("agent: hello", "customer: hello") * 4)
"""A call that is long enough to be scored."""


def scorecard(**values: float | None) -> Scorecard:
    metrics = {
        name: Metric(name, value, "count", reason="" if value is not None else "no times")
        for name, value in values.items()
    }
    return score(Analysis(TALKED, metrics))


ALL_GOOD = {
    row.metric: row.band.full_from if isfinite(row.band.full_from) else row.band.full_to
    for row in Rubric.load().criteria
}
"""A value of every metric that earns full points."""


def test_a_call_without_fault_scores_a_hundred() -> None:
    assert scorecard(**ALL_GOOD).total == pytest.approx(100.0)


def test_what_the_rows_cost_adds_up_to_what_is_missing() -> None:
    card = scorecard(**ALL_GOOD | {"accusatory": 2.0, "recap": 0.0, "agent_talk_share": 0.8})
    assert card.total is not None
    assert 100 - card.total == pytest.approx(sum(row.lost or 0.0 for row in card.criteria))


def test_a_row_that_cannot_be_judged_costs_nothing_and_says_why() -> None:
    card = scorecard(**ALL_GOOD | {"recap": None})
    assert card.total == pytest.approx(100.0)
    assert not card["recap"].judged
    assert card["recap"].reason == "not judged: no times"
    assert card["recap"].points is None


def test_unsure_measurements_are_not_judged() -> None:
    metrics = {"interruption_rate": Metric("interruption_rate", 5.0, "count", confidence=0.1)}
    row = score(Analysis(make_call("agent: hello", "customer: hello"), metrics))["interruptions"]
    assert not row.judged
    assert "confidence 0.10" in row.reason


def test_too_little_judged_gives_no_total() -> None:
    card = scorecard(courtesy=1.0)
    assert card.total is None
    assert card["courtesy"].points == 100


def test_a_worse_call_never_scores_higher() -> None:
    totals = [scorecard(**ALL_GOOD | {"accusatory": float(count)}).total or 0.0 for count in range(6)]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] > totals[-1]


def test_advice_names_what_costs_most_first_with_its_worst_moment() -> None:
    finding = Finding("accusatory", "bare", Role.AGENT, 0, "you haven't paid", "why", 1.0, 2.0, 0.9, 2, "say this")
    metrics = {
        name: Metric(name, value, "count")
        for name, value in (ALL_GOOD | {"accusatory": 4.0, "acknowledgement": 0.0}).items()
    }
    analysis = Analysis(make_call("agent: you haven't paid", "customer: no"), metrics, (finding,))
    improve = [piece for piece in coach(analysis, score(analysis)) if piece.kind == "improve"]
    assert [piece.criterion for piece in improve] == ["accusatory", "acknowledgement"]
    assert improve[0].moments[0].instead == "say this"


def test_a_perfect_call_has_nothing_to_change() -> None:
    metrics = {name: Metric(name, value, "count") for name, value in ALL_GOOD.items()}
    analysis = Analysis(make_call("agent: hello", "customer: hello"), metrics)
    assert not [piece for piece in coach(analysis, score(analysis)) if piece.kind == "improve"]


@pytest.mark.parametrize(("confidence", "judged"), [(0.3, False), (0.9, True)])
def test_what_rests_on_words_is_not_judged_where_they_were_hardly_recognised(confidence: float, judged: bool) -> None:
    call = make_call("agent: you haven't paid", "customer: hello")
    turns = tuple(
        replace(turn, words=tuple(replace(word, confidence=confidence) for word in turn.words)) for turn in call.turns
    )
    analysis = analyze(replace(call, turns=turns, recogniser="small.en"))
    assert score(analysis)["accusatory"].judged is judged
    assert bool(analysis.of("accusatory")) is judged
    assert score(analysis)["talk_share"].judged


UNSCORED = [
    pytest.param(make_call("agent: Hello, it's Dana from Northgate."), "only the agent was heard", id="agent only"),
    pytest.param(make_call("customer: Hello?"), "only the customer was heard", id="customer only"),
    pytest.param(
        replace(make_call("agent: a", "customer: b"), quality=Quality(role_confidence=0.5)),
        "who is the agent could not be told",
        id="roles unknown",
    ),
    pytest.param(make_call("0-3 agent: ", "3-5 customer: "), "no words are known", id="no words"),
]


@pytest.mark.parametrize(("call", "reason"), UNSCORED)
def test_a_call_that_shows_too_little_gets_no_total(call: Conversation, reason: str) -> None:
    card = score(analyze(call))
    assert card.total is None
    assert reason in card["accusatory"].reason


def test_rough_times_judge_no_interruption() -> None:
    call = make_call("0-5 customer: I was going to pay but my", "4.4-8 agent: when will you pay this")
    rough = replace(call, quality=Quality(rough_times=True))
    assert score(analyze(call))["interruptions"].judged
    assert not score(analyze(rough))["interruptions"].judged
    assert any("rough" in line for line in doubts(rough))


def test_an_analyzer_that_fails_is_named() -> None:
    def broken(conversation: Conversation) -> list[Metric]:
        raise KeyError("missing")

    with pytest.raises(CallscoreError, match=r"analyzer broken failed on call 'test': KeyError"):
        analyze(make_call("agent: hello"), analyzers=[broken])


def faulty(severity: int, criterion: str = "threats") -> Analysis:
    found = Finding(criterion, "bare", Role.AGENT, 0, "or else", "why", severity=severity)
    metrics = {name: Metric(name, value, "count") for name, value in (ALL_GOOD | {criterion: 1.0}).items()}
    return Analysis(make_call("agent: or else", "customer: no"), metrics, (found,))


def test_faults_that_count_by_severity_cost_more_the_graver_they_are() -> None:
    points = [score(faulty(severity))["threats"].points or 0.0 for severity in (1, 2, 3)]
    assert points == sorted(points, reverse=True)
    assert points[0] > points[2]


def test_a_serious_fault_under_a_criterion_that_fails_calls_is_flagged_and_said() -> None:
    card = score(faulty(3))
    assert card.failed == ("threats",)
    assert "fails the call" in card["threats"].reason
    assert card.total == card.mean
    assert score(faulty(2)).failed == ()
    assert score(faulty(3, "accusatory")).failed == ()


def test_a_rubric_with_a_cap_caps_the_total_of_a_failed_call_and_keeps_its_mean() -> None:
    rubric = Rubric.load("consumer_uk")
    card = score(faulty(3), rubric=rubric)
    assert rubric.fail_cap is not None
    assert card.total == rubric.fail_cap
    assert card.mean is not None
    assert card.mean > rubric.fail_cap
    assert 100 - card.mean == pytest.approx(sum(row.lost or 0.0 for row in card.criteria))
    mild = score(faulty(1), rubric=rubric)
    assert mild.total == mild.mean


def test_a_cap_lifts_no_call_that_is_worse_than_it() -> None:
    rubric = replace(Rubric.load("consumer_uk"), fail_cap=99.0)
    card = score(faulty(3), rubric=rubric)
    assert card.failed == ("threats",)
    assert card.total == card.mean
    assert card.total is not None and card.total < 99.0


@pytest.mark.parametrize(("steepness", "total"), [(1.0, 80.0), (2.0, 64.0), (3.0, 51.2)])
def test_a_rubric_may_raise_what_faults_cost_together(steepness: float, total: float) -> None:
    plain = replace(Rubric.load(), steepness=1.0)
    whole = sum(row.weight for row in plain.criteria)
    rows = tuple(replace(row, weight=whole / 4) if row.id == "courtesy" else row for row in plain.criteria)
    rest = sum(row.weight for row in rows if row.id != "courtesy")
    rows = tuple(replace(row, weight=row.weight * 0.75 * whole / rest) if row.id != "courtesy" else row for row in rows)
    values = ALL_GOOD | {"courtesy": 0.75 * 0.2}
    metrics = {name: Metric(name, value, "count") for name, value in values.items()}
    card = score(Analysis(TALKED, metrics), rubric=replace(plain, criteria=rows, steepness=steepness))
    assert card.total == pytest.approx(total)
    assert 100 - card.total == pytest.approx(sum(row.lost or 0.0 for row in card.criteria))
    assert card["courtesy"].points == pytest.approx(20.0)
    assert [row.id for row in card.criteria if row.lost] == ["courtesy"]


def test_advice_on_what_fails_the_call_comes_first_and_says_so() -> None:
    analysis = faulty(3, "stop_request")
    metrics = dict(analysis.metrics) | {"recap": Metric("recap", 0.0, "share")}
    analysis = replace(analysis, metrics=metrics)
    card = score(analysis)
    assert (card["recap"].lost or 0) > (card["stop_request"].lost or 0)
    first = next(piece for piece in coach(analysis, card) if piece.kind == "improve")
    assert first.criterion == "stop_request"
    assert first.text.startswith("This fails the call until a person has reviewed it.")


def test_groups_sum_up_to_what_is_missing() -> None:
    card = scorecard(**ALL_GOOD | {"accusatory": 2.0, "recap": 0.0, "agent_talk_share": None})
    assert card.total is not None
    assert 100 - card.total == pytest.approx(sum(group.lost for group in card.groups))
    assert sum(group.rows for group in card.groups) == len(card.criteria)
    assert next(group.group for group in card.groups) == card.criteria[0].group
    tone = next(group for group in card.groups if group.group == "Tone")
    assert tone.points is not None
    assert tone.points < 100


def test_a_group_of_which_nothing_was_judged_has_no_points() -> None:
    card = scorecard(accusatory=0.0, condescending=0.0, threats=0.0)
    listening = next(group for group in card.groups if group.group == "Listening")
    assert listening.points is None
    assert listening.judged == 0


GOOD_CALL = (
    "agent: Good morning, this is Priya Nair from Calder Timber. Am I speaking to Mr Bell?",
    "customer: Yes, speaking, this is Tom Bell.",
    "agent: Thank you, Mr Bell. Our calls are recorded. I'm calling about invoice 4411, £480, due on the 3rd of June. "
    "How does it look at your end?",
    "customer: It was a thin month, my van broke down and I couldn't work, so I can't pay it all today.",
    "agent: I'm so sorry, a broken van when you need it for work is hard. Would half now and half later be manageable?",
    "customer: That would help a lot, I could do half by card today and the other half at the end of the month.",
    "agent: So £240 by card today and £240 by card on the 30th of June. Have I got that right?",
    "customer: That's right.",
    "agent: Thank you, Mr Bell. I'll ring you on the 1st of July to see that both arrived. Have a good day.",
)
MIDDLING_CALL = (
    *GOOD_CALL[:2],
    "agent: I'm calling about invoice 4411, £480, due on the 3rd of June.",
    GOOD_CALL[3],
    "agent: You haven't paid since March either. Can you do half?",
    GOOD_CALL[5],
    "agent: Fine. Bye.",
)
POOR_CALL = (
    "agent: You owe us £480.",
    "customer: Who is this?",
    "agent: You people never pay, and you know how a calendar works, don't you?",
    GOOD_CALL[3],
    "agent: Spare me the stories. I don't give a damn about your van.",
    "customer: How dare you. Stop calling me.",
    "agent: We'll keep calling until you pay, and your boss will hear of it.",
)


@pytest.mark.parametrize("name", ["default", "b2b_invoice", "consumer_us", "consumer_uk"])
def test_under_every_shipped_rubric_good_calls_score_above_middling_ones_above_poor_ones(name: str) -> None:
    rubric = Rubric.load(name)
    good, middling, poor = (
        score(analyze(make_call(*lines), rubric=rubric), rubric=rubric).total or 0.0
        for lines in (GOOD_CALL, MIDDLING_CALL, POOR_CALL)
    )
    assert good > 85
    assert good - 10 > middling > poor + 10
    assert poor < 50


SHORT = [
    pytest.param(
        (
            "customer: You've reached Dana Bell, please leave a message after the tone.",
            "agent: Hello, this is Priya from Calder Timber, please call me back. Thank you, bye.",
        ),
        "answered the customer once",
        id="voicemail",
    ),
    pytest.param(
        (
            "agent: Hello, this is Priya from Calder Timber, is that Mr Bell?",
            "customer: No, wrong number.",
            "agent: Oh, I'm sorry to have bothered you. Goodbye.",
            "customer: Bye.",
        ),
        "answered the customer once",
        id="wrong number",
    ),
    pytest.param(
        ("agent: Hello, am I speaking with Mr Bell?", "customer: Not interested. Bye."),
        "never answered the customer",
        id="hang-up",
    ),
]


@pytest.mark.parametrize(("lines", "reason"), SHORT)
@pytest.mark.parametrize("timed", [True, False])
def test_a_call_without_an_exchange_gets_no_total(lines: tuple[str, ...], reason: str, timed: bool) -> None:
    card = score(analyze(make_call(*lines, timed=timed)))
    assert card.total is None
    assert card.mean is None
    assert "too little to judge" in card.reason
    assert reason in card.reason


def test_a_short_call_with_a_serious_fault_gets_a_total() -> None:
    card = score(analyze(make_call("customer: Hello?", "agent: You haven't got a damn clue.", "customer: Bye.")))
    assert card.total is not None
    assert card.reason == ""


def test_three_answers_are_an_exchange() -> None:
    card = score(analyze(make_call(*("customer: I could do Friday.", "agent: Friday is fine, thank you.") * 3)))
    assert card.total is not None


def praised(*credits: Finding, total: float = 90.0) -> list[str]:
    """Criteria of the strengths of a call with these credits and nothing wrong but, perhaps, its total."""
    metrics = {name: Metric(name, value, "count") for name, value in ALL_GOOD.items()}
    analysis = Analysis(TALKED, metrics, credits)
    card = replace(score(analysis), total=total)
    return [piece.criterion for piece in coach(analysis, card) if piece.kind == "strength"]


def credited(criterion: str, quote: str, *, rule: str = "r", turn: int = 0) -> Finding:
    return Finding(criterion, rule, Role.AGENT, turn, quote, "why", 1.0, 2.0, 0.9)


def test_a_call_that_went_badly_is_praised_for_acts_only() -> None:
    credits = (credited("courtesy", "Hello."), credited("right_party", "Is that Mr Bell?"))
    assert praised(*credits, total=20.0) == ["right_party"]
    assert "courtesy" in praised(*credits)


def test_one_moment_shows_one_strength() -> None:
    credits = (credited("introduction", "It's Dana from Northgate."), credited("courtesy", "It's Dana from Northgate."))
    assert len({"introduction", "courtesy"} & set(praised(*credits))) == 1


def test_what_was_done_by_half_shows_no_strength() -> None:
    assert "next_step" not in praised(credited("next_step", "I'll send it.", rule="next_step.undated"), total=20.0)


@pytest.mark.parametrize(
    ("band", "unit", "words"),
    [
        (Band(full_from=0.35, full_to=0.55), "share", "35 % to 55 %"),
        (Band(full_from=1.0), "share", "all"),
        (Band(full_from=0.5), "share", "at least 50 %"),
        (Band(full_from=2.0), "count", "at least 2 moments"),
        (Band(full_to=0.0), "count", "none"),
        (Band(full_to=30.0), "s", "at most 30 s"),
        (Band(full_from=1.0), "presence", "yes"),
    ],
)
def test_what_earns_full_points_is_said_in_words(band: Band, unit: str, words: str) -> None:
    assert band_in_words(band, unit) == words


def test_what_is_too_little_is_said_with_what_is_needed() -> None:
    card = score(Analysis(TALKED, {"courtesy": Metric("courtesy", 1.0, "share")}))
    assert card.reason.startswith("too little to judge: ")
    assert card.reason.endswith(" % of the rubric's weight, and 35 % are needed")
