"""Which voice is the agent's: evidence, names, and what the user says."""

from __future__ import annotations

import pytest

from callscore import ConfigError
from callscore.conversation import Role, Turn
from callscore.leaning import leaning
from callscore.roles import LOW_CONFIDENCE, resolve_roles
from callscore.turn_taking.backchannels import words_of


def turns(*lines: str) -> list[Turn]:
    return [Turn(Role.OTHER, text.strip(), speaker=speaker) for speaker, text in (line.split(":", 1) for line in lines)]


OPENINGS = [
    pytest.param(
        ["a: Hello?", "b: Hi, this is Dana calling from Northgate Finance."], "b", id="customer answers first"
    ),
    pytest.param(["a: Good morning, am I speaking to Mr Bell?", "b: Speaking."], "a", id="asks for the party"),
    pytest.param(
        ["a: yes", "b: this call is recorded, it's about your overdue invoice", "a: who is this"],
        "b",
        id="no punctuation",
    ),
    pytest.param(
        [
            "a: You've reached the Harrises, we can't come to the phone, leave a message after the tone.",
            "b: Hello, this is Dana from Northgate Finance with a message for Mr Harris. Please call me back.",
        ],
        "b",
        id="an answering machine first",
    ),
    pytest.param(
        [
            "a: Hello?",
            "b: Hi, is that Marcus Bell?",
            "a: No, there's no Marcus here, you've got the wrong number.",
            "b: I'm sorry, I'll take this number off our list.",
        ],
        "b",
        id="a wrong number",
    ),
    pytest.param(
        [
            "a: Thank you for calling Northgate, how can I help?",
            "b: Hi, I had a letter about my account and I can't pay all of it.",
            "a: Let me have a look for you.",
        ],
        "a",
        id="the customer rings",
    ),
    pytest.param(
        [
            "b: hello yeah",
            "a: hello ma am i speaking with mrs adeyemi",
            "b: who is this",
            "a: i am calling from quick loans it is about your loan ma",
        ],
        "a",
        id="whoever speaks first",
    ),
    pytest.param(
        ["a: I lost my job so I can't pay this month", "b: when could you make a payment"], "b", id="no opening at all"
    ),
]


@pytest.mark.parametrize(("lines", "agent"), OPENINGS)
def test_the_agent_is_told_by_what_is_said(lines: list[str], agent: str) -> None:
    decision = resolve_roles(turns(*lines))
    assert decision.roles[agent] is Role.AGENT
    assert decision.confidence >= LOW_CONFIDENCE
    assert decision.reason


def test_no_evidence_is_low_confidence() -> None:
    assert resolve_roles(turns("a: hello", "b: hello")).confidence < LOW_CONFIDENCE


@pytest.mark.parametrize("agent", ["Agent", "AGENT", "Collector 2", "sales rep"])
def test_labels_that_name_the_agent_are_taken_at_their_word(agent: str) -> None:
    decision = resolve_roles(turns(f"{agent}: my account", "Mr Bell: calling from Northgate"))
    assert decision.roles == {agent: Role.AGENT, "Mr Bell": Role.CUSTOMER}
    assert decision.confidence == 1.0


def test_the_user_overrides_the_evidence() -> None:
    lines = turns("left: this is Dana calling from Northgate", "right: who is this")
    assert resolve_roles(lines, agent="right").roles["right"] is Role.AGENT
    assert resolve_roles(lines, agent="first").roles["left"] is Role.AGENT


def test_an_agent_who_is_not_on_the_call_is_refused_with_those_who_are() -> None:
    with pytest.raises(ConfigError, match=r"'middle' is not a speaker of this call: its speakers are 'left', 'right'"):
        resolve_roles(turns("left: hello", "right: hello"), agent="middle")


def test_a_third_voice_is_neither() -> None:
    decision = resolve_roles(
        turns(
            "a: this is Dana calling from Northgate",
            "b: who is this, I lost my job",
            "c: dinner is ready",
            "b: my bank",
        )
    )
    assert decision.roles == {"a": Role.AGENT, "b": Role.CUSTOMER, "c": Role.OTHER}


