"""Names and companies of callers, however they are said."""

from __future__ import annotations

import pytest

from callscore.dialogue.introduced import introduced_by_place, who_is_said
from callscore.testing import make_call


@pytest.mark.parametrize(
    ("line", "name", "company"),
    [
        ("Good morning, it's Priya from Calder Timber.", True, True),
        ("Bernard Halloran, credit manager, Ottawa Valley Fuels.", True, True),
        ("vikrant here tejas two wheeler finance", True, True),
        ("It's Colm Hearne in the Co-op.", True, True),
        ("Jain this side, from Sarvottam Yarns", True, True),
        ("sunrise finance se meera bol rahi hoon", True, True),
        ("the bank se hi payment karo", False, True),
        ("this is rick", True, False),
        ("I'm calling from Calder Timber.", False, True),
        ("You still there?", False, False),
        ("Morning, Francois here by Ironwatch Security.", True, True),
        ("Lucy Hart calling, Merton Glass.", True, True),
        ("It's Niamh in Kilbride Tyres.", True, True),
        ("This is Mr. Dawes in the recovery office.", True, False),
        ("hello this is speedy loans", False, True),
        ("this is sandeep kulkarni no", False, False),
        ("This is Shawna Bell, right?", False, False),
    ],
)
def test_what_a_caller_says_of_who_they_are(line: str, name: bool, company: bool) -> None:
    assert who_is_said(line) == (name, company)


@pytest.mark.parametrize(
    ("before", "line", "who"),
    [
        ("Hello?", "Colm Hearne, Ballinree Co-op.", (True, True)),
        ("Uh, who's this?", "this is rick, you know what it's about", (True, False)),
        ("Who is calling?", "It's Dana from Northgate.", (True, True)),
        ("Who's this?", "Calling from Calder Timber.", (False, True)),
        ("who is calling", "tejas two wheeler finance sir", (False, True)),
        ("May I know who is speaking?", "Marlowe Recovery.", (False, True)),
        ("Sorry, who did you say you were with?", "northgate recovery so have you got a card", (False, True)),
        ("Who's this?", "your loan is overdue", None),
        ("Who's this?", "Never you mind.", None),
        ("Who's this?", "You people never pay, and you know how a calendar works.", None),
        ("Who's this?", "I'll wait for you to find a pen.", None),
        ("Hello?", "this is rick, you know what it's about", None),
        ("Hello?", "Grace Moriarty, Canal Row.", None),
        ("Hello?", "ate this is joy of quickcash", (True, True)),
        ("Hello?", "rupeezip recovery cell here", (False, True)),
        ("Hello?", "it's from your loan account", None),
        ("Hello?", "your loan is here", None),
    ],
)
def test_an_answer_to_who_is_calling_introduces(before: str, line: str, who: tuple[bool, bool] | None) -> None:
    found = introduced_by_place(make_call(f"customer: {before}", f"agent: {line}"), [1])
    assert (found and found[1]) == who
