"""What the agent asks a second time, and what only looks like it."""

from __future__ import annotations

import pytest

from callscore.dialogue.exchanged import asked_again
from callscore.testing import make_call

ON = ("agent: Right.", "customer: Yes.")


def again(*lines: str) -> list[tuple[int, int]]:
    """``(told, asked again)`` turns."""
    return [(found.told, found.again.turn) for found in asked_again(make_call(*lines))]


@pytest.mark.parametrize(
    ("asked", "told", "later"),
    [
        ("When's the next check?", "The twenty-sixth.", "Okay, where were we? And when was the next one?"),
        ("Do you have the waybill number?", "Zero four seven.", "What was the waybill number again?"),
        ("Can you do half today? That's £371.", "I get paid on Friday.", "So can you do the £371, or not?"),
        ("What's the best email for you?", "luz at bright dot com", "And what was the email again?"),
        ("Is Mr Ramdass there, please?", "He gone out on the boat.", "And he not there now, you sure?"),
        ("when am i getting my money", "on friday when i'm paid", "are you paying or not"),
        ("What do you do for work?", "I'm in a warehouse.", "Are you working at the moment?"),
        ("So what are you paying today?", "Nothing today.", "For the last time, are you going to make a payment?"),
    ],
)
def test_a_question_put_again_is_found_with_the_place_where_it_was_told(asked: str, told: str, later: str) -> None:
    assert again(f"agent: {asked}", f"customer: {told}", *ON, f"agent: {later}", "customer: Well.") == [(1, 4)]


@pytest.mark.parametrize(
    ("asked", "told", "later"),
    [
        ("Can I get your address?", "It's 123 Elm Street.", "How would you like to address this today?"),
        ("Can you provide your address?", "Why? I'm not telling you anything.", "Can you confirm your address?"),
        ("Can you provide your address?", "Sorry?", "Can you provide your address, please?"),
        ("Can you provide your address?", "I refuse to give you that.", "Can you confirm your address?"),
        ("When's the next check?", "The twenty-sixth.", "And when was the accident?"),
        ("Can you do half today? That's £371.", "No.", "So can you do £100, or not?"),
        ("What email did we send it to?", "The info one.", "Could you email me the form?"),
        ("When can you pay the March one?", "On Friday.", "When is the April one due?"),
        ("So what are you paying today?", "Nothing today.", "Did you hand the keys in, yes or no?"),
        ("Is Mr Bell there?", "He's out.", "Are you sure about the amount on the invoice?"),
        ("When are you paying the kiln?", "On Friday.", "When are you paying the £1,104?"),
        ("What are you paying today?", "Nothing today.", "And how are you paying it?"),
        ("What are you paying today?", "Sixty.", "Are you paying by card?"),
        ("What's your name, please?", "Who wants to know? You rang me.", "So what is your name?"),
        ("Where is the money?", "How much is it even, by now?", "When are you paying?"),
        ("Do you want the card one?", "Yes, the card.", "Do you want to say that back to me?"),
    ],
)
def test_another_question_or_one_that_was_refused_is_not_asked_again(asked: str, told: str, later: str) -> None:
    assert again(f"agent: {asked}", f"customer: {told}", *ON, f"agent: {later}", "customer: Well.") == []


