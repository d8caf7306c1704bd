"""A call with its private numbers hidden, wherever they are said and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from callscore.conversation import Conversation, Turn, Word
from callscore.metadata import CallMetadata
from callscore.privacy import KEPT, MASK, PLAIN, mask, masked_turns
from callscore.privacy.labels import each_text, mask_id, mask_label, mask_line

__all__ = ["masked", "masked_data", "masked_metadata", "word_places", "written_metadata"]

SPOKEN_DIGITS = 3
"""Spoken digits in a row that are hidden again where they are read back."""

LONGEST_CODE = 4
"""Digits: a hidden number of no more is a code; groups of three of a longer one may be an amount elsewhere."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_HIDDEN_RUN = re.compile(r"•(?:[^\w•]{0,3}•)*")
_MASKED = re.compile(r"\w")


def masked(conversation: Conversation) -> Conversation:
    """A call with the numbers hidden that must not be kept, in its turns and words; nothing else changes.

    Words that don't spell their turn, because its text has digits for them or lacks what a vendor took out, are read
    and masked on their own.

    What was hidden once stays hidden where it is read back: every other occurrence of its groups of three and more
    digits, or of the same spoken digits, vanishes too.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: And the security code?", "customer: It's 123.", "agent: 123, got it.")
    >>> [turn.text for turn in masked(call).turns]
    ['And the security code?', "It's •••.", '•••, got it.']
    """
    originals = [turn.text for turn in conversation.turns]
    spoken = [turn.text if word_places(turn) is not None else _own_text(turn) for turn in conversation.turns]
    texts = _masked_together(originals)
    own_texts = texts if spoken == originals else _masked_together(spoken)
    turns = tuple(
        replace(turn, text=text, words=_masked_words(turn, text, own), speaker=mask(turn.speaker))
        for turn, text, own in zip(conversation.turns, texts, own_texts, strict=True)
    )
    parties = tuple(replace(party, label=mask(party.label)) for party in conversation.parties)
    quality = replace(conversation.quality, warnings=tuple(mask_line(line) for line in conversation.quality.warnings))
    named = replace(conversation, call_id=mask_label(conversation.call_id))
    return masked_metadata(replace(named, turns=turns, parties=parties, quality=quality))


def masked_metadata(conversation: Conversation) -> Conversation:
    """A call whose metadata holds nothing private.

    Texts are masked. An id of an account or an agent that is a card or phone number itself is dropped, and a warning
    says so: masked ones would fall together, and two accounts would share a history.

    Examples
    --------
    >>> from callscore.metadata import CallMetadata
    >>> from callscore.testing import make_call
    >>> call = replace(make_call("agent: Hello."), metadata=CallMetadata(account_id="4929123456789013", team="north"))
    >>> known = masked_metadata(call)
    >>> known.metadata.account_id, known.metadata.team, len(known.quality.warnings)
    (None, 'north', 1)
    """
    metadata, dropped = written_metadata(conversation.metadata)
    warnings = (f"{name} looked private and isn't kept; --salt-ids keeps a digest of it" for name in dropped)
    return replace(conversation.warn(*warnings), metadata=metadata)


def written_metadata(known: CallMetadata) -> tuple[CallMetadata, tuple[str, ...]]:
    """What is known of a call as it may be written, and what of it was dropped."""
    ids = {"agent_id": known.agent_id, "account_id": known.account_id}
    dropped = tuple(name for name, value in ids.items() if value is not None and mask_id(value) != value)
    kept = replace(
        known,
        agent_id=None if "agent_id" in dropped else known.agent_id,
        account_id=None if "account_id" in dropped else known.account_id,
        team=None if known.team is None else mask_id(known.team),
        reference=None if known.reference is None else mask_id(known.reference),
        disposition=None if known.disposition is None else mask_id(mask(known.disposition)),
    )
    return kept, tuple(name.replace("_", " ") for name in dropped)


