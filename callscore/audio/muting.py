"""A copy of a recording in which the stretches where private numbers are said are silent, on every channel."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from callscore.audio.decoding import OPEN_OPTIONS, Reader
from callscore.audio.limits import MediaLimits
from callscore.conversation import Conversation
from callscore.errors import ConfigError, RecordingError
from callscore.privacy.stretches import PADDING_SECONDS, Stretch, private_stretches
from callscore.spans import Span
from callscore.whole_files import being_written

__all__ = ["MUTED_SUFFIXES", "Redacted", "described", "mute", "redact_audio"]

MUTED_SUFFIXES = (".flac", ".wav")
"""Endings of the copy: both keep every sample that isn't muted, and browsers play both."""

FLAC_CHANNELS = 8
"""Channels that FLAC can hold."""

FULL_SCALE_16, FULL_SCALE_32 = 2**15, 2**31
"""One more than the largest sample of 16 and of 32 bits."""

_LAYOUTS = {1: "mono", 2: "stereo"}

BLOCK_SAMPLES = 65_536
"""Samples written at a time."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The copy of a recording, and what is muted in it.

    Parameters
    ----------
    path
        The copy.
    stretches
        What is silent in it, in order.
    """

    path: Path
    stretches: tuple[Stretch, ...]

    @property
    def seconds(self) -> float:
        """Seconds that are muted."""
        return sum(stretch.span.duration for stretch in self.stretches)

    def __str__(self) -> str:
        """What was done, in a line."""
        whole = sum(stretch.whole_turn for stretch in self.stretches)
        rough = f"; {whole} of them whole turns, whose words have no times" if whole else ""
        return f"{self.path} ({len(self.stretches)} stretches muted, {self.seconds:.1f} s{rough})"


def redact_audio(
    conversation: Conversation,
    target: str | PathLike[str],
    *,
    source: str | PathLike[str] | None = None,
    padding: float = PADDING_SECONDS,
    limits: MediaLimits | None = None,
) -> Redacted:
    """Write a copy of a call's recording with its private numbers muted; the recording itself is left as it is.

    What is muted is what `callscore.privacy` hides in the words, the last four digits that stay in writing included,
    on all channels. A number that was not recognised as one is heard.

    Parameters
    ----------
    conversation
        The call, masked or not, with times.
    target
        The copy: ``.flac``, or ``.wav``.
    source
        The recording; by default the one that the call was heard from.
    padding
        Seconds muted before and behind a number.
    limits
        How large, long and wide the recording may be.

    Raises
    ------
    ConfigError
        When the target has another ending, is the recording itself, or can't be written.
    RecordingError
        When there is no recording, or it can't be read.
    TranscriptError
        When something private is said in a turn without a time.
    """
    sound = conversation.source.path if source is None else os.fspath(source)
    if sound is None:
        raise RecordingError(
            f"{conversation.call_id}: no recording to mute, the call was read from a transcript; give the recording too"
        )
    stretches = private_stretches(conversation, padding=padding)
    path = mute(sound, (stretch.span for stretch in stretches), target, limits=limits)
    return Redacted(path, stretches)


def described(conversation: Conversation, target: str | PathLike[str]) -> Redacted:
    """What `redact_audio` has muted in the copy of a call, told again."""
    return Redacted(Path(target), private_stretches(conversation))


def mute(
    source: str | PathLike[str],
    spans: Iterable[Span],
    target: str | PathLike[str],
    *,
    limits: MediaLimits | None = None,
) -> Path:
    """Write a copy of a recording that is silent in `spans`, on all channels, and the same everywhere else.

    Rate and channels stay. Samples of up to 16 bits are written as 16 bits, others as 24 bits (FLAC) or as floats
    (WAV); of a lossy coding (MP3, Opus) the copy holds what it decodes to. Written whole or not at all.

    Parameters
    ----------
    source
        The recording.
    spans
        Seconds on it.
    target
        The copy: ``.flac`` (up to 8 channels) or ``.wav``.
    limits
        How large, long and wide the recording may be.

    Raises
    ------
    ConfigError
        When the target has another ending, is the recording itself, or can't be written.
    RecordingError
        When the recording can't be read.
    """
    import av

    sound, path = Path(source), Path(target)
    limits = limits or MediaLimits()
    if path.suffix.lower() not in MUTED_SUFFIXES:
        raise ConfigError(f"{path}: a muted copy is written as {' or '.join(MUTED_SUFFIXES)}; give such a name")
    if not sound.is_file():
        raise RecordingError(f"{sound}: no such file, so nothing of it can be muted; check the path")
    if path.exists() and path.samefile(sound):
        raise ConfigError(f"{path} is the recording itself; give the muted copy another name")
    try:
        container = av.open(str(sound.resolve()), options=dict(OPEN_OPTIONS))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise RecordingError(f"{sound}: can't be decoded, so nothing of it can be muted ({error})") from None
    try:
        with container, being_written(path) as part:
            _copy(container, sound, sorted(spans), part, path.suffix.lower(), limits)
    except OSError as error:
        raise ConfigError(f"{path}: the muted copy can't be written ({error.strerror or error})") from None
    return path


