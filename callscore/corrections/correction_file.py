"""The corrections file: what it may say, checked word for word, and for which call it was made."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from callscore.conversation import Conversation
from callscore.errors import ConfigError

__all__ = [
    "VERSION",
    "Corrections",
    "Overrule",
    "SetRole",
    "SetText",
    "SwapRoles",
    "load_corrections",
    "parse_corrections",
]

VERSION: Literal["1.0"] = "1.0"
"""Version of the file: the first number changes when a reader would break."""

MOST_BYTES = 5_000_000
"""Size above which a file is no corrections file: a long call's every turn rewritten takes a tenth of it."""

MOST_CHARACTERS = 20_000
"""Characters of one turn's text, or of a reason: an hour's monologue has about 60,000, a turn never comes near."""

Text = Annotated[str, Field(max_length=MOST_CHARACTERS)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SwapRoles(_Strict):
    """Agent and customer were taken for each other."""

    kind: Literal["swap_roles"] = "swap_roles"


class SetRole(_Strict):
    """One turn is another party's."""

    kind: Literal["role"] = "role"
    turn: int = Field(ge=0)
    role: Literal["agent", "customer", "other"]
    was: Text | None = None
    """The turn's text when the correction was made, so that it can't land on another turn."""


class SetText(_Strict):
    """One turn's words were misheard."""

    kind: Literal["text"] = "text"
    turn: int = Field(ge=0)
    text: Text
    was: Text | None = None


class Overrule(_Strict):
    """A finding does not hold, and why."""

    kind: Literal["overrule"] = "overrule"
    criterion: Text
    rule: Text
    turn: int = Field(ge=0)
    quote: Text
    reason: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]


Edit = Annotated[SwapRoles | SetRole | SetText | Overrule, Field(discriminator="kind")]


class Corrections(_Strict):
    """All that a person put right on one call.

    Examples
    --------
    >>> made = Corrections(call_id="a17", edits=(SwapRoles(),))
    >>> made.in_words
    'corrected by a person: the roles swapped'
    """

    callscore_corrections: Literal["1.0"] = VERSION
    call_id: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the recording; None where the call had none."""
    by: Text | None = None
    """Who made them."""
    edits: tuple[Edit, ...] = ()

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        """Edits of one kind, in order."""
        return tuple(edit for edit in self.edits if isinstance(edit, kind))

    @property
    def in_words(self) -> str:
        """What was changed, in one line for the report; empty when nothing was."""
        counts = (
            ("the roles swapped", len(self.of(SwapRoles)) % 2),
            (_plural(len(self.of(SetRole)), "speaker"), len(self.of(SetRole))),
            (_plural(len(self.of(SetText)), "turn") + " reworded", len(self.of(SetText))),
            (_plural(len(self.of(Overrule)), "finding") + " overruled", len(self.of(Overrule))),
        )
        said = ", ".join(words for words, count in counts if count)
        return f"corrected by {self.by or 'a person'}: {said}" if said else ""

    def check_call(self, conversation: Conversation) -> None:
        """Refuse another call's corrections.

        Raises
        ------
        ConfigError
            When the recording's digest, or without one the call's name, is another.
        """
        ours = conversation.source.sha256
        if self.sha256 is not None and ours is not None:
            if self.sha256 != ours:
                raise ConfigError(
                    f"these corrections were made for another recording ({self.call_id}, SHA-256 {self.sha256[:12]}…); "
                    f"this one is {conversation.call_id}, {ours[:12]}…"
                )
        elif self.call_id != conversation.call_id:
            raise ConfigError(
                f"these corrections were made for the call {self.call_id!r}, and this is {conversation.call_id!r}; "
                "give the file that was downloaded from its page"
            )


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def load_corrections(path: str | PathLike[str]) -> Corrections:
    """Read a corrections file, as the page of a call downloads it.

    Raises
    ------
    ConfigError
        When it can't be read, is no such file, or says something unknown; one line that names the place.
    """
    file = Path(path)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError(f"{file} is too large for a corrections file: {file.stat().st_size} bytes")
        return parse_corrections(file.read_bytes(), str(file))
    except OSError as error:
        raise ConfigError(f"{file}: can't be read ({error.strerror}); give a corrections file") from error


def parse_corrections(data: bytes | str, file: str) -> Corrections:
    """The content of a corrections file; `file` names it in errors.

    Raises
    ------
    ConfigError
        As `load_corrections`.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"{file} is not JSON ({error}); download the corrections from the call's page again"
        ) from error
    if not isinstance(document, dict) or "callscore_corrections" not in document:
        raise ConfigError(f"{file} is no corrections file: it has no 'callscore_corrections'; download one from a page")
    if document["callscore_corrections"] != VERSION:
        raise ConfigError(
            f"{file} is of version {document['callscore_corrections']!r}, and this callscore reads {VERSION!r}"
        )
    try:
        return Corrections.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise ConfigError(f"{file}: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    """The first problem, with its place, in one line."""
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in problem["loc"]) or "the file"
    message = "unknown key; remove it" if problem["type"] == "extra_forbidden" else problem["msg"]
    return f"{place}: {message}"
