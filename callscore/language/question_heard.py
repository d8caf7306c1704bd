"""Questions in recognised words: doubtful question marks weighed, and questions known though a word was misheard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.function_words import (
    AUXILIARIES,
    FILLERS,
    OPENERS,
    SUBJECT_PRONOUNS,
    TITLES,
    VOCATIVES,
    WH_CONTRACTED,
    WH_WORDS,
    word_set,
)
from callscore.language.question_onset import GUESSED, LIKELY, Onset
from callscore.language.sounds_like import sounds_of
from callscore.language.word_order import Token

__all__ = ["asks_as_marked", "misheard"]

LONGEST_MARKED = 12
"""Words of a statement that a recogniser ended with a question mark up to which the mark is believed."""

_ORDERS = word_set("do don't have let's let thanks thank give take")
"""First words of orders, wishes and thanks, which a recogniser likes to end with a question mark."""

_ANNOUNCES = re.compile(r"\b(?:can|could|may) i (?:just )?(?:say|stop|remind)\b")

_DATA = re.compile(
    r"\b(?:date of birth|last (?:four|4|three|3)(?: digits)? (?:of|on) (?:your|the|assured)|mother's maiden name|"
    r"first line of (?:your|the) address|(?:full|your) (?:zip|post ?)code)\b"
)
"""What only a question of the agent names, whatever became of the words before it."""

_DATA_WORDS = 16
"""Words up to which a sentence with such a thing in it asks for it; longer ones explain."""

FRAMES = (
    "may i speak to",
    "may i speak with",
    "can i speak to",
    "can i speak with",
    "could i speak to",
    "could i speak with",
    "am i speaking to",
    "am i speaking with",
    "am i talking to",
    "who am i speaking to",
    "who am i speaking with",
    "is this a good time",
    "is now a good time",
    "is now an okay time",
    "is this the right number",
    "have i got the right person",
    "how are you doing",
    "how are you today",
    "how's it going",
    "do you speak english",
    "are you still there",
    "can you hear me",
    "date of birth",
    "last four of your",
    "first line of your address",
    "could i get your",
    "can i get your",
    "can i take your",
    "could i take your",
    "can you confirm",
    "could you confirm",
    "could you give me",
    "can you give me",
    "could you tell me",
    "can you tell me",
    "what happened there",
    "what's been happening",
    "what's going on",
    "when can you pay",
    "when will you pay",
    "when are you going to",
    "when are you gonna",
    "when do you get paid",
    "when does the",
    "what date can you",
    "how much can you",
    "how much could you",
    "how much do you",
    "how will you be paying",
    "how will you send",
    "how would you like to",
    "how do you want to",
    "how are you going to",
    "would you be able to",
    "will you be able to",
    "are you able to",
    "would you like me to",
    "do you want me to",
    "would you prefer",
    "do you own your home",
    "do you have another",
    "do you remember",
    "have you spoken to",
    "did you get the",
    "did you receive",
    "did you receive the",
    "have you received",
    "is there anything else",
    "anything else i can help",
    "anything else i can do",
    "is there another number",
    "is there an email",
    "is there a number",
    "does that work for you",
    "does that sound",
    "is that correct",
    "is that still the best",
    "why didn't you",
    "why haven't you",
)
"""Beginnings of questions that agents ask on calls about a debt, to be known by their sound."""
