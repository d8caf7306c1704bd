"""What a line does in settling a payment: accept, decline, ask, inform, read back, take back; and how firmly."""

from __future__ import annotations

from collections.abc import Collection

from callscore.language.commitment_cues import (
    COMMIT,
    CONDITION,
    CUT_SHORT,
    DISPUTES,
    HABIT,
    HEDGE,
    NEGATED,
    NO,
    ONLY_ONCE,
    OWN_MONEY,
    PAST,
    PAY,
    PAYER,
    REJECTS,
    REOPENS,
    RETRACT,
    THEIRS,
    TURNS_DOWN,
    UNPROMISED,
    WEAK,
    YES,
    YES_ANYWAY,
    YES_LATER,
)
from callscore.language.offer_cues import (
    ABOUT_PAYING,
    ACCOUNT,
    ASKING,
    ASKS,
    ASKS_ELSE,
    ASKS_HOW_MUCH,
    CALLS_OFF,
    NAMES_PAYMENT,
    OTHER_MATTER,
    PAST_QUESTION,
    PRESSES,
    REMAINING,
    TOO_MUCH,
    VERIFIES,
)
from callscore.language.recap_cues import OPENS_RECAP, READS_BACK, RESTATES
from callscore.language.terms import TermKind

__all__ = [
    "about_another_matter",
    "about_paying",
    "accepts",
    "asks",
    "asks_another_thing",
    "asks_for_terms",
    "asks_how_much",
    "asks_if_too_much",
    "asks_of_the_past",
    "breaks_off_after",
    "calls_off",
    "commits",
    "declines",
    "disputes",
    "informs",
    "may_be_meant",
    "may_offer",
    "names_payment",
    "only_once",
    "opens_recap",
    "payer",
    "presses_for_more",
    "reads_back",
    "rejects",
    "reopens",
    "restates",
    "retracts",
    "starts_with_no",
    "strength_of",
    "taken_back",
    "takes_up",
    "turns_down",
    "turns_to_rest",
    "verifies",
]


CUT_WITHIN = 2
"""Characters between a term and the dash by which it is what was cut off."""


def accepts(text: str) -> bool:
    """Whether a line opens as a yes.

    Examples
    --------
    >>> accepts("yeah that works"), accepts("no, I said Saturday")
    (True, False)
    """
    return bool(YES_ANYWAY.search(text)) or (not NO.match(text) and bool(YES.match(text) or YES_LATER.search(text)))


def declines(text: str) -> bool:
    """Whether a line opens as a no or a correction ("No o, I said thirty")."""
    return bool(NO.match(text)) and not YES_ANYWAY.search(text)


def starts_with_no(text: str) -> bool:
    """Whether a line opens as a no, whatever follows."""
    return bool(NO.match(text))


def presses_for_more(text: str) -> bool:
    """Whether the agent asks for another sum than the one that the customer put forward."""
    return bool(PRESSES.search(text))


def asks_if_too_much(text: str) -> bool:
    """Whether a line asks for a no: "would that be too much"."""
    return bool(TOO_MUCH.search(text))


def retracts(text: str) -> bool:
    """Whether the customer takes a promise back or refuses to pay."""
    return bool(RETRACT.search(text))


def taken_back(text: str) -> int:
    """Where the words end by which the customer says that what was just named is no promise; 0 where there are none.

    Examples
    --------
    >>> line = "I'd hope the middle of July but I can't promise it"
    >>> line[: taken_back(line)]
    "I'd hope the middle of July but I can't promise"
    """
    match = UNPROMISED.search(text)
    return match.end() if match else 0


def calls_off(text: str) -> bool:
    """Whether the agent says that nothing is arranged after all."""
    return bool(CALLS_OFF.search(text))


def reads_back(text: str) -> bool:
    """Whether a line announces or closes a recap in so many words, beyond a mere "so"."""
    return bool(READS_BACK.search(text))


def opens_recap(text: str) -> int | None:
    """Where the sentence begins with which a recap opens in a line, or None.

    Examples
    --------
    >>> line = "Thursday, grand. So I've £80 on Thursday."
    >>> line[opens_recap(line) :]
    "So I've £80 on Thursday."
    """
    match = OPENS_RECAP.search(text)
    return None if match is None else match.start()


def reopens(text: str) -> bool:
    """Whether the customer calls what was agreed into question ("wait, Friday the rent goes out")."""
    return bool(REOPENS.search(text))


def rejects(text: str) -> bool:
    """Whether a line turns the other's offer down or breaks the talk off."""
    return bool(REJECTS.search(text))


def restates(text: str) -> bool:
    """Whether a line carries a cue of reading back what was agreed ("so that's", "just to confirm")."""
    return bool(RESTATES.search(text) or READS_BACK.search(text))


def asks_for_terms(text: str) -> bool:
    """Whether a line asks when, how much or how it will be paid."""
    return bool(ASKS.search(text)) and not PAST_QUESTION.search(text) and not ASKS_ELSE.search(text)


