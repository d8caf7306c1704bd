"""The terminal: complete at every width, with words that wrap under themselves."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from callscore import Pipeline
from callscore.render.day_terminal import print_day
from callscore.render.terminal import print_report
from callscore.samples import sample
from callscore.testing import make_call

LONG_WARNING = "the words come from a recogniser that was out of its depth, so what rests on words is not to be trusted"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    recording, transcript = sample("poor")
    return Pipeline()(recording, transcript=transcript).to_dict()


def printed(report: dict[str, Any], width: int) -> list[str]:
    stream = io.StringIO()
    print_report(report, console=Console(file=stream, width=width, highlight=False))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_points_and_costs_are_whole_at_every_width(report: dict[str, Any], width: int) -> None:
    lines = printed(report, width)
    assert max(map(len, lines)) <= width
    rows = iter(lines[lines.index("Scorecard") :])
    for row in report["scorecard"]["criteria"]:
        line = next(line for line in rows if line.startswith(f"  {row['title'].split()[0]}"))
        if row["judged"]:
            assert f" {row['points']:.0f} " in f"{line} "
            assert line.endswith(f"−{row['lost']:.1f}") == (row["lost"] >= 0.05)


def test_bars_give_way_to_the_points(report: dict[str, Any]) -> None:
    assert any("━━" in line for line in printed(report, 80))
    assert not any("━━" in line for line in printed(report, 60))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_wrapped_words_stay_under_their_own(report: dict[str, Any], width: int) -> None:
    warned = {**report, "quality": {**report["quality"], "warnings": [LONG_WARNING]}}
    lines = printed(warned, width)
    start = next(number for number, line in enumerate(lines) if line.startswith(f"! {LONG_WARNING[:9]}"))
    if len(LONG_WARNING) + 2 > width:
        assert lines[start + 1].startswith("  ")
    advice = lines.index("Change next")
    for line in lines[advice + 1 : lines.index("Scorecard") - 1]:
        assert line.startswith(("• ", "  ")), line
    for line in lines[lines.index("Notes") + 1 :]:
        assert line.startswith("  "), line


def test_moments_to_change_say_why(report: dict[str, Any]) -> None:
    text = " ".join(" ".join(printed(report, 120)).split())
    for advice in report["advice"]:
        if advice["kind"] == "improve":
            for moment in advice["moments"]:
                assert " ".join(moment["why"].split()) in text


def test_better_words_that_are_the_same_are_said_once(report: dict[str, Any]) -> None:
    moment = {"turn": 0, "start": 1.0, "end": 2.0, "quote": "listen", "why": "cuts in", "instead": "Let them finish."}
    advice = {"kind": "improve", "criterion": "x", "text": "Wait.", "why": "It helps.", "source": ""}
    same = {**advice, "moments": [moment, {**moment, "quote": "but"}, {**moment, "quote": "no"}]}
    text = "\n".join(printed({**report, "advice": [same]}, 80))
    assert text.count("Let them finish.") == 1
    assert text.count("cuts in") == 1
    assert all(f"“{quote}”" in text for quote in ("listen", "but", "no"))


def test_a_detail_stands_in_the_place_of_the_value(report: dict[str, Any]) -> None:
    row = {**report["scorecard"]["criteria"][0], "detail": "61 s of 100 s"}
    card = {**report["scorecard"], "criteria": [row]}
    assert any("61 s of 100 s" in line for line in printed({**report, "scorecard": card}, 80))


def test_notes_are_in_plain_words(report: dict[str, Any]) -> None:
    notes = {
        **report["notes"],
        "outcome": "wrong_party",
        "requests": [{"kind": "callback_request", "quote": "ring me"}],
    }
    text = "\n".join(printed({**report, "notes": notes}, 80))
    assert "wrong party" in text
    assert "request" in text
    assert "“ring me”" in text


@pytest.mark.parametrize("name", ["[/b]ann", "[red]bell", ":smile:", "a\\"])
def test_names_are_printed_as_they_stand(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures = dict.fromkeys(
        ("total", "total_low", "total_high", "agent_talk_share", "interruption_rate", "recap"), None
    )
    heard = {"call_id": name, "agent_id": name, "total": None, "start": None, "why": name}
    day = {"calls": 1, "hours": 0.1, "from": None, "to": None, "by": "agent_id", "time_use": [], "review": [heard]}
    failed = {"path": name, "error": "no sound"}
    print_day({**day, "groups": [{"agent_id": name, "n": 1, "too_few": True, **figures}], "failures": [failed]})
    assert capsys.readouterr().out.count(name) == 5


def test_a_promise_that_was_given_up_is_told_from_one_that_stands() -> None:
    call = make_call(
        "agent: When could you pay the $640?",
        "customer: I could manage fifty on the first of December.",
        "agent: Fifty won't do, I'm afraid. Could you do more?",
        "customer: I'll pay two hundred on Friday by card.",
        "agent: Two hundred on Friday, that's fine.",
        call_date=date(2026, 11, 20),
    )
    report = Pipeline()(call)
    assert {promise["amount"]: promise["stands"] for promise in report.notes.promises} == {200.0: True, 50.0: False}
    named = [line.split()[0] for line in printed(report.to_dict(), 100) if "USD" in line and " on " in line]
    assert named == ["promise", "given"]
