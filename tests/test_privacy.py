"""Numbers that must not be written, and those that must stay."""

import csv
import gzip
import json
import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from callscore import Pipeline
from callscore.errors import ConfigError
from callscore.metadata import CallMetadata
from callscore.privacy import mask, masked_turns
from callscore.privacy.labels import mask_id, mask_label, mask_line
from callscore.privacy.masking import masked
from callscore.privacy.salting import SALT, read_salt
from callscore.privacy.stretches import private_stretches
from callscore.spans import Span
from callscore.testing import make_call

CARDS = [
    ("4242 4242 4242 4242", "•••• •••• •••• 4242"),
    ("It's 4242424242424242.", "It's ••••••••••••4242."),
    ("4242-4242-4242-4242 on the Visa", "••••-••••-••••-4242 on the Visa"),
    ("3782 822463 10005", "•••• •••••• •0005"),
    ("42 42 42 42 42 42 42 42", "•• •• •• •• •• •• 42 42"),
    ("4242, 4242, 4242, 4242", "••••, ••••, ••••, 4242"),
    ("4242 um 4242 and then 4242 4242", "•••• um •••• and then •••• 4242"),
    ("1234 5678 9012 3456", "•••• •••• •••• 3456"),
    ("Card number 4242 4242 4242 424", "Card number •••• •••• •••2 424"),
    ("My card number is 4242 4242 4242", "My card number is •••• •••• ••••"),
    ("I want to pay with 5555 5555 5555 4444", "I want to pay with •••• •••• •••• 4444"),
    ("4222 2222 2222 2", "•••• •••• •222 2"),
    ("5105 1051 0510 5100 12 27 123", "•••• •••• •••• 5100 •• •• •••"),
    (
        "four two four two four two four two four two four two four two four two",
        "•••• ••• •••• ••• •••• ••• •••• ••• •••• ••• •••• ••• four two four two",
    ),
    (
        "double four one two, triple zero one, oh five six, seven eight nine one two",
        "•••••• •••• ••• •••, •••••• •••• •••, •• •••• •••, ••••• eight nine one two",
    ),
    ("forty-two forty-two forty-two 42 4242 4242", "•••••-••• •••••-••• •••••-••• •• •••• 4242"),
]

CODES = [
    ("The security code is 123.", "The security code is •••."),
    ("CVV 123", "CVV •••"),
    ("The security code is 123 123.", "The security code is ••• •••."),
    ("security code: one two three one two three", "security code: ••• ••• ••••• ••• ••• •••••"),
    ("security code: one two three one twenty-three", "security code: ••• ••• ••••• ••• ••••••-•••••"),
    ("CVV four five six seven four five six seven", "CVV •••• •••• ••• ••••• •••• •••• ••• •••••"),
    ("cvc: 9876", "cvc: ••••"),
    ("And the three digits on the back? 123", "And the three digits on the back? •••"),
    (
        "the three digits on the back of the card are one two three",
        "the three digits on the back of the card are ••• ••• •••••",
    ),
    ("Security code is oh four two, please", "Security code is •• •••• •••, please"),
    ("The code printed on the back is one twenty-three", "The code printed on the back is ••• ••••••-•••••"),
    ("123 on the back", "••• on the back"),
    ("one two three is the security code", "••• ••• ••••• is the security code"),
    ("My PIN is 4821", "My PIN is ••••"),
]

BANKS = [
    ("123-45-6789", "•••-••-••••"),
    ("My social is 123 45 6789.", "My social is ••• •• ••••."),
    ("social security number, 123456789", "social security number, •••••••••"),
    ("social: one two three four five six seven eight nine", "social: ••• ••• ••••• •••• •••• ••• ••••• ••••• ••••"),
    ("Sort code 12-34-56, account number 12345678", "Sort code ••-••-••, account number ••••5678"),
    ("sort code is 12-10-26", "sort code is ••-••-••"),
    ("sort code and bank account number: 20 30 40", "sort code and bank account number: •• •• ••"),
    ("the routing number is 021000021", "the routing number is •••••••••"),
    ("the routing number is 064 000 … hold on. 064 000 059", "the routing number is ••• ••• … hold on. ••• ••• •••"),
    ("my checking account is 000123456789", "my checking account is ••••••••6789"),
    ("bank account number 12 34 56 78", "bank account number •• •• 56 78"),
    ("GB29 NWBK 6016 1331 9268 19", "GB•• NWBK •••• •••• ••68 19"),
    ("IBAN DE89370400440532013000", "IBAN DE••••••••••••••••3000"),
]

