"""How people say that it is them, in many kinds of English, and who comes to the phone later."""

from __future__ import annotations

import pytest

from callscore.dialogue.on_the_line import on_the_line
from callscore.testing import make_call

ASKED = "agent: Am I speaking to Mr Bell?"
GOES_ON = "agent: It's about £400 overdue."


CONFIRMED = """
'Tis. | Present. | In person. | The very man. | Ako po. | Ndiyo. | Hanji. | Na me be that. | Yebo. | A me dis. |
So they tell me. | What's left of him. | You've found him. | Me. | That's what it says.
"""
OTHERWISE = """
Depends who's asking. | What do you want with him? | Not here, love. | Hold on, I'll get him. | I'm his wife. |
At present he's away. | Never heard of him. | One moment, I'll put you through. | He's not one for talking.
"""


@pytest.mark.parametrize("answer", [answer.strip() for answer in CONFIRMED.split("|")])
def test_who_says_that_it_is_them_confirms(answer: str) -> None:
    assert on_the_line(make_call(ASKED, f"customer: {answer}", GOES_ON)).confirmed == 1


@pytest.mark.parametrize("answer", [answer.strip() for answer in OTHERWISE.split("|")])
def test_who_says_something_else_does_not(answer: str) -> None:
    assert on_the_line(make_call(ASKED, f"customer: {answer}", GOES_ON)).confirmed is None


@pytest.mark.parametrize(
    ("comes", "confirmed"),
    [
        ("Haan, Bell here, tell me.", 5),
        ("Hello? This is Bell.", 5),
        ("Yes, Bell speaking.", 5),
        ("Bell is here on Fridays only, he said.", None),
        ("This is Oliver.", None),
        ("Bell's not in.", None),
        ("It's Tom Bell, his brother.", None),
    ],
)
def test_who_comes_to_the_phone_says_so(comes: str, confirmed: int | None) -> None:
    fetched = ("customer: He's in a meeting.", "agent: I can wait.", "customer: From which company?", "agent: Calder.")
    assert on_the_line(make_call(ASKED, *fetched, f"customer: {comes}", GOES_ON)).confirmed == confirmed


@pytest.mark.parametrize(
    ("says", "greeted", "confirmed"),
    [
        ("Hold on, I'll get him.", "Mr Bell, good morning. It's about £400.", 3),
        ("One minute.", "Ah, Bell, there you are. It's about £400.", 3),
        ("One minute.", "Is he coming? It's about £400.", None),
        ("He's at work.", "Bell owes us £400.", None),
    ],
)
def test_who_was_fetched_and_is_greeted_by_name_is_them(says: str, greeted: str, confirmed: int | None) -> None:
    lines = (ASKED, f"customer: {says}", "agent: Thank you.", "customer: Hello, good day.", f"agent: {greeted}")
    assert on_the_line(make_call(*lines)).confirmed == confirmed
