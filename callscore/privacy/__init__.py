"""What must not be written into a report: numbers of cards, banks, people, phones; days of birth, e-mail addresses.

The patterns are our own. Presidio's recognisers were weighed: importing one loads spaCy's pipeline classes and
`tldextract`, which fetches its list from the network; its card recogniser drops every number whose check digit is
wrong, while a recogniser of speech mishears digits; and it looks at one text, while numbers are read out over several
turns.
`phonenumbers` knows only numbers that are in use, and `text2num` rewrites a text, where offsets into it must stay.
A check digit (ISO/IEC 7812-1, ISO 13616) adds to what is hidden here and never lets a number through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from callscore.privacy.cards import CARD_DIGITS, KEPT, all_but, card, head, is_surely_card
from callscore.privacy.cue_words import CODE_BEHIND, Kind
from callscore.privacy.cues import (
    NAMED_CARD_DIGITS,
    code_asked,
    cues_of,
    is_reference_near,
    kind_behind,
    kind_of,
)
from callscore.privacy.numbers import ITEM, PLAIN, Item, reads_as_long_number, runs
from callscore.privacy.people import LOCAL_DIGITS, personal, reads_as_aadhaar, reads_as_phone

__all__ = ["KEPT", "MASK", "PLAIN", "hide", "mask", "masked_turns"]

MASK = "•"
"""What stands for a hidden digit or letter."""

CARD_DIGITS_NAMED = range(NAMED_CARD_DIGITS, 41)
"""Digits of a card number after "card number", where a digit may be misheard or a group said twice."""

WHOLE_CARD_DIGITS = CARD_DIGITS.start
"""Digits below which a card number is cut off: its last ones aren't those that a receipt shows, and go too."""

CODE_DIGITS = range(3, 5)
"""Digits of a card's security code: three, on American Express four."""

SOCIAL_DIGITS = 9
"""Digits of a United States social security number."""

IDENTITY_DIGITS = range(6, 21)
"""Digits of what identity cards, passports and licences have, read back or not."""

ACCOUNT_DIGITS = range(6, 41)
BRANCH_DIGITS = range(6, 41)
"""Sort codes have 6 digits, United States routing numbers 9, account numbers 6-17; numbers are often read back."""

BRANCH_REACH = 40
"""Characters behind "sort code" in which what reads like a day is the code."""

WITH_EXPIRY_DIGITS = 23
"""Most digits of a card number with its expiry and security code; of more, some are said twice, and which ones are its
last four isn't known."""

BEGUN_DIGITS = 8
"""Digits in front of a card number, with nothing but "no, wait" between, that are its beginning said wrong."""

_BREAK = re.compile(r"[\n.?!]")
_PUT_RIGHT = re.compile(r"\b(?:no|mean|sorry|wait)\b", re.IGNORECASE)
_NO_CARD = frozenset((Kind.SOCIAL, Kind.IDENTITY, Kind.BANK, Kind.IBAN, Kind.BRANCH))

SOCIAL_GROUPS = [3, 2, 4]
"""Digits of the groups in which a United States social security number is written."""


def mask(text: str, *, before: str = "") -> str:
    """`text` with everything hidden that must not be kept; its length stays, so offsets into it stay valid.

    Payment card numbers (13-19 digits in any grouping that pass the Luhn check of ISO/IEC 7812-1 or have a card's
    shape; spoken digits too), bank account numbers and IBANs keep their last four digits. Card security codes, sort
    codes and routing numbers, social security and National Insurance numbers, phone numbers, days of birth and e-mail
    addresses vanish. Numbers of identity cards, passports, Aadhaar and PAN, and payment handles (UPI) vanish, too. Bank
    numbers and codes count as such where they are introduced ("security code is 123"), before them or behind. Seven
    digits and more in one go that nobody introduced are hidden as well. Amounts, dates, times, invoices, references and
    the creditor's own account numbers stay.

    Parameters
    ----------
    text
        A turn, a quote or any line of a report.
    before
        What was said just before, which may introduce a number in `text`; it isn't returned.

    Returns
    -------
    str
        As long as `text`: each hidden digit is a ``•``, and so is each letter of a hidden word.

    Examples
    --------
    >>> mask("It's 4242 4242 4242 4242, and the security code is one two three.")
    "It's •••• •••• •••• 4242, and the security code is ••• ••• •••••."
    >>> mask("It's 123.", before="And the three digits on the back?")
    "It's •••."
    >>> mask("I'll pay £250 on 12 March 2026; my number is 020 7946 0123.")
    "I'll pay £250 on 12 March 2026; my number is ••• •••• ••••."
    """
    whole = f"{before}\n{text}" if before else text
    return hide(whole, _hidden(whole))[len(whole) - len(text) :]


def hide(text: str, places: Iterable[tuple[int, int]], *, by: str = MASK) -> str:
    """`text` with `by` for every letter and digit between the first and last character (exclusive) of each place.

    Examples
    --------
    >>> hide("code 12-34.", [(5, 10)])
    'code ••-••.'
    """
    characters = list(text)
    for first, last in places:
        characters[first:last] = [by if character.isalnum() else character for character in text[first:last]]
    return "".join(characters)


