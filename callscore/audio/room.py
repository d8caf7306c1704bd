"""Parties told from the voices in the room behind them, which go on while the other has the word, or never stop."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callscore.audio.activity import Activity, local_level
from callscore.audio.frames import HOP_SECONDS, speech_level

__all__ = ["over_murmur", "over_room"]

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

DEAD_DB = -85.0
"""dB of full scale under which a channel is switched off rather than quiet."""

MURMUR_PERCENTILE = 5.0
"""Percentile of the level that stands for the bottom of a channel with all parties on it: nobody speaks for a twentieth
of any call."""

MURMUR_REACH_DB = 3.0
"""dB above that bottom in which only what never stops is heard."""

MURMUR_SHARE = 0.2
"""Share of those frames that must sound like voices for a room full of them: of rendered mono calls mostly 0.22 and
more before an office's voices 16 dB down and louder, at most 0.18 before other noise, even with one party 12 dB softer
than the other."""

MURMUR_MARGIN_DB = 6.0
"""dB above the bottom from which sound is a party's: at 8 dB soft parties are lost."""

MURMUR_BELOW_DB = 10.0
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


def over_murmur(activity: Activity) -> Mask:
    """Frames, bool [n_frames], of a channel with all parties on it that are louder than the voices behind them.

    Parties fall silent, a room full of voices doesn't: where the quietest that is ever heard sounds like voices, speech
    is what stands out of it. Everything passes elsewhere.

    Parameters
    ----------
    activity
        The channel.

    Examples
    --------
    >>> bands = np.full((2_000, 7), 1e-5, np.float32)  # an office all the time, a party for eight seconds
    >>> bands[:1_000] = 1e-3
    >>> own = over_murmur(Activity(bands, np.ones(2_000, np.float32)))
    >>> bool(own[:1_000].all()), bool(own[1_100:].any())
    (True, False)
    """
    level = local_level(activity.bands, ROOM_SECONDS)
    live = level > DEAD_DB
    if not live.any():
        return np.ones(len(level), np.bool_)
    bottom = float(np.percentile(level[live], MURMUR_PERCENTILE))
    lowest = live & (level < bottom + MURMUR_REACH_DB)
    if float(np.mean(activity.probability[lowest] > ROOM_PROBABILITY)) < MURMUR_SHARE:
        return np.ones(len(level), np.bool_)
    above: Mask = level > min(bottom + MURMUR_MARGIN_DB, speech_level(activity.bands) - MURMUR_BELOW_DB)
    return above
