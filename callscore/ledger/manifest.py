"""Which calls to score and what is known about each: a table beside the recordings, joined to its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path

from callscore.ledger.account import Columns, agreeing, columns_of, metadata_of
from callscore.ledger.checks import problems_between
from callscore.ledger.names import NamePattern
from callscore.ledger.places import Places, confined
from callscore.ledger.problems import Problem
from callscore.ledger.rows import Row, read_table
from callscore.metadata import CallMetadata

__all__ = ["Job", "Manifest", "NamePattern", "Problem", "jobs_by_name", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Job:
    """One call to score: its recording or transcript, what was said where it is known, what the ledger knows.

    `extra` holds the cells of columns that callscore doesn't know, by column.
    """

    path: str
    transcript: str | None = None
    metadata: CallMetadata = field(default_factory=CallMetadata)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The calls of a manifest, and what of it could not be used, one line each (``str(problem)``).

    `unmatched` holds the rows that name none of the files that were given: of a month's table and a day's files, most;
    or else recordings that are missing.
    """

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unmatched: tuple[Problem, ...] = ()


def read_manifest(
    path: str | PathLike[str],
    *,
    files: Sequence[str | PathLike[str]] | None = None,
    allow_absolute: bool = False,
    day_first: bool | None = None,
) -> Manifest:
    r"""Read a manifest: CSV, JSON, JSON lines or a spreadsheet with a row for each call.

    Columns may be called path, transcript, agent_id, team, account_id, account_kind, started_at, time (where a day and
    its hour stand in two columns), timezone, expected_amount, currency, due_date, reference, disposition, or as exports
    commonly spell them; others are kept in `Job.extra`. What can't be read is left unknown and becomes a problem; rows
    that name no file become one too.

    Parameters
    ----------
    path
        The table. Its rows name files by their path from its folder, by name, or by name without ending.
    files
        The files to score: each gets a job, with what the table says of it. By default the files that the table names.
    allow_absolute
        Whether rows may name files outside the table's folder.
    day_first
        Whether 03/04/2026 is the third of April; by default its column decides, and it is refused where it can't.

    Raises
    ------
    ConfigError
        When the table can't be read at all.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Path(folder, "a.wav").touch()
    ...     _ = Path(folder, "calls.csv").write_text("file,agent,balance\na.wav,a17,£250\nb.wav,,12\n")
    ...     manifest = read_manifest(f"{folder}/calls.csv")
    >>> manifest.jobs[0].metadata.agent_id, manifest.jobs[0].metadata.currency
    ('a17', 'GBP')
    >>> print(manifest.problems[2])
    calls.csv row 3: path 'b.wav': no such file in the manifest's folder; left out
    """
    table_path = Path(path)
    table = read_table(table_path)
    columns, slips = columns_of(table, file=table_path.name, day_first=day_first)
    problems = [*(replace(problem, file=table_path.name) for problem in table.problems), *slips]
    found = _Finder(table_path, columns, files, allow_absolute, problems)
    named: dict[str, list[tuple[Row, Job]]] = defaultdict(list)
    rows: list[tuple[Row, CallMetadata]] = []
    for row in table.rows:
        metadata, wrong = metadata_of(row, columns)
        problems.extend(wrong)
        rows.append((row, metadata))
        place = found.recording(row, only=len(table.rows) == 1)
        if place is not None:
            job = Job(place, found.transcript(row), metadata, _extra(row, columns))
            named[place].append((row, job))
    problems.extend(problems_between(rows, columns))
    jobs = {place: _joined(place, same, columns.file, problems) for place, same in named.items()}
    if files is not None:
        every = [fspath(file) for file in files]
        if named:
            unnamed = (file for file in every if file not in jobs)
            problems.extend(Problem("no row of the manifest is about this file", file=file) for file in unnamed)
        jobs = {file: jobs.get(file, Job(file)) for file in every}
    ordered = sorted(problems, key=lambda problem: problem.row or 0)
    return Manifest(tuple(jobs.values()), tuple(ordered), columns.unknown, tuple(found.unmatched))


