"""The small pattern language of the lexicons, compiled to spaCy token patterns.

====================  =====================================================================================
``late``              the word, however it was capitalised; contractions are spelled out ("haven't" = "have not")
``bill|invoice``      one of the words; ``(pay up|cough up)`` one of several phrases
``still?``            may be left out; also ``(at all)?`` and ``<list>?``
``promis*``           any word that begins so
``<list>``            an entry of a named list, of the file itself or of lists.toml; ``<number>`` is any number
``...`` ``..2``       up to four, up to two words in between, inside the sentence
``_``                 exactly one word
``^`` ``$`` ``$?``    the sentence begins here, ends here, ends here with a question mark
====================  =====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from callscore.language.parsing import SENTENCE_ENDS, Parsed, normal_words, tokenizer

if TYPE_CHECKING:
    from spacy.matcher import Matcher

__all__ = ["PatternError", "Patterns", "Sequence", "Token", "expand", "token_patterns"]

GAP = 4
"""Words that ``...`` may skip."""

MOST_SEQUENCES = 600
"""Token sequences that one pattern may expand to: beyond that it is slow, and too loose to be one idea."""

Token = tuple[str, frozenset[str] | int | str]
"""Kind and value: ``words`` and the set of them, ``gap`` and its width, ``prefix``, ``edge``, ``number``, ``any``."""

Sequence = tuple[Token, ...]

_TIGHT = re.compile(r"(\)\?)(?=[^\s|)?])")
"""``(the )?bill``: a bracket that may be left out, with the next word tight against it."""

_GAP = re.compile(r"^\.\.(?P<n>\d+)$")


class PatternError(ValueError):
    """A pattern that can't be read; the lexicon adds the file and the frame."""


def expand(pattern: str, lists: Mapping[str, Iterable[str]]) -> tuple[Sequence, ...]:
    """All token sequences that `pattern` stands for.

    Raises
    ------
    PatternError
        Naming the part that is not understood.

    Examples
    --------
    >>> expand("haven't paid", {})[0]
    (('words', frozenset({'have'})), ('words', frozenset({'not'})), ('words', frozenset({'paid'})))
    """
    spaced = _TIGHT.sub(r"\1 ", pattern)
    slots = [_item(item, lists, pattern) for item in _split(spaced, " ")]
    count = 1
    for slot in slots:
        count *= len(slot)
    if count > MOST_SEQUENCES:
        raise PatternError(
            f"{pattern!r} stands for {count} word sequences, {MOST_SEQUENCES} are the most; "
            "split it or use fewer (a|b c) groups"
        )
    sequences: dict[Sequence, None] = {}
    for choice in product(*slots):
        sequence = tuple(token for part in choice for token in part)
        if not any(kind in {"words", "prefix", "number"} for kind, _ in sequence):
            raise PatternError(f"{pattern!r} has no word that must occur")
        sequences[sequence] = None
    return tuple(sequences)


def _split(text: str, separator: str) -> list[str]:
    """The parts of `text` between separators that stand outside all brackets."""
    parts = [""]
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            raise PatternError(f"{text!r} closes a bracket that was not opened")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if depth:
        raise PatternError(f"{text!r} opens a bracket that is not closed")
    return [part for part in parts if part.strip()] if separator == " " else parts


def _item(item: str, lists: Mapping[str, Iterable[str]], pattern: str) -> list[Sequence]:
    """Sequences of one item; the empty one is among them when the item is optional."""
    if item in {"^", "$"}:
        return [(("edge", item),)]
    if item == "$?":
        return [(("words", frozenset({"?"})),)]
    if item.endswith("?"):
        return [*_item(item[:-1], lists, pattern), ()]
    if item.startswith("(") and item.endswith(")"):
        return _alternatives(_split(item[1:-1], "|"), lists, pattern)
    if item == "...":
        return [(("gap", GAP),)]
    if gap := _GAP.match(item):
        return [(("gap", int(gap["n"])),)]
    if item == "_":
        return [(("any", ""),)]
    if item.startswith("<") and "|" not in item:
        return _named(item, lists, pattern)
    parts = _split(item, "|")
    if len(parts) > 1:
        return _alternatives(parts, lists, pattern)
    if item.endswith("*") and len(item) > 2:
        return [(("prefix", item[:-1].lower()),)]
    words = normal_words(item)
    if not words or not re.fullmatch(r"[\w'’£$€₹%&.,/-]+", item):
        raise PatternError(
            f"{pattern!r}: {item!r} is not a word; known: words, a|b, (a b|c), <list>, word?, ..., ..2, _, ^, $"
        )
    return [tuple(("words", frozenset({word})) for word in words)]


