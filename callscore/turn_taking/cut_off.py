"""Whether a turn was left unfinished: by its last words, or because its speaker takes the clause up again."""

from __future__ import annotations

from callscore.conversation import Conversation
from callscore.language.clauses import clauses, is_unfinished, unfinished_confidence
from callscore.turn_taking.floor import Exchange, words_of

__all__ = ["left_unfinished", "next_words"]

RESUMED = 0.7
"""Confidence where only the speaker's starting again shows that the clause was unfinished."""


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
    text = conversation.turns[exchange.other].text
    if not text:
        return 0.0
    if is_unfinished(text):
        return unfinished_confidence(text)
    return RESUMED if exchange.overlap > 0 and _resumed(conversation, exchange) else 0.0


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
