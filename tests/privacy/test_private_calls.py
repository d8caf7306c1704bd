"""Calls typed with private and innocent numbers marked: none of the one is left, nearly none of the other lost.

In ``calls_*.txt``, ``{…}`` is what must not be kept, ``[…]`` what must stay; calls are parted by empty lines. Each file
was written before the masking had seen it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callscore.privacy.masking import masked
from callscore.testing import make_call

FILES = sorted(Path(__file__).parent.glob("calls_*.txt"))
MARKS = re.compile(r"[\[\]{}]")
FILLERS = {"um", "uh", "and", "then", "the", "for", "of", "at", "in", "as", "it", "is", "apple", "bravo"}

MOST_LOST = 0.02
"""Share of innocent numbers that may be lost."""


def calls(path):
    return [
        block.strip().splitlines() for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if block.strip()
    ]


def marked(line, opening, closing):
    """First and last character of each marked stretch, in the line without marks."""
    spans, at, begin = [], 0, 0
    for character in line:
        if character == opening:
            begin = at
        elif character == closing:
            spans.append((begin, at))
        at += character not in "[]{}"
    return spans


def stretches(path, opening, closing):
    """Each marked stretch as it was said and as it is kept, with its line."""
    for lines in calls(path):
        call = make_call(*(MARKS.sub("", line) for line in lines))
        for line, said, kept in zip(lines, call.turns, masked(call).turns, strict=True):
            for first, last in marked(line.partition(": ")[2], opening, closing):
                yield said.text[first:last], kept.text[first:last], line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_private_is_left(path):
    found = list(stretches(path, "{", "}"))
    left = [line for _, kept, line in found if set(re.findall(r"[a-z0-9]+", kept.lower())) - FILLERS]
    assert left == []
    assert len(found) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_innocent_numbers_stay(path):
    found = list(stretches(path, "[", "]"))
    lost = [(said, line) for said, kept, line in found if said != kept]
    assert len(lost) <= MOST_LOST * len(found), lost
    assert len(found) >= 90