def _copy(container: Any, sound: Path, spans: Sequence[Span], part: Path, suffix: str, limits: MediaLimits) -> None:
    """Decode, mute and encode the first audio stream, half a minute at a time."""
    import av

    streams = container.streams.audio
    codec = streams[0].codec_context if streams else None
    if codec is None or not codec.sample_rate:
        raise RecordingError(f"{sound}: no audio stream that can be decoded, so nothing of it can be muted")
    refusal = limits.refusal(sound, channels=codec.channels, rate=codec.sample_rate)
    if refusal is not None:
        raise RecordingError(refusal)
    if suffix == ".flac" and codec.channels > FLAC_CHANNELS:
        raise ConfigError(f"{sound}: {codec.channels} channels, and FLAC holds {FLAC_CHANNELS}; write a .wav")
    fine = codec.format is None or codec.format.name.removesuffix("p") not in ("u8", "s16")
    with av.open(str(part.resolve()), "w", format=suffix[1:]) as out:
        sink = _Sink(out, codec, suffix, fine=fine, spans=spans, limits=limits, sound=sound)
        # The same reader as recognition's: times in the report are times in the copy.
        Reader(container, streams[0], sink, codec.sample_rate).run()
        if not sink.n_samples:
            raise RecordingError(f"{sound}: nothing in it could be decoded, so nothing of it can be muted")
        sink.end()


class _Sink:
    """Takes decoded sound block by block, mutes it, and writes it out."""

    def __init__(
        self, out: Any, codec: Any, suffix: str, *, fine: bool, spans: Sequence[Span], limits: MediaLimits, sound: Path
    ) -> None:
        self.rate = int(codec.sample_rate)
        self.n_samples = 0
        self.n_channels = int(codec.channels)
        self._spans, self._limits, self._sound = spans, limits, sound
        self._out, self._fine, self._suffix = out, fine, suffix
        self._layout = codec.layout.name
        self._stream: Any = None

    def make_room(self, n_samples: int) -> None:
        """Refuse what would make the sound longer than is taken."""
        if self.n_samples + n_samples > self._limits.longest_seconds * self.rate:
            raise RecordingError(self._limits.too_long(self._sound))

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """Mute and write a block, float32 [n_channels, n]."""
        self.make_room(int(block.shape[1]))
        if self._stream is None:
            self._layout = _LAYOUTS.get(int(block.shape[0]), self._layout)
            self._stream = self._begin()
        first = self.n_samples
        self.n_samples += int(block.shape[1])
        block = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
        for span in self._spans:
            begin, end = int(span.start * self.rate), -int(-span.end * self.rate // 1)
            block[:, max(0, begin - first) : max(0, end - first)] = 0.0
        for at in range(0, block.shape[1], BLOCK_SAMPLES):
            self._write(block[:, at : at + BLOCK_SAMPLES], first + at)

    def close(self) -> None:
        """The reader's end of a piece; nothing is held back here."""

    def end(self) -> None:
        """Write what the encoder holds."""
        for packet in self._stream.encode(None):
            self._out.mux(packet)

    def _begin(self) -> Any:
        if self._suffix == ".flac":
            stream = self._out.add_stream("flac", rate=self.rate, layout=self._layout)
            stream.codec_context.format = "s32" if self._fine else "s16"
            return stream
        return self._out.add_stream("pcm_f32le" if self._fine else "pcm_s16le", rate=self.rate, layout=self._layout)

    def _write(self, block: npt.NDArray[np.float32], at: int) -> None:
        import av

        if not self._fine:
            kind, scale = "s16", FULL_SCALE_16
            data: npt.NDArray[Any] = np.clip(np.rint(block * scale), -scale, scale - 1).astype(np.int16)
        elif self._suffix == ".flac":
            kind, scale = "s32", FULL_SCALE_32
            data = np.clip(np.rint(block.astype(np.float64) * scale), -scale, scale - 1).astype(np.int32)
        else:
            kind, data = "flt", block
        packed = np.ascontiguousarray(data.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format=kind, layout=self._layout)
        frame.rate, frame.pts, frame.time_base = self.rate, at, Fraction(1, self.rate)
        for packet in self._stream.encode(frame):
            self._out.mux(packet)