def _alternatives(phrases: list[str], lists: Mapping[str, Iterable[str]], pattern: str) -> list[Sequence]:
    """Sequences of all phrases, the one-word ones gathered into a single token."""
    singles: set[str] = set()
    others: list[Sequence] = []
    for phrase in phrases:
        items = _split(phrase, " ")
        if not items:
            raise PatternError(f"{pattern!r}: an alternative beside '|' is empty")
        for choice in product(*(_item(item, lists, pattern) for item in items)):
            sequence = tuple(token for part in choice for token in part)
            if len(sequence) == 1 and isinstance(sequence[0][1], frozenset):
                singles |= sequence[0][1]
            elif sequence:
                others.append(sequence)
    return ([(("words", frozenset(singles)),)] if singles else []) + _merged(others)


def _named(item: str, lists: Mapping[str, Iterable[str]], pattern: str) -> list[Sequence]:
    """Sequences of a ``<list>``."""
    name = item.strip("<>")
    if name == "number":
        return [(("number", ""),)]
    if not item.endswith(">") or name not in lists:
        raise PatternError(f"{pattern!r}: list {item!r} is not known; known: {', '.join(sorted([*lists, 'number']))}")
    return _alternatives(list(lists[name]), {key: value for key, value in lists.items() if key != name}, pattern)


def _merged(sequences: list[Sequence]) -> list[Sequence]:
    """Sequences that differ in one word only, as one with both words: "your boss|your wife" is "your boss|wife"."""
    for place in (-1, 0):
        groups: dict[tuple[Any, ...], list[Sequence]] = {}
        for sequence in sequences:
            rest = sequence[:-1] if place else sequence[1:]
            key = (rest,) if sequence[place][0] == "words" else (sequence,)
            groups.setdefault(key, []).append(sequence)
        sequences = []
        for members in groups.values():
            words: frozenset[str] = frozenset().union(*(m[place][1] for m in members if m[place][0] == "words"))  # type: ignore[arg-type]
            merged: Token = ("words", words) if words else members[0][place]
            sequences.append((*members[0][:-1], merged) if place else (merged, *members[0][1:]))
    return sequences


def token_patterns(sequence: Sequence) -> list[dict[str, Any]]:
    """The sequence as a pattern of spaCy's Matcher."""
    tokens: list[dict[str, Any]] = []
    at_start = False
    for kind, value in sequence:
        if kind == "edge":
            if value == "^":
                at_start = True
                continue
            token: dict[str, Any] = {"ORTH": {"IN": sorted(SENTENCE_ENDS)}}
        elif kind == "gap":
            token = {"ORTH": {"NOT_IN": sorted(SENTENCE_ENDS)}, "OP": f"{{0,{value}}}"}
        elif kind == "any":
            token = {"ORTH": {"NOT_IN": sorted(SENTENCE_ENDS)}}
        elif kind == "number":
            token = {"LIKE_NUM": True}
        elif kind == "prefix":
            token = {"ORTH": {"REGEX": f"^{re.escape(str(value))}"}}
        else:
            words = sorted(value)  # type: ignore[arg-type]
            token = {"ORTH": words[0]} if len(words) == 1 else {"ORTH": {"IN": words}}
        if at_start:
            token["IS_SENT_START"] = True
            at_start = False
        tokens.append(token)
    return tokens


class Patterns:
    """Token sequences ready to be looked for in a line.

    Most sequences can't occur in most lines: each waits under its rarest word, and spaCy's Matcher, built when it is
    first needed, runs only for those whose words are all there.
    """

    def __init__(self, sequences: Iterable[Sequence]) -> None:
        self.sequences = tuple(dict.fromkeys(sequences))
        self._needs = [
            tuple(value for kind, value in sequence if kind == "words" and isinstance(value, frozenset))
            for sequence in self.sequences
        ]
        self._matchers: dict[int, Matcher] = {}
        self._index: dict[str, list[int]] = {}
        for number, needs in enumerate(self._needs):
            for word in min(needs, key=_commonness, default=frozenset({_ANY})):
                self._index.setdefault(word, []).append(number)

    def spans(self, parsed: Parsed) -> list[tuple[int, int]]:
        """Token spans ``[start, end)`` that match, overlapping ones included."""
        words = parsed.words
        numbers = {number for word in words & self._index.keys() for number in self._index[word]}
        numbers.update(self._index.get(_ANY, ()))
        return [
            (start, end)
            for number in numbers
            if all(not need.isdisjoint(words) for need in self._needs[number])
            for _, start, end in self._matcher(number)(parsed.doc)
        ]

    def _matcher(self, number: int) -> Matcher:
        if number not in self._matchers:
            from spacy.matcher import Matcher

            matcher = Matcher(tokenizer().vocab)
            matcher.add("pattern", [token_patterns(self.sequences[number])])
            self._matchers[number] = matcher
        return self._matchers[number]


_ANY = ""
"""Index key of sequences without a fixed word."""

COMMON_WORD_WEIGHT = 20
"""A stop word in a set of alternatives makes it as common as this many other words; only speed depends on it."""


def _commonness(words: frozenset[str]) -> int:
    stops = tokenizer().Defaults.stop_words
    return sum(COMMON_WORD_WEIGHT if word in stops else 1 for word in words)
