"""What the sound alone tells of a call: how the parties lie on the channels, whose voice is heard when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING

from callscore.conversation import Layout
from callscore.errors import RecordingError
from callscore.spans import Span

if TYPE_CHECKING:
    from callscore.audio.layout import ChannelLayout
    from callscore.audio.limits import MediaLimits
    from callscore.audio.recording import Recording

__all__ = ["CHANNEL_NAMES", "Heard", "hear", "told_apart"]

CHANNEL_NAMES = ("left", "right")
"""Labels of the parties of a dual-channel recording, by channel."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sound alone tells: voices with their labels and speech, and how surely."""

    recording: Recording
    layout: ChannelLayout
    labels: tuple[str, ...]
    speech: tuple[tuple[Span, ...], ...]
    diarization_confidence: float | None
    snr_db: float | None
    warnings: tuple[str, ...]

    @property
    def dual(self) -> bool:
        """Whether each party has a channel of its own."""
        return self.layout.layout is Layout.DUAL


def hear(path: str | PathLike[str], *, limits: MediaLimits | None = None) -> Heard:
    """Decode a recording, decide its layout, find each voice's speech; `limits` bounds what is decoded.

    Raises
    ------
    RecordingError
        When it can't be read, or nobody speaks on it; one line that says what to do.
    """
    from callscore.audio.layout import decide_layout
    from callscore.audio.recording import read_recording

    recording = read_recording(path, limits=limits)
    layout = decide_layout(recording)
    heard = _hear_dual(recording, layout) if layout.layout is Layout.DUAL else _hear_mono(recording, layout)
    if not any(heard.speech):
        seconds = recording.source.duration or 0.0
        raise RecordingError(
            f"no speech was heard in {recording.source.path} ({seconds:.0f} s): "
            "check that it is the right recording and not silence, tones or music"
        )
    return heard


def told_apart(heard: Heard) -> Heard:
    """The same recording with its one voice told apart into two, because its words are known to be two people's.

    Where sound alone left a doubt (a short call, voices alike), a transcript with two speakers settles it. A recording
    with two voices or more, and one with too little speech to part, come back as they are.
    """
    from callscore.audio.backends import choose_diarizer
    from callscore.audio.diarization import DiarizationOptions

    if heard.dual or len(heard.speech) != 1:
        return heard
    samples = heard.recording.samples[heard.layout.channels[0]]
    two = DiarizationOptions(n_voices=2)
    found = choose_diarizer()(samples, heard.recording.sample_rate, heard.speech[0], options=two)
    if len(found.voices) != 2:
        return heard
    labels = tuple(f"SPEAKER_{number:02d}" for number in range(2))
    kept = tuple(warning for warning in heard.warnings if "voice" not in warning)
    return replace(
        heard,
        labels=labels,
        speech=found.voices,
        diarization_confidence=found.confidence,
        warnings=kept + found.warnings,
    )


def _hear_dual(recording: Recording, layout: ChannelLayout) -> Heard:
    from callscore.audio.speech import measure_speech

    speech = measure_speech(recording, layout)
    labels = tuple(
        CHANNEL_NAMES[channel] if channel < len(CHANNEL_NAMES) else f"channel {channel + 1}"
        for channel in layout.channels
    )
    return Heard(recording, layout, labels, speech.spans, None, speech.snr_db, speech.warnings)


def _hear_mono(recording: Recording, layout: ChannelLayout) -> Heard:
    from callscore.audio.backends import choose_diarizer
    from callscore.audio.speech import measure_speech

    speech = measure_speech(recording, layout)
    spans = speech.spans[0]
    if not spans:
        return Heard(recording, layout, (), (), None, speech.snr_db, speech.warnings)
    samples = recording.samples[layout.channels[0]]
    found = choose_diarizer()(samples, recording.sample_rate, spans)
    labels = tuple(f"SPEAKER_{number:02d}" for number in range(len(found.voices)))
    warnings = (*speech.warnings, *found.warnings)
    return Heard(recording, layout, labels, found.voices, found.confidence, speech.snr_db, warnings)
