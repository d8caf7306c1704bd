"""What a file's name says about its call: a pattern such as ``{agent_id}_{account_id}_{started_at:%Y%m%d-%H%M%S}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from os import PathLike
from pathlib import Path
from string import Formatter

from callscore.errors import ConfigError
from callscore.ledger.account import Columns, metadata_of
from callscore.ledger.columns import CALL_COLUMNS
from callscore.ledger.problems import Problem
from callscore.ledger.rows import Row
from callscore.metadata import CallMetadata

__all__ = ["NamePattern"]

FIELDS = frozenset(CALL_COLUMNS) - {"path", "transcript", "time"}
"""What a name can tell."""

ANYTHING = "_"
"""``{_}`` stands for a part of the name that says nothing."""

DATES = ("started_at", "due_date")

DIRECTIVES = {
    "Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{2}", "d": r"\d{2}", "H": r"\d{2}", "M": r"\d{2}", "S": r"\d{2}",
    "I": r"\d{2}", "p": r"[AaPp][Mm]", "b": r"[A-Za-z]{3}", "B": r"[A-Za-z]{3,9}", "f": r"\d{1,6}", "j": r"\d{3}",
    "z": r"(?:Z|[+-]\d{2}:?\d{2})", "%": "%",
}  # fmt: skip
"""Directives of `datetime.strptime` and what they match in a name."""

HOURS = frozenset("HI")
"""Directives without which a format tells a day and no hour."""


@dataclass(frozen=True)
class NamePattern:
    """A pattern over file names, or over the ends of their paths where it holds a slash.

    Parameters
    ----------
    pattern
        Literal text with fields in braces: names of `CallMetadata`'s fields, ``timezone``, and ``{_}`` for anything.
        Dates take a format of `datetime.strptime`: ``{started_at:%Y%m%d-%H%M%S}``. The ending may be left out.

    Raises
    ------
    ConfigError
        When a field is unknown or stands twice, a format has an unknown directive, or two fields touch.

    Examples
    --------
    >>> pattern = NamePattern("{agent_id}_{account_id}_{started_at:%Y%m%d-%H%M%S}.wav")
    >>> metadata, problems = pattern.read("calls/a17_889-2_20261120-160500.wav")
    >>> metadata.agent_id, metadata.account_id, metadata.started_at.isoformat(), problems
    ('a17', '889-2', '2026-11-20T16:05:00', ())
    """

    pattern: str
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _formats: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.pattern.replace("\\", "/").strip("/")
        last = text.rsplit("/", 1)[-1]
        ending = "" if "." in re.sub(r"\{[^}]*\}", "", last) else r"(?:\.\w+)?"
        object.__setattr__(self, "_compiled", re.compile(self._expression(text) + ending, re.IGNORECASE))
        object.__setattr__(self, "_depth", text.count("/") + 1)

    def _expression(self, text: str) -> str:
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            raise ConfigError(f"file name pattern {self.pattern!r}: {error}; write {{{{ for a brace") from None
        expression = ""
        seen: set[str] = set()
        touching = False
        for literal, name, form, _ in parts:
            expression += re.escape(literal)
            if name is None:
                continue
            self._check(name, form or "", seen, touching=touching and not literal)
            seen.add(name)
            touching = True
            if name == ANYTHING:
                expression += "[^/]+?"
            elif form:
                self._formats[name] = form
                expression += f"(?P<{name}>{self._date_expression(form)})"
            else:
                expression += f"(?P<{name}>[^/]+?)"
        if not seen - {ANYTHING}:
            fields = ", ".join(sorted(FIELDS))
            raise ConfigError(f"file name pattern {self.pattern!r} tells nothing; fields are {fields}")
        return expression

    def _check(self, name: str, form: str, seen: set[str], *, touching: bool) -> None:
        where = f"file name pattern {self.pattern!r}"
        if name not in FIELDS | {ANYTHING}:
            raise ConfigError(f"{where}: unknown field {name!r}; known ones are {', '.join(sorted(FIELDS))}, and _")
        if name in seen and name != ANYTHING:
            raise ConfigError(f"{where}: {{{name}}} stands twice; write {{_}} for the part that says nothing new")
        if touching:
            raise ConfigError(f"{where}: nothing stands between {{{name}}} and the field before it; put a separator")
        if form and name not in DATES:
            raise ConfigError(f"{where}: {{{name}}} takes no format; only {' and '.join(DATES)} do")

    def _date_expression(self, form: str) -> str:
        expression = ""
        for literal, directive in re.findall(r"([^%]+)|%(.?)", form):
            if literal:
                expression += re.escape(literal)
            elif directive not in DIRECTIVES:
                known = ", ".join(f"%{each}" for each in DIRECTIVES)
                raise ConfigError(f"file name pattern {self.pattern!r}: unknown %{directive}; known ones are {known}")
            else:
                expression += DIRECTIVES[directive]
        return expression

    def read(self, path: str | PathLike[str]) -> tuple[CallMetadata, tuple[Problem, ...]]:
        """What the name of a file tells; empty metadata and one problem where it doesn't fit the pattern."""
        parts = Path(path).parts[-self._depth :]
        name = "/".join(parts)
        match = self._compiled.fullmatch(name)
        if match is None:
            return CallMetadata(), (Problem(f"doesn't fit the pattern {self.pattern!r}", file=str(path)),)
        cells: dict[str, str] = {}
        problems: list[Problem] = []
        for key, value in match.groupdict().items():
            form = self._formats.get(key)
            if form is None:
                cells[key] = value
                continue
            try:
                moment = datetime.strptime(value, form)
                cells[key] = moment.isoformat() if HOURS.intersection(form) else moment.date().isoformat()
            except ValueError:
                problems.append(Problem(f"is no moment written as {form}", None, key, value, str(path)))
        names = {name: name for name in cells}
        metadata, wrong = metadata_of(Row(0, cells), Columns(names, file=str(path)))
        unnumbered = (Problem(p.text, None, p.column, p.value, p.file) for p in wrong)
        return metadata, (*problems, *unnumbered)
