"""Word error rate (WER) of the recognised words of each party, counted by jiwer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.turn import straight

__all__ = ["WordError", "plain_words", "word_error"]


@dataclass(frozen=True, slots=True)
class WordError:
    """Words put in place of others, left out and made up, and true words in all; sums over calls are sums of these."""

    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0
    words: int = 0

    def __add__(self, other: WordError) -> WordError:
        """Both together."""
        return WordError(
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.words + other.words,
        )

    @property
    def wer(self) -> float | None:
        """Word error rate; None when there are no true words."""
        return (self.substitutions + self.deletions + self.insertions) / self.words if self.words else None


def plain_words(text: str) -> str:
    """Text as it is compared: lower case, no punctuation, thousands unseparated, apostrophes kept.

    Numbers are compared as they are written: "fifty" and "50" differ.

    Examples
    --------
    >>> plain_words("That's £1,250.50, by Friday - okay?")
    "that's 1250.50 by friday okay"
    """
    text = straight(text.lower())
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text)
    return " ".join(re.sub(r"[^\w.' ]+|_", " ", text).split())


def word_error(truth: Conversation, heard: Conversation) -> WordError:
    """Word errors of agent and customer, each against their own true words: a word of the wrong party counts as wrong.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> truth = make_call("agent: can you pay on Friday", "customer: no I can't")
    >>> word_error(truth, make_call("agent: can you play Friday", "customer: no I can't")).wer
    0.25
    """
    from jiwer import process_words

    found = WordError()
    for role in (Role.AGENT, Role.CUSTOMER):
        said = plain_words(" ".join(turn.text for turn in truth.turns if turn.role is role))
        recognised = plain_words(" ".join(turn.text for _, turn in heard.turns_of(role)))
        if not said:
            found += WordError(insertions=len(recognised.split()))
            continue
        counted = process_words(said, recognised)
        found += WordError(counted.substitutions, counted.deletions, counted.insertions, len(said.split()))
    return found
