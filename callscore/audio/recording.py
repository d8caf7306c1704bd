"""Any call recording as float32 samples, channel by channel: decoded with PyAV, never downmixed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from callscore.audio.decoding import decode
from callscore.audio.limits import MediaLimits
from callscore.conversation import Source
from callscore.errors import RecordingError

__all__ = ["Recording", "read_recording"]

Samples = npt.NDArray[np.float32]

SPEECH_RATE = 16_000
"""Hz: what voice activity detection and recognition work at (Silero VAD and Whisper both take 16 kHz)."""

BLOCK_SECONDS = 60.0
"""Seconds of one block when a channel is read block by block: 4 MB at 16 kHz."""

SILENT_PEAK = 3.1e-4
"""Full scale. A channel that moves no more than this around its mean carries no sound: the A-law idle code
is ±8 of 32,768 (ITU-T G.711), one step of 16-bit PCM is 1 of 32,768."""

CONSTANT_OFFSET = 0.01
"""Full scale. A mean further from zero is a fault of the recorder's electronics; voice activity detection, which was
taught by recordings without it, hears nothing beside a large one."""

FULL_SCALE_SLACK = 8.0
"""Float samples beyond this (+18 dB) aren't meant with full scale 1.0: they are integers written as floats."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A decoded call.

    Examples
    --------
    >>> tone = np.sin(np.arange(16_000) / 5).astype(np.float32)
    >>> recording = Recording(np.stack([tone, -tone]), 8_000)
    >>> recording.n_channels, recording.duration
    (2, 2.0)
    >>> recording.channel(0).shape
    (32000,)
    """

    samples: Samples
    """float32 [n_channels, n_samples], full scale 1.0."""
    sample_rate: int
    """Hz of `samples`: as recorded up to 16 kHz, 16 kHz above."""
    source: Source = field(default_factory=Source)
    warnings: tuple[str, ...] = ()

    @property
    def n_channels(self) -> int:
        """Number of channels in the file."""
        return int(self.samples.shape[0])

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return float(self.samples.shape[1]) / self.sample_rate

    def channel(self, index: int, *, rate: int = SPEECH_RATE) -> Samples:
        """One whole channel, float32 [n_samples], at `rate` Hz; a view of `samples` where the rate is the same."""
        one: Samples = self.samples[index]
        if rate == self.sample_rate:
            return one
        import soxr

        resampled: Samples = soxr.resample(one, self.sample_rate, rate)
        return resampled

    def blocks(self, index: int, *, seconds: float = BLOCK_SECONDS, rate: int = SPEECH_RATE) -> Iterator[Samples]:
        """The same samples as `channel`, in order, in blocks of about `seconds`: little memory for a long call.

        Examples
        --------
        >>> recording = Recording(np.zeros((1, 80_000), np.float32), 8_000)
        >>> sum(len(block) for block in recording.blocks(0, seconds=3.0))
        160000
        """
        one = self.samples[index]
        step = max(1, round(seconds * self.sample_rate))
        starts = range(0, len(one), step)
        if rate == self.sample_rate:
            yield from (one[start : start + step] for start in starts)
            return
        import soxr

        stream = soxr.ResampleStream(self.sample_rate, rate, 1, dtype="float32")
        for start in starts:
            yield stream.resample_chunk(one[start : start + step], last=start + step >= len(one))


def read_recording(path: str | PathLike[str], *, limits: MediaLimits | None = None) -> Recording:
    """Decode a recording: WAV in any coding, MP3, M4A, Ogg, Opus, FLAC, WebM, MP4, AMR and whatever else PyAV reads.

    Channels stay apart. Rates up to 16 kHz are kept; higher ones are brought down to 16 kHz while decoding.

    Parameters
    ----------
    path
        The file. Streams that are not audio are ignored; of several audio streams the first is used.
    limits
        How large, long and wide it may be; by default `MediaLimits()`.

    Raises
    ------
    RecordingError
        The file is missing, a folder, empty, not a recording, without an audio stream, without a decodable sample,
        digitally silent throughout, or beyond the limits.
    """
    path = Path(path)
    if limits is not None and limits.apart_seconds is not None:
        from callscore.audio.apart import read_apart

        return read_apart(path, limits, seconds=limits.apart_seconds, mib=limits.apart_mib)
    size = _size_of(path)
    decoded = decode(path, size, top_rate=SPEECH_RATE, limits=limits)
    samples, warnings = _clean(decoded.samples)
    rate = decoded.sample_rate
    duration = samples.shape[1] / rate
    if all(_is_silent(channel) for channel in samples):
        raise RecordingError(
            f"{path}: silent throughout ({duration:.1f} s, {samples.shape[0]} channel(s), no sample away from zero); "
            "check the recorder's input, or give the call's transcript without the recording"
        )
    source = Source(
        path=str(path),
        sha256=decoded.sha256,
        duration=duration,
        channels=int(samples.shape[0]),
        sample_rate=decoded.recorded_rate,
        codec=decoded.codec,
        container=decoded.container,
    )
    return Recording(samples, rate, source, (*decoded.warnings, *warnings))


def _size_of(path: Path) -> int:
    """Bytes of a file that can be read and isn't empty; the error that says what is wrong otherwise."""
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise RecordingError(f"{path}: a pipe or a device, not a file; save the recording to a file first")
        if path.is_dir():
            raise RecordingError(f"{path}: is a folder; give the recordings in it, e.g. {path}/*.wav")
        with path.open("rb") as file:
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise RecordingError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise RecordingError(f"{path}: can't be read ({error.strerror}); check its permissions") from None
    except ValueError:
        raise RecordingError(f"{str(path)!r}: no file has such a name (it holds a null byte); check the path") from None
    if size == 0:
        raise RecordingError(f"{path}: empty (0 bytes); export or copy the recording again")
    return size


def _is_silent(channel: Samples) -> bool:
    """Whether a channel, float32 [n_samples], is digital silence (a constant counts: it makes no sound)."""
    return float(channel.max() - channel.min()) <= 2 * SILENT_PEAK


def _clean(samples: Samples) -> tuple[Samples, tuple[str, ...]]:
    """Samples [n_channels, n_samples] made finite and brought to full scale 1.0, in place, with what was done."""
    warnings: list[str] = []
    peak = 0.0
    bad = 0
    for channel in samples:
        for block in np.array_split(channel, max(1, len(channel) // 1_000_000)):
            finite = np.isfinite(block)
            if not finite.all():
                bad += int(block.size - np.count_nonzero(finite))
                np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
            peak = max(peak, float(block.max()), -float(block.min()))
    if bad:
        share = bad / samples.size
        warnings.append(f"{bad} samples ({100 * share:.2f} %) were not numbers (NaN or infinite) and were set to zero")
    for number, channel in enumerate(samples, start=1):
        offset = float(np.mean(channel, dtype=np.float64)) if peak <= FULL_SCALE_SLACK else 0.0
        if abs(offset) > CONSTANT_OFFSET:
            channel -= np.float32(offset)
            warnings.append(f"channel {number} lay {offset:+.2f} of full scale off zero; that was taken away")
    if peak > FULL_SCALE_SLACK:
        samples /= np.float32(peak)
        warnings.append(f"samples were not scaled to 1.0 (peak {peak:.0f}); scaled down to their peak")
    return samples, tuple(warnings)