PEOPLE = [
    ("my number is 07700 900123", "my number is ••••• ••••••"),
    ("Call us on 020 7946 0123 or 020 7946 0124", "Call us on ••• •••• •••• or ••• •••• ••••"),
    ("+44 7700 900123", "+•• •••• ••••••"),
    ("555-867-5309", "•••-•••-••••"),
    ("(555) 867-5309, any time", "(•••) •••-••••, any time"),
    ("1-800-555-0199", "•-•••-•••-••••"),
    ("the best number is 867 5309", "the best number is ••• ••••"),
    (
        "it's double oh four four one four eight four five five five oh one nine two",
        "it's •••••• •• •••• •••• ••• •••• ••••• •••• •••• •••• •••• •• ••• •••• •••",
    ),
    (
        "oh seven seven double oh, nine oh oh, one two three",
        "•• ••••• ••••• •••••• ••, •••• •• ••, ••• ••• •••••",
    ),
    ("jane.smith@example.com, please", "••••.•••••@•••••••.•••, please"),
    ("jane dot smith at example dot com", "•••• ••• ••••• •• ••••••• ••• •••"),
    ("it's j smith forty two at g mail dot com", "it's • ••••• ••••• ••• •• • •••• ••• •••"),
    ("my email is jane at northside dot co dot uk", "my email is •••• •• ••••••••• ••• •• ••• ••"),
    ("born on 12 March 1980", "born on •• ••••• ••••"),
    ("I was born in 1980", "I was born in ••••"),
    ("date of birth 01 02 1980", "date of birth •• •• ••••"),
    ("DOB: 3/4/71", "DOB: •/•/••"),
    (
        "my date of birth is the fourth of March, nineteen eighty",
        "my date of birth is the •••••• •• •••••, •••••••• ••••••",
    ),
    ("It's July 15th, 1985.", "It's •••• ••••, ••••."),
    ("QQ 12 34 56 C", "•• •• •• •• •"),
    ("NI number AB123456C", "NI number •••••••••"),
    (
        "national insurance number, A B one two three four five six C",
        "national insurance number, • • ••• ••• ••••• •••• •••• ••• •",
    ),
    (
        "national insurance number\nA B one two three four five six C\nD two",
        "national insurance number\n• • ••• ••• ••••• •••• •••• ••• •\nD two",
    ),
    ("the last four of your social? 6789", "the last four of your social? ••••"),
    ("123 45 6789", "••• •• ••••"),
]

MISHEARD = [
    ("4242 4242 4242 4243", "•••• •••• •••• 4243"),
    ("ending, no wait, the number is 4242 4242 4242 4243", "ending, no wait, the number is •••• •••• •••• 4243"),
    ("Invoice 4471.\n4242 4242 4242 4242.", "Invoice 4471.\n•••• •••• •••• 4242."),
    ("4242424242424243", "••••••••••••4243"),
    ("3782 822463 10006", "•••• •••••• •0006"),
    ("IBAN DE88370400440532013000", "IBAN DE••••••••••••••••3000"),
]
"""Numbers whose check digit is wrong: hidden all the same."""

