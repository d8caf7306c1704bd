"""``callscore history``: one account with all its calls, or a row for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_history import call

from callscore.cli import main
from callscore.privacy.salting import salted_id

EMPTY: dict[str, Any] = {
    "schema_version": "1.1", "source": {}, "metrics": {}, "findings": [], "scorecard": {}, "quality": {},
}  # fmt: skip


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """OUT of a batch: three calls of one account, one of another, one of none."""
    calls = (
        call("one", "2026-06-01", outcome="promise", promise=(50.0, "2026-06-05")),
        call("two", "2026-06-10", "We haven't received the payment.", outcome="promise", promise=(50.0, "2026-06-15")),
        call(
            "three", "2026-06-20", "Hello [Ann].", outcome="call_back", requests=("Call me back on the 25th of June",)
        ),
        call("other", "2026-06-02", account="[890]"),
        call("nobody", "2026-06-02", account=None),
    )
    (tmp_path / "out/reports").mkdir(parents=True)
    for each in calls:
        (tmp_path / f"out/reports/{each['call_id']}.json").write_text(json.dumps(EMPTY | each))
    return tmp_path / "out"


def shown(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> str:
    with pytest.raises(SystemExit) as end:
        main(["history", *map(str, arguments)])
    assert end.value.code == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


def lines(text: str) -> list[list[str]]:
    """Cells of each line of the terminal."""
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]


def test_an_account_is_shown_with_its_calls_promises_and_what_is_due(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = lines(shown(capsys, out, "--account", "889"))
    head = "Account 889: 3 calls, 3 of them conversations; promises: 1 broken, 1 not known; known up to Sat 20 Jun 2026"
    assert said[0] == [head]
    assert ["Mon 1 Jun 2026", "–", "a17", "promise to pay", "one"] in said
    broken = "on 2026-06-10: “We haven't received the payment.”"
    assert ["Mon 1 Jun 2026", "GBP 50.00 on Fri 5 Jun 2026 (firm)", "broken", broken] in said
    assert ["Tue 16 Jun 2026, due", "see whether the payment came", "I'll pay"] in said
    assert ["Thu 25 Jun 2026", "call back, as asked", "Call me back on the 25th of June"] in said


def test_json_has_it_all(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(shown(capsys, out, "--account", "889", "--json"))
    assert [contact["call_id"] for contact in document["contacts"]] == ["one", "two", "three"]
    assert [(row["state"], row["told_by"]) for row in document["promised"]] == [("broken", "agent"), ("unknown", "")]
    assert document["follow_ups"][0] | {"quote": ""} == {
        "due": "2026-06-16", "what": "check_payment", "quote": "", "call_id": "two", "is_due": True,
    }  # fmt: skip
    assert document["kept_share"] == 0.0


def test_payments_tell_what_was_kept(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = tmp_path / "paid.csv"
    paid.write_text("account_id,date,amount,currency\n889,2026-06-05,50,GBP\n889,someday,1,GBP\n")
    with pytest.raises(SystemExit):
        main(["history", str(out), "--account", "889", "--payments", str(paid), "--as-of", "2026-06-30", "--json"])
    captured = capsys.readouterr()
    assert [row["state"] for row in json.loads(captured.out)["promised"]] == ["kept", "broken"]
    assert "paid.csv row 3" in captured.err


def test_all_accounts_have_a_row_each_those_with_something_due_first(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = shown(capsys, out, out)
    assert text.startswith("2 accounts\n")
    first, second = [row for row in lines(text) if row and row[0] in ("889", "[890]")]
    promises = "1 broken, 1 not known"
    assert first == ["889", "3", "2026-06-20", "asked to be called back", promises, "2026-06-16 check payment"]
    assert second == ["[890]", "1", "2026-06-02", "not known", "–", "–"]
    rows = json.loads(shown(capsys, out, "--json"))["accounts"]
    assert [(row["account_id"], row["next_follow_up"]) for row in rows] == [("889", "2026-06-16"), ("[890]", None)]


def test_calls_beyond_a_profiles_limit_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1, 10):
        report = EMPTY | call(f"call{number}", f"2026-06-0{(number + 1) // 2}", outcome="voicemail")
        (tmp_path / f"call{number}.json").write_text(json.dumps(report))
    document = json.loads(shown(capsys, tmp_path, "--account", "889", "--profile", "us_third_party", "--json"))
    assert [row["call_id"] for row in document["beyond_limits"]] == ["call8", "call9"]
    assert "Called too often" in shown(capsys, tmp_path, "--account", "889", "--profile", "us_third_party")


def test_ids_that_were_salted_are_found_by_the_same_salt(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    salt = tmp_path / "salt.txt"
    salt.write_text("keep this secret")
    hidden = call("four", "2026-06-21", account=salted_id("555", "keep this secret"))
    (out / "reports/four.json").write_text(json.dumps(EMPTY | hidden))
    document = json.loads(shown(capsys, out, "--account", "555", "--salt-ids", salt, "--json"))
    assert [contact["call_id"] for contact in document["contacts"]] == ["four"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--account", "1"], "--account '1': no call of it is there; there are 2: 889, [890]"),
        (["--as-of", "soon"], "--as-of 'soon' is not a day"),
        (["--profile", "mars"], "mars"),
    ],
)
def test_what_cannot_be_is_one_line(
    out: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = shown(capsys, out, *arguments, code=2).splitlines()
    assert words in said