def asks_of_the_past(text: str) -> bool:
    """Whether a line asks what was paid or said before ("when did you pay?")."""
    return bool(PAST_QUESTION.search(text))


def asks_another_thing(text: str) -> bool:
    """Whether a line asks for a day that is not one to pay on ("when will you know?")."""
    return bool(ASKS_ELSE.search(text)) and not about_paying(text)


def asks_how_much(text: str) -> bool:
    """Whether a line asks for a sum."""
    return bool(ASKS_HOW_MUCH.search(text))


def verifies(text: str) -> bool:
    """Whether a line asks who the customer is or for the number of a card, and nothing about when or how much.

    Examples
    --------
    >>> verifies("can you confirm the last four of your social"), verifies("which card would you like to use")
    (True, False)
    """
    return bool(VERIFIES.search(text)) and not asks_for_terms(text)


def turns_to_rest(text: str) -> int | None:
    """Where a line turns from a payment to what is left after it ("and the remaining ten?"), or None."""
    match = REMAINING.search(text)
    return match.start() if match else None


def asks(text: str) -> bool:
    """Whether a line is a question of any kind."""
    return text.rstrip().endswith("?") or bool(ASKING.match(text))


def informs(text: str) -> bool:
    """Whether a line tells of the account: what is owed, since when, at what cost."""
    return bool(ACCOUNT.search(text))


def about_paying(text: str) -> bool:
    """Whether a line speaks of a payment at all."""
    return bool(ABOUT_PAYING.search(text))


def breaks_off_after(text: str, last: int) -> bool:
    """Whether a line breaks off right at the character `last`, in the middle of what it puts forward.

    Examples
    --------
    >>> line = "I could do fifty on the first of Dec-"
    >>> breaks_off_after(line, len(line) - 1), breaks_off_after("fifty on Friday, and then--", 15)
    (True, False)
    """
    cut = CUT_SHORT.search(text)
    return cut is not None and cut.start() - last <= CUT_WITHIN


def payer(text: str) -> str | None:
    """Who else will pay, in the customer's words ("my husband"), or None where the line names nobody.

    Examples
    --------
    >>> payer("My husband will send the 50 on Friday"), payer("My husband lost his job, I'll pay 50")
    ('my husband', None)
    """
    match = PAYER.search(text)
    return match["who"].lower() if match else None


def about_another_matter(text: str) -> bool:
    """Whether a line speaks of a letter, a visit, a delivery and the like."""
    return bool(OTHER_MATTER.search(text))


def names_payment(text: str) -> bool:
    """Whether a line names a payment in so many words, beyond "do it" and "that works"."""
    return bool(NAMES_PAYMENT.search(text))


def disputes(text: str) -> bool:
    """Whether the customer contests owing what the agent asks for."""
    return bool(DISPUTES.search(text))


def takes_up(text: str, kinds: Collection[TermKind]) -> bool:
    """Whether a line acts on an offered way to pay without a yes ("I'll ring the bank tomorrow")."""
    return set(kinds) == {TermKind.METHOD} and bool(COMMIT.search(text)) and not NEGATED.search(text)


def commits(text: str) -> bool:
    """Whether a line commits to paying in so many words ("I'll pay", "put me down for")."""
    return bool(COMMIT.search(text) and PAY.search(text))


def only_once(text: str) -> bool:
    """Whether the customer wants one payment and not a series."""
    return bool(ONLY_ONCE.search(text))


def strength_of(text: str) -> str:
    """How firmly a commitment is put: "weak" when hedged, "conditional" when it hangs on something, else "firm".

    Examples
    --------
    >>> strength_of("I'll send it Friday"), strength_of("Friday, if my client pays me"), strength_of("maybe Friday")
    ('firm', 'conditional', 'weak')
    """
    if HEDGE.search(text):
        return "weak"
    if CONDITION.search(text):
        return "conditional"
    return "weak" if WEAK.search(text) else "firm"


def may_offer(text: str) -> bool:
    """Whether a customer's line with a sum may put it forward: nothing in it is refused, past, habit or income."""
    return not any(pattern.search(text) for pattern in (NEGATED, PAST, HABIT, OWN_MONEY, THEIRS, DISPUTES))


def may_be_meant(clause: str) -> bool:
    """Whether a customer's clause may mean the values that it names: nothing in it is refused, past, habit or income.

    Examples
    --------
    >>> may_be_meant("I'll pay 50 on Friday"), may_be_meant("I paid 50 on Friday"), may_be_meant("we never pay Fridays")
    (True, False, False)
    """
    return not any(pattern.search(clause) for pattern in (NEGATED, PAST, HABIT, OWN_MONEY, THEIRS))


def turns_down(text: str) -> bool:
    """Whether the agent turns down what the customer offers.

    Examples
    --------
    >>> turns_down("I'm not going to take three hundred dollars off you"), turns_down("That's fine, I'll take it")
    (True, False)
    """
    return bool(TURNS_DOWN.search(text))
