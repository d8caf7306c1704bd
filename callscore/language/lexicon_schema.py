"""What a lexicon file may say: its keys, their types, and errors that name the file, the frame and the key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from callscore.errors import ConfigError
from callscore.language.rewording import SLOTS
from callscore.schema_errors import first_fault

__all__ = ["AGENT_LABELS", "CUSTOMER_LABELS", "FrameData", "LexiconData", "validate"]

AGENT_LABELS = (
    "accusatory", "condescending", "threat", "empathy", "acknowledgement", "recap", "options", "introduction",
    "purpose", "right_party_check", "next_step", "jargon", "absolute_assumption", "false_urgency", "profanity",
    "overpromise", "disclosure", "balance_explained", "consequence_explained", "online_help", "unprepared",
    "courtesy",
)  # fmt: skip
"""Labels of an agent's line."""

CUSTOMER_LABELS = (
    "promise_to_pay", "dispute", "hardship", "refusal", "callback_request", "stop_calling", "wrong_party",
    "already_paid", "vulnerable", "heated",
)  # fmt: skip
"""Labels of a customer's line."""


class FrameData(BaseModel):
    """One ``[[frames]]`` table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
    label: str | None = None
    role: Literal["agent", "customer"] | None = None
    severity: int | None = Field(default=None, ge=0, le=3)
    confidence: float | None = Field(default=None, ge=0, le=1)
    why: str = ""
    instead: str | None = None
    patterns: list[str] = Field(min_length=1)
    unless: list[str] = []
    use_blockers: list[str] | None = None
    after: list[str] = []
    not_after: list[str] = []
    hits: list[str] = Field(min_length=1)
    misses: list[str] = Field(min_length=1)


class LexiconData(BaseModel):
    """A whole file: defaults for its frames, lists and blockers of its own, the frames."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str | None = None
    criterion: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    """Set in a phrase list: the criterion of one's own that its frames count for; labels are then free names."""
    role: Literal["agent", "customer"] = "agent"
    severity: int = Field(default=0, ge=0, le=3)
    why: str = ""
    instead: str | None = None
    use_blockers: list[str] = []
    lists: dict[str, list[str]] = {}
    blockers: dict[str, list[str]] = {}
    frames: list[FrameData] = Field(min_length=1)


def validate(path: Path, data: dict[str, Any]) -> LexiconData:
    """The file's content, valid.

    Raises
    ------
    ConfigError
        On the first thing that is wrong: file, frame, key, value and what is known.
    """
    try:
        valid = LexiconData.model_validate(data)
    except ValidationError as error:
        raise ConfigError(
            first_fault(error, str(path), LexiconData, data=data, tables={"frames": ("frame", FrameData)})
        ) from None
    for frame in valid.frames:
        label, role = frame.label or valid.label, frame.role or valid.role
        known = AGENT_LABELS if role == "agent" else CUSTOMER_LABELS
        if valid.criterion is None and label not in known:
            raise ConfigError(
                f"{path}: frame {frame.id!r}: label {label!r} is no label of the {role}; known: {', '.join(known)}"
            )
        for slot in re.findall(r"\{(\w*)\}", frame.instead or valid.instead or ""):
            if slot not in SLOTS:
                raise ConfigError(
                    f"{path}: frame {frame.id!r}: key 'instead' has the slot {{{slot}}}; known: {', '.join(SLOTS)}"
                )
        if not (frame.why or valid.why):
            raise ConfigError(f"{path}: frame {frame.id!r}: key 'why' is missing, here or at the top of the file")
    return valid
