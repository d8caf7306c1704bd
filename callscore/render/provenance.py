"""What the report rests on: the recording, its layout, and how surely voices, times and words are known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from callscore.wording import clock, timing_in_words

__all__ = ["provenance"]

LAYOUTS = {
    "dual": "two channels, one party each",
    "mono": "both parties on one channel",
    "mono_as_stereo": "the same sound on both channels",
    "none": "",
}
"""Layouts of a recording in plain words, for where no reason says more."""

DEMO, DEMO_NOTE = "demo", "knows synthetic voices only, not for real calls"
"""Name of the recogniser that ships with callscore, and what must stand beside it."""


def provenance(report: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Rows of name and fact, for whoever wants to check; what isn't known has no row.

    Examples
    --------
    >>> from typing import Any
    >>> source: dict[str, Any] = dict.fromkeys(("path", "duration", "channels", "sample_rate", "codec", "sha256"))
    >>> source |= dict.fromkeys(("container", "recogniser", "transcript_path", "transcript_format"))
    >>> quality = {"layout": "dual", "layout_reason": "one party a channel", "snr_db": 27.6}
    >>> dict(provenance({"source": source, "quality": quality, "timing_source": "turns"}))["Layout"]
    'one party a channel'
    """
    source, quality = report["source"], report["quality"]
    snr = quality.get("snr_db")
    rows = (
        ("File", PurePath(source["path"]).name if source["path"] else ""),
        ("Sound", _sound(source)),
        ("Layout", _layout(quality) if source["channels"] or quality.get("layout_reason") else ""),
        ("Speech over noise", "" if snr is None else f"{snr:.0f} dB"),
        ("Who is the agent", _surely(quality.get("role_reason") or "", quality.get("role_confidence"))),
        ("Voices told apart", _surely("by their sound", quality.get("diarization_confidence"), needed=True)),
        (
            "Times",
            _surely(timing_in_words(report["timing_source"]).removeprefix("times "), quality.get("timing_confidence")),
        ),
        ("Words", _surely(_words(source), quality.get("word_confidence"))),
        ("SHA-256", source["sha256"] or ""),
    )
    return tuple((name, fact) for name, fact in rows if fact)


def _sound(source: Mapping[str, Any]) -> str:
    channels = source["channels"]
    facts = [
        clock(source["duration"]) if source["duration"] else "",
        f"{channels} channel{'' if channels == 1 else 's'}" if channels else "",
        f"{source['sample_rate'] / 1000:g} kHz" if source["sample_rate"] else "",
        " in ".join(part for part in (source["codec"], source["container"]) if part),
    ]
    return ", ".join(fact for fact in facts if fact)


def _layout(quality: Mapping[str, Any]) -> str:
    name = LAYOUTS.get(quality["layout"], str(quality["layout"]).replace("_", " "))
    return quality.get("layout_reason") or name


def _words(source: Mapping[str, Any]) -> str:
    if source["recogniser"]:
        demo = f" ({DEMO_NOTE})" if source["recogniser"] == DEMO else ""
        return f"recognised by {source['recogniser']}{demo}"
    if source["transcript_path"]:
        return f"from {PurePath(source['transcript_path']).name} ({source['transcript_format']})"
    return ""


def _surely(fact: str, confidence: float | None, *, needed: bool = False) -> str:
    """A fact with its confidence; with `needed`, nothing where there is no confidence."""
    if confidence is None:
        return "" if needed else fact
    return f"{fact} (confidence {confidence:.2f})" if fact else f"confidence {confidence:.2f}"
