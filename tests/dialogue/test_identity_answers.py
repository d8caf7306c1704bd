"""Answers that only their question shows to be a yes, and greetings, which ask nothing."""

from __future__ import annotations

import pytest

from callscore.dialogue.identity_answers import confirms_in_place, may_be_told, replies_to_name
from callscore.dialogue.on_the_line import on_the_line
from callscore.testing import make_call

GOES_ON = "agent: It's about £400 overdue."
MANAGER = "Am I talking to the office manager?"
BELL = "Am I speaking to Mr Bell?"
JOB = "Are you the one who pays the invoices, or is it still Gail?"


@pytest.mark.parametrize(
    ("question", "answer", "confirmed"),
    [
        ("Is that Gordon Bell?", "Gord. Nobody's called me Gordon since the army.", True),
        ("Is that Gordon Bell?", "Nobody called Gordon lives here.", False),
        (BELL, "It's Ray. Who's this now?", True),
        (BELL, "It's Ray. He's at work.", False),
        (BELL, "This is reception. Who's this?", False),
        ("Am I speaking to Tom Bell?", "It's Ray. Who's this?", False),
        ("Is the owner there?", "This is her. Deirdre. Who's this?", True),
        ("Is the owner there?", "This is her daughter.", False),
        ("Is Padraig about?", "You have him.", True),
        ("Is Padraig about?", "You have his old number.", False),
        (MANAGER, "You are, Naomi.", True),
        (MANAGER, "You are a nuisance.", False),
        (MANAGER, "You are not.", False),
        (JOB, "No, it's me. Gail retired.", True),
        (JOB, "No, it's Gail, she's at lunch.", False),
        (JOB, "Gail's on leave. I'm acting. So me.", True),
        (JOB, "No, that's us.", True),
        (JOB, "Me and one other. What's this about?", True),
        ("You look after the payables, don't you?", "For my sins. What's up?", True),
        ("Gemma Oakes?", "Yeah?", True),
        ("Gemma Oakes?", "Hello? Yes? Who's calling?", False),
        ("Hello?", "Yeah?", False),
        ("This is for Curtis Bell. Who am I speaking with?", "This is Walter. Curtis is my son.", False),
        ("Who am I speaking with?", "This is Walter. What's it about?", True),
    ],
)
def test_what_confirms_where_it_was_asked(question: str, answer: str, confirmed: bool) -> None:
    call = make_call(f"agent: {question}", f"customer: {answer}", GOES_ON)
    assert (on_the_line(call).confirmed == 1) is confirmed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Good morning, how're you keeping. Is Padraig about, by any chance?", True),
        ("Puan Rosnah ah?", True),
        ("Hallo, habari. Ni Rehema Chari?", True),
        ("It's you that looks after the bills, eh?", True),
        ("Margaret, it's Craig. You had the marquee off us, in October?", True),
        ("Margaret! Hello my lovely, it's Bev. How was Lisbon?", False),
        ("Hi Margaret, it's Craig at Bayside. How's your week going?", False),
        ("It's Kev from the cellars. You got my money, Margaret?", False),
        ("Mrs Bell, you are still owing the school fees.", False),
    ],
)
def test_what_asks_who_picked_up_with_a_name(question: str, asked: bool) -> None:
    call = make_call("customer: Margaret speaking.", f"agent: {question}", "customer: Oh, hello.", GOES_ON)
    assert (on_the_line(call).asked == 1) is asked


@pytest.mark.parametrize(
    ("lines", "confirmed"),
    [
        (("agent: Your date of birth?", "customer: The ninth of March eighty-one."), 3),
        (("agent: Your date of birth?", "customer: Who's asking?", "agent: Dana.", "customer: May 1980."), 5),
        (("agent: Your date of birth?", "customer: I won't give that out, it's the third call."), 1),
        (("agent: Your date of birth?", "customer: What for?"), 1),
        (("agent: How are you?", "customer: I'm sixty-one."), 1),
    ],
)
def test_who_proves_it_has_confirmed_it_then(lines: tuple[str, ...], confirmed: int) -> None:
    assert on_the_line(make_call(f"agent: {BELL}", "customer: Speaking.", *lines, GOES_ON)).confirmed == confirmed


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("Would you be able to talk to me about the account?", "I can talk. I can't pay, but I can talk.", True),
        ("Are you authorised to discuss his account?", "Yes, I do his books.", True),
        ("May I speak to you on her behalf?", "Go ahead.", True),
        ("Would you be able to talk to me about the account?", "No, you'd have to ask Aoife.", False),
        ("Are you authorised to discuss his account?", "I can't talk about that.", False),
        ("Are you authorised to discuss his account?", "I can only take a message.", False),
    ],
)
def test_who_may_be_told_for_another(question: str, answer: str, told: bool) -> None:
    assert may_be_told(question, answer) is told
    asked = ("agent: Could I speak to Aoife Bell?", "customer: Aoife's off till Saturday.")
    line = on_the_line(make_call(*asked, f"agent: {question}", f"customer: {answer}", GOES_ON))
    assert (line.confirmed == 3) is told


def test_who_may_talk_of_something_else_is_told_nothing() -> None:
    assert not may_be_told("Can I talk to you about the weather?", "Yes.")


def test_a_first_name_is_another_s_where_the_agent_asks_on() -> None:
    answer = "It's Ray. Who's this?"
    assert confirms_in_place(BELL, answer, "It's Dana, from Calder.")
    assert not confirms_in_place(BELL, answer, "It's Dana. Is Mr Bell in?")


def test_a_bare_yes_to_a_longer_question_may_be_how_somebody_picks_up() -> None:
    assert replies_to_name("Mrs Oakes?", "Yes?")
    assert not replies_to_name("Gemma, can you hear me?", "Yes?")


def test_a_proof_that_is_hidden_confirms_all_the_same():
    lines = (
        "agent: Am I speaking to Mr Hiremath?",
        "customer: Yes. Who is this?",
        "agent: Shalini, from Varada Finance. Before I go on, can you tell me your date of birth?",
        "customer: {}",
        "agent: Thank you. It's about the scooter loan, 3,412 rupees are overdue.",
    )
    said, hidden = (
        on_the_line(make_call(*(line.format(answer) for line in lines)))
        for answer in ("Fourteenth, fourth, ninety-six.", "••••••••••, ••••••, ••••••-•••.")
    )
    assert (said.confirmed, hidden.confirmed) == (3, 3)