NEAR_MISSES = [
    "the debt is from 12 March 2019 and 3/4/2024",
    "I was born here, and I'll pay 50 on the 3rd of March",
    "My birthday is on Friday, I can pay then",
    "Date of birth, thank you. The balance is 250, due on the 3rd of March 2026",
    "visit us at northgate dot com",
    "look at it at northgate.com",
    "the four were for 150 200 250 300",
    "between 10:30 and 11:45 on the 5th",
    "invoice number 555 867 5309",
    "invoice AB 12 34 56 C",
    "it's 12-10-26 today",
    "I get my social security on the 3rd, 1200 a month",
    "I'll pay by phone, 250 on Friday and 300 after",
    "four hundred and ten, then one fifty, then two twenty five",
    "order number 0123 456 7890",
    "You owe $1,234,567,890,123.45.",
    "£200, £300, £400, £500 and £600",
    "the balance is 1250.00 and 340.50",
    "Invoice 4242424242424242",
    "reference number 4242 4242 4242 4242",
    "your reference is four two four two four two four two four two four two four two",
    "2021 2022 2023 2024",
    "from 2026-03-12 to 2026-04-12",
    "the card ending 4242",
    "Your account number with us is 12345678",
    "invoice INV-2026-00123-45",
    "the security code was sent, and I can pay 200 dollars on the 12th of March 2026",
    "I have no CVV. I owe 250.",
    "What's the security code? I pay $123.",
    "the card expires 12/27",
    "social worker at 9 Elm Road",
    "the last four of the card, 4242",
    "one of two, three at most, four if I must",
    "fifty on Friday and then two hundred and fifty",
    "1500, 1600, 1700, 1800",
    "receipt number 1234567890123",
    "order number 4242 4242 4242 4242",
]


@pytest.mark.parametrize(("text", "expected"), [*CARDS, *CODES, *BANKS, *PEOPLE, *MISHEARD])
def test_what_must_not_be_kept_is_masked(text, expected):
    assert mask(text) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_masking_twice_changes_nothing():
    for text, expected in [*CARDS, *CODES, *BANKS, *PEOPLE, *MISHEARD]:
        assert mask(expected) == expected, text


def test_the_line_before_introduces_a_number():
    assert mask("It's 123.", before="And the security code?") == "It's •••."
    assert mask("It's 123.", before="And the house number?") == "It's 123."


def test_a_number_read_out_over_several_turns():
    turns = (
        "Could I take the long number on the front?",
        "Sure, 4242.",
        "Mm-hm.",
        "4242 4242.",
        "Yes?",
        "4242.",
        "And the three digits\non the back?",
        "One two three.",
        "Thank you. So that is 250 pounds today.",
    )
    masked = masked_turns(turns)
    assert masked[1:8:2] == ("Sure, ••••.", "•••• ••••.", "4242.", "••• ••• •••••.")
    assert masked[8] == turns[8]
    assert [len(text) for text in masked] == [len(text) for text in turns]
    assert masked_turns(()) == ()