def test_the_papers_may_be_fetched_before_the_answer() -> None:
    call = (
        "agent: Do you have the waybill number?",
        "customer: Hold on, it's in the file.",
        "agent: I'm holding.",
        "customer: It's zero four seven one.",
        *ON,
        "agent: What was the waybill number again?",
        "customer: Zero four seven one!",
    )
    assert again(*call) == [(3, 6)]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("I just told you. Warehouse.", True),
        ("As I said, the warehouse.", True),
        ("You already asked me that. The warehouse.", True),
        ("I told your colleague, at the warehouse.", False),
        ("I told you last week about the warehouse.", False),
        ("Well, I said come and fetch it from the warehouse.", False),
        ("I said good afternoon from the warehouse.", False),
        ("The warehouse, we just now decided that.", True),
        ("The warehouse on Tanner Street.", False),
    ],
)
def test_a_customer_who_says_that_it_was_told_is_believed_where_it_was(reply: str, found: bool) -> None:
    call = ("customer: I'm in a warehouse, agency.", *ON, "agent: And where are you earning?", f"customer: {reply}")
    assert again(*call) == ([(0, 3)] if found else [])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Make it £100?", []),
        ("Could you do £75 on Friday?", []),
        ("Could you do £60?", []),
        ("Which day?", [(0, 1)]),
    ],
)
def test_who_haggles_does_not_ask_again(question: str, found: list[tuple[int, int]]) -> None:
    call = ("customer: I could do £60 on Friday.", f"agent: {question}", "customer: I've just told you, £60 on Friday.")
    assert again(*call) == found


def test_a_statement_with_a_tag_asks_nothing_again() -> None:
    told, reply = "customer: I want the warehouse address in writing.", "customer: In writing, I said that already."
    assert again(told, *ON, "agent: You can wait for that, can't you?", reply) == []


def test_what_was_asked_a_long_while_ago_may_be_asked_again() -> None:
    asked = ("agent: Do you have the waybill number?", "customer: Zero four seven.")
    later = ("agent: What was the waybill number again?", "customer: Zero four seven.")
    assert again(*asked, *ON * 5, *later) == [(1, 12)]
    assert again(*asked, *ON * 20, *later) == []


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Where is it you said you're working?", "By the airport."),
        ("And where are you earning?", "I just told you. Warehouse."),
    ],
)
def test_of_two_places_where_it_was_told_the_last_is_shown(question: str, reply: str) -> None:
    call = ("customer: I'm working at the warehouse.", *ON, "customer: In the warehouse, working nights.", *ON)
    assert again(*call, f"agent: {question}", f"customer: {reply}") == [(3, 6)]


def test_a_word_of_address_makes_no_two_questions_one() -> None:
    call = ("agent: Can I speak to sir Bell?", "customer: Speaking, sir.", *ON, "agent: So you borrowed again, sir?")
    assert again(*call, "customer: From a friend.") == []


def test_a_protest_without_the_place_that_it_speaks_of_is_left_alone() -> None:
    assert again("customer: Hello?", "agent: And where are you earning?", "customer: I just told you. Warehouse.") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Where is it you said you're working?", True),
        ("okay and where is it you said you're working at again", True),
        ("Remind me, where are you working?", True),
        ("Where would you send the cheque?", False),
        ("Can you try the warehouse again?", False),
        ("So what about the warehouse? You said you're working there.", False),
    ],
)
def test_a_question_that_asks_back_for_what_was_told_unasked(question: str, found: bool) -> None:
    call = ("customer: I'm working at the warehouse now.", *ON, f"agent: {question}", "customer: By the airport.")
    assert again(*call) == ([(0, 3)] if found else [])


def test_calling_somebody_who_has_put_the_telephone_down_asks_nothing_again() -> None:
    call = ("agent: Is that Mrs Gagnon?", "customer: Yes.", *ON, "agent: Mrs Gagnon?", "customer: I'm here.")
    assert again(*call) == []


@pytest.mark.parametrize(
    "question", ["You're not Mr Bell?", "Are you sure you're not Mr Bell, maybe it's your brother's line?"]
)
def test_who_says_a_no_back_at_once_does_not_ask_again(question: str) -> None:
    call = (
        "agent: Is that Mr Bell?",
        "customer: No, there's no Bell here.",
        f"agent: {question}",
        "customer: I'm not.",
    )
    assert again(*call) == []


def test_who_says_a_no_back_a_while_later_asks_again() -> None:
    call = ("agent: Is that Mr Bell?", "customer: No, there's no Bell here.", *ON, *ON)
    assert again(*call, "agent: And you're not Mr Bell?", "customer: I'm not.") == [(1, 6)]
