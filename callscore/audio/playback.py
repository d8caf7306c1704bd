"""A recording as a browser can play it, small enough to travel inside a page."""

from __future__ import annotations

import base64
import io
from os import PathLike
from pathlib import Path

__all__ = ["playable"]

KEPT_TYPES = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".m4a": "audio/mp4"}
"""Files that every current browser plays as they are."""

KEPT_MAX_BYTES = 8_000_000
"""Larger ones are encoded anew, so that a page stays easy to mail."""

BIT_RATE = 32_000
"""Bits a second and recording: plain for telephone speech (about 0.25 MB a minute)."""


def playable(path: str | PathLike[str]) -> str | None:
    """The sound of a recording as a ``data:`` address, or None when the file is gone.

    MP3, Ogg and M4A travel as they are; the rest (telephone codecs, WAV) is encoded to MP3, stereo kept.

    Raises
    ------
    RecordingError
        When the file can't be decoded.
    """
    file = Path(path)
    if not file.is_file():
        return None
    kind = KEPT_TYPES.get(file.suffix.lower())
    if kind is not None and file.stat().st_size <= KEPT_MAX_BYTES:
        return _address(file.read_bytes(), kind)
    return _address(_encode(file), "audio/mpeg")


def _address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _encode(file: Path) -> bytes:
    import av

    from callscore.audio.decoding import OPEN_OPTIONS
    from callscore.errors import RecordingError

    buffer = io.BytesIO()
    try:
        source = av.open(str(file.resolve()), options=dict(OPEN_OPTIONS))
        with source, av.open(buffer, "w", format="mp3") as target:
            sound = source.streams.audio[0]
            layout = "stereo" if sound.channels > 1 else "mono"
            stream = target.add_stream("mp3", rate=16000, layout=layout)
            stream.bit_rate = BIT_RATE * (2 if layout == "stereo" else 1)
            resampler = av.AudioResampler(format="s16p", layout=layout, rate=16000)
            for frame in source.decode(sound):
                frame.pts = None
                for converted in resampler.resample(frame):
                    target.mux(stream.encode(converted))
            for converted in resampler.resample(None):
                target.mux(stream.encode(converted))
            target.mux(stream.encode(None))
    except (av.error.FFmpegError, IndexError) as error:
        raise RecordingError(f"{file} can't be made playable for the page: {error}; try --no-audio") from error
    return buffer.getvalue()