def test_ten_minutes_take_less_than_50_ms():
    turns = ["So I can pay two hundred and fifty on the 12th, and 4242 4242 4242 4242 is the card, one two three."] * 90
    taken = []
    for _ in range(3):
        begin = time.process_time()
        masked_turns(turns)
        taken.append(time.process_time() - begin)
    assert min(taken) < 0.05


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "a ",
        "-",
        "12",
        "AA11",
        "a at b ",
        "dot ",
        "double one ",
        "GB12 ",
        "born 1 2 ",
        "a@",
        "4\n",
        "iban a b ",
        "(",
        "0",
    ],
)
def test_text_made_to_take_long_does_not(piece):
    begin = time.process_time()
    mask(piece * (8_000 // len(piece)))
    assert time.process_time() - begin < 2.0


CANARIES = {
    "4929 1234 5678 9013": "agent: Which card is it?|customer: It's 4929 1234 5678 9013, on the Visa.",
    "four nine two nine": "customer: four nine two nine, one two three four|agent: Mm-hm.|"
    "customer: five six seven eight nine oh one three",
    "739": "agent: And the security code?|customer: Seven three nine. I mean 739.",
    "541-22-9083": "agent: Your social security number?|customer: 541-22-9083.",
    "QQ123456C": "agent: And your national insurance number?|customer: QQ123456C",
    "30619427": "agent: The bank account number and sort code?|"
    "customer: 40-47-59 and the bank account number is 30619427.",
    "GB33BUKB20201555555555": "customer: The IBAN is GB33BUKB20201555555555.",
    "marlow.finch@postbox.example": "customer: Write to marlow.finch@postbox.example then.",
    "marlow dot finch": "customer: It's marlow dot finch at postbox dot com.",
    "07700 900461": "customer: Ring me on 07700 900461 tonight.",
    "3 October 1974": "agent: Your date of birth?|customer: 3 October 1974.|agent: 3 October 1974, thank you.",
    "third of October": "agent: Your date of birth?|customer: The third of October, nineteen seventy four.",
}
"""Private numbers, and the lines that they are planted in."""


COMMAND = "from callscore.cli import main; main()"


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A folder of transcripts with the canaries in them, scored by the command line as a batch, and what it said."""
    folder = tmp_path_factory.mktemp("planted")
    for number, lines in enumerate(CANARIES.values()):
        turns = [
            {"speaker": "agent", "text": "Hello, this is Dana from Northgate. You owe 250 pounds on invoice 4471."}
        ]
        for line in lines.split("|"):
            role, _, text = line.partition(": ")
            turns.append({"speaker": role, "text": text})
        turns.append({"speaker": "customer", "text": "I can pay 250 pounds on 12 March 2026, at 10:30."})
        for at, turn in enumerate(turns):
            turn |= {"start": 4.0 * at, "end": 4.0 * at + 3}
        (folder / f"call{number}.json").write_text(json.dumps({"turns": turns}))
    card = next(iter(CANARIES))
    (folder / "broken.json").write_text(json.dumps({"turns": [{"speaker": "agent", "text": "hi", "start": card}]}))
    (folder / "nothing.txt").write_text(f"{card}\n")
    out = folder / "out"
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "batch", str(folder), "--out", str(out), "--workers", "1"],
        capture_output=True,
        text=True,
    )
    return out, done.stdout + done.stderr


def written(out: Path) -> dict[str, str]:
    """Everything under a folder as text; tables cell by cell."""
    import pandas

    texts = {}
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        if path.suffix == ".gz":
            texts[path.name] = gzip.decompress(path.read_bytes()).decode()
        elif path.suffix == ".parquet":
            texts[path.name] = pandas.read_parquet(path).to_csv(quoting=csv.QUOTE_ALL)
        else:
            texts[path.name] = path.read_bytes().decode("utf-8", "replace")
    # A digest, and the decimals of a confidence, may hold any three digits by chance.
    return {name: re.sub(r"\b[0-9a-f]{16,64}\b|(?<=\d)\.\d{3,}", "", text) for name, text in texts.items()}


@pytest.mark.slow
def test_canaries_are_in_nothing_that_is_written(planted):
    out, said = planted
    texts = {**written(out), "the terminal": said}
    assert len([name for name in texts if name.startswith("call")]) >= 2 * len(CANARIES)
    for name, text in texts.items():
        for canary in CANARIES:
            at = text.lower().find(canary.lower())
            assert at < 0, f"{canary} in {name}: {text[max(at - 40, 0) : at + 40]}"
    assert "250 pounds on 12 March 2026, at 10:30" in texts["turns.parquet"]
    assert "invoice 4471" in texts["turns.parquet"]


@pytest.mark.parametrize("canary", CANARIES)
def test_canaries_are_on_no_page(canary, tmp_path):
    report = Pipeline()(make_call(*CANARIES[canary].split("|")))
    page = report.save(tmp_path / "page.html").read_text()
    assert canary.lower() not in page.lower()


def test_private_numbers_stay_where_it_was_asked_for():
    call = make_call("customer: Ring me on 07700 900461.")
    assert "07700 900461" in json.dumps(Pipeline(keep_private=True)(call).to_dict())
    assert "07700 900461" not in json.dumps(Pipeline()(call).to_dict())


def test_what_was_keyed_in_and_speaker_labels_are_masked():
    call = make_call("agent: Hello.", "customer: Hello.")
    known = CallMetadata(agent_id="a17", disposition="paid with 4929 1234 5678 9013", reference="4471")
    report = Pipeline()(call, metadata=known).to_dict()
    assert "4929 1234" not in json.dumps(report)
    assert report["metadata"]["reference"] == "4471"


def test_a_group_of_a_phone_number_is_an_amount_elsewhere():
    call = make_call("customer: My number is 555-250-0123.", "agent: So that's 250 on Friday, £250 in all.")
    assert masked(call).turns[1].text == "So that's 250 on Friday, £250 in all."


def test_what_was_hidden_is_hidden_again_but_in_sums_and_times():
    call = make_call(
        "customer: The security code is 930.", "agent: 930.", "customer: I'll pay £930 at 9:30, or 930 at once."
    )
    assert [turn.text for turn in masked(call).turns] == [
        "The security code is •••.",
        "•••.",
        "I'll pay £930 at 9:30, or ••• at once.",
    ]


DIGITS_SAID = "it's four nine two nine one two three four five six seven eight nine zero one three"


@pytest.mark.parametrize(
    ("asked", "text", "words", "kept"),
    [
        ("Your card number?", "It's 4929 1234 5678 9013.", DIGITS_SAID, "it's nine zero one three"),
        ("Your card number?", "It's [removed].", DIGITS_SAID, "it's nine zero one three"),
        ("Your card number?", "It's [removed].", "It's 4929 1234 5678 9013.", "It's 9013."),
        ("And the security code?", "[removed]", "one two three", ""),
        ("And the security code?", "Sure, 123.", "sure one two three", "sure"),
        (
            "How much can you pay?",
            "I can pay £250.",
            "I can pay two hundred and fifty",
            "I can pay two hundred and fifty",
        ),
    ],
)
def test_words_that_do_not_spell_their_turn_are_masked_on_their_own(asked, text, words, kept):
    call = make_call(f"agent: {asked}", f"5-9 customer: {words}")
    call = replace(call, turns=(call.turns[0], replace(call.turns[1], text=text)))
    turn = masked(call).turns[1]
    assert [len(word.text) for word in turn.words] == [len(word) for word in words.split()]
    assert " ".join(word.text for word in turn.words if word.text.strip("•.")) == kept
    muted = [stretch.span for stretch in private_stretches(call, padding=0.0) if stretch.whole_turn]
    assert muted == ([Span(5.0, 9.0)] if kept != words else [])


def test_a_masked_birthday_leaves_promises_as_they_are():
    lines = (
        "agent: Could you confirm your date of birth?",
        "customer: The third of October, nineteen seventy four.",
        "agent: Thank you. There's 250 pounds left.",
        "customer: I'll pay 250 pounds on the third of December by card.",
        "agent: So 250 pounds on the third of December by card. Is that right?",
        "customer: Yes.",
    )
    call = make_call(*lines, call_date=date(2026, 11, 20))
    hidden, open_ = (Pipeline(keep_private=keep)(call).to_dict()["notes"] for keep in (False, True))
    assert hidden["recap"] == open_["recap"]
    told = [[(p["amount"], p["date"], p["method"]) for p in notes["promises"]] for notes in (hidden, open_)]
    assert told[0] == told[1]
    assert told[0]


def test_ids_are_salted():
    call = make_call("agent: Hello.", "customer: Hello.")
    known = CallMetadata(agent_id="a17", account_id="acc-889", team="north")
    one, other = (Pipeline(salt=salt)(call, metadata=known).to_dict()["metadata"] for salt in ("salt one", "salt two"))
    assert "a17" not in json.dumps(one)
    assert one["agent_id"] != other["agent_id"]
    assert (len(one["account_id"]), one["team"]) == (16, "north")


NAMED = {
    "07700900461": "2026-11-20_101530_07700900461_a17.json",
    "5558675309": "20261120-101531-5558675309.json",
    "4929123456789013": "4929123456789013.json",
    "254722519604": "out_254722519604_in.json",
    "marlow.finch@postbox.example": "marlow.finch@postbox.example.json",
    "541-22-9083": "ssn 541-22-9083.json",
    "GB33BUKB20201555555555": "GB33BUKB20201555555555.json",
}
"""Private numbers, and names of files that hold them."""

COLUMNS = {
    "5105105105105100": "account_id",
    "+44 7700 900777": "agent_id",
    "jo.bell@postbox.example": "team",
    "paid with 4000 1234 5678 9010": "disposition",
    "6011000990139424": "reference",
}
"""Private numbers, and the columns of a manifest that they stand in."""

RUBRIC = """
extends = "default"
id = "ours"
version = "1"
description = "Ask ruben.vale@postbox.example, +1 212 555 0198."
"""

TURNS = {
    "turns": [
        {
            "speaker": "agent",
            "start": 0.0,
            "end": 3.0,
            "text": "Hello, this is Dana from Northgate. You owe 250 pounds.",
        },
        {"speaker": "customer", "start": 4.0, "end": 6.0, "text": "I can pay on Friday."},
    ]
}


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A batch of calls whose files and manifest hold private numbers, run twice; what it said and wrote."""
    folder = tmp_path_factory.mktemp("named")
    calls = folder / "calls"
    calls.mkdir()
    for name in NAMED.values():
        (calls / name).write_text(json.dumps(TURNS))
    (calls / "07700900999 broken.json").write_text('{"turns": [{"speaker": "agent", "start": "4929 1234 5678 9013"}]}')
    with (folder / "calls.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", *COLUMNS.values()])
        rows.writerow([NAMED["07700900461"], *COLUMNS])
        rows.writerow(["07700900888.json", *COLUMNS])
    (folder / "ours.toml").write_text(RUBRIC)
    options = ["--manifest", str(folder / "calls.csv"), "--rubric", str(folder / "ours.toml"), "--workers", "1"]
    out, said = folder / "out", ""
    for log in ("text", "json"):
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, "batch", str(calls), "--out", str(out), *options, "--log", log],
            capture_output=True,
            text=True,
        )
        said += done.stdout + done.stderr
    from callscore.call_pages import write_pages

    write_pages(out)
    return out, said


