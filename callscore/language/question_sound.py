"""Questions whose opening a recogniser misheard: known by their sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from callscore.language.function_words import word_set
from callscore.language.question_onset import GUESSED, LIKELY, Onset
from callscore.language.word_order import Token

__all__ = ["misheard"]

SOUND_DIFFERS = 0.2
SPELLING_DIFFERS = 0.3
SPELLING_OF_THE_SAME_SOUND = 0.46
"""Shares of an opening's consonants, and of its letters, up to which they may be misheard (more letters where all
consonants sound alike). On 104 rendered calls, about a quarter of their words wrong, 10 questions were found that
nothing else showed, and 2 that were none; the 18 of these calls not looked at before held none of the 10 and one of
the 2."""

_LEADS_ON = word_set("to not never don't can't see what and if when you")
"""Words before an opening that make it a part of their own clause."""
_RELATIVE = "that"
"""First word that sounds like "did" and "date", and tells."""

OPENINGS = (
    "may i speak to",
    "may i speak with",
    "may i please speak to",
    "may i please speak with",
    "can i speak to",
    "can i speak with",
    "can i please speak to",
    "could i speak to",
    "could i speak with",
    "could i please speak to",
    "could i please speak with",
    "am i speaking to",
    "am i speaking with",
    "am i talking to",
    "who am i speaking to",
    "is now a good time",
    "is now an okay time",
    "is this a good time",
    "is this the right number",
    "do you speak english",
    "how's it going",
    "date of birth",
    "last four of your",
    "first line of your address",
    "could i take your",
    "can you confirm your",
    "could you confirm your",
    "could you give me your",
    "what's been happening",
    "what happened with",
    "when are you gonna",
    "when are you going to",
    "when can you pay",
    "when will you pay",
    "when can we expect",
    "when can i expect",
    "when do you get paid",
    "how much can you pay",
    "how much could you",
    "how much is in",
    "how will you be paying",
    "how will you send",
    "how would you like to",
    "would you be able to",
    "will you be able to",
    "would you like me to",
    "do you want to",
    "do you want me to",
    "you want me to",
    "have you got your",
    "have you got the",
    "do you own your home",
    "have you spoken to",
    "did you receive the",
    "is there anything else",
    "anything else i can help",
    "anything else i can do",
    "anything else sir",
    "does that work for you",
    "is that the best number",
)
"""How agents begin questions on calls about a debt: an open list from the trade's scripts, known by their sound."""

_SPELLINGS = (
    *(("x", "ks"), ("ph", "f"), ("igh", "i"), ("gh", ""), ("ck", "k"), ("wh", "w"), ("kn", "n"), ("wr", "r")),
    *(("tch", "x"), ("ch", "x"), ("sh", "x"), ("th", "t"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("qu", "kw")),
    *(("dge", "x"), ("ge", "xe"), ("c", "k"), ("q", "k"), ("z", "s"), ("v", "f"), ("d", "t"), ("b", "p")),
    *(("g", "k"), ("j", "x")),
)
"""English spellings of consonants, those that telephone speech confuses (voiced and voiceless) made one; "x" stands for
"sh", "ch" and "j"."""


def misheard(words: Sequence[Token]) -> Onset | None:
    """The question whose opening sounds like one of `OPENINGS`, although a recogniser wrote other words.

    Examples
    --------
    >>> from callscore.language.word_order import tokens
    >>> misheard(tokens("good morning me I speak to Mr Bell")).index
    2
    """
    sounds = [_sound(word.norm) for word in words]
    letters = [re.sub(r"[^a-z]", "", word.norm) for word in words]
    best: tuple[float, int, int] | None = None
    for begin in range(len(words)):
        led = begin and not words[begin].before and words[begin - 1].norm in _LEADS_ON
        if led or words[begin].norm == _RELATIVE:
            continue
        for sound, spelling, length in _openings():
            for end in range(begin + max(1, length - 1), min(begin + length + 1, len(words)) + 1):
                differs = _differs("".join(sounds[begin:end]), sound, SOUND_DIFFERS)
                if differs is None:
                    continue
                allowed = SPELLING_OF_THE_SAME_SOUND if differs == 0 else SPELLING_DIFFERS
                if _differs("".join(letters[begin:end]), spelling, allowed) is None:
                    continue
                if best is None or differs < best[0]:
                    best = differs, begin, end
    if best is None:
        return None
    return Onset(best[1], "indirect", GUESSED if best[0] > 0 else LIKELY, best[2] - 1)


@cache
def _openings() -> tuple[tuple[str, str, int], ...]:
    """Sound, letters and number of words of each opening."""
    return tuple(
        ("".join(_sound(word) for word in text.split()), re.sub(r"[^a-z]", "", text), len(text.split()))
        for text in OPENINGS
    )


@cache
def _sound(word: str) -> str:
    """The consonants of a word as they sound, a first vowel as "A"; "r" only before a vowel."""
    word = re.sub(r"[^a-z]", "", word)
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    word = re.sub(r"r(?![aeiouy])", "", word)
    first = "A" if word[:1] in set("aeiou") else ""
    return re.sub(r"(.)\1+", r"\1", first + re.sub(r"[aeiouh]|(?<=.)y", "", word))


def _differs(heard: str, meant: str, share: float) -> float | None:
    """Share of the letters of `meant` by which `heard` differs (edit distance); None from more than `share` on."""
    most = int(share * len(meant))
    if abs(len(heard) - len(meant)) > most:
        return None
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(heard, 1):
        above, row = row, [place]
        for column, other in enumerate(meant, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other)))
        if min(row) > most:
            return None
    return row[-1] / len(meant) if row[-1] <= most else None
