"""A recording as a browser can play it: inside a page, small enough to travel, or linked from it."""

from __future__ import annotations

import base64
import io
from os import PathLike
from pathlib import Path
from typing import Literal

from callscore.addresses import address_from
from callscore.errors import ConfigError, RecordingError

__all__ = ["SOUNDS", "Sound", "page_sound", "playable"]

Sound = Literal["embed", "link", "none"]
"""How a page carries its recording: a copy inside, the address of the file, or not at all."""

SOUNDS: tuple[Sound, ...] = ("embed", "link", "none")

KEPT_TYPES = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".m4a": "audio/mp4"}
"""Files that every current browser plays as they are."""

KEPT_MAX_BYTES = 8_000_000
"""Larger ones are encoded anew, so that a page stays easy to mail."""

BIT_RATE = 32_000
"""Bits a second and recording: plain for telephone speech (about 0.25 MB a minute)."""

EMBED_MAX_BYTES = 40_000_000
"""Bytes of sound that a page carries at most: an hour and a half of stereo; browsers open larger pages slowly."""


def page_sound(path: str | PathLike[str], how: Sound, *, beside: Path | None = None) -> str | None:
    """What a page's player plays: a ``data:`` address, a relative one, or None.

    Parameters
    ----------
    path
        The recording.
    how
        ``"embed"`` puts a copy into the page, ``"link"`` leads to the file where it lies, ``"none"`` leaves it out.
    beside
        Folder of the page, which links start from; without it they are absolute.

    Returns
    -------
    str or None
        None for ``"none"``, and when the file is gone.

    Raises
    ------
    ConfigError
        When `how` is none of the three.
    RecordingError
        When the file can't be decoded, or is too long to be put into a page.
    """
    if how not in SOUNDS:
        raise ConfigError(f"audio={how!r}: a page carries its recording as {', '.join(SOUNDS)}")
    file = Path(path)
    if how == "none" or not file.is_file():
        return None
    if how == "embed":
        return playable(file)
    return file.resolve().as_uri() if beside is None else address_from(beside, file)


def playable(path: str | PathLike[str]) -> str | None:
    """The sound of a recording as a ``data:`` address, or None when the file is gone.

    MP3, Ogg and M4A travel as they are; the rest (telephone codecs, WAV) is encoded to MP3, stereo kept.

    Raises
    ------
    RecordingError
        When the file can't be decoded, or is too long to travel inside a page.
    """
    file = Path(path)
    if not file.is_file():
        return None
    kind = KEPT_TYPES.get(file.suffix.lower())
    if kind is not None and file.stat().st_size <= KEPT_MAX_BYTES:
        return _address(file.read_bytes(), kind)
    sound = _encode(file)
    if len(sound) > EMBED_MAX_BYTES:
        raise RecordingError(
            f"{file} would put {len(sound) / 1e6:.0f} MB of sound into its page; up to {EMBED_MAX_BYTES / 1e6:.0f} MB "
            "open well: link it (--audio link)"
        )
    return _address(sound, "audio/mpeg")


def _address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _encode(file: Path) -> bytes:
    import av

    from callscore.audio.decoding import OPEN_OPTIONS

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
        raise RecordingError(f"{file} can't be made playable for the page: {error}; try --audio none") from error
    return buffer.getvalue()