@pytest.mark.slow
def test_numbers_in_names_manifests_rubrics_and_errors_are_in_nothing_that_is_written(named):
    out, said = named
    texts = written(out)
    assert len([name for name in texts if name.endswith(".html")]) == len(NAMED), said
    texts |= {f"name of {name}": name for name in texts} | {"the terminal": said}
    planted = [*NAMED, *COLUMNS, "07700900999", "07700900888", "4929 1234 5678", "ruben.vale", "212 555 0198"]
    for name, text in texts.items():
        for canary in planted:
            assert canary.lower() not in text.lower(), f"{canary} in {name}"


@pytest.mark.slow
def test_a_batch_of_masked_names_is_done_once(named):
    out, said = named
    assert "2026-11-20_101530_xxxxxxxxxxx_a17" in {path.stem for path in (out / "reports").iterdir()}
    counts = json.loads((out / "run.json").read_text())["counts"]
    assert (counts["kept"], counts["scored"], counts["failed"]) == (len(NAMED), 0, 1), said
    report = json.loads((out / "reports" / "2026-11-20_101530_xxxxxxxxxxx_a17.json").read_text())
    assert any("account id looked private" in line for line in report["quality"]["warnings"])


def test_calls_whose_names_are_masked_alike_keep_apart():
    from callscore.batch.tasks import Task
    from callscore.batch.tasks import named as names_of

    tasks = [Task(f"07700900{number}.wav") for number in (461, 462, 463)]
    first = names_of(tasks, written=mask_label)
    assert [task.name for task in first] == ["xxxxxxxxxxx", "xxxxxxxxxxx-2", "xxxxxxxxxxx-3"]
    taken = {task.name: mask_label(task.path) for task in first}
    sound = {task.name: task.path for task in first}
    again = names_of(
        [Task("07700900460.wav"), *reversed(tasks)],
        taken=taken,
        is_same=lambda task, name: sound[name] == task.path,
        written=mask_label,
    )
    assert {task.path: task.name for task in again} == {task.path: task.name for task in first} | {
        "07700900460.wav": "xxxxxxxxxxx-4"
    }


