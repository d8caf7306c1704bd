"""Which labels hold for a line: hits beside their near misses, and better words for the line."""

from __future__ import annotations

import pytest

import callscore
from callscore.conversation import Role
from callscore.language.phrasing import hits, label
from callscore.language.rewording import reword
from callscore.testing import make_call


@pytest.mark.parametrize(
    ("name", "hit", "near_miss"),
    [
        ("accusatory", "you haven't paid your bill since August", "I'm showing an open balance of 206"),
        ("accusatory", "had you read the contract we wouldn't be having this chat", "had you seen our letter yet"),
        (
            "accusatory",
            "you promised my colleague Friday and then nothing",
            "you promised Friday and it came, thanks",
        ),
        ("accusatory", "whose fault is that", "that's our own fault, the order was keyed twice"),
        ("accusatory", "You're the one dodging payments.", "nobody here thinks you were dodging us"),
        ("accusatory", "you always pay late", "you've always paid on time"),
        ("accusatory", "you lied to me", "nobody's calling you a liar"),
        ("condescending", "you do know how a calendar works", "would you like me to go through it line by line"),
        ("condescending", "try to keep up", "take your time, I'll repeat the figure"),
        ("condescending", "It's not rocket science!", "it's not an easy form, I get lost in it myself"),
        ("condescending", "do you need me to draw you a picture", "do you need me to resend the picture of the slip"),
        ("threat", "You'll wish you'd paid the first week.", "You'll get a receipt in the first week."),
        ("threat", "we know where you work", "we know the lorry was late"),
        (
            "threat",
            "it'd be a shame if your landlord heard",
            "it goes to our legal team on the 14th as agreed",
        ),
        ("false_urgency", "this discount vanishes when we end this call", "fixed until the 31st, printed on the offer"),
        ("profanity", "I don't give a damn", "Scunthorpe"),
        ("absolute_assumption", "i assume you just forgot", "i don't want to assume, tell me what happened"),
        ("overpromise", "i guarantee nobody will ever call you again", "i'll ask, i can't promise"),
        ("jargon", "bucket three, sixty plus dpd", "dpd, so days past due, how late it is"),
        ("empathy", "that sounds exhausting", "sorry, can you spell that"),
        ("empathy", "nobody's saying you did anything wrong", "it happened in March"),
        ("options", "if 200 is too steep would 75 be doable", "there isn't another option"),
        ("introduction", "my name is Danny from Calder Timber", "who's calling please"),
        ("purpose", "just ringing about the march statement", "that's the reason it was declined"),
        ("right_party_check", "am I speaking to Mr Bell?", "am i right in thinking the lorry came Friday"),
        ("next_step", "I'll ring you Thursday after lunch", "I'll be honest with you"),
        ("disclosure", "this call may be recorded", "i'll put that on record"),
    ],
)
def test_a_label_holds_for_its_line_and_not_for_the_look_alike(name: str, hit: str, near_miss: str) -> None:
    assert name in label(hit)
    assert name not in label(near_miss)
    assert name in label(hit.lower().rstrip(".!?"))


@pytest.mark.parametrize(
    ("name", "hit", "near_miss"),
    [
        ("promise_to_pay", "put me down for 200 on Friday", "i'll see what i can do"),
        ("dispute", "we ordered forty, you billed sixty", "which invoice is it, i'm not disputing it"),
        ("hardship", "i lost my job", "i was off sick last year but back now"),
        ("refusal", "i'm not paying it, end of", "i'm not paying by card, it'll be a transfer"),
        ("callback_request", "ring me after six", "you don't need to ring me back"),
        ("stop_calling", "take my number off your list", "stop stop let me get a pen"),
        ("wrong_party", "you've got the wrong number", "tom's at lunch"),
        ("already_paid", "that went out on friday", "i'll pay it friday"),
        ("vulnerable", "my wife passed in march", "i'm sick of these calls"),
        ("heated", "are you deaf, i said no", "that's a bit annoying"),
    ],
)
def test_customer_labels(name: str, hit: str, near_miss: str) -> None:
    assert name in label(hit, role="customer")
    assert name not in label(near_miss, role="customer")


@pytest.mark.parametrize(
    "line",
    [
        "so you're saying you haven't paid because the portal was down",
        "you said you never got the letter",
        "if you haven't paid by then, ring me and we'll look again",
        "have you not had the copy yet",
        "it isn't your fault the branch was shut",
        "our system says you never replied but that's our mistake",
    ],
)
def test_quotes_conditions_questions_and_own_faults_are_not_blame(line: str) -> None:
    assert "accusatory" not in label(line)


def test_labels_of_one_party_never_hold_for_the_other() -> None:
    assert "heated" not in label("are you deaf, i said no", role="agent")
    assert "profanity" not in label("i don't give a damn", role="customer")


def test_confidence_is_a_share_and_the_surest_comes_first() -> None:
    found = callscore.label("you haven't paid and I don't give a damn")
    assert list(found) == ["profanity", "accusatory"]
    assert all(0.5 <= confidence <= 1 for confidence in found.values())


def test_mock_sympathy_is_no_empathy() -> None:
    found = label("oh you poor baby, that sounds so exhausting")
    assert "condescending" in found
    assert "empathy" not in found


def test_a_quote_is_the_sentence_and_a_long_one_is_cut() -> None:
    long = "so the thing is I looked at the file this morning with my colleague and " + "it says this and that and " * 6
    call = make_call(
        f"agent: {long} you never paid it and I have been here since nine and it is cold and the tea is out"
    )
    (hit,) = hits(call, Role.AGENT, "accusatory")
    assert "you never paid" in hit.quote
    assert len(hit.quote.split()) <= 30
    assert hit.start is not None and hit.end is not None and hit.turn.start is not None
    assert hit.turn.start < hit.start < hit.end


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("you haven't paid", "I see a balance. Why?"),
        ("you haven't paid the £400 from March", "I see a balance of £400 from March. Why?"),
        ("you haven't paid since the 3rd of march", "I see a balance from the 3rd of March. Why?"),
        ("you haven't paid £400 in May or £300 in June", "I see a balance. Why?"),
        ("you haven't paid and tomorrow it's a month", "I see a balance. Why?"),
    ],
)
def test_advice_takes_amount_and_day_only_when_the_line_names_one(line: str, better: str) -> None:
    assert reword("I see a balance[ of {amount}][ from {date}]. Why?", line) == better
