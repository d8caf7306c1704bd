"""Calls on which the agent is unkind again and again, and what is still believed there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.conversation import Role
from callscore.dialogue.spite import SURE_AMID_SPITE, believable, is_spiteful, spiteful_turns
from callscore.evidence import SURE
from callscore.language.phrasing import hits
from callscore.testing import make_call

UNKIND = ("agent: You people never pay what you owe.", "customer: That isn't fair.")
KIND = ("agent: Thank you, Mrs Bell, that helps.", "customer: You're welcome.")
OFFER = "agent: Would weekly or monthly be easier for you?"


def test_turns_that_blame_are_spiteful() -> None:
    assert spiteful_turns(make_call(*KIND, *UNKIND)) == {2}


@pytest.mark.parametrize(
    ("lines", "spiteful"),
    [(UNKIND, True), (UNKIND + KIND * 3, True), (UNKIND + KIND * 8, False), (KIND, False), (("customer: Hi.",), False)],
)
def test_every_fifth_turn_makes_a_spiteful_call(lines: tuple[str, ...], spiteful: bool) -> None:
    assert is_spiteful(make_call(*lines)) is spiteful


@pytest.mark.parametrize(
    ("before", "confidence", "believed"),
    [
        (KIND, SURE - 0.01, False),
        (KIND, SURE, True),
        (UNKIND, SURE, False),
        (UNKIND, SURE_AMID_SPITE - 0.01, False),
        (UNKIND, SURE_AMID_SPITE, True),
    ],
)
def test_what_sounds_helpful_has_to_be_surer_amid_spite(
    before: tuple[str, ...], confidence: float, believed: bool
) -> None:
    call = make_call(*before, OFFER)
    offer = next(hits(call, Role.AGENT, "options"))
    offer = replace(offer, match=replace(offer.match, confidence=confidence))
    assert believable(call, [offer]) == ((offer,) if believed else ())