def masked_data(value: Any) -> Any:
    """Plain data (what JSON knows) with the texts in it masked; keys and everything else stay.

    Examples
    --------
    >>> masked_data({"note": "paid with 4242 4242 4242 4242", "amounts": [250]})
    {'note': 'paid with •••• •••• •••• 4242', 'amounts': [250]}
    """
    return each_text(value, mask)


def word_places(turn: Turn) -> tuple[tuple[int, int], ...] | None:
    """First and last character (exclusive) of each word in the turn's text; None where they don't spell it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> turn = make_call("customer: It's 123.").turns[0]
    >>> word_places(turn), word_places(replace(turn, text="It's [removed]."))
    (((0, 4), (5, 9)), None)
    """
    places: list[tuple[int, int]] = []
    text, at = turn.text.replace("\n", " "), 0
    for word in turn.words:
        bare = word.text.strip().replace("\n", " ")
        first = text.find(bare, at)
        if first < 0 or _says_something(text[at:first]):
            return None
        at = first + len(bare)
        places.append((first, at))
    return None if turn.words and _says_something(text[at:]) else tuple(places)


def _says_something(text: str) -> bool:
    return any(character.isalnum() or character == MASK for character in text)


def _own_text(turn: Turn) -> str:
    """What the words of a turn say, where its text says it otherwise: in digits, or with something taken out."""
    return " ".join(word.text.strip() for word in turn.words)


def _masked_together(originals: Sequence[str]) -> tuple[str, ...]:
    """The turns of a call masked, and what was hidden in one hidden in all."""
    texts = masked_turns(originals)
    again = _again(originals, texts)
    return texts if again is None else tuple(_hidden_again(again, text) for text in texts)


def _hidden_again(again: re.Pattern[str], text: str) -> str:
    """A turn with what was hidden elsewhere hidden here too, except in amounts, dates and times."""
    plain = [match.span() for match in PLAIN.finditer(text)]

    def hide(found: re.Match[str]) -> str:
        inside = any(first <= found.start() and found.end() <= last for first, last in plain)
        return found.group() if inside else _MASKED.sub(MASK, found.group())

    return again.sub(hide, text)


def _again(originals: Sequence[str], texts: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern of everything that was hidden, wherever it is said again; None when nothing was."""
    found: set[str] = set()
    for original, text in zip(originals, texts, strict=True):
        if MASK not in text:
            continue
        for run in _HIDDEN_RUN.finditer(text):
            said = original[run.start() : run.end()]
            kept = text[run.end() : run.end() + KEPT + 2]
            short = sum(character.isdigit() for character in said) <= LONGEST_CODE
            found.update(
                group
                for group in re.findall(r"\d{3,}", said)
                if group not in kept and (short or len(group) > 3) and not _YEAR.fullmatch(group)
            )
            words = re.findall(r"[^\W\d_]+", said)
            if len(words) >= SPOKEN_DIGITS:
                found.add(" ".join(words))
    if not found:
        return None
    parts = (
        r"[\s,.-]+".join(re.escape(word) for word in each.split()) for each in sorted(found, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _masked_words(turn: Turn, text: str, own: str) -> tuple[Word, ...]:
    """The words of a turn as they stand in its masked text, and in `own`, their own one where they don't spell that."""
    if text == turn.text and MASK not in own:
        return turn.words
    apart = word_places(turn) is None
    words: list[Word] = []
    position = begin = 0
    for word in turn.words:
        bare = word.text.strip()
        at = turn.text.find(bare, position)
        hidden = bare
        if at >= 0:
            position = at + len(bare)
            hidden = text[at:position]
        if apart:
            said = own[begin : begin + len(bare)]
            hidden = "".join(MASK if MASK in pair else pair[0] for pair in zip(hidden, said, strict=True))
            begin += len(bare) + 1
        words.append(replace(word, text=word.text.replace(bare, hidden, 1)))
    return tuple(words)
