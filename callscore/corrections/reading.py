"""What people overruled, over many calls: data for judging our rules, and for calibrating them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.corrections.correction_file import Corrections, Overrule, load_corrections
from callscore.errors import ConfigError
from callscore.results import CORRECTIONS, REPORTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["overruled"]

COLUMNS = ("call_id", "sha256", "criterion", "rule", "turn", "quote", "reason", "by", "file")


def overruled(out: str | PathLike[str]) -> pd.DataFrame:
    """Findings that people overruled.

    Parameters
    ----------
    out
        OUT of a batch, whose folder ``corrections`` is read, or any folder of corrections files.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``call_id``, ``sha256``, ``criterion``, ``rule``, ``turn``, ``quote``, ``reason``, ``by``,
        ``file``; empty when nothing was overruled. ``frame.groupby("rule").size()`` says which rule is wrong most.

    Raises
    ------
    ConfigError
        When the folder doesn't exist, or a file in it is no corrections file.
    """
    import pandas as pd

    folder = Path(out)
    if not folder.is_dir():
        raise ConfigError(f"no folder at {folder}: give OUT of a batch, or a folder of corrections files")
    inside = folder / CORRECTIONS
    if not inside.is_dir() and folder.joinpath(REPORTS).is_dir():
        return pd.DataFrame([], columns=list(COLUMNS))
    files = sorted((inside if inside.is_dir() else folder).glob("*.json"))
    rows = [row for path in files for row in _rows(load_corrections(path), path)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(corrections: Corrections, path: Path) -> list[dict[str, Any]]:
    head = {"call_id": corrections.call_id, "sha256": corrections.sha256, "by": corrections.by, "file": path.name}
    return [{**head, **edit.model_dump(exclude={"kind"})} for edit in corrections.of(Overrule)]