def jobs_by_name(files: Iterable[str | PathLike[str]], pattern: str | NamePattern) -> Manifest:
    """Jobs out of file names alone.

    Parameters
    ----------
    files
        Recordings or transcripts.
    pattern
        As `NamePattern` reads it.

    Raises
    ------
    ConfigError
        When the pattern is not valid.

    Examples
    --------
    >>> jobs_by_name(["a17_889.wav"], "{agent_id}_{account_id}").jobs[0].metadata.account_id
    '889'
    """
    pattern = NamePattern(pattern) if isinstance(pattern, str) else pattern
    read = [(fspath(file), *pattern.read(file)) for file in files]
    jobs = tuple(Job(file, None, metadata) for file, metadata, _ in read)
    return Manifest(jobs, tuple(problem for _, _, problems in read for problem in problems))


class _Finder:
    """Which files the rows of one manifest mean; what it can't find it adds to `problems`."""

    def __init__(
        self,
        table: Path,
        columns: Columns,
        files: Sequence[str | PathLike[str]] | None,
        allow_absolute: bool,
        problems: list[Problem],
    ) -> None:
        self.table, self.folder, self.columns = table, table.parent, columns
        self.allow_absolute, self.problems = allow_absolute, problems
        self.unmatched: list[Problem] = []
        self.given = None if files is None else Places(tuple(fspath(file) for file in files), self.folder)
        self._below: Places | None = None
        if "path" not in columns.names and not (self.given and len(self.given.files) == 1):
            text = "no column names the recording (path, file, filename, recording …), so its rows belong to no call"
            problems.append(Problem(text, file=columns.file))

    @property
    def below(self) -> Places:
        """All files of the manifest's folder, searched when a row first needs it."""
        if self._below is None:
            every = Places.below(self.folder)
            self._below = Places(tuple(file for file in every.files if Path(file) != self.table), self.folder)
        return self._below

    def recording(self, row: Row, *, only: bool) -> str | None:
        """The recording that a row is about."""
        text = self.columns.cell(row, "path")
        if text is None:
            if "path" not in self.columns.names:
                alone = only and self.given is not None and len(self.given.files) == 1
                return self.given.files[0] if alone and self.given else None
            self._say(row, "path", None, "is empty, so the row belongs to no call")
            return None
        if self.given is not None:
            meant = self.given.meant(text)
            if not meant:
                why = "is none of the files that were given"
                self.unmatched.append(Problem(why, row.number, "path", text, self.columns.file))
            return self._one(row, "path", text, meant)
        return self._on_disk(row, "path", text, "left out")

    def transcript(self, row: Row) -> str | None:
        """The transcript that a row names, if it is there."""
        text = self.columns.cell(row, "transcript")
        return None if text is None else self._on_disk(row, "transcript", text, "the call is scored without it")

    def _on_disk(self, row: Row, column: str, text: str, then: str) -> str | None:
        place = confined(text, self.folder, allow_absolute=self.allow_absolute)
        if place is not None and place.is_file():
            return str(place)
        found = self.below.meant(text)
        if not found:
            outside = place is None and not self.allow_absolute
            why = "lies outside the manifest's folder" if outside else "no such file in the manifest's folder"
            self._say(row, column, text, f"{why}; {then}")
        return self._one(row, column, text, found)

    def _one(self, row: Row, column: str, text: str, found: Sequence[str]) -> str | None:
        if len(found) > 1:
            some = ", ".join(found[:3])
            self._say(row, column, text, f"may mean {some}; write its path from the manifest's folder")
        return found[0] if len(found) == 1 else None

    def _say(self, row: Row, column: str, value: str | None, text: str) -> None:
        self.problems.append(Problem(text, row.number, column, value, self.columns.file))


def _extra(row: Row, columns: Columns) -> tuple[tuple[str, str], ...]:
    return tuple((column, row.cells[column]) for column in columns.unknown if column in row.cells)


def _joined(place: str, same: Sequence[tuple[Row, Job]], file: str, problems: list[Problem]) -> Job:
    """The one job of a file: rows that repeat it are said, and what they contradict each other on is unknown."""
    job = same[0][1]
    if len(same) == 1:
        return job
    metadata, differing = agreeing(*(other.metadata for _, other in same))
    transcripts = {other.transcript for _, other in same if other.transcript is not None}
    if len(transcripts) > 1:
        differing = (*differing, "transcript")
    others = ", ".join(str(row.number) for row, _ in same[:-1])
    text = f"is in row {others} too"
    if differing:
        text += f", with another {', '.join(differing)}: which is right isn't known, so none is used"
    problems.append(Problem(text, same[-1][0].number, "path", place, file))
    extra = next((other.extra for _, other in same if other.extra), ())
    return Job(place, transcripts.pop() if len(transcripts) == 1 else None, metadata, extra)