INNOCENT_NAMES = [
    "calls/20261120101530.wav",
    "2026-11-20 10.15.30.mp3",
    "20261120_101530123456_a17_out.wav",
    "call_0000012345.wav",
    "1763600000.wav",
    "1763600000123.wav",
    "550e8400-e29b-41d4-a716-446655440000.wav",
    "CA4815162342aaaabbbbccccdddd1234.wav",
    "ext4471_2026W47.wav",
]
INNOCENT_IDS = [
    "a17",
    "AC-00417733921",
    "12345678",
    "4155550134",
    "0123456789",
    "INV-2026-00123-45",
    "100-200-300",
    "7",
]


@pytest.mark.parametrize("name", INNOCENT_NAMES)
def test_days_and_running_numbers_in_names_stay(name):
    assert mask_label(name) == name


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("sftp://bob:s3cret@host/day/a.wav", "sftp://bob:xxxxxx@host/day/a.wav"),
        ("https://h/a.wav?X-Amz-Signature=ab1&part=2", "https://h/a.wav?X-Amz-Signature=xxx&part=2"),
        ("https://h/a.wav?sp=r&sig=aB%3D", "https://h/a.wav?sp=r&sig=xx%xx"),
        ("s3://bucket/day/a.wav", "s3://bucket/day/a.wav"),
        ("https://h:8080/a.wav?page=2", "https://h:8080/a.wav?page=2"),
    ],
)
def test_passwords_and_signatures_in_urls_are_hidden(url, written):
    assert mask_label(url) == written


