"""A transcript file as text: size, kind and encoding checked before anything is parsed."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from pathlib import Path

from callscore.errors import TranscriptError

__all__ = ["read_text"]

LARGEST_FILE = 40_000_000
"""Bytes: a day-long call with word times and alternatives stays below 30 MB."""

CONTROL_SHARE = 0.005
"""Share of control characters above which a file is taken for binary."""

_SOUND = (
    (b"RIFF", "WAV"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"#!AMR", "AMR"),
    (b"\x1aE\xdf\xa3", "WebM"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls that are no line's end; read as a space (JSON spells its own out, so nothing of its form is lost)."""

_BLANKS = frozenset("\t\n\r\f\x0b\x1e\x1f")


def read_text(path: str | os.PathLike[str]) -> tuple[str, str]:
    """Text of a transcript file and the SHA-256 of its bytes, in hex.

    UTF-8 (with or without a byte order mark), UTF-16, UTF-32 and Windows-1252 are read.

    Raises
    ------
    TranscriptError
        When the file is missing, a folder, not readable, empty, larger than 40 MB, sound, or otherwise no text.
    """
    file = Path(path)
    try:
        if file.is_dir():
            raise TranscriptError(f"{file}: this is a folder; name one transcript file in it")
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise TranscriptError(
                f"{file}: {size / 1e6:.0f} MB is too large for the transcript of one call (limit 40 MB);"
                " give one call per file"
            )
        data = file.read_bytes()
    except FileNotFoundError:
        raise TranscriptError(f"{file}: no such transcript file; check the path") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise TranscriptError(
            f"{file}: the transcript can't be read ({reason}); check the path and its permissions"
        ) from None
    if not data.strip():
        raise TranscriptError(f"{file}: the transcript is empty (0 characters of text); export it again")
    return _decode(data, file), hashlib.sha256(data).hexdigest()


def _decode(data: bytes, file: Path) -> str:
    """`data` as text, in the encoding that it shows."""
    for magic, name in _SOUND:
        if data.startswith(magic):
            raise TranscriptError(f"{file}: this is sound ({name}), not a transcript; give it as the recording")
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TranscriptError(
            f"{file}: byte {error.start} is not text in {error.encoding} (0x{data[error.start]:02x}); save it as UTF-8"
        ) from None
    strange = sum(text.count(chr(code)) for code in range(32) if chr(code) not in _BLANKS)
    if "\0" in text or strange > CONTROL_SHARE * len(text):
        raise TranscriptError(f"{file}: this is binary data, not a transcript; save it as text (UTF-8)")
    if not text.strip():
        raise TranscriptError(f"{file}: the transcript is empty (0 characters of text); export it again")
    return _STRAY.sub(" ", text)


def _encoding(data: bytes) -> str:
    """Name of the encoding: by byte order mark, by the zero bytes of UTF-16, UTF-8 when it fits, else Windows-1252."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    head = data[:2000]
    if len(head) >= 4 and len(data) % 2 == 0:
        for zeros, name in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
            if zeros.count(0) > 0.7 * len(zeros) and head.count(0) < 0.6 * len(head):
                return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