TRANSFER = [
    "a: Good morning, this is Dana calling from Northgate Finance about your overdue invoice.",
    "b: I already paid that, I want to talk to somebody else.",
    "a: I'll put you through to my manager.",
    "c: Hello, this is Tom from Northgate, I understand you're calling about your account.",
    "b: my bank sent it on Monday",
    "c: When did you pay it, and can I take your reference? We can set up a plan for the outstanding balance.",
    "b: I lost my job in May.",
    "c: I'm sorry to hear that. We can split it, and I'll note your account for you today, so nothing else goes out.",
]


def test_after_a_transfer_both_who_collect_are_agents_and_the_customer_stays_the_customer() -> None:
    assert resolve_roles(turns(*TRANSFER)).roles == {"a": Role.AGENT, "b": Role.CUSTOMER, "c": Role.AGENT}


def test_a_recorded_announcement_is_no_second_agent() -> None:
    announced = ["c: This call may be recorded for training and quality purposes.", *TRANSFER[:3]]
    assert resolve_roles(turns(*announced)).roles["c"] is Role.OTHER


MISHEARD = (
    "a: Hi is not mister rub. You alright I'll be quick of you got the statement there.",
    "b: Hello, I've ever no. Okay I",
    "a: owe it's two invoices may. And April through's not getting paid.",
    "b: Hang on I'm on a roof, I'm literally holding a chimney.",
    "a: No worry did you get the reminder email has it gone to your office or is it yourself does the paying",
    "b: I pay them myself and I got the invoice. There's a hundred on one of them and nobody said.",
    "a: so the rest of it you're happy with the rest of it are you.",
    "b: I'm not happy with any of this. But I know the hire is right. We had the stuff.",
    "a: So what can you do today?",
    "b: Today nothing I'll be straight with you my customer owes me six thousand.",
    "a: Sorry, so when is he paying you? Or have you asked him?",
    "b: Me? I said I sat in his drive. I told him I need my money.",
)
"""A call of which a recogniser understood little."""


def test_everyday_words_tell_where_little_was_understood() -> None:
    decision = resolve_roles(turns(*MISHEARD))
    assert decision.roles["a"] is Role.AGENT
    assert decision.roles["b"] is Role.CUSTOMER


@pytest.mark.parametrize(
    "said",
    ["I'm not happy with that", "it's different from last time", "it's he still with the", "I'm waiting at home"],
)
def test_with_and_from_without_a_name_are_nobodys_company(said: str) -> None:
    assert resolve_roles(turns(f"a: {said}", "b: hello")).confidence < LOW_CONFIDENCE


@pytest.mark.parametrize(
    "said",
    [
        "it's Trevor over at Keystone",
        "I'm Kavitha from the bank",
        "it's Priya Nair calling",
        "it's Declan here from Sky",
    ],
)
def test_a_name_and_a_company_are_the_agents(said: str) -> None:
    assert resolve_roles(turns("b: hello", f"a: {said}")).roles["a"] is Role.AGENT


def test_what_speaks_against_it_makes_it_less_sure() -> None:
    against = (*MISHEARD, "b: Well it's Tom from Kestrel.")
    assert resolve_roles(turns(*against)).confidence < resolve_roles(turns(*MISHEARD)).confidence


def test_the_reason_says_when_everyday_words_alone_told_the_agent() -> None:
    decision = resolve_roles(turns("a: so you or your son", "b: i said no, i told my son"))
    assert decision.roles["a"] is Role.AGENT
    assert "'you'" in decision.reason


def test_words_lean_to_the_party_that_uses_them() -> None:
    ours, theirs = "so can you send your form or sorry is it due", "i said no i told my bank"
    assert leaning(words_of(ours)) > 0 > leaning(words_of(theirs))
    assert leaning([]) == 0.0
