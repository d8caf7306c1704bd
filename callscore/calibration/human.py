"""QA scores that people gave, read from a CSV file: a row a call, or a row a call and criterion."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from callscore.errors import ConfigError

__all__ = ["TOTAL", "HumanScore", "read_scores"]

TOTAL = "total"
"""What the mark of the whole call is filed under."""

CALL_COLUMNS = ("call_id", "report", "call", "file", "path", "recording")
"""Columns that may name the call, in the order in which they are looked for."""

WORDS: Mapping[str, float] = {
    **dict.fromkeys(("yes", "y", "pass", "passed", "met", "true", "done"), 100.0),
    **dict.fromkeys(("no", "n", "fail", "failed", "not met", "false", "not done"), 0.0),
}
"""Verdicts in words, as points."""

NOT_SCORED = frozenset(("", "na", "n/a", "-", "none", "null", "not applicable"))
"""Cells that say that a criterion wasn't scored."""


@dataclass(frozen=True, slots=True)
class HumanScore:
    """One person's score of one criterion of one call, in points 0-100."""

    call: str
    criterion: str
    points: float


def read_scores(path: Path, criteria: Sequence[str]) -> tuple[HumanScore, ...]:
    """Scores in a CSV file.

    Either columns ``call_id, criterion, score``; or ``call_id`` and a column for each criterion's id and ``total``.
    Scores are points 0 to 100, or yes / no, pass / fail, met / not met; empty and N/A cells are left out.

    Parameters
    ----------
    path
        The file, with a header row; UTF-8, comma or semicolon.
    criteria
        Ids that can be compared.

    Raises
    ------
    ConfigError
        With the row and the value, at the first cell that can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}; give a CSV file in UTF-8") from error
    head = text.split("\n", 1)[0]
    try:
        rows = list(csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ","))
    except csv.Error as error:
        raise ConfigError(f"{path} is not CSV: {error}; check its quotes") from error
    names = {(name or "").strip().lower(): name for name in (rows[0] if rows else {})}
    call = next((names[name] for name in CALL_COLUMNS if name in names), None)
    if call is None:
        raise ConfigError(f"{path} names no calls: it needs a header row with a column {', '.join(CALL_COLUMNS)}")
    if "criterion" in names and "score" in names:
        found = tuple(_long(path, rows, call, names["criterion"], names["score"], criteria))
    else:
        known = {name: names[name] for name in (*criteria, TOTAL) if name in names}
        if not known:
            raise ConfigError(
                f"{path} scores nothing known: it needs columns criterion and score, or one named by an id"
            )
        found = tuple(_wide(path, rows, call, known))
    if not found:
        raise ConfigError(f"{path} holds no score")
    twice = next((pair for pair, n in Counter((one.call, one.criterion) for one in found).items() if n > 1), None)
    if twice is not None:
        raise ConfigError(f"{path} scores {twice[1]!r} of call {twice[0]!r} more than once; keep one row of them")
    return found


def _long(
    path: Path, rows: Sequence[Mapping[str, str]], call: str, criterion: str, score: str, criteria: Sequence[str]
) -> Iterator[HumanScore]:
    for number, row in enumerate(rows, start=2):
        name = (row[criterion] or "").strip()
        if name not in criteria and name != TOTAL:
            raise ConfigError(
                f"{path}, row {number}: {name!r} is no criterion of this rubric; known: {', '.join(criteria)}"
            )
        points = _points(row[score], f"{path}, row {number}")
        if points is not None:
            yield HumanScore((row[call] or "").strip(), name, points)


def _wide(path: Path, rows: Sequence[Mapping[str, str]], call: str, known: Mapping[str, str]) -> Iterator[HumanScore]:
    for number, row in enumerate(rows, start=2):
        for name, column in known.items():
            points = _points(row[column], f"{path}, row {number}, column {column}")
            if points is not None:
                yield HumanScore((row[call] or "").strip(), name, points)


def _points(cell: str | None, where: str) -> float | None:
    text = (cell or "").strip().lower().removesuffix("%").strip()
    if text in NOT_SCORED:
        return None
    if text in WORDS:
        return WORDS[text]
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        raise ConfigError(
            f"{where}: {cell!r} is no score; write points 0 to 100, yes or no, or leave it empty"
        ) from None
    if not 0 <= points <= 100:
        raise ConfigError(f"{where}: {cell!r} is outside 0 to 100; bring the scores to that scale")
    return points
