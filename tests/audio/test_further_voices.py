"""Who counts as a third voice: somebody who says something, not a sound that one of the others makes."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.further_voices import sliver
from callscore.audio.voices import FRAME_SECONDS, Frames

LEAST_SECONDS = 5.0


def told_apart(*runs):
    """Frames, all loud, and their path: ``(voice, seconds)`` after each other."""
    path = np.repeat([voice for voice, _ in runs], [round(seconds / FRAME_SECONDS) for _, seconds in runs])
    nothing = np.zeros(len(path), np.float32)
    return Frames(np.arange(len(path)), nothing[:, None], np.ones(len(path), np.bool_), nothing[:, None], nothing), path


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([(0, 30), (1, 30), (2, 6)], None),  # one answer of six seconds
        ([(0, 30), (2, 2), (1, 30), (2, 2), (0, 5), (2, 2)], None),  # three short sentences
        ([(0, 30), (1, 30), (2, 4)], 2),  # too little
        ([(0, 30), (1, 30), *[(2, 0.8), (0, 1)] * 8], 2),  # a sound of the first voice
        ([(2, 30), (1, 30), (0, 0.5)], 0),  # whichever it is
        ([(0, 30), (1, 30)], 2),  # nothing is left of it
    ],
)
def test_a_sliver_of_another_voice_is_no_third_person(runs, expected):
    frames, path = told_apart(*runs)
    assert sliver(frames, path, 3, LEAST_SECONDS) == expected
