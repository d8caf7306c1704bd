"""The recogniser's tokens: ids of the special ones, and each written word's tokens with their share of its time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

__all__ = ["END", "NO_SPEECH", "NO_TIMES", "PREVIOUS", "START", "VOCABULARY", "is_letters", "moment", "word_tokens"]

TOKENIZER = Tokenizer.from_file(str(Path(__file__).parent / "tokenizer.json"))
VOCABULARY = TOKENIZER.get_vocab_size()
END: int = TOKENIZER.token_to_id("<|endoftext|>")
"""Ids below it are text."""
START: int = TOKENIZER.token_to_id("<|startoftranscript|>")
PREVIOUS: int = TOKENIZER.token_to_id("<|startofprev|>")
NO_SPEECH: int = TOKENIZER.token_to_id("<|nospeech|>")
NO_TIMES: int = TOKENIZER.token_to_id("<|notimestamps|>")
_FIRST_MOMENT: int = TOKENIZER.token_to_id("<|0.00|>")

TIME_STEP = 0.02
"""Seconds between two timestamp tokens."""

FIGURE_ROOM = 0.08
"""Share of a number's time by which a figure may be heard earlier or later than its place among the figures."""

Spans = tuple[tuple[float, float], ...]


def moment(seconds: float) -> int:
    """Id of the timestamp token next to `seconds`, 0 to 30."""
    return _FIRST_MOMENT + int(min(1500, max(0, round(seconds / TIME_STEP))))


@cache
def word_tokens(word: str) -> tuple[tuple[int, ...], Spans]:
    """Ids of a written word after a space, and where in the word's time each is heard (0 its start, 1 its end).

    Letters share the time by their count, figures too, with room to both sides; a closing mark sits at the end.
    """
    encoded = TOKENIZER.encode(f" {word}", add_special_tokens=False)
    if any(c.isdigit() for c in word):
        return tuple(encoded.ids), _figure_spans([t.replace("Ġ", "") for t in encoded.tokens])
    letters = [len(t.replace("Ġ", "")) if any(c.isalnum() for c in t) else 0 for t in encoded.tokens]
    total = max(1, sum(letters))
    done, spans = 0, []
    for n in letters:
        spans.append((done / total, max(done + n, done + 1) / total))
        done += n
    if letters[-1] == 0:
        spans[-1] = (1.0, 1.0)
    return tuple(encoded.ids), tuple(spans)


def _figure_spans(signs: list[str]) -> Spans:
    """Where in the time of a number each of its tokens is heard."""
    figures = [sum(c.isdigit() for c in sign) for sign in signs]
    spans = []
    for i, (sign, n) in enumerate(zip(signs, figures, strict=True)):
        start, end = sum(figures[:i]) / sum(figures), sum(figures[: i + 1]) / sum(figures)
        if i == 0 and not n:
            start, end = 0.0, 1.0
        elif start == 1.0:
            start = 1.0 if sign in ",.?!" else 0.5
        spans.append(
            (start, end) if start == end == 1.0 else (max(0.0, start - FIGURE_ROOM), min(1.0, end + FIGURE_ROOM))
        )
    return tuple(spans)


@cache
def is_letters() -> tuple[bool, ...]:
    """For each id whether it is text with ASCII letters or digits: tokens that a frame of sound can be named by."""
    names = (TOKENIZER.id_to_token(i) or "" for i in range(VOCABULARY))
    return tuple(i < END and any(c.isalnum() and c.isascii() for c in name) for i, name in enumerate(names))
