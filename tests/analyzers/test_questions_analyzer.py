from __future__ import annotations

from collections.abc import Iterable

import pytest

from callscore.analyzers.mid_sentence import question_mid_sentence
from callscore.analyzers.questions import questions
from callscore.findings import Finding, Metric
from callscore.testing import make_call


def values(results: Iterable[Finding | Metric]) -> dict[str, float | None]:
    return {result.name: result.value for result in results if isinstance(result, Metric)}


def faults(results: Iterable[Finding | Metric]) -> list[Finding]:
    return [result for result in results if isinstance(result, Finding) and result.severity > 0]


CALM = (
    "0-3 agent: what happened with the march invoice",
    "4-14 customer: we had a flood and the office was shut for two weeks",
    "15-17 agent: when do you expect to be paid",
    "18-24 customer: around the twentieth i think",
)
HASTY = (
    "0-2 agent: when can you pay",
    "2.5-4 customer: friday",
    "5-7 agent: how much can you pay",
    "7.5-9 customer: fifty",
    "10-12 agent: is that by card",
    "12.5-13 customer: yes",
)


def test_spaced_questions_are_no_fault() -> None:
    results = list(questions(make_call(*CALM)))
    assert values(results)["question_spacing"] == pytest.approx(15.0)
    assert values(results)["question_rapid_pairs"] == 0
    assert faults(results) == []


def test_a_run_is_one_finding_with_all_its_questions() -> None:
    results = list(questions(make_call(*HASTY)))
    assert values(results)["question_rapid_pairs"] == 2
    (run,) = faults(results)
    assert (run.criterion, run.rule, run.severity) == ("question_spacing", "run", 1)
    assert "when can you pay" in run.quote and "is that by card" in run.quote
    assert run.start == pytest.approx(0.0) and run.end == pytest.approx(12.0)
    assert run.instead


def test_two_quick_questions_are_a_rapid_pair() -> None:
    (pair,) = faults(questions(make_call(*HASTY[:4])))
    assert pair.rule == "rapid_pair"


def test_two_questions_in_one_turn_are_stacked_with_one_onset() -> None:
    call = make_call("0-4 agent: when can you pay how much can you pay", "5-9 customer: fifty on friday")
    results = list(questions(call))
    assert values(results)["question_stacked"] == 1
    assert values(results)["question_rapid_pairs"] == 0
    assert values(results)["questions"] == 2
    (stack,) = faults(results)
    assert stack.rule == "stacked" and stack.instead and "When can you pay?" in stack.instead


def test_questions_far_apart_in_a_long_turn_are_not_stacked() -> None:
    padding = "i have the statement here in front of me and it shows the march invoice and the april invoice. "
    call = make_call(f"0-40 agent: When can you pay? {padding * 4} Who opens the post?")
    assert values(questions(call))["question_stacked"] == 0


def test_identity_checks_and_courtesies_are_not_spaced() -> None:
    call = make_call("0-2 agent: am i speaking with mrs bell", "3-4 customer: yes", "5-6 agent: how are you today")
    results = values(questions(call))
    assert results["questions"] == 0
    assert results["question_spacing"] is None


def test_one_question_has_no_spacing() -> None:
    spacing = [m for m in questions(make_call(*CALM[:2])) if isinstance(m, Metric) and m.name == "question_spacing"]
    assert spacing[0].value is None and spacing[0].reason


def test_without_times_spacing_is_unknown_but_stacks_are_seen() -> None:
    call = make_call("agent: When can you pay? How much can you pay?", "customer: Friday.", timed=False)
    results = values(questions(call))
    assert results["question_spacing"] is None and results["question_rapid_pairs"] is None
    assert results["question_stacked"] == 1


def test_share_of_open_questions() -> None:
    call = make_call("0 agent: what happened there", "9 customer: a flood", "20 agent: did you tell the insurer")
    results = list(questions(call))
    assert values(results)["open_questions"] == 0.5
    assert [r.quote for r in results if isinstance(r, Finding) and r.rule == "open"] == ["what happened there"]


