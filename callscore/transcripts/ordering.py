"""A transcript without times over the voices of a recording: by order and length of its turns, if it belongs there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from callscore.conversation import Turn
from callscore.errors import TranscriptError
from callscore.spans import Span
from callscore.transcripts.fitting import assignments, fit_of, placed, texts_exchanged, with_times
from callscore.transcripts.timing import without_times

__all__ = ["Alignment", "align_by_order", "known_by_order", "missing_warning", "order_fit", "surely_by_order"]

MAPPING_TURNS = 40
"""Turns that decide which speaker is which voice when the transcript has no times."""

ORDER_FIT = 0.72
"""Agreement of turn lengths with the speech from which order alone shows that it is this call. On rendered calls
0.74 and more, on transcripts of other calls up to 0.71."""

LEAST_ORDER_GAIN = 0.1
"""Agreement above the best of the same turns with exchanged texts, below which a poor fit is no better than chance
(other calls gained up to 0.08)."""

ENOUGH_TURNS, FEWEST_TURNS = 30, 8
ORDER_FIT_FEWEST = 0.8
"""Turns from which `ORDER_FIT` is enough; with fewer, chance fits better and more is asked for, up to 0.8 for 8 turns
and less. On cuts of 20-40 s out of rendered calls, true pairs had 0.85 and more but for one call in 48 (0.74); one
other call in twenty had as much."""

MOST_MISSING = 0.15
"""Share of turns without any speech of their own, above which few turns are another call's."""

CLEAR_ORDER_GAIN = 0.2
"""Agreement above chance that order must have with few turns when times speak against it, or when it fits poorly."""

SHORT_DOUBT = (
    "the transcript has no times and few turns, so whether it belongs to this recording can't be told surely; check it"
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Turns with the times of the sound.

    `voice_of` maps each speaker label to the index of its voice; `agreement` (0-1) says how well transcript and sound
    fit; `offset` in seconds was added to the transcript's clock; `confidence` (0-1) says how surely speakers and voices
    were matched.
    """

    turns: tuple[Turn, ...]
    voice_of: Mapping[str, int]
    agreement: float
    offset: float = 0.0
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    missing: int = 0
    """Turns for which no speech was found."""


def known_by_order(turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> Alignment:
    """`align_by_order` of a transcript that shows itself to be this recording's.

    Raises
    ------
    TranscriptError
        When order and lengths agree with the speech no better than those of another call would.
    """
    spoken = [turn for turn in turns if turn.text]
    found = align_by_order(turns, voices)
    few = len(spoken) < ENOUGH_TURNS
    if not few and found.agreement >= ORDER_FIT:
        return found
    chance = _order_chance(turns, voices)
    gain = found.agreement - chance
    if few and found.missing <= MOST_MISSING * len(spoken) and found.agreement >= ORDER_FIT:
        if gain >= CLEAR_ORDER_GAIN:
            return found
        if found.agreement >= order_fit(spoken):
            return replace(found, warnings=(SHORT_DOUBT, *found.warnings)) if gain < LEAST_ORDER_GAIN else found
    if few or gain < LEAST_ORDER_GAIN:
        raise TranscriptError(
            f"transcript of another call? The lengths of its turns agree with the speech by {found.agreement:.2f}"
            f" of 1, and {chance:.2f} would be chance; give the transcript of this recording"
        )
    doubt = f"the transcript has no times and fits the speech poorly ({found.agreement:.2f} of 1): times are estimates"
    return replace(found, warnings=(doubt, *found.warnings))


def order_fit(spoken: Sequence[Turn]) -> float:
    """Agreement of order and lengths that shows that a transcript with these turns is the call's."""
    lacking = (ENOUGH_TURNS - len(spoken)) / (ENOUGH_TURNS - FEWEST_TURNS)
    return ORDER_FIT + (ORDER_FIT_FEWEST - ORDER_FIT) * max(0.0, min(1.0, lacking))


def _order_chance(turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> float:
    """Best agreement of the same turns with their texts exchanged."""
    return max(align_by_order(texts_exchanged(turns, quarters), voices).agreement for quarters in (1, 2, 3))


def surely_by_order(found: Alignment, turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> bool:
    """Whether order and lengths show that a transcript is the recording's although its times speak against it."""
    spoken = [turn for turn in turns if turn.text]
    if found.agreement < order_fit(spoken):
        return False
    if len(spoken) >= ENOUGH_TURNS:
        return True
    few_missing = found.missing <= MOST_MISSING * len(spoken)
    return few_missing and found.agreement - _order_chance(turns, voices) >= CLEAR_ORDER_GAIN


def align_by_order(turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> Alignment:
    """Alignment of a transcript without times, by the order and length of its turns."""
    turns = without_times(turns)
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    if labels == ("",) and len(voices) > 1:
        raise TranscriptError("the transcript names neither speakers nor times; give one with speakers or word times")
    options = assignments(labels, len(voices))
    costs = [placed(turns[:MAPPING_TURNS], voices, option).cost for option in options] if len(options) > 1 else [0.0]
    order = sorted(range(len(options)), key=lambda i: costs[i])
    voice_of = options[order[0]]
    confidence = 1.0
    if len(order) > 1:
        low, high = costs[order[0]], costs[order[1]]
        confidence = max(0.0, min(1.0, 0.5 + (high - low) / (high + low or 1.0)))
    placement = placed(turns, voices, voice_of)
    timed, missing = with_times(turns, placement, 0.0)
    fit = fit_of(turns, voices, voice_of, placement)
    return Alignment(timed, voice_of, fit, 0.0, confidence, missing_warning(missing, timed), missing)


def missing_warning(missing: int, turns: Sequence[Turn]) -> tuple[str, ...]:
    """What to say when no speech was found for `missing` of the turns; nothing for none."""
    if not missing:
        return ()
    return (f"no speech was found for {missing} of {len(turns)} turns of the transcript; their times are estimates",)