def masked_turns(texts: Sequence[str]) -> tuple[str, ...]:
    """The turns of a call masked together, so that a number asked for or read out over several turns is found.

    Examples
    --------
    >>> masked_turns(["The long number, please?", "4242 4242", "Mm-hm.", "4242 4242."])
    ('The long number, please?', '•••• ••••', 'Mm-hm.', '•••• 4242.')
    """
    whole = mask("\n".join(text.replace("\n", " ") for text in texts))
    ends = [end + index for index, end in enumerate(accumulate(len(text) for text in texts))]
    return tuple(whole[end - len(text) : end] for text, end in zip(texts, ends, strict=True))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """First and last character (exclusive) of everything to be hidden."""
    cues = cues_of(text)
    people = list(personal(text, cues))
    yield from people
    if not ITEM.search(text):
        return
    taken = [(cue.start, cue.end) for cue in cues] + people
    # 12-10-26 is a sort code where one was asked for, and no day.
    freed = [(cue.end, cue.end + BRANCH_REACH) for cue in cues if cue.kind is Kind.BRANCH]
    card_end: int | None = None
    for run in runs(text, taken, freed):
        count = sum(len(item.digits) for item in run)
        kind = kind_of(text, run[0].start, cues, digits=count)
        if kind in (None, Kind.COUNTED):
            kind = kind_behind(text, run[-1].end, cues) or kind
        after_card = card_end is not None and count in CODE_DIGITS and code_asked(text, card_end, run[0].start)
        if after_card and kind is not Kind.NUMBERED:
            kind = Kind.CODE
        if kind is Kind.CARD or (kind is not Kind.NUMBERED and count >= WHOLE_CARD_DIGITS):
            card_end = run[-1].end
        hidden = list(_hidden_in_run(run, kind, text))
        yield from hidden
        if not hidden and kind is None and not is_reference_near(text, run[0].start, cues):
            for piece in _pieces(run, text):
                if reads_as_long_number(piece, text):
                    yield from all_but(piece, KEPT if card(piece, text) is not None else 0)


def _hidden_in_run(run: list[Item], kind: Kind | None, text: str) -> Iterator[tuple[int, int]]:
    """What to hide of one run of numbers."""
    count = sum(len(item.digits) for item in run)
    if kind is Kind.NUMBERED:
        # "Invoice 4471." and then, in the next turn, a card number without a word before it.
        ends = (at for at, (one, next_) in enumerate(pairwise(run), start=1) if "\n" in text[one.end : next_.start])
        rest = run[next(ends, len(run)) :]
        if sum(len(item.digits) for item in rest) >= CARD_DIGITS_NAMED.start:
            yield from _hidden_in_run(rest, None, text)
        return
    found = None if kind in _NO_CARD else card(run, text)
    if found is not None:
        # What follows a card number without a word between are its expiry and security code.
        told = run[found[0] : found[1]]
        yield from all_but(told, KEPT if count <= WITH_EXPIRY_DIGITS or is_surely_card(told) else 0)
        yield from all_but(run[found[1] :], 0)
        begun = run[: found[0]]
        yield from all_but(begun if kind is Kind.CARD or _is_begun_anew(begun, run[found[0]]) else [], 0)
    elif kind is Kind.CARD and count in CARD_DIGITS_NAMED:
        yield from all_but(run, KEPT if count >= WHOLE_CARD_DIGITS else 0)
    elif kind is Kind.CODE:
        yield from all_but(_code_of(run, text), 0)
    elif kind in (Kind.BANK, Kind.IBAN) and count in ACCOUNT_DIGITS:
        yield from all_but(run, KEPT)
    elif _is_hidden_whole(run, count, kind, text):
        yield from all_but(run, 0)


def _is_begun_anew(begun: list[Item], first: Item) -> bool:
    """Whether the numbers in front of a card number are the same one, said wrong or not to its end."""
    return bool(begun) and (begun[0].digits == first.digits or sum(len(item.digits) for item in begun) >= BEGUN_DIGITS)


def _pieces(run: list[Item], text: str) -> list[list[Item]]:
    """The numbers of a run, apart where a sentence or a turn ends."""
    breaks = [
        at for at, (one, next_) in enumerate(pairwise(run), start=1) if _BREAK.search(text[one.end : next_.start])
    ]
    return [run[first:last] for first, last in pairwise((0, *breaks, len(run)))]


def _code_of(run: list[Item], text: str) -> list[Item]:
    """The numbers of a run that are a security code, and the same ones read back or put right."""
    chunks = _pieces(run, text)
    first = chunks[0]
    if sum(len(item.digits) for item in first) not in CODE_DIGITS:
        return _said_twice(run) or head(run, CODE_DIGITS)
    code = list(first)
    digits = "".join(item.digits for item in first)
    for chunk in chunks[1:]:
        between = text[code[-1].end : chunk[0].start]
        same = "".join(item.digits for item in chunk) == digits
        if not same and not (_PUT_RIGHT.search(between) and sum(len(item.digits) for item in chunk) in CODE_DIGITS):
            break
        code += chunk
    return code


def _said_twice(run: list[Item]) -> list[Item]:
    """The first numbers of a run that are a code and the same code once more, with nothing between; none otherwise."""
    for size in reversed(CODE_DIGITS):
        code = head(run, range(size, size + 1))
        again = head(run[len(code) :], range(size, size + 1))
        if code and "".join(item.digits for item in again) == "".join(item.digits for item in code):
            return run[: len(code) + len(again)]
    return []


def _is_hidden_whole(run: list[Item], count: int, kind: Kind | None, text: str) -> bool:
    """Whether nothing of a run may stay: social security numbers, sort codes, phone numbers, codes."""
    groups = [len(item.digits) for item in run]
    if kind is Kind.SOCIAL:
        return count >= SOCIAL_DIGITS
    if kind is Kind.IDENTITY:
        return count in IDENTITY_DIGITS
    if kind is Kind.BRANCH:
        return count in BRANCH_DIGITS
    if kind is Kind.PHONE and count in LOCAL_DIGITS:
        return True
    if groups == SOCIAL_GROUPS or reads_as_phone(run, text) or reads_as_aadhaar(run, text):
        return True
    return count in CODE_DIGITS and kind is None and CODE_BEHIND.match(text, run[-1].end) is not None
