"""Options that several commands share, each said once: how speech is recognised, the rubric, what is kept private."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper

__all__ = [
    "AUTO",
    "CallDate",
    "ComputeType",
    "Device",
    "Hotwords",
    "KeepPrivate",
    "Language",
    "Model",
    "Offline",
    "PageSound",
    "PageSounds",
    "RedactAudio",
    "Revision",
    "RubricName",
    "SaltIds",
    "whisper_of",
]

AUTO = "auto"
"""What stands for "choose for me"."""

Model = Annotated[str, typer.Option(help="Speech recognition model: a name, a hub id, a folder, or 'demo'.")]
Revision = Annotated[str | None, typer.Option(help="Revision of the model on the hub.")]
Device = Annotated[str, typer.Option(help="auto, cpu or cuda.")]
ComputeType = Annotated[str, typer.Option(help="Arithmetic of the model: auto, int8, float16 …")]
Hotwords = Annotated[
    list[str] | None, typer.Option(help="A name the recogniser should know (creditor, product); repeatable.")
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Never go to the network, not even for a model that isn't here.")
]
Language = Annotated[str, typer.Option(help="Language of the calls, or 'auto' to detect it.")]
CallDate = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the calls, for words like 'Friday'.")]
RubricName = Annotated[str, typer.Option(help="A rubric's name, or a TOML file.")]


class PageSounds(StrEnum):
    """How a page carries its recording."""

    EMBED = "embed"
    LINK = "link"
    NONE = "none"


PageSound = Annotated[
    PageSounds,
    typer.Option("--audio", help="The recording on a page: a copy inside, a link to the file, or none."),
]
KeepPrivate = Annotated[
    bool, typer.Option("--keep-private", help="Leave card and phone numbers, days of birth … as they were said.")
]
RedactAudio = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE|FOLDER",
        help="Write a copy of the recording with private numbers muted (.flac or .wav, or a folder); pages play it.",
    ),
]
SaltIds = Annotated[
    Path | None,
    typer.Option(help="Write ids of agents and accounts as digests, salted with this file's text (or CALLSCORE_SALT)."),
]


def whisper_of(
    model: str,
    *,
    revision: str | None,
    device: str,
    compute_type: str,
    language: str,
    hotwords: list[str] | None,
    offline: bool,
) -> Whisper:
    """The recogniser that these options ask for; language ``"auto"`` is detected."""
    from callscore.audio.transcription import Whisper

    return Whisper(
        model,
        revision=revision,
        device=device,
        compute_type=compute_type,
        language=None if language == AUTO else language,
        hotwords=tuple(hotwords or ()),
        local_files_only=offline,
    )
