"""Sound files to float32 samples with PyAV, in little memory, and in one clear line when that can't be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from callscore.audio.limits import DEMUXERS, MediaLimits
from callscore.errors import RecordingError
from callscore.whole_files import sha256_of

__all__ = ["OPEN_OPTIONS", "Decoded", "Reader", "Sink", "decode"]

Samples = npt.NDArray[np.float32]

STORE_SECONDS = 30.0
"""Seconds of sound put into one piece while decoding; pieces are joined, and freed, one by one."""

GAP_SECONDS = 0.1
"""Seconds that time stamps may run ahead of the samples before the hole is filled with silence: web recorders leave
holes while nobody sends, and times in the report must be times in the player."""

LONGEST_HOLE_SECONDS = 3_600.0
"""Seconds. A longer hole is a broken time stamp rather than a pause and is not filled."""

SHORT_SECONDS = 1.0
"""Seconds by which a file may fall short of the length it claims before it is called truncated."""

SHORT_SHARE = 0.01
"""Share of the claimed length that is allowed on top: lengths estimated from a bit rate are off by about that."""

STREAMED_SIZES = (0, 0x7FFFF000, 0x7FFFFFFF)
"""Data sizes in a WAV header that mean "not known": recorders that stream write 0 or something near 2 or 4 GiB."""

AS_WAV = "save it as WAV, MP3, M4A, Opus or FLAC and try again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came out of a file: float32 [n_channels, n_samples] at `sample_rate` Hz, and how it was stored."""

    samples: Samples
    sample_rate: int
    recorded_rate: int
    codec: str
    container: str
    sha256: str
    warnings: tuple[str, ...]


OPEN_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": ",".join(DEMUXERS)}
"""No protocol but "file" and no container that refers to other files: a playlist handed in as a recording must reach
neither the network nor another file of this machine."""


def decode(path: Path, size: int, *, top_rate: int, limits: MediaLimits | None = None) -> Decoded:
    """Decode the first audio stream of `path`, a file of `size` bytes, at no more than `top_rate` Hz.

    Raises
    ------
    RecordingError
        Not a recording, no audio stream, nothing in it that can be decoded, or more than the limits allow.
    """
    import av

    limits = limits or MediaLimits()
    refusal = limits.too_large(path, size)
    if refusal is not None:
        raise RecordingError(refusal)
    try:
        # An absolute path: one that begins with "http:" or "-" is a file's name here.
        container = av.open(str(path.resolve()), options=dict(OPEN_OPTIONS))
    except (av.FFmpegError, OSError, ValueError):
        raise RecordingError(f"{path}: {_what_it_is(path, size)}; {AS_WAV}") from None
    with container:
        streams = container.streams.audio
        if container.format.name == "tty":  # what FFmpeg takes a text file for
            raise RecordingError(f"{path}: {_what_it_is(path, size)}; {AS_WAV}")
        if not streams:
            kinds = sorted({str(stream.type) for stream in container.streams}) or ["nothing"]
            raise RecordingError(f"{path}: no audio stream in it (found: {', '.join(kinds)}); give a file with sound")
        stream = streams[0]
        warnings: list[str] = []
        if len(streams) > 1:
            warnings.append(f"{len(streams)} audio streams in the file; the first is used")
        codec = stream.codec_context
        if codec is None or not codec.sample_rate:
            raise RecordingError(f"{path}: its audio coding has no decoder here; {AS_WAV}")
        refusal = limits.refusal(path, channels=codec.channels, rate=codec.sample_rate)
        if refusal is not None:
            raise RecordingError(refusal)
        pieces = _Pieces(min(codec.sample_rate, top_rate), limits.longest_seconds, limits.too_long(path))
        reader = Reader(container, stream, pieces, top_rate)
        reader.run()
        if not pieces.n_samples:
            why = f"{reader.broken} broken packet(s)" if reader.broken else "0 samples"
            raise RecordingError(
                f"{path}: nothing in it could be decoded ({why}, {size} bytes); export or copy the recording again"
            )
        claimed = float(container.duration or 0) / 1e6
        recorded_rate, name, kind = codec.sample_rate, codec.name, container.format.name
    warnings.extend(reader.warnings())
    seconds = pieces.n_samples / pieces.rate
    missing = _missing_wav_share(path, size) if kind == "wav" else 0.0
    claimed = max(claimed, seconds / (1.0 - missing) if missing < 1.0 else 0.0)
    if claimed - seconds > SHORT_SECONDS + SHORT_SHARE * claimed:
        warnings.append(f"truncated: {seconds:.1f} s of {claimed:.1f} s could be decoded; figures cover that part only")
    return Decoded(pieces.joined(), pieces.rate, recorded_rate, name, kind, sha256_of(path), tuple(warnings))


class Sink(Protocol):
    """What takes decoded sound: at `rate` Hz, float32 blocks of [n_channels, n]."""

    rate: int
    n_samples: int
    n_channels: int

    def make_room(self, n_samples: int, /) -> None:
        """Refuse what would make the sound longer than is taken."""

    def add(self, block: Samples, /) -> None:
        """Take a block."""

    def close(self) -> None:
        """All of a stretch of one shape was given."""


