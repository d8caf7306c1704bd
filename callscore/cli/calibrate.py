"""``callscore calibrate``: people's QA scores against callscore's, and a rubric fitted to them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.output import print_json, say

__all__ = ["calibrate"]


def calibrate(
    human: Annotated[Path, typer.Argument(metavar="HUMAN.csv", help="Scores that people gave, by call and criterion.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a batch, or of reports.")],
    rubric: Annotated[str, typer.Option(help="The rubric that the calls were scored with.")] = "default",
    write: Annotated[Path | None, typer.Option(help="Write the rubric with fitted weights to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
) -> None:
    """Hold people's QA scores against callscore's.

    Agreement for each criterion, the calls that differ most, and weights fitted to your people.
    """
    from callscore.calibration import calibrate as calibrated
    from callscore.calibration.rubric_file import rubric_source, with_weights
    from callscore.errors import ConfigError
    from callscore.whole_files import save_text

    if write is not None and write.exists():
        raise ConfigError(f"--write {write} exists; give a new name")
    found = calibrated(human, out, rubric=rubric)
    document = found.to_dict()
    if as_json:
        print_json(document)
    else:
        from callscore.render.calibration import print_calibration

        print_calibration(document)
    if write is None:
        return
    if found.fit is None:
        raise ConfigError(
            f"no weights could be fitted, {write} was not written: 20 calls with a human total are needed"
        )
    text = (
        f"Weights fitted to {found.fit.n} calls scored by people; on held-out calls the total is off by "
        f"{found.fit.error_after:.1f} points (before: {found.fit.error_before:.1f})."
    )
    save_text(write, with_weights(rubric_source(rubric), found.fit.weights, id=write.stem, description=text))
    say(f"written: {write}")
