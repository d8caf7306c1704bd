"""An account over its calls: promises kept, broken or unknown, what is to be done, how often it was called."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from callscore.errors import ConfigError
from callscore.history import Contact, Payment, histories, history_table, read_payments


def call(
    name: str,
    day: str | None,
    *said: str,
    account: str | None = "889",
    outcome: str | None = None,
    promise: tuple[float | None, str | None] | None = None,
    claims_paid: str = "",
    requests: tuple[str, ...] = (),
    steps: tuple[str, ...] = (),
) -> dict[str, Any]:
    """A report of one call, with what its history needs."""
    promises = []
    if promise is not None:
        promises = [
            {
                "amount": promise[0],
                "currency": "GBP",
                "date": promise[1],
                "method": None,
                "strength": "firm",
                "quote": "I'll pay",
            }
        ]
    return {
        "call_id": name,
        "call_date": day,
        "metadata": {"account_id": account, "agent_id": "a17", "started_at": None},
        "speakers": {"customer": {"seconds": 30.0}},
        "turns": [{"role": "agent", "text": text} for text in said],
        "notes": {
            "outcome": outcome,
            "promises": promises,
            "disputes": [{"kind": "already_paid", "quote": claims_paid}] if claims_paid else [],
            "requests": [{"kind": "callback_request", "quote": quote} for quote in requests],
            "next_steps": [{"kind": "next_step", "quote": quote} for quote in steps],
        },
    }


FIRST = call("one", "2026-06-01", outcome="promise", promise=(50.0, "2026-06-05"))


def paid(*rows: tuple[str, float], currency: str | None = "GBP") -> list[Payment]:
    return [Payment("889", date.fromisoformat(day), Decimal(str(amount)), currency) for day, amount in rows]


BY_PAYMENTS = {
    "on the day": (paid(("2026-06-05", 50)), "kept"),
    "early": (paid(("2026-06-02", 50)), "kept"),
    "in two parts": (paid(("2026-06-03", 30), ("2026-06-05", 20)), "kept"),
    "more": (paid(("2026-06-05", 80)), "kept"),
    "over a weekend": (paid(("2026-06-08", 50)), "kept"),
    "too late": (paid(("2026-06-12", 50)), "broken"),
    "before the promise": (paid(("2026-05-20", 50)), "broken"),
    "a part": (paid(("2026-06-05", 20)), "partly"),
    "nothing": ([], "broken"),
    "another currency": (paid(("2026-06-05", 50), currency="EUR"), "broken"),
    "another account": ([Payment("890", date(2026, 6, 5), Decimal(50))], "broken"),
}


@pytest.mark.parametrize("payments, state", BY_PAYMENTS.values(), ids=BY_PAYMENTS.keys())
def test_payments_tell_what_became_of_a_promise(payments: list[Payment], state: str) -> None:
    (history,) = histories([FIRST], payments=payments, as_of=date(2026, 6, 30))
    (promise,) = history.promises
    assert promise.state == state


@pytest.mark.parametrize(
    "as_of, state", [(date(2026, 6, 4), "open"), (date(2026, 6, 8), "open"), (date(2026, 6, 9), "broken")]
)
def test_a_promise_is_open_until_its_day_and_the_days_of_grace_are_over(as_of: date, state: str) -> None:
    (history,) = histories([FIRST], payments=[], as_of=as_of)
    assert history.promises[0].state == state


def test_a_payment_counts_once() -> None:
    second = call("two", "2026-06-10", promise=(50.0, "2026-06-15"))
    (history,) = histories([FIRST, second], payments=paid(("2026-06-05", 50)), as_of=date(2026, 6, 30))
    assert [promise.state for promise in history.promises] == ["kept", "broken"]
    assert history.kept_share == 0.5


LATER = {
    "the agent sees it": ("Thank you for your payment on Friday.", "", "kept", "agent"),
    "the agent misses it": ("We haven't received the fifty pounds.", "", "broken", "agent"),
    "it came back": ("The direct debit was returned unpaid.", "", "broken", "agent"),
    "the customer says so": ("Hello, it's Ann.", "I paid that on Friday.", "kept", "customer"),
    "nobody speaks of it": ("Hello, it's Ann.", "", "unknown", ""),
    "a question is no statement": ("Haven't you received my letter?", "", "unknown", ""),
}


@pytest.mark.parametrize("line, claim, state, told_by", LATER.values(), ids=LATER.keys())
def test_without_payments_a_later_call_tells(line: str, claim: str, state: str, told_by: str) -> None:
    later = call("two", "2026-06-20", line, claims_paid=claim)
    (history,) = histories([later, FIRST])
    assert [(promise.state, promise.told_by) for promise in history.promises] == [(state, told_by)]


def test_a_later_call_that_came_to_paid_tells() -> None:
    (history,) = histories([FIRST, call("two", "2026-06-20", outcome="paid")])
    assert [(promise.state, promise.told_by) for promise in history.promises] == [("kept", "customer")]


def test_silence_is_not_a_broken_promise() -> None:
    (history,) = histories([FIRST], as_of=date(2026, 12, 1))
    assert history.promises[0].state == "unknown"
    assert history.kept_share is None


def test_a_promise_replaced_before_its_day_is_not_judged() -> None:
    second = call("two", "2026-06-03", promise=(60.0, "2026-06-12"))
    (history,) = histories([FIRST, second], payments=paid(("2026-06-12", 60)))
    assert [(promise.promise.amount, promise.state) for promise in history.promises] == [(60.0, "kept")]


def test_follow_ups_due() -> None:
    second = call(
        "two",
        "2026-06-02",
        requests=("Call me back on Thursday please.",),
        steps=("I'll send you the statement on 10 June.", "I'll note that."),
    )
    (history,) = histories([FIRST, second], as_of=date(2026, 6, 2))
    assert [(one.due, one.what, one.call_id) for one in history.follow_ups] == [
        (date(2026, 6, 4), "call_back", "two"),
        (date(2026, 6, 6), "check_payment", "one"),
        (date(2026, 6, 10), "next_step", "two"),
    ]


def test_a_call_back_that_was_made_is_done_with() -> None:
    asked = call("one", "2026-06-01", requests=("Call me back on 4 June.",))
    (history,) = histories([asked, call("two", "2026-06-04")])
    assert history.follow_ups == ()


def test_a_broken_promise_is_followed_up_until_somebody_calls() -> None:
    (history,) = histories([FIRST], payments=[], as_of=date(2026, 6, 20))
    assert [one.what for one in history.follow_ups] == ["broken_promise"]
    (history,) = histories([FIRST, call("two", "2026-06-20")], payments=[])
    assert history.follow_ups == ()


def test_calls_beyond_seven_in_seven_days_are_flagged() -> None:
    days = [call(f"c{day}", f"2026-06-{day:02}", outcome="voicemail") for day in range(1, 10)]
    (history,) = histories(days, profile="us_third_party")
    assert [flag.call_id for flag in history.too_often] == []
    twice = [*days, call("again", "2026-06-07", outcome="voicemail")]
    (history,) = histories(twice, profile="us_third_party")
    assert {flag.count for flag in history.too_often} == {8}
    assert all(flag.why.startswith("For review: call 8 within 7 days") for flag in history.too_often)


def test_a_call_within_seven_days_after_a_conversation_is_flagged() -> None:
    calls = [FIRST, call("soon", "2026-06-07"), call("later", "2026-06-14")]
    (history,) = histories(calls, profile="us_third_party")
    assert [(flag.call_id, flag.count) for flag in history.too_often] == [("soon", 6)]


def test_without_a_profile_nothing_is_too_often() -> None:
    calls = [call(f"c{number}", "2026-06-01") for number in range(20)]
    assert histories(calls)[0].too_often == ()


def test_accounts_are_apart_and_calls_without_one_left_out() -> None:
    calls = [FIRST, call("two", "2026-06-02", account="890"), call("three", "2026-06-03", account=None)]
    assert [history.account_id for history in histories(calls)] == ["889", "890"]


def test_calls_without_a_day_stand_last() -> None:
    (history,) = histories([call("undated", None), FIRST])
    assert [contact.call_id for contact in history.contacts] == ["one", "undated"]


def test_the_table_has_a_row_an_account() -> None:
    table = history_table(histories([FIRST], payments=paid(("2026-06-05", 50))))
    (row,) = table.to_dict("records")
    assert (row["account_id"], row["calls"], row["promises_kept"], row["kept_share"]) == ("889", 1, 1, 1.0)
    assert (row["first_call"], row["last_outcome"]) == (date(2026, 6, 1), "promise")
    assert "account_id" in history_table([]).columns


def test_payments_are_read_and_bad_rows_said(tmp_path: Path) -> None:
    path = tmp_path / "paid.csv"
    path.write_text("Account No;Payment Date;Paid\n889;05/06/2026;£50\n889;25/06/2026;50\n890;soon;1\n;25/06/2026;1\n")
    read = read_payments(path)
    assert [(one.account_id, one.day, one.amount) for one in read.payments] == [
        ("889", date(2026, 6, 5), Decimal(50)),
        ("889", date(2026, 6, 25), Decimal(50)),
    ]
    assert [str(problem) for problem in read.problems] == [
        "paid.csv row 4: date 'soon': is not a day; write it as YYYY-MM-DD",
        "paid.csv row 5: account_id: is empty; the row is left out",
    ]


def test_a_table_without_a_column_that_payments_need(tmp_path: Path) -> None:
    path = tmp_path / "paid.csv"
    path.write_text("account,day\n889,2026-06-05\n")
    with pytest.raises(ConfigError, match="no column amount"):
        read_payments(path)


def test_a_later_call_of_the_same_name_tells_too() -> None:
    made = call("recording", "2026-06-01", promise=(50.0, "2026-06-05"))
    (history,) = histories([made, call("recording", "2026-06-08", "Thank you for your payment.")])
    assert history.promises[0].state == "kept"


def test_a_promise_is_replaced_by_a_later_one_made_before_its_day() -> None:
    """As the rule says it, word for word, on accounts drawn at random."""
    rng = random.Random(5)
    for _ in range(40):
        calls = []
        for number in range(rng.randint(1, 8)):
            made, due = rng.randint(1, 20), rng.randint(1, 28)
            day = None if rng.random() < 0.1 else f"2026-06-{made:02}"
            promise = (50.0 + number, f"2026-06-{due:02}") if rng.random() < 0.7 else None
            calls.append(call(f"call{number}", day, promise=promise))
        (history,) = histories(calls, as_of=date(2026, 7, 1))
        contacts = history.contacts
        expected = {
            promise.call_id
            for contact in contacts
            for promise in contact.promises
            if not any(
                other.order > contact.order and other.promises and other.day is not None and other.day < promise.due
                for other in contacts
                if promise.due is not None
            )
        }
        assert {kept.promise.call_id for kept in history.promises} == expected


def test_an_account_of_thousands_of_calls_is_gone_through_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Counter[str]()
    order = Contact.order.fget

    def counted(contact: Contact) -> Any:
        looked[contact.call_id] += 1
        return order(contact)  # type: ignore[misc]

    monkeypatch.setattr(Contact, "order", property(counted))
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(2000)]
    calls = [
        call(f"call{n:04}", str(day), "I can see the payment.", promise=(50.0, str(day + timedelta(days=1))))
        for n, day in enumerate(days)
    ]
    (history,) = histories(calls)
    assert history.count("kept") == 1999
    assert max(looked.values()) <= 3
