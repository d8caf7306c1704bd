"""Speech that a recogniser left without words is listened to once more; what it guesses there is not taken."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from callscore.audio.unheard import heard_again, unheard
from callscore.conversation import Word
from callscore.spans import Span

SOUND = np.zeros(16_000 * 20, np.float32)
SPEECH = (Span(0.0, 10.0), Span(12.0, 14.0))


class Recogniser:
    """Says the same words whatever it hears, and keeps what it was asked for."""

    def __init__(self, *words: Word) -> None:
        self.words, self.asked = words, []  # type: ignore[var-annotated]

    def __call__(
        self, audio: NDArray[np.float32], speech: Iterable[Span], *, progress: object = None
    ) -> tuple[Word, ...]:
        self.asked.append(tuple(speech))
        return self.words


def spoken(*times: float) -> list[Word]:
    """One word of a third of a second at each of these times."""
    return [Word(f"w{time:g}", time, time + 0.33, 0.9) for time in times]


EVERYWHERE = [*(i / 2 for i in range(20)), 12.0, 12.5, 13.0, 13.5]


@pytest.mark.parametrize(
    ("without", "left"),
    [
        ((), ()),
        ((4.0, 4.5), ()),
        ((4.0, 4.5, 5.0, 5.5), ((4.13, 5.7),)),
        ((12.0, 12.5, 13.0, 13.5), ((12.0, 14.0),)),
    ],
)
def test_a_stretch_without_words_is_found_where_it_is_longer_than_a_slow_word(
    without: tuple[float, ...], left: tuple[tuple[float, float], ...]
) -> None:
    found = unheard(spoken(*(time for time in EVERYWHERE if time not in without)), SPEECH)
    assert [(round(span.start, 2), round(span.end, 2)) for span in found] == list(left)


def test_nothing_is_heard_twice_where_words_are_everywhere() -> None:
    recogniser = Recogniser()
    words = spoken(*EVERYWHERE)
    assert heard_again(recogniser, SOUND, SPEECH, words) == tuple(words)  # type: ignore[arg-type]
    assert not recogniser.asked


def test_words_of_a_stretch_left_out_are_put_in_their_place() -> None:
    words = spoken(*(time for time in EVERYWHERE if not 4 <= time < 6))
    recogniser = Recogniser(Word("four", 4.2, 4.6, 0.9), Word("fifty", 4.6, 5.9, 0.8))
    found = heard_again(recogniser, SOUND, SPEECH, words)  # type: ignore[arg-type]
    assert [len(spans) for spans in recogniser.asked] == [1]
    place = [word.text for word in found].index("four")
    assert [word.text for word in found[place - 1 : place + 3]] == ["w3.5", "four", "fifty", "w6"]
    assert found[place + 1].end == pytest.approx(5.7)


@pytest.mark.parametrize(
    "guess",
    [
        Word("thanks", 4.5, 5.0, 0.3),
        Word("thanks", 4.5, 5.0, 0.9, "stock phrase"),
        Word("elsewhere", 8.0, 8.4, 0.9),
        Word("timeless", None, None, 0.9),
    ],
)
def test_a_guess_is_not_taken(guess: Word) -> None:
    words = spoken(*(time for time in EVERYWHERE if not 4 <= time < 6))
    assert heard_again(Recogniser(guess), SOUND, SPEECH, words) == tuple(words)  # type: ignore[arg-type]


def test_words_without_confidences_are_taken() -> None:
    words = spoken(*(time for time in EVERYWHERE if not 4 <= time < 6))
    found = heard_again(Recogniser(Word("four", 4.5, 5.0)), SOUND, SPEECH, words)  # type: ignore[arg-type]
    assert "four" in {word.text for word in found}


def test_a_word_without_a_time_stays_behind_the_one_before_it() -> None:
    words = spoken(*(time for time in EVERYWHERE if not 4 <= time < 6))
    words.insert(3, Word("timeless", None, None))
    found = heard_again(Recogniser(Word("four", 4.5, 5.0)), SOUND, SPEECH, words)  # type: ignore[arg-type]
    assert [word.text for word in found[2:5]] == ["w1", "timeless", "w1.5"]


def test_each_stretch_is_sure_or_not_by_itself() -> None:
    words = spoken(*(time for time in EVERYWHERE if not (4 <= time < 6 or time >= 12)))
    recogniser = Recogniser(Word("four", 4.5, 5.0, 0.9), Word("thanks", 12.5, 13.0, 0.2))
    found = {word.text for word in heard_again(recogniser, SOUND, SPEECH, words)}  # type: ignore[arg-type]
    assert "four" in found and "thanks" not in found
