"""Corrections of roles and words, applied to a call that was heard before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from callscore.conversation import Conversation, Party, Role, Turn, Word
from callscore.corrections.correction_file import Corrections, SetRole, SetText, SwapRoles
from callscore.errors import ConfigError
from callscore.spans import Span, intersect, merge, subtract

__all__ = ["apply_corrections"]

BY_A_PERSON = "a person said who is the agent"
"""Reason of the roles of a corrected call."""


def apply_corrections(conversation: Conversation, corrections: Corrections) -> Conversation:
    """The call as a person says that it was; turns keep their places, and nothing is heard again.

    A turn that changes its speaker takes its stretch of speech along, and loses its voice's figures, which were
    measured against another speaker's usual. New words keep the times of those that stayed; the rest share the time
    between.

    Parameters
    ----------
    conversation
        The call that the corrections were made for.
    corrections
        `load_corrections`.

    Raises
    ------
    ConfigError
        When they were made for another call, or name a turn that doesn't exist or says something else.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: I can't pay", "customer: When can you?")
    >>> corrected = apply_corrections(call, Corrections(call_id="test", edits=(SwapRoles(),)))
    >>> [turn.role.value for turn in corrected.turns]
    ['customer', 'agent']
    """
    corrections.check_call(conversation)
    for edit in (*corrections.of(SetRole), *corrections.of(SetText)):
        _check_turn(conversation, edit)
    made = conversation
    if len(corrections.of(SwapRoles)) % 2:
        made = _swapped(made)
    for edit in corrections.of(SetRole):
        made = _with_role(made, edit.turn, Role(edit.role))
    for edit in corrections.of(SetText):
        made = _with_turn(made, edit.turn, _reworded(made.turns[edit.turn], edit.text))
    if corrections.of(SwapRoles) or corrections.of(SetRole):
        quality = replace(made.quality, role_confidence=1.0, role_reason=BY_A_PERSON)
        made = replace(made, quality=quality)
    return made.warn(corrections.in_words) if corrections.in_words else made


def _check_turn(conversation: Conversation, edit: SetRole | SetText) -> None:
    if edit.turn >= len(conversation.turns):
        raise ConfigError(
            f"the corrections name turn {edit.turn}; the call {conversation.call_id!r} has turns "
            f"0-{len(conversation.turns) - 1}: were they made before it was recognised anew?"
        )
    said = conversation.turns[edit.turn].text
    if edit.was is not None and edit.was != said:
        raise ConfigError(
            f"the corrections were made when turn {edit.turn} said {_short(edit.was)!r}, and it says {_short(said)!r}: "
            "the call was recognised anew since; correct it again on its new page"
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _swapped(conversation: Conversation) -> Conversation:
    turns = tuple(replace(turn, role=turn.role.opposite) for turn in conversation.turns)
    parties = tuple(replace(party, role=party.role.opposite) for party in conversation.parties)
    return replace(conversation, turns=turns, parties=parties)


def _with_turn(conversation: Conversation, index: int, turn: Turn) -> Conversation:
    return replace(conversation, turns=(*conversation.turns[:index], turn, *conversation.turns[index + 1 :]))


def _with_role(conversation: Conversation, index: int, role: Role) -> Conversation:
    """The call with a turn given to another party, and its speech with it."""
    turn = conversation.turns[index]
    if turn.role is role:
        return conversation
    label = next((party.label for party in conversation.parties if party.role is role), role.value)
    changed = _with_turn(conversation, index, replace(turn, role=role, speaker=label, voice=None))
    span = turn.span
    if span is None or not any(party.speech for party in conversation.parties):
        return changed
    moved = intersect(conversation.speech(turn.role), (span,)) or (span,)
    return replace(changed, parties=_moved(conversation.parties, turn.role, role, label, moved))


def _moved(parties: Sequence[Party], old: Role, new: Role, label: str, spans: tuple[Span, ...]) -> tuple[Party, ...]:
    """Parties after stretches of speech went from one role to another's first party, made where there is none."""
    made: list[Party] = []
    given = False
    for party in parties:
        if party.role is old:
            made.append(replace(party, speech=subtract(party.speech, spans)))
        elif party.role is new and not given:
            made.append(replace(party, speech=merge((*party.speech, *spans))))
            given = True
        else:
            made.append(party)
    return tuple(made) if given else (*made, Party(new, label, merge(spans)))


def _reworded(turn: Turn, text: str) -> Turn:
    """The turn with other words; a person is sure of them, so that nothing flags it as doubtful any more."""
    timed = [word for word in turn.words if word.span is not None]
    if timed and len(timed) == len(turn.words):
        words = _words(timed, text.split())
    else:
        words = tuple(Word(word, confidence=1.0) for word in text.split()) if turn.words else ()
    return replace(turn, text=text, words=words, confidence=None, flag=None)


def _words(old: Sequence[Word], new: Sequence[str]) -> tuple[Word, ...]:
    """New words with times: those of the words that stayed, the time between shared by letters."""
    made: list[Word] = []
    match = SequenceMatcher(None, [_bare(word.text) for word in old], [_bare(word) for word in new], autojunk=False)
    for kind, i, j, first, last in match.get_opcodes():
        if kind == "equal":
            pairs = zip(new[first:last], old[i:j], strict=True)
            made += [replace(word, text=text, confidence=1.0, flag=None) for text, word in pairs]
        elif first < last:
            begin = (old[i].start if i < j else old[i - 1].end if i else old[0].start) or 0.0
            end = (old[j - 1].end if i < j else old[i].start if i < len(old) else old[-1].end) or begin
            made += _spread(new[first:last], begin, max(begin, end))
    return tuple(made)


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _spread(texts: Sequence[str], begin: float, end: float) -> list[Word]:
    letters = sum(len(text) for text in texts)
    made: list[Word] = []
    at = begin
    for text in texts:
        until = at + (end - begin) * len(text) / letters
        made.append(Word(text, at, until, 1.0))
        at = until
    return made
