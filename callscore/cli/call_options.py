"""The options that ``score`` and ``batch`` share: how a call is heard, what scores it, what is kept private."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from callscore.cli.options import AUTO, RubricName, SaltIds
from callscore.cli.output import parse_day

if TYPE_CHECKING:
    from callscore.audio.limits import MediaLimits
    from callscore.listening import ListenOptions
    from callscore.pipeline import Pipeline

__all__ = ["CallOptions", "with_call_options"]


@dataclass(frozen=True, slots=True)
class CallOptions:
    """One command line's answers, each field an option of that name (`with_call_options`)."""

    rubric: RubricName = "default"
    model: Annotated[str, typer.Option(help="Speech recognition model: a name, a hub id, a folder, or 'demo'.")] = AUTO
    revision: Annotated[str | None, typer.Option(help="Revision of the model on the hub.")] = None
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = AUTO
    compute_type: Annotated[str, typer.Option(help="Arithmetic of the model: auto, int8, float16 …")] = AUTO
    language: Annotated[str, typer.Option(help="Language of the calls, or 'auto' to detect it.")] = "en"
    hotword: Annotated[
        list[str] | None, typer.Option(help="A name the recogniser should know (creditor, product); repeatable.")
    ] = None
    offline: Annotated[
        bool, typer.Option("--offline", help="Never go to the network, not even for a model that isn't here.")
    ] = False
    agent: Annotated[
        str | None, typer.Option(help="Which voice is the agent: left, right, first, or a speaker's label.")
    ] = None
    call_date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the calls, for words like 'Friday'.")
    ] = None
    keep_private: Annotated[
        bool, typer.Option("--keep-private", help="Leave card and phone numbers, days of birth … as they were said.")
    ] = False
    salt_ids: SaltIds = None
    redact_audio: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|FOLDER",
            help="Write a copy of the recording with private numbers muted (.flac, .wav, or a folder); pages play it.",
        ),
    ] = None

    def listening(self, *, media: MediaLimits | None = None) -> ListenOptions:
        """How the calls are heard; language ``"auto"`` is detected.

        Raises
        ------
        ConfigError
            When the day can't be read.
        """
        from callscore.audio.transcription import Whisper
        from callscore.listening import ListenOptions

        whisper = Whisper(
            self.model,
            revision=self.revision,
            device=self.device,
            compute_type=self.compute_type,
            language=None if self.language == AUTO else self.language,
            hotwords=tuple(self.hotword or ()),
            local_files_only=self.offline,
        )
        return ListenOptions(whisper, self.agent, parse_day(self.call_date), media=media)

    def pipeline(self, options: ListenOptions, *, profile: str | None = None, phrases: Iterable[Path] = ()) -> Pipeline:
        """What scores the calls that are heard with `options`.

        Raises
        ------
        ConfigError
            When the rubric or the salt can't be read.
        """
        from callscore.pipeline import Pipeline
        from callscore.privacy.salting import read_salt
        from callscore.rubric import Rubric

        return Pipeline(
            Rubric.load(self.rubric),
            options=options,
            profile=profile,
            phrases=tuple(str(path) for path in phrases),
            keep_private=self.keep_private,
            salt=read_salt(self.salt_ids),
        )


def with_call_options(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `calls` stands for all the options of `CallOptions`."""
    names = [field.name for field in fields(CallOptions)]
    hints = get_type_hints(CallOptions, include_extras=True)
    shared = [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
        for field in fields(CallOptions)
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        calls = CallOptions(**{name: given.pop(name) for name in names})
        command(calls=calls, **given)

    own = signature(command, eval_str=True)
    parameters: list[Parameter] = []
    for parameter in own.parameters.values():
        parameters += shared if parameter.name == "calls" else [parameter.replace(kind=Parameter.KEYWORD_ONLY)]
    vars(run)["__signature__"] = own.replace(parameters=parameters)
    return run