@pytest.mark.parametrize("value", INNOCENT_IDS)
def test_ids_stay(value):
    assert mask_id(value) == value


def test_texts_that_callscore_ships_are_written_as_they_are():
    import tomllib

    import callscore

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for held in value.values() if isinstance(value, dict) else value:
                yield from texts(held)

    data = Path(callscore.__file__).parent / "data"
    for path in [*data.glob("rubrics/*.toml"), *data.glob("profiles/*.toml"), data / "metrics.toml"]:
        for text in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            assert mask_line(text) == text


def loose(folder: Path) -> list[str]:
    """Files and folders that others may read or write."""
    return [path.name for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no umask there")
def test_files_are_no_more_open_than_the_umask_allows_and_stay_in_out(tmp_path):
    calls = tmp_path / "calls"
    (calls / "inner").mkdir(parents=True)
    (tmp_path / "evil.json").write_text(json.dumps(TURNS))
    (calls / "a.json").write_text(json.dumps(TURNS))
    (calls / "..secret.json").write_text(json.dumps(TURNS))
    table = calls / "calls.csv"
    table.write_text("file,agent,account\n../evil.json,../../up,/etc/passwd\na.json,..\\\\up,~/x\n..secret.json,a,b\n")
    out = tmp_path / "deep" / "out"
    code = f"import os; os.umask(0o077); {COMMAND}"
    for arguments in (
        ["batch", str(table), "--out", str(out), "--workers", "1"],
        ["report", str(out), "--html", str(out / "day.html"), "--pages", "--export", "csv"],
        ["score", str(calls / "a.json"), "--html", str(out / "page.html")],
    ):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert loose(out) == []
    assert sorted(path.stem for path in (out / "reports").iterdir()) == ["a", "secret"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calls", "deep", "evil.json"]
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["out"]
    assert sorted(path.name for path in calls.iterdir()) == ["..secret.json", "a.json", "calls.csv", "inner"]


@pytest.mark.parametrize(("text", "salt"), [("keep this secret\n", "keep this secret"), ("12345678", "12345678")])
def test_a_salt_is_read_from_a_file_or_the_environment(tmp_path, monkeypatch, text, salt):
    (tmp_path / "salt").write_text(text)
    monkeypatch.delenv(SALT, raising=False)
    assert read_salt(None) is None
    assert read_salt(tmp_path / "salt") == salt
    monkeypatch.setenv(SALT, text)
    assert read_salt(None) == salt


@pytest.mark.parametrize("salt", [b"", b"1234567", b"  1234567  ", b"\xff\xfe\xfa long enough"])
def test_a_salt_that_is_soon_found_or_no_text_is_refused(tmp_path, salt):
    (tmp_path / "salt").write_bytes(salt)
    with pytest.raises(ConfigError, match=f"^{re.escape(str(tmp_path / 'salt'))}: "):
        read_salt(tmp_path / "salt")
    with pytest.raises(ConfigError, match="can't be read"):
        read_salt(tmp_path / "no such file")
