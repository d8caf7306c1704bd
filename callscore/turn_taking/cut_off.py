"""Whether a turn was left unfinished: by its last words, by its melody, or because its speaker takes it up again."""

from __future__ import annotations

from callscore.conversation import Conversation, Turn
from callscore.language.clauses import clauses, ends_marked, is_unfinished, unfinished_confidence
from callscore.turn_taking.backchannels import words_of
from callscore.turn_taking.floor import Exchange

__all__ = ["WRITTEN", "left_unfinished", "next_words"]

RESUMED = 0.7
"""Confidence where only the speaker's starting again shows that the clause was unfinished."""

HELD_UP = 0.6
"""Confidence where only the melody shows it: the pitch stayed up. Of overlaps of 0.3 to 0.5 s on rendered two-channel
calls, in which the words alone seemed complete, 5 of 6 turns that ended so were cut off, and none of 3 that fell."""

FALLEN, RISEN = -1.5, 2.0
"""Semitones from its own middle below which a turn's pitch has come to rest at its end (finished turns: -2.8 in the
median, those cut off -0.4), and above which it asks."""

SPOKEN_INTO = 0.25
"""Seconds of overlap from which the melody is heard: shorter ones lie within the last syllable."""

SURE_WORD = 0.7
"""Confidence that a recogniser must have in a last word that hangs: what it makes up of half a word is often "the"."""

WRITTEN = 0.9
"""Confidence of an unfinished clause from which the text itself says so, with a dash or dots."""


def left_unfinished(conversation: Conversation, exchange: Exchange) -> float:
    """How surely (0-1) the holder of the floor had not finished; 0.0 when its turn looks complete or has no words.

    Examples
    --------
    >>> from callscore.turn_taking.floor import exchanges
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay but my", "4.6-8 agent: when will you pay")
    >>> left_unfinished(call, exchanges(call)[0]) > 0.5
    True
    """
    holder = conversation.turns[exchange.other]
    if not holder.text:
        return 0.0
    recognised = conversation.recogniser is not None
    if is_unfinished(holder.text):
        sure = unfinished_confidence(holder.text)
        return sure if sure >= WRITTEN or not recognised or _hangs_surely(holder) else 0.0
    if exchange.overlap > 0 and _resumed(conversation, exchange):
        return RESUMED
    told = (recognised and not holder.text.rstrip().endswith("?")) or not ends_marked(holder.text)
    return HELD_UP if told and exchange.overlap >= SPOKEN_INTO and _held_up(holder) else 0.0


def _hangs_surely(turn: Turn) -> bool:
    """Whether a recognised last word that leaves a clause open was surely heard, and the melody doesn't deny it."""
    last = turn.words[-1].confidence if turn.words else None
    return (last is None or last >= SURE_WORD) and not _fell(turn)


def _fell(turn: Turn) -> bool:
    """Whether the pitch came to rest at the turn's end."""
    final = turn.voice.final_semitones if turn.voice is not None else None
    return final is not None and final <= FALLEN


def _held_up(turn: Turn) -> bool:
    """Whether the pitch neither came to rest nor rose to a question at the turn's end."""
    final = turn.voice.final_semitones if turn.voice is not None else None
    return final is not None and FALLEN < final < RISEN


def next_words(conversation: Conversation, exchange: Exchange) -> list[str]:
    """Words of the holder's next turn after it lost the floor."""
    following = conversation.next_turn(exchange.turn, conversation.turns[exchange.other].role)
    return words_of(conversation.turns[following].text) if following is not None else []


def _resumed(conversation: Conversation, exchange: Exchange) -> bool:
    """Whether the holder's next turn opens with the first or last two words of the clause that was cut."""
    last = clauses(conversation.turns[exchange.other].text)[-1:]
    opening = next_words(conversation, exchange)[:2]
    if not last or len(opening) < 2:
        return False
    cut = words_of(last[0].text)
    return len(cut) > 1 and opening in (cut[:2], cut[-2:])
