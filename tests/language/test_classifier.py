"""The classifier of phrasing: what it answers, to whom, how fast it loads, and that nothing upsets it."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from callscore.conversation import Role
from callscore.errors import ModelError
from callscore.language.classifier import classify, load, model_folder, read_model, thresholds, worth_a_listen
from callscore.language.line_pieces import pieces
from callscore.language.ngrams import keys, normal
from callscore.language.parsing import parse
from callscore.language.patterns import Patterns
from callscore.language.rewordings import better_words, load_rewordings, reason
from callscore.language.verdicts import judge

HELD_OUT = Path(__file__).parents[2] / "models" / "phrasing" / "corpus" / "heldout.jsonl"


def probability(label: str, text: str, role: str = "agent", context: str = "") -> float:
    return classify([(text, role, context)])[0][label]


@pytest.mark.parametrize(
    ("label", "hit", "near_miss"),
    [
        ("accusatory", "you've been ducking us since spring and you know it", "I'm showing an open balance of 206"),
        ("accusatory", "that's three broken promises from you now", "the driver broke his promise, not you"),
        ("condescending", "shall I say it in small words so that you can follow", "shall I send it in large print"),
        (
            "condescending",
            "well done, you managed to find the page all on your own",
            "thank you, you've found the page",
        ),
        ("threat", "we know where your children go to school", "we know where the parcel went"),
        ("threat", "pay today or your boss hears about it", "pay today or on Friday, whichever suits"),
        ("empathy", "that must have been a dreadful week, I'm so sorry", "sorry, what was the reference"),
        ("options", "would forty a month be easier than eighty", "there's no other way to pay"),
        ("recap", "so that's fifty on the 3rd by card and fifty on the 17th", "the invoice was fifty, due on the 3rd"),
    ],
)
def test_a_line_is_told_from_its_look_alike(label: str, hit: str, near_miss: str) -> None:
    assert probability(label, hit) > thresholds()[label]
    assert probability(label, near_miss) < thresholds()[label]


@pytest.mark.parametrize(
    "line",
    [
        "You've been ducking our calls, and you know it!",
        "Good girl. Now that wasn't so hard, was it?",
        "It would be a pity if your landlord found out.",
    ],
)
def test_case_and_punctuation_hardly_matter(line: str) -> None:
    bare = "".join(c for c in line.lower() if c.isalnum() or c in " '")
    written, heard = classify([(line, "agent", ""), (bare, "agent", "")])
    label = max(("accusatory", "condescending", "threat"), key=written.__getitem__)
    assert heard[label] > thresholds()[label]


def test_a_role_has_its_own_labels_only() -> None:
    agent, customer, other = classify([("fine", role, "") for role in (Role.AGENT, Role.CUSTOMER, Role.OTHER)])
    assert "accusatory" in agent
    assert "promise_to_pay" not in agent
    assert "promise_to_pay" in customer
    assert "accusatory" not in customer
    assert other == {}


def test_the_line_before_decides_what_a_short_answer_is() -> None:
    answer, alone = classify(
        [("fine, thursday", "customer", "when can you send the two hundred"), ("fine, thursday", "customer", "")]
    )
    assert answer["promise_to_pay"] > thresholds()["promise_to_pay"]
    assert answer["promise_to_pay"] != alone["promise_to_pay"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "...!?",
        "😀😀 👍🏽",
        "\x00\x07\x1b[31m",
        "\ud800 half a character",
        "我没有钱 付不了",
        "मेरे पास पैसे नहीं हैं",
        "x" * 40_000,
        "word " * 10_000,
        "a" + "\u0301" * 500,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_any_text_gets_an_answer(text: str) -> None:
    for role in ("agent", "customer"):
        (found,) = classify([(text, role, text)])
        assert found
        assert all(0 <= value <= 1 for value in found.values())
        judge(text, Role(role), text)


def test_a_line_without_a_word_is_nothing() -> None:
    assert max(classify([("...", "agent", "")])[0].values()) == 0
    assert classify([]) == []


def test_the_batch_does_not_change_a_line() -> None:
    lines = [
        ("you never answer our letters", "agent", ""),
        ("fine", "customer", "can you do friday"),
        ("okay", "agent", ""),
    ]
    together = classify(lines * 5)
    for line, found in zip(lines, together, strict=False):
        assert classify([line])[0] == pytest.approx(found, abs=1e-6)


def test_what_is_worth_a_listen_lies_below_what_is_held_against_anyone() -> None:
    assert all(worth_a_listen()[label] < limit for label, limit in thresholds().items())
    assert all(thresholds()[label] >= 0.5 for label in ("accusatory", "condescending", "threat"))


def test_a_broken_model_says_what_to_do(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "linear.npz", "tokenizer.json", "settings.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="install callscore again"):
        read_model(tmp_path)


def test_the_weights_are_small_and_nothing_in_them_is_pickled() -> None:
    assert sum(file.stat().st_size for file in model_folder().glob("*.*") if file.suffix != ".py") < 40e6
    assert load().weights.dtype == "float16"


def test_held_out_lines_come_out_as_the_card_says() -> None:
    lines = [json.loads(line) for line in HELD_OUT.read_text("utf-8").splitlines()]
    lines = [line for line in lines if line["speaker"] == "agent"][:400]
    found = classify([(line["text"], "agent", line["context"]) for line in lines])
    unkind = ("accusatory", "condescending", "threat")
    said = [
        (label, line)
        for line, p in zip(lines, found, strict=True)
        for label in unkind
        if p[label] >= thresholds()[label]
    ]
    right = sum(label in line["labels"] for label, line in said)
    assert right / len(said) > 0.8
    assert len(said) > 20


def test_ngrams_ignore_how_a_recogniser_writes() -> None:
    for written, heard in zip(keys("Um, you haven't paid £450!"), keys("you havent paid £999"), strict=True):
        assert written.tolist() == heard.tolist()
    assert normal("") == []
    assert [len(block) for block in keys("", "")] == [0, 0, 0]


def test_a_long_turn_is_judged_piece_by_piece() -> None:
    turn = "Right, thanks for waiting. I've found the invoice. You people never open your letters. It's the March one."
    found = [m for m in judge(turn, Role.AGENT) if m.label == "accusatory"]
    assert found
    assert all(turn[m.first : m.last] in "You people never open your letters." for m in found)
    long = "so i looked it up and the delivery came on the third and then you kept the money for yourself and told " * 2
    assert len(pieces(parse(long))) > 1


@pytest.mark.parametrize("line", ["you said we never called you back", "so you're telling me we billed you twice"])
def test_what_the_customer_said_is_not_held_against_the_agent(line: str) -> None:
    assert not {"accusatory", "threat", "condescending"} & {m.label for m in judge(line, Role.AGENT)}


@pytest.mark.parametrize(
    ("label", "line", "instead"),
    [
        (
            "accusatory",
            "you haven't paid the £400 from March",
            "I see there's a balance of £400 from March still open.",
        ),
        ("accusatory", "the cheque you gave us bounced", "The payment came back to us."),
        ("accusatory", "your office keeps losing it", "Who could we sort it out with"),
        ("accusatory", "you lied to my colleague", "What I have here differs from that."),
        ("condescending", "listen sweetheart that's how loans work", "Use the customer's name"),
        ("condescending", "good boy, got there in the end", "Thank you, that's exactly what I needed."),
        ("condescending", "a toddler could do it", "what could be done about it"),
        ("threat", "the police will be at your door", "not for the police"),
        ("threat", "your boss might like to know", "I only speak with you about this."),
        ("absolute_assumption", "i expect you forgot", "I don't know what happened on your side."),
        ("absolute_assumption", "you've got the money", "What would a payment look like that fits your month?"),
        ("threat", "zig zag", "Name the next step plainly"),
    ],
)
def test_better_words_fit_the_line(label: str, line: str, instead: str) -> None:
    found = better_words(label, line)
    assert found is not None
    assert instead in found
    assert "{" not in found
    assert "[" not in found


def test_there_are_enough_rewordings_and_each_can_be_read() -> None:
    labels = ("accusatory", "condescending", "threat", "absolute_assumption")
    found = [rewording for label in labels for rewording in load_rewordings(label)]
    assert len(found) >= 60
    assert len({rewording.instead for rewording in found}) > 55
    assert all(isinstance(rewording.when, Patterns) for rewording in found)
    for rewording in found:
        text = rewording.instead
        assert text[0].isupper()
        assert text.count("[") == text.count("]")
        assert not text.endswith(",")


@pytest.mark.parametrize("label", sorted(thresholds()))
def test_every_label_has_its_reason(label: str) -> None:
    assert reason(label).endswith(".")


def test_a_label_left_open_is_neither_trained_on_nor_counted(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("phrasing_lines", HELD_OUT.parents[1] / "lines.py")
    assert spec is not None
    assert spec.loader is not None
    lines = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = lines
    spec.loader.exec_module(lines)
    file = tmp_path / "ours.jsonl"
    row = {"speaker": "agent", "text": "take your time", "labels": ["courtesy"], "unsure": ["empathy", "courtesy"]}
    file.write_text(json.dumps(row), "utf-8")
    truth, mask = lines.targets(lines.read(file))
    assert (truth[0, lines.LABELS.index("courtesy")], mask[0, lines.LABELS.index("courtesy")]) == (1, 1)
    assert (truth[0, lines.LABELS.index("empathy")], mask[0, lines.LABELS.index("empathy")]) == (0, 0)
    assert mask[0, lines.LABELS.index("options")] == 1