def test_no_questions_gives_no_share() -> None:
    results = values(questions(make_call("agent: i will send you the letter today")))
    assert results["questions"] == 0 and results["open_questions"] is None


def test_an_unheard_agent_is_not_judged() -> None:
    assert set(values(questions(make_call("customer: hello is anybody there"))).values()) == {None}


@pytest.mark.parametrize(
    ("customer", "agent"),
    [
        ("0-5 customer: i was going to pay it but my", "4.7-7 agent: when are you going to pay it"),
        ("0-5 customer: i rang them twice and nobody called me back", "4.0-7 agent: which number did you ring"),
        ("0-5 customer: we had the engineer out and then the", "5.4-8 agent: do you have his report"),
        ("0-5 customer: I told your colleague last week that I-", "4.8-9 agent: Okay, okay. So when is it coming?"),
        ("0-5 customer: I could do fifty on the", "4.2-6 agent: Fifty?"),  # an echo that waits for its answer
        ("0-5 customer: I could do fifty on the", "4.2-8 agent: Fifty? How would you send it?"),  # that asks further
    ],
)
def test_a_question_into_an_unfinished_turn_is_found(customer: str, agent: str) -> None:
    results = list(question_mid_sentence(make_call(customer, agent, "9.5-12 customer: let me finish please")))
    assert values(results)["question_mid_sentence"] == 1
    (finding,) = faults(results)
    assert finding.turn == 1 and finding.quote.endswith(tuple("gtrip?g")) and finding.instead
    assert " ".join(customer.split()[-2:]) in finding.why


@pytest.mark.parametrize(
    ("customer", "agent"),
    [
        ("0-5 customer: i paid it on friday at the branch", "4.7-7 agent: which branch was it"),  # terminal overlap
        ("0-5 customer: i paid it on friday at the branch", "5.3-8 agent: which branch was it"),  # complete
        ("0-5 customer: we had the engineer out and then the", "6.5-9 agent: do you have his report"),  # long pause
        ("0-5 customer: i rang them twice and nobody called", "3-3.5 agent: really"),  # listening
        ("0-5 customer: i rang them twice and then my", "4.5-7 agent: i am sorry to hear that"),  # no question
        ("0-0.4 customer: the", "0.3-3 agent: is that mrs bell"),  # no sentence yet
        ("0-5 customer: I could do fifty on the", "4.2-8 agent: Fifty? Fifty dollars is a joke."),  # an echo
        ("0-5 customer: I could do fifty on Friday or the", "4.2-8 agent: On Friday? I don't think so."),  # another
    ],
)
def test_near_misses_are_no_mid_sentence_questions(customer: str, agent: str) -> None:
    results = list(question_mid_sentence(make_call(customer, agent)))
    assert values(results) == {"question_mid_sentence": 0}
    assert faults(results) == []


def test_starting_the_clause_again_shows_that_it_was_cut() -> None:
    call = make_call(
        "0-2 customer: you just told",
        "1.7-4 agent: so when are you paying",
        "4.5-8 customer: you just told me it was closed",
    )
    assert values(question_mid_sentence(call)) == {"question_mid_sentence": 1}


def test_the_customers_own_cut_ins_are_not_counted() -> None:
    call = make_call("0-5 agent: i am ringing about the", "4-7 customer: who is this please")
    assert values(question_mid_sentence(call)) == {"question_mid_sentence": 0}


def test_without_times_it_is_unknown_and_a_written_dash_is_only_shown() -> None:
    call = make_call("customer: I was trying to tell you that—", "agent: When can you pay?", timed=False)
    results = list(question_mid_sentence(call))
    assert values(results) == {"question_mid_sentence": None}
    assert faults(results) == []
    (shown,) = [result for result in results if isinstance(result, Finding)]
    assert shown.rule == "text" and shown.confidence < 0.5
