"""What a person puts right on a call: checked, applied without hearing it again, and read back as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import callscore as cs
from callscore.cli import main
from callscore.conversation import Conversation, Role
from callscore.corrections import (
    Corrections,
    Overrule,
    SetRole,
    SetText,
    SwapRoles,
    apply_corrections,
    load_corrections,
    overrule,
    overruled,
    stored_conversation,
)
from callscore.errors import ConfigError, TranscriptError
from callscore.testing import make_call

CALL = make_call(
    "0.0-2.0 agent: Good morning, this is Dana from Northgate.",
    "2.0-4.0 customer: Hello.",
    "4.0-6.0 agent: You never paid what you owe.",
    "6.0-9.0 customer: I lost my job in March.",
    call_id="a17",
)


def made(*edits: Any, **head: Any) -> Corrections:
    return Corrections(**{"call_id": "a17", **head}, edits=edits)


def finding_of(criterion: str, call: Conversation = CALL) -> dict[str, Any]:
    found = cs.analyze(call).of(criterion)[0]
    return {"criterion": criterion, "rule": found.rule, "turn": found.turn, "quote": found.quote}


def test_swapped_roles_swap_turns_and_speech() -> None:
    corrected = apply_corrections(CALL, made(SwapRoles()))
    assert [turn.role for turn in corrected.turns] == [turn.role.opposite for turn in CALL.turns]
    assert corrected.speech(Role.AGENT) == CALL.speech(Role.CUSTOMER)
    assert corrected.quality.role_confidence == 1.0


def test_a_turn_that_changes_its_speaker_takes_its_speech_along() -> None:
    corrected = apply_corrections(CALL, made(SetRole(turn=2, role="customer")))
    assert corrected.turns[2].role is Role.CUSTOMER
    assert corrected.speech(Role.AGENT) == tuple(s for s in CALL.speech(Role.AGENT) if s.end <= 2.0)
    seconds = sum(s.duration for role in Role for s in corrected.speech(role))
    assert seconds == pytest.approx(sum(s.duration for role in Role for s in CALL.speech(role)))


def test_a_third_party_gets_a_party_of_its_own() -> None:
    corrected = apply_corrections(CALL, made(SetRole(turn=1, role="other")))
    assert corrected.speech(Role.OTHER) == tuple(s for s in CALL.speech(Role.CUSTOMER) if s.end <= 4.0)


def test_new_words_keep_the_times_of_those_that_stayed() -> None:
    turn = CALL.turns[2]
    corrected = apply_corrections(CALL, made(SetText(turn=2, text="You always paid all of what you owe."))).turns[2]
    assert [word.text for word in corrected.words] == ["You", "always", "paid", "all", "of", "what", "you", "owe."]
    assert corrected.words[0].span == turn.words[0].span
    assert corrected.words[-1].span == turn.words[-1].span
    starts = [word.start for word in corrected.words]
    assert starts == sorted(starts)


def test_the_report_says_that_it_was_corrected() -> None:
    report = cs.Pipeline()(CALL, corrections=made(SwapRoles(), SetText(turn=1, text="Hi."), by="R. Lead"))
    assert "corrected by R. Lead: the roles swapped, 1 turn reworded" in report.conversation.quality.warnings
    assert report.to_dict()["corrections"]["edits"][0] == {"kind": "swap_roles"}


def test_a_corrected_word_changes_what_is_found() -> None:
    before = cs.Pipeline()(CALL).metrics["accusatory"].value
    after = cs.Pipeline()(CALL, corrections=made(SetText(turn=2, text="What you owe is open."))).metrics["accusatory"]
    assert (before, after.value) == (1.0, 0.0)


def test_corrected_words_are_masked_too() -> None:
    report = cs.Pipeline()(CALL, corrections=made(SetText(turn=3, text="My card is 4111 1111 1111 1111.")))
    assert "4111 1111" not in json.dumps(report.to_dict()["turns"])


def test_an_overruled_finding_costs_nothing() -> None:
    edit = Overrule(**finding_of("accusatory"), reason="she read the contract out")
    before, after = cs.Pipeline()(CALL), cs.Pipeline()(CALL, corrections=made(edit))
    assert before.scorecard["accusatory"].points < 100
    assert after.scorecard["accusatory"].points == 100
    assert not [finding for finding in after.findings if finding.criterion == "accusatory"]


def test_one_of_two_overruled_leaves_the_other() -> None:
    call = make_call(
        "agent: You never paid.", "customer: No.", "agent: You lied to us.", "customer: No.", call_id="a17"
    )
    first, second = cs.analyze(call).of("accusatory")
    edit = Overrule(criterion="accusatory", rule=first.rule, turn=first.turn, quote=first.quote, reason="no")
    analysis = overrule(cs.analyze(call), made(edit))
    assert analysis.metrics["accusatory"].value == 1.0
    assert analysis.of("accusatory") == (second,)


def test_a_figure_that_is_no_count_cannot_be_judged_once_all_behind_it_is_overruled() -> None:
    lines = ("agent: Can you pay?", "customer: I lost my job and my wife is ill.", "agent: So when will you pay?")
    call = make_call(*lines, "customer: I don't know.", call_id="a17")
    edit = Overrule(**finding_of("empathy", call), reason="he said it before the recording began")
    report = cs.Pipeline()(call, corrections=made(edit))
    row = report.scorecard["empathy"]
    assert not row.judged
    assert "a person overruled it: he said it before" in row.reason


def test_a_finding_that_is_not_there_is_left_at_that() -> None:
    edit = Overrule(criterion="accusatory", rule="none.such", turn=0, quote="?", reason="no")
    analysis = cs.analyze(CALL)
    assert overrule(analysis, made(edit)) is analysis


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        (made(call_id="b99"), "made for the call 'b99'"),
        (made(SetText(turn=9, text="x")), "name turn 9; the call 'a17' has turns 0-3"),
        (made(SetText(turn=1, text="x", was="Goodbye.")), "turn 1 said 'Goodbye.', and it says 'Hello.'"),
        (made(SetRole(turn=1, role="agent", was="Goodbye.")), "recognised anew since"),
    ],
)
def test_corrections_of_another_call_are_refused(corrections: Corrections, message: str) -> None:
    with pytest.raises(ConfigError, match=message.replace("?", r"\?")) as caught:
        apply_corrections(CALL, corrections)
    assert "\n" not in str(caught.value)


HEAD = {"callscore_corrections": "1.0", "call_id": "a17", "sha256": None, "edits": []}
REASONED = {"kind": "overrule", "criterion": "a", "rule": "b", "turn": 0, "quote": "", "reason": "c"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "no corrections file"),
        ({"turns": []}, "no corrections file"),
        ({**HEAD, "callscore_corrections": "2.0"}, "version '2.0'"),
        ({**HEAD, "colour": 1}, "colour: unknown key"),
        ({**HEAD, "sha256": "../../etc"}, "sha256"),
        ({**HEAD, "edits": [{"kind": "delete", "turn": 1}]}, "edits.0"),
        ({**HEAD, "edits": [{**REASONED, "reason": ""}]}, "reason"),
        ({**HEAD, "edits": [{**REASONED, "colour": 1}]}, "colour: unknown key"),
        ({**HEAD, "edits": [{"kind": "role", "turn": -1, "role": "agent"}]}, "turn"),
        ({**HEAD, "edits": [{"kind": "role", "turn": 1, "role": "boss"}]}, "role"),
    ],
)
def test_a_file_that_says_something_else_is_refused_in_one_line(tmp_path: Path, document: Any, message: str) -> None:
    file = tmp_path / "c.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    with pytest.raises(ConfigError, match=message) as caught:
        load_corrections(file)
    assert str(caught.value).count("\n") == 0
    assert str(file) in str(caught.value)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_text(json.dumps({**HEAD, "edits": [REASONED, {"kind": "swap_roles"}]}))
    assert load_corrections(file).edits == (
        Overrule(criterion="a", rule="b", turn=0, quote="", reason="c"),
        SwapRoles(),
    )


def test_a_call_comes_back_out_of_its_report() -> None:
    report = cs.Pipeline()(CALL)
    again = stored_conversation(report.to_dict())
    assert [(t.role, t.text, t.start, t.end) for t in again.turns] == [
        (t.role, t.text, t.start, t.end) for t in CALL.turns
    ]
    assert again.speech(Role.AGENT) == CALL.speech(Role.AGENT)
    assert cs.Pipeline()(again).scorecard.total == pytest.approx(report.scorecard.total, abs=3)


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(TranscriptError, match="can't be read as a report"):
        stored_conversation({"turns": []})


def test_score_applies_corrections_to_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, file = cs.Pipeline()(CALL).save(tmp_path / "a17.json"), tmp_path / "c.json"
    file.write_text(json.dumps({**HEAD, "edits": [{**finding_of("accusatory"), "kind": "overrule", "reason": "no"}]}))
    with pytest.raises(SystemExit) as ended:
        main(["score", str(report), "--corrections", str(file), "--json"])
    assert ended.value.code == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["metrics"]["accusatory"]["value"] == 0
    assert printed["corrections"]["edits"][0]["reason"] == "no"


def test_score_refuses_another_calls_corrections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, file = cs.Pipeline()(CALL).save(tmp_path / "a17.json"), tmp_path / "c.json"
    file.write_text(json.dumps({**HEAD, "call_id": "b99"}))
    with pytest.raises(SystemExit) as ended:
        main(["score", str(report), "--corrections", str(file)])
    assert ended.value.code == 2
    assert "made for the call 'b99'" in capsys.readouterr().err


def test_what_people_overruled_is_a_table(tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    folder.mkdir()
    (folder / "a17.json").write_text(json.dumps({**HEAD, "by": "R.", "edits": [REASONED, {"kind": "swap_roles"}]}))
    table = overruled(tmp_path)
    assert table[["call_id", "criterion", "rule", "reason", "by"]].values.tolist() == [["a17", "a", "b", "c", "R."]]


def test_a_batch_without_corrections_has_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    assert overruled(tmp_path).empty
    with pytest.raises(ConfigError, match="no folder"):
        overruled(tmp_path / "gone")