class Reader:
    """Packets of one audio stream, decoded, resampled and stored; what went wrong on the way is counted, not raised."""

    def __init__(self, container: Any, stream: Any, pieces: Sink, top_rate: int) -> None:
        self.container, self.stream, self.pieces, self.top_rate = container, stream, pieces, top_rate
        self.broken = 0
        self.cut = False
        self.filled = 0.0
        self._origin: float | None = None
        self._resampler: Any = None
        self._shape: tuple[str, str, int] | None = None
        self._layout: Any = None

    def run(self) -> None:
        """Decode to the end, or to where the file breaks off."""
        for frame in self._frames():
            self._fill_hole(frame)
            shape = (frame.format.name, frame.layout.name, frame.sample_rate)
            if shape != self._shape:
                self._start(shape, frame)
            for out in self._resampler.resample(frame):
                self.pieces.add(out.to_ndarray())
        self._flush()
        self.pieces.close()

    def warnings(self) -> Iterator[str]:
        """What the report should say about the decoding."""
        if self.broken:
            yield f"{self.broken} broken packet(s) were skipped"
        if self.cut:
            yield "the file breaks off in the middle; what comes before was decoded"
        if self.filled:
            yield f"{self.filled:.1f} s of holes between packets were filled with silence"

    def _frames(self) -> Iterator[Any]:
        import av

        packets = self.container.demux(self.stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.FFmpegError, OSError):
                self.cut = True
                return
            try:
                frames = packet.decode()
            except (av.FFmpegError, OSError):
                self.broken += 1
                continue
            yield from frames

    def _start(self, shape: tuple[str, str, int], frame: Any) -> None:
        """Begin resampling frames of a new shape; the channels and the rate that come out stay what they were."""
        from av.audio.resampler import AudioResampler

        self._flush()
        self._shape = shape
        self._layout = self._layout or frame.layout
        if not self.pieces.n_samples:
            self.pieces.rate = min(frame.sample_rate, self.top_rate)
        self._resampler = AudioResampler(format="fltp", layout=self._layout, rate=self.pieces.rate)

    def _flush(self) -> None:
        if self._resampler is not None:
            for out in self._resampler.resample(None):
                self.pieces.add(out.to_ndarray())
            self._resampler = None

    def _fill_hole(self, frame: Any) -> None:
        if frame.pts is None or frame.time_base is None:
            return
        at = float(frame.pts * frame.time_base)
        if self._origin is None:
            self._origin = at
        hole = at - self._origin - self.pieces.n_samples / self.pieces.rate
        if hole <= GAP_SECONDS or not self.pieces.n_samples:
            return
        if hole > LONGEST_HOLE_SECONDS:
            self._origin += hole
            return
        self.pieces.make_room(round(hole * self.pieces.rate))
        self.pieces.add(np.zeros((self.pieces.n_channels, round(hole * self.pieces.rate)), np.float32))
        self.filled += hole


class _Pieces:
    """Decoded sound, [n_channels, n] pieces of half a minute, so that joining them never holds the call twice."""

    def __init__(self, rate: int, longest: float, too_long: str) -> None:
        self.rate = rate
        self._longest, self._too_long = longest, too_long
        self.n_samples = 0
        self.n_channels = 0
        self._small: list[Samples] = []
        self._waiting = 0
        self._large: list[Samples] = []

    def make_room(self, n_samples: int) -> None:
        """Refuse what would make the sound longer than is taken."""
        if self.n_samples + n_samples > self._longest * self.rate:
            raise RecordingError(self._too_long)

    def add(self, block: Samples) -> None:
        self.make_room(int(block.shape[1]))
        self.n_channels = int(block.shape[0])
        self.n_samples += int(block.shape[1])
        self._small.append(block)
        self._waiting += int(block.shape[1])
        if self._waiting >= STORE_SECONDS * self.rate:
            self.close()

    def close(self) -> None:
        if self._small:
            self._large.append(np.concatenate(self._small, axis=1))
            self._small, self._waiting = [], 0

    def joined(self) -> Samples:
        """All of it, float32 [n_channels, n_samples]; the pieces are gone afterwards."""
        whole = np.empty((self.n_channels, self.n_samples), np.float32)
        at = 0
        self._large.reverse()
        while self._large:
            piece = self._large.pop()
            whole[:, at : at + piece.shape[1]] = piece
            at += piece.shape[1]
        return whole


def _what_it_is(path: Path, size: int) -> str:
    """Why a file could not be opened, as far as its first bytes tell."""
    with path.open("rb") as file:
        head = file.read(512)
    if all(byte in b"\t\n\r\f" or 32 <= byte < 127 or byte >= 128 for byte in head) and b"\0" not in head:
        return f"a text file named {path.suffix or 'without an ending'}, not a recording"
    return f"not a recording that can be decoded, or cut off before its index ({size} bytes, begins {head[:4]!r})"


def _missing_wav_share(path: Path, size: int) -> float:
    """Share 0-1 of the sound that a WAV header announces and the file doesn't hold."""
    with path.open("rb") as file:
        if file.read(4) != b"RIFF":
            return 0.0
        at = 12
        while at + 8 <= size:
            file.seek(at)
            chunk = file.read(8)
            length = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data":
                streamed = length in STREAMED_SIZES or length >= 0xFFFFFF00
                return 0.0 if streamed else max(0.0, (at + 8 + length - size) / length)
            at += 8 + length + length % 2
    return 0.0
