"""One spaCy Doc per line of speech: what is matched, with the way back to the characters that were said.

The tokenizer is spaCy's for English without any model. Matching must not depend on how a line was written down, so the
Doc holds normal forms in lower case: contractions are spelled out ("haven't", "havent" and "have not" alike), fillers,
commas and stuttered repeats are left out, sentence ends are one token each. Offsets point into the text as given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

from callscore.turn import straight

__all__ = ["SENTENCE_ENDS", "Parsed", "content_words", "normal_words", "parse", "tokenizer"]

SENTENCE_ENDS = frozenset({".", "?", "!"})
"""Tokens that end a sentence; every parsed line ends in one, whether it was written or not."""

CACHED_LINES = 8192
"""Lines kept parsed: several calls of 150 turns and their contexts."""

_ENDS = {".": ".", "?": "?", "!": "!", ";": ".", "…": ".", "...": ".", "—": ".", "–": ".", ":": "."}
_FILLERS = frozenset({"uh", "um", "er", "erm", "uhm", "umm", "eh", "ehm"})
_PAIRED_FILLERS = frozenset({("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of")})
"""Left out where commas or the line's ends enclose them: "you know" alone may also be the clause itself."""
_STUTTERED = frozenset(
    {
        "i",
        "you",
        "the",
        "a",
        "we",
        "it",
        "and",
        "to",
        "is",
        "so",
        "that",
        "your",
        "if",
        "but",
        "do",
        "did",
        "just",
        "what",
    }
)
_SPOKEN = {
    "'s": ("is",),
    "'d": ("would",),
    "'cause": ("because",),
    "cos": ("because",),
    "coz": ("because",),
    "cuz": ("because",),
    "ya": ("you",),
    "u": ("you",),
    "yall": ("you", "all"),
    "ur": ("your",),
    "yer": ("your",),
    "ok": ("okay",),
    "yep": ("yes",),
    "yeah": ("yes",),
    "yup": ("yes",),
    "cheque": ("check",),
    "cheques": ("checks",),
    "em": ("them",),
    "mum": ("mom",),
    "mummy": ("mommy",),
    "mr.": ("mr",),
    "mrs.": ("mrs",),
    "ms.": ("ms",),
    "dr.": ("dr",),
    "outta": ("out", "of"),
    "kinda": ("kind", "of"),
    "dunno": ("do", "not", "know"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "lemme": ("let", "me"),
    "gimme": ("give", "me"),
    "cannae": ("can", "not"),
    "innit": ("is", "not", "it"),
    "instalment": ("installment",),
    "instalments": ("installments",),
}
_ABBREVIATIONS = frozenset({"rs", "no", "inv", "ref"})
"""Before a number their full stop ends no sentence."""
_CLIPPED = {"s": "is", "d": "would", "m": "am"}
"""What spaCy splits off a contraction written without its apostrophe: "thats", "youd", "im"."""
_AI_NOT = {"ai": "is", "ca": "can", "wo": "will", "sha": "shall"}


@dataclass(frozen=True, eq=False)
class Parsed:
    """A line ready for matching: `doc` holds normal forms, `first` and `last` each token's characters in `text`."""

    text: str
    doc: Doc
    first: tuple[int, ...]
    last: tuple[int, ...]
    sentence: tuple[int, ...]
    """Number of the sentence that each token stands in."""
    words: frozenset[str]
    """The normal forms that occur."""

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Characters ``(first, last)`` of `text` under the tokens ``[start, end)``."""
        return self.first[start], self.last[end - 1]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the whole sentence around the tokens ``[start, end)``."""
        numbers = range(self.sentence[start], self.sentence[end - 1] + 1)
        inside = [i for i, number in enumerate(self.sentence) if number in numbers]
        return self.first[inside[0]], self.last[inside[-1]]


@lru_cache(maxsize=1)
def tokenizer() -> Language:
    """The blank English pipeline: tokenizer and vocabulary, no model; loaded once per process."""
    import spacy

    return spacy.blank("en")


@lru_cache(maxsize=1)
def _contractions() -> frozenset[str]:
    """Words that spaCy splits; any other plain word is its own normal form."""
    return frozenset(getattr(tokenizer().tokenizer, "rules", ()))


def normal_words(text: str) -> tuple[str, ...]:
    """Normal forms of `text`, in order, without the closing sentence end.

    Examples
    --------
    >>> normal_words("Uh, you HAVEN’T paid")
    ('you', 'have', 'not', 'paid')
    >>> normal_words("you havent paid") == normal_words("you have not paid")
    True
    """
    if text.isascii() and text.isalpha() and text.islower() and text not in _FILLERS and text not in _contractions():
        return _SPOKEN.get(text, (text,))
    words = tuple(token.text for token in parse(text).doc)
    return words[:-1] if words and words[-1] in SENTENCE_ENDS else words


def content_words(text: str) -> set[str]:
    """Words of a line that carry its meaning, in lower case.

    Examples
    --------
    >>> sorted(content_words("And is there a note on there?"))
    ['note']
    """
    stops = tokenizer().Defaults.stop_words
    return {word for word in normal_words(text) if word not in stops and len(word) > 1}


@lru_cache(maxsize=CACHED_LINES)
def parse(text: str) -> Parsed:
    """The line as a Doc of normal forms; cached, so each turn is parsed once.

    Examples
    --------
    >>> parsed = parse("Well, you’ve said so. Fine!")
    >>> [token.text for token in parsed.doc]
    ['well', 'you', 'have', 'said', 'so', '.', 'fine', '!']
    >>> parsed.text[slice(*parsed.characters(1, 3))]
    'you’ve'
    """
    from spacy.tokens import Doc

    nlp = tokenizer()
    pieces = _without_fillers(_pieces(text))
    words: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for word, start, end in pieces:
        if word == ",":
            continue
        if words and word in SENTENCE_ENDS and words[-1] in SENTENCE_ENDS:
            words[-1] = "?" if "?" in (word, words[-1]) else words[-1]
            last[-1] = end
            continue
        if words and word in _STUTTERED and words[-1] == word:
            last[-1] = end
            continue
        words.append(word)
        first.append(start)
        last.append(end)
    if not words or words[-1] not in SENTENCE_ENDS:
        words.append(".")
        first.append(len(text))
        last.append(len(text))
    starts: list[bool | int | None] = [i == 0 or words[i - 1] in SENTENCE_ENDS for i in range(len(words))]
    sentence: list[int] = []
    for is_start in starts:
        sentence.append((sentence[-1] if sentence else -1) + bool(is_start))
    doc = Doc(nlp.vocab, words=words, sent_starts=starts)
    return Parsed(text, doc, tuple(first), tuple(last), tuple(sentence), frozenset(words))


def _pieces(text: str) -> list[tuple[str, int, int]]:
    """``(normal form, first, last)`` of each token; a comma where a comma or bracket stood, other marks left out."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half a character, as broken transcripts have, is no text
    plain = straight("".join(c.lower() if len(c.lower()) == 1 else c for c in whole))
    pieces: list[tuple[str, int, int]] = []
    tokens = list(tokenizer().tokenizer(plain))
    for i, token in enumerate(tokens):
        start, end = token.idx, token.idx + len(token.text)
        word = token.text
        if (
            word == "."
            and pieces
            and pieces[-1][0] in _ABBREVIATIONS
            and i + 1 < len(tokens)
            and tokens[i + 1].like_num
        ):
            continue
        if word in _ENDS:
            pieces.append((_ENDS[word], start, end))
        elif word in {",", "(", ")", '"'}:
            pieces.append((",", start, end))
        elif word in _SPOKEN:
            pieces.extend((part, start, end) for part in _SPOKEN[word])
        elif word in _AI_NOT and i + 1 < len(tokens) and tokens[i + 1].norm_ == "not":
            pieces.append((_AI_NOT[word], start, end))
        elif word in _CLIPPED and pieces and pieces[-1][2] == start:
            pieces.append((_CLIPPED[word], start, end))
        elif word == "'s" and pieces and pieces[-1][0] == "let":
            pieces.append(("us", start, end))
        elif any(c.isalnum() for c in word) or word in "£$€₹%":
            pieces.extend((part, start, end) for part in _spelled_out(token.norm_, word))
    return pieces


def _spelled_out(norm: str, word: str) -> tuple[str, ...]:
    """The tokenizer's norm where it only spells out a contraction, else the word itself."""
    if word.startswith("'") or norm in {"not", "have", "am", "are", "will", "us", "going", "to", "got", "you", "would"}:
        return _SPOKEN.get(norm, (norm.strip("'") or word,))
    return (word.strip("'") or word,)


def _without_fillers(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The pieces without "uh", "um" and without "you know", "I mean" where commas enclose them."""
    kept = [piece for piece in pieces if piece[0] not in _FILLERS]
    result: list[tuple[str, int, int]] = []
    i = 0
    edge = SENTENCE_ENDS | {","}
    while i < len(kept):
        pair = (kept[i][0], kept[i + 1][0]) if i + 1 < len(kept) else None
        opens = i == 0 or kept[i - 1][0] in edge
        if pair in _PAIRED_FILLERS and opens and (i + 2 >= len(kept) or kept[i + 2][0] in edge):
            i += 2
            continue
        result.append(kept[i])
        i += 1
    return result
