"""Who holds the floor: listening noises, speech that takes it, and which turns begin in the other's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.conversation import Party, Role
from callscore.spans import Span
from callscore.testing import make_call
from callscore.turn_taking.backchannels import backchannels, is_backchannel, listening_prefix
from callscore.turn_taking.floor import exchanges, floor_spans


@pytest.mark.parametrize(
    ("text", "listens"),
    [
        ("Mm-hm.", True),
        ("Okay, boss.", True),
        ("Right sir, okay, sure, please.", True),
        ("Right, okay, sure, fine.", False),
        ("All right, mate.", True),
        ("Boss.", False),
        ("Right, and when?", False),
    ],
)
def test_up_to_three_listening_words_beside_a_form_of_address_listen(text: str, listens: bool) -> None:
    assert is_backchannel(text) is listens


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Okay, perfect. You're welcome.", "You're welcome."),
        ("No, you have not.", "No, you have not."),
        ("Mm-hm.", ""),
    ],
)
def test_where_a_turn_says_something_of_its_own(text: str, own: str) -> None:
    assert text[listening_prefix(text) :] == own


@pytest.mark.parametrize(
    ("noise", "listens"),
    [
        ("2-2.4 customer: yes", True),
        ("5.3-5.6 customer: mm-hm", True),
        ("5.3-5.6 customer: yes", False),
        ("5.3-5.6 customer: not yet", False),
    ],
)
def test_an_answer_in_a_pause_takes_the_floor_and_a_continuer_does_not(noise: str, listens: bool) -> None:
    call = make_call("0-5 agent: and then the invoice went out", noise, "6.2-8 agent: so that was that")
    assert backchannels(call) == ({1} if listens else set())


def test_where_words_are_unknown_a_sound_of_a_second_takes_no_floor() -> None:
    call = make_call("0-5 agent: and then the invoice went out", "2-2.8 customer:", "6-8 customer:")
    heard = Party(Role.CUSTOMER, "right", (Span(2.0, 2.8), Span(6.0, 8.0)))
    call = replace(call, parties=(heard,))
    assert [(span.start, span.end) for span in floor_spans(call, Role.CUSTOMER)] == [(6.0, 8.0)]


def test_speech_that_mostly_listens_takes_no_floor() -> None:
    call = make_call("0-5 agent: and then the invoice went out", "2-2.4 customer: mm-hm", "6-8 customer: I see it here")
    assert [(span.start, span.end) for span in floor_spans(call, Role.CUSTOMER)] == [(6.0, 8.0)]


def test_who_has_the_floor_already_does_not_take_it_again() -> None:
    call = make_call("0-5 customer: so that was March", "5.2-7 agent: I see that here", "9-10 agent: and April")
    assert [(exchange.turn, exchange.other) for exchange in exchanges(call)] == [(1, 0)]


def test_who_comes_back_while_the_other_still_speaks_comes_in_again() -> None:
    call = make_call("0-10 customer: so that was March", "3-4 agent: I see that here", "6-7 agent: and April")
    assert [(exchange.turn, exchange.overlap) for exchange in exchanges(call)] == [(1, 7.0), (2, 4.0)]
