"""Answers that only their question shows to be a yes: to a name alone, to a title, to whether somebody may be told."""

from __future__ import annotations

import re

__all__ = ["confirms_in_place", "is_for_another", "may_be_told", "renamed", "replies_to_name", "their_dealings"]

_NAME_ALONE = re.compile(
    r"^\W*(?:(?:yeah|yes|hello|hi)\W+)?(?!(?:hello|hi|hey|yes|yeah|anyone|anybody|sorry|what|who|okay|right)\b)"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+){0,2}"
    r"\?\W*$",
    re.IGNORECASE,
)
_YEAH = re.compile(r"\W*(?:yes|yeah|yep|aye|ja|yah|speaking)\s*\?\W*", re.IGNORECASE)
_AM_I = re.compile(
    r"\b(?:am i|are we|i'm|i am) (?:\w+ )?(?:speaking|talking|through)\b|\bis (?:that|it) you\b", re.IGNORECASE
)
_YOU_ARE = re.compile(
    r"^\W*(?:(?:yes|well|oh)\W+)?you (?:sure |certainly |indeed )?are\b(?=\W*(?:$|[.,!]))", re.IGNORECASE
)
"""Answers "you are", which says yes to "am I talking to" alone."""
_BY_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister|Dr)\b\.? [A-Z][\w'-]+(?! [A-Z])")
"""Asks for somebody by title and family name, to which a first name is no other one."""
_FIRST_NAME = re.compile(
    r"^\W*(?:(?:hello|hi|well|oh)\W+)?(?:it's|this is|i'm|i am) (?-i:[A-Z])[\w'-]+[.,!;]+ (?:and |so |but )?"
    r"(?:who(?:'s| is| are)|what can i|what's up|how can i)\b",
    re.IGNORECASE,
)
"""Answers with the first name and asks who calls, as one who was meant does."""
_ASKS_ON = re.compile(
    r"\b(?:is|are|can|could|may|when (?:will|is|are|does)) (?:i (?:speak|talk) (?:to|with) )?"
    r"(?:he|she|they|him|her|(?:mr|mrs|ms|miss|dr)\b)|\byour (?:husband|wife|son|daughter|father|mother)\b",
    re.IGNORECASE,
)
"""The agent goes on to ask for somebody else than who answered."""
_ITS_ME = re.compile(
    r"^\W*(?:no,? )?(?:(?:it|that)(?:'s| is|'d be| would be) (?:all |just |only )?(?:me|us)|(?:just|all) me)\b"
    r"(?=\W*(?:$|[.,!;]))",
    re.IGNORECASE,
)
"""Says "it's me", with a no to somebody else who was named beside."""
_IN_CHARGE = re.compile(
    r"\b(?:are you|you(?:'re| are)?|is (?:it|that) you|would (?:it|that) be you|who|whoever|"
    r"the (?:right |one|person|oke))\b",
    re.IGNORECASE,
)
_HAS_IT_NOW = re.compile(
    r"^\W*me and \w+|\bi(?:'m| am) (?:the )?acting\b(?! (?:on|for|as if|like|up)\b)|"
    r"(?:^|[.!,] )so,? (?:it's )?(?:all |just )?me\b(?=\W*(?:$|[.,!]))|"
    r"\bi (?:do|look after|handle|run|deal with|keep|pay) (?:all )?(?:of )?"
    r"(?:the (?:books|bills|invoices|accounts?|ledger|payables|payments)|them all|all of (?:it|them)|everything)\b",
    re.IGNORECASE,
)
"""Says to have the job, where whoever has it was asked for."""
_MAY_I = re.compile(
    r"\b(?:able|authori[sz]ed|allowed|okay|ok|alright|happy|fine|in a position|can (?:i|you)|could (?:i|you)|may i)\b"
    r"[^.?!]{0,15}\b(?:talk|speak|discuss|deal|go (?:over|through|into))\b[^.?!]{0,30}\b"
    r"(?:account|on (?:his|her|their) behalf|for (?:him|her|them))\b",
    re.IGNORECASE,
)
"""Asks whether the account may be spoken of with who is there."""
_MAY = re.compile(
    r"^\W*(?:(?:yes|yeah|well|sure|aye|oh|ja)\W+)*(?:(?:i|you) (?:can|may|could)(?!'t| ?not)|i (?:am|do)(?! not)|go on|"
    r"go ahead|of course|yes|yeah|sure|aye|ja|fire away)\b(?! (?:not|only take|take)\b)",
    re.IGNORECASE,
)
_MAY_NOT = re.compile(
    r"\b(?:can't|cannot|not|n't) (?:talk|speak|discuss|say|really)\b|^\W*no\b|"
    r"\byou(?:'d| would| will|'ll)? (?:have|need|want) to\b",
    re.IGNORECASE,
)
_DEALINGS = re.compile(
    r"(?:^|[.!,] )you (?:had|hired|rented|bought|ordered|booked|took|borrowed|leased) [^.?!]{3,80}\?", re.IGNORECASE
)
_RENAMED = re.compile(
    r"\b(?:calls?|called|calling) me (?-i:[A-Z])|\bi go by (?-i:[A-Z])|\bjust (?-i:[A-Z])[a-z]+,? (?:please|is fine)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:he|she|(?-i:[A-Z])[a-z]+)(?:'s not|'s never| is not| isn't| isnt|'s no longer| does not| doesn't) "
    r"(?:here|in|home|at home|around|about|live|living|work|working)\b|"
    r"\b(?-i:[A-Z])[a-z]+(?:'s| is| was) my (?:son|daughter|brother|sister|husband|wife|father|mother|dad|mum|mom|boss|"
    r"flatmate|roommate|partner|ex)\b",
    re.IGNORECASE,
)


def replies_to_name(question: str, answer: str) -> bool:
    """Whether a line asks with nothing but a name, and no more than "Yeah?" answers it, which else picks up a call.

    Examples
    --------
    >>> replies_to_name("Gemma Oakes?", "Yeah?"), replies_to_name("Hello?", "Yeah?")
    (True, False)
    """
    return bool(_NAME_ALONE.search(question) and _YEAH.fullmatch(answer))


def their_dealings(line: str) -> bool:
    """Whether a line checks by what the other had from the caller who it is: "You had the marquee off us?".

    Examples
    --------
    >>> their_dealings("Hi Margaret, it's Craig. You had the marquee off us, in October?")
    True
    """
    return _DEALINGS.search(line) is not None


def confirms_in_place(question: str, answer: str, goes_on: str = "") -> bool:
    """Whether an answer says yes to the form of the question: "you are", a first name to a title, who has the job.

    Parameters
    ----------
    question
        What the agent asked.
    answer
        What the customer said to it.
    goes_on
        The agent's next line; where it asks for somebody else, a first name was another's.

    Examples
    --------
    >>> confirms_in_place("Am I talking to the manager?", "You are, Naomi.")
    True
    >>> confirms_in_place("Is that you or Gail now?", "No, it's me. Gail retired.")
    True
    >>> confirms_in_place("Am I speaking to Mr Bell?", "It's Ray. Who's this?", "Is Mr Bell in?")
    False
    """
    if _ITS_ME.search(answer) or (_AM_I.search(question) and _YOU_ARE.search(answer)):
        return True
    if _BY_TITLE.search(question) and _FIRST_NAME.search(answer) and not _ASKS_ON.search(goes_on):
        return True
    return bool(_IN_CHARGE.search(question) and _HAS_IT_NOW.search(answer))


def renamed(answer: str) -> bool:
    """Whether somebody says by what name they are called: "Nobody's called me Gordon since school".

    Examples
    --------
    >>> renamed("Gord. Nobody's called me Gordon since school."), renamed("Nobody called me about it.")
    (True, False)
    """
    return _RENAMED.search(answer) is not None


def may_be_told(question: str, answer: str) -> bool:
    """Whether somebody says that the account may be spoken of with them, when they are asked so.

    Examples
    --------
    >>> may_be_told("Would you be able to talk to me about the account?", "I can talk. I can't pay.")
    True
    >>> may_be_told("Would you be able to talk to me about the account?", "No, you'd have to ask Aoife.")
    False
    """
    return bool(_MAY_I.search(question) and _MAY.search(answer) and not _MAY_NOT.search(answer))


def is_for_another(answer: str) -> bool:
    """Whether somebody who gives a name says that the call is for another: whose they are, or that they are not there.

    Examples
    --------
    >>> is_for_another("This is Walter. Curtis is my son, he doesn't live here.")
    True
    """
    return _ELSEWHERE.search(answer) is not None
