"""A party told from the voices in the room behind it, by what goes on while the other party has the word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callscore.audio.activity import Activity, local_level
from callscore.audio.frames import HOP_SECONDS, speech_level

__all__ = ["over_room"]

Mask = npt.NDArray[np.bool_]

ROOM_SECONDS = 0.25
"""Seconds over which the level is averaged to tell a party from the room behind it: about a syllable. A single frame of
many voices swings by 10 dB and more, a syllable's length of them by 3-4 dB."""

LISTENING_DB = 10.0
"""dB below the loud frames of the other channel down to which that average means that the other party has the word."""

LEAST_LISTENING_SECONDS = 2.0
"""Seconds of that which show what a room sounds like."""

ROOM_PROBABILITY = 0.3
"""Silero probability 0-1 from which a frame may be a voice in the room."""

LEAST_ROOM_SHARE = 0.1
"""Share of the time in which the other party has the word that must sound like voices for a room to hold any: parties
talk over each other for less, and noise that Silero doesn't take for speech needs no second gate."""

ROOM_PERCENTILE = 80.0
"""Percentile of the level while the other party has the word that stands for the top of the room."""

ROOM_MARGIN_DB = 3.0
"""dB above that from which sound is the party's own. Figures are flat from 2 to 4 dB, and from the 75th to the 85th
percentile."""

ROOM_SPREAD_DB = 8.0
"""dB above the median level in that time that the room can reach: a room goes on, cross-talk comes and goes."""

ROOM_BELOW_DB = 8.0
"""dB below the loud frames: what lies above is never taken for the room."""


def over_room(target: Activity, other: Activity) -> Mask:
    """Frames, bool [n_frames], of `target` that are louder than the voices in the room behind its party.

    Parties take turns, a room doesn't: what goes on while the other party has the word is the room, an office or a
    television that Silero takes for speech. Everything passes where little of that sounds like voices.

    Parameters
    ----------
    target, other
        Both channels, of the same number of frames, without what leaks from one into the other.

    Examples
    --------
    >>> bands = np.full((2_000, 7), 1e-5, np.float32)  # an office all the time, the party itself for eight seconds
    >>> bands[:1_000] = 1e-3
    >>> quiet = np.full((2_000, 7), 1e-8, np.float32)
    >>> quiet[1_000:] = 1e-3
    >>> heard = np.ones(2_000, np.float32)
    >>> own = over_room(Activity(bands, heard), Activity(quiet, heard))
    >>> bool(own[:1_000].all()), bool(own[1_100:].any())
    (True, False)
    """
    level, top = local_level(target.bands, ROOM_SECONDS), speech_level(target.bands)
    loud = local_level(other.bands, ROOM_SECONDS) > speech_level(other.bands) - LISTENING_DB
    listening = loud & (other.probability > 0.5)
    if np.count_nonzero(listening) < round(LEAST_LISTENING_SECONDS / HOP_SECONDS):
        return np.ones(len(level), np.bool_)
    if float(np.mean(target.probability[listening] > ROOM_PROBABILITY)) < LEAST_ROOM_SHARE:
        return np.ones(len(level), np.bool_)
    middle, upper = np.percentile(level[listening], (50.0, ROOM_PERCENTILE))
    above: Mask = level > min(upper + ROOM_MARGIN_DB, middle + ROOM_SPREAD_DB, top - ROOM_BELOW_DB)
    return above
