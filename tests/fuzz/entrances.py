"""The doors by which foreign bytes come in, and what may come out of them: a result or a `CallscoreError`."""

from __future__ import annotations

import io
import json
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import callscore
from callscore.audio.limits import MediaLimits
from callscore.audio.recording import read_recording
from callscore.corrections import load_corrections
from callscore.errors import CallscoreError
from callscore.language.lexicon import Lexicon
from callscore.ledger.manifest import read_manifest
from callscore.privacy import mask
from callscore.privacy.labels import mask_line
from callscore.profiles import Profile
from callscore.rubric import Rubric
from callscore.transcripts import read_transcript

SMALL = MediaLimits(longest_seconds=600.0)

DATA = Path(callscore.__file__).parent / "data"


def masked(path: Path) -> None:
    """Mask the words in a file: they keep their length, and masking them again changes nothing of that."""
    words = path.read_text(encoding="utf-8", errors="replace")
    for mask_it in (mask, mask_line):
        assert len(mask_it(words)) == len(words)


ENTRANCES: dict[str, tuple[tuple[str, ...], Callable[[Path], object]]] = {
    "transcript": ((".json", ".vtt", ".srt", ".txt", ".rttm"), read_transcript),
    "recording": ((".wav", ".mp3", ".ogg", ".m4a", ".flac"), lambda path: read_recording(path, limits=SMALL)),
    "rubric": ((".toml",), Rubric.load),
    "profile": ((".toml",), Profile.load),
    "lexicon": ((".toml",), Lexicon.load),
    "manifest": ((".csv", ".json", ".jsonl"), read_manifest),
    "corrections": ((".json",), load_corrections),
    "words": ((".txt",), masked),
}
"""Endings of the files that each door takes, and what reads them."""


def enter(door: str, data: bytes, ending: str | None = None) -> bool:
    """Hand bytes in by a door; whether they were taken.

    Raises
    ------
    AssertionError
        When they are refused in more than one line. Anything else that is raised is a defect.
    """
    endings, read = ENTRANCES[door]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"in{ending or endings[len(data) % len(endings)]}")
        path.write_bytes(data)
        try:
            read(path)
        except CallscoreError as error:
            assert "\n" not in str(error).strip(), f"{door}: more than one line: {error}"
            return False
    return True


def wav() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(range(256)) * 40)
    return buffer.getvalue()


TURNS = {
    "turns": [
        {
            "speaker": "agent",
            "start": 0.0,
            "end": 2.0,
            "text": "hello",
            "words": [{"text": "hello", "start": 0, "end": 1}],
        },
        {"speaker": "customer", "start": 2.5, "end": 4.0, "text": "hi"},
    ]
}
SEEDS = {
    "transcript": [
        json.dumps(TURNS).encode(),
        b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Agent>hello\n",
        b"1\n00:00:01,000 --> 00:00:02,000\nAgent: hello\n",
        b"Agent: hello\nCustomer: hi\n",
        b"SPEAKER call 1 0.5 1.2 <NA> <NA> agent <NA> <NA>\n",
        json.dumps({"results": {"channels": [{"alternatives": [{"words": [], "transcript": "x"}]}]}}).encode(),
        json.dumps({"segments": [{"start": 0, "end": 1, "text": "x", "speaker": "A"}]}).encode(),
    ],
    "recording": [wav()],
    "rubric": [(DATA / "rubrics" / "default.toml").read_bytes()[:3000]],
    "profile": [path.read_bytes()[:3000] for path in sorted((DATA / "profiles").glob("*.toml"))[:1]],
    "lexicon": [path.read_bytes()[:3000] for path in sorted((DATA / "lexicons").rglob("*.toml"))[:1]],
    "manifest": [b"file,agent,balance\na.wav,a17,250\nb.wav,,12\n", b'{"file": "a.wav", "agent": "x"}\n'],
    "corrections": [json.dumps({"call_id": "x", "turns": []}).encode()],
    "words": [
        b"It's 4929 1234 5678 9013, cvv 123, double four one two",
        b"my email is jane dot smith at example dot com, born on 12 March 1980",
        b"the IBAN is GB33BUKB20201555555555, NI number QQ 12 34 56 C, call 07700 900461",
    ],
}
"""Whole files for each door, which the broken ones are made from."""
