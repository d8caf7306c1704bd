"""Figures for a slide or a notebook: a call's criteria, agents with their intervals, weeks (needs matplotlib)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_agents", "plot_report", "plot_trends"]

GOOD, FAIR, POOR, UNKNOWN, LINE, SOFT = "#177a41", "#b7791f", "#b92c22", "#d5dae1", "#2563c9", "#5b6675"
"""Colours of the pages."""

WIDTH_INCHES = 9.0
ROW_INCHES = 0.27
MOST_PANELS = 24
"""Agents drawn week by week; those with the most calls."""

SHARES = ("share", "share of calls")


def plot_report(report: Mapping[str, Any]) -> Figure:
    """Points of each criterion of a call, by group; rows that couldn't be judged stay, and say so.

    Parameters
    ----------
    report
        `Report.to_dict`.

    Raises
    ------
    ConfigError
        When matplotlib isn't installed.
    """
    card = report["scorecard"]
    rows = list(reversed(card["criteria"]))
    figure, axes = _axes(max(2.5, ROW_INCHES * len(rows) + 1.0))
    for at, row in enumerate(rows):
        if not row["judged"]:
            axes.text(1, at, "not judged", va="center", fontsize=8, color=SOFT, style="italic")
            continue
        axes.barh(at, 100, color=UNKNOWN, height=0.62, alpha=0.45)
        axes.barh(at, row["points"], color=_tone(row["points"]), height=0.62)
        axes.text(101.5, at, f"{row['points']:.0f}", va="center", fontsize=9)
    axes.set_yticks(range(len(rows)), [_plain(row["title"]) for row in rows], fontsize=9)
    for at, row in enumerate(rows):
        if at and row["group"] != rows[at - 1]["group"]:
            axes.axhline(at - 0.5, color=UNKNOWN, linewidth=0.8)
    axes.set_xlim(0, 108)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlabel("points of 100")
    total = "no score: too little could be judged" if card["total"] is None else f"{card['total']:.0f} of 100"
    axes.set_title(f"{_plain(report['call_id'])}: {total}", loc="left", fontweight="bold")
    return figure


def plot_agents(figures: pd.DataFrame, figure: str = "total", *, by: str = "agent_id") -> Figure:
    """One figure of each agent, best score at the top, with its 95 % interval; hollow: fewer than five calls.

    Parameters
    ----------
    figures
        `Day.figures`.
    figure
        Name of the figure: ``total``, ``agent_talk_share``, ``interruption_rate`` ...
    by
        Column that names the agents.

    Raises
    ------
    ConfigError
        When there is no such figure, or matplotlib isn't installed.
    """
    own = _rows_of(figures, figure).sort_values("value", ignore_index=True)
    scale = _scale(own)
    plot, axes = _axes(max(2.2, ROW_INCHES * len(own) + 1.2))
    for at, row in enumerate(own.to_dict("records")):
        if row["low"] is not None and row["low"] == row["low"]:
            axes.plot([row["low"] * scale, row["high"] * scale], [at, at], color=LINE, linewidth=2.5, alpha=0.35)
        face = "white" if row["too_few"] else LINE
        axes.plot(row["value"] * scale, at, "o", color=LINE, markerfacecolor=face, markersize=7)
    labels = [f"{_name(row[by])}  ({row['n']})" for row in own.to_dict("records")]
    axes.set_yticks(range(len(own)), labels, fontsize=9)
    axes.set_ylim(-0.7, len(own) - 0.3)
    axes.grid(axis="x", color=UNKNOWN, linewidth=0.6)
    axes.set_xlabel(_unit(own))
    axes.set_title(_title(figure, "by " + by.removesuffix("_id").replace("_", " ")), loc="left", fontweight="bold")
    _note(plot, "In brackets: calls. Lines: 95 % intervals. Hollow: fewer than 5 calls, too few to go by.")
    return plot


def plot_trends(trends: pd.DataFrame, figure: str = "total", *, by: str = "agent_id") -> Figure:
    """One figure of each agent over time, a panel each on one scale, with the 95 % interval.

    Parameters
    ----------
    trends
        `Day.trends`.
    figure, by
        As for `plot_agents`.

    Raises
    ------
    ConfigError
        When there is no such figure, or matplotlib isn't installed.
    """
    own = _rows_of(trends, figure)
    scale = _scale(own)
    counts = own.groupby(by, dropna=False)["n"].sum().sort_values(ascending=False)
    names = sorted(counts.index[:MOST_PANELS], key=_name)
    across = min(4, len(names))
    down = -(-len(names) // across)
    plot, grid = _grid(down, across)
    periods = sorted(own["period"].unique())
    for at, name in enumerate(names):
        axes = grid[at // across][at % across]
        rows = own[own[by].isna() if _missing(name) else own[by] == name].sort_values("period")
        places = [periods.index(period) for period in rows["period"]]
        values = rows["value"] * scale
        axes.fill_between(places, rows["low"] * scale, rows["high"] * scale, color=LINE, alpha=0.15, linewidth=0)
        axes.plot(places, values, color=LINE, linewidth=1.6)
        faces = ["white" if few else LINE for few in rows["too_few"]]
        axes.scatter(places, values, c=faces, edgecolors=LINE, s=26, zorder=3)
        axes.set_title(f"{_name(name)} ({counts[name]})", fontsize=9, loc="left")
        axes.set_xlim(-0.3, len(periods) - 0.7)
        axes.set_xticks([0, len(periods) - 1] if len(periods) > 1 else [0])
        axes.set_xticklabels([f"{periods[p]:%d %b}" for p in axes.get_xticks().astype(int)], fontsize=8)
        axes.grid(axis="y", color=UNKNOWN, linewidth=0.6)
    for at in range(len(names), down * across):
        grid[at // across][at % across].set_visible(False)
    plot.suptitle(f"{_title(figure, 'over time')}, {_unit(own)}", x=0.02, ha="left", fontweight="bold", fontsize=12)
    left = len(counts) - len(names)
    more = f" {left} more are not drawn." if left else ""
    _note(plot, f"In brackets: calls. Hollow: fewer than 5 in that time. A change is not its cause.{more}")
    return plot


def _figure(**options: Any) -> Figure:
    """An empty figure that no window or notebook draws by itself, so that it is shown once."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ConfigError("figures need matplotlib: pip install 'callscore[notebook]'") from error
    return Figure(layout="constrained", dpi=110, facecolor="white", **options)


def _axes(height: float) -> tuple[Figure, Axes]:
    figure = _figure(figsize=(WIDTH_INCHES, height))
    axes = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure, axes


def _grid(down: int, across: int) -> tuple[Figure, Any]:
    figure = _figure(figsize=(WIDTH_INCHES, 1.7 * down + 0.9))
    grid = figure.subplots(down, across, sharey=True, squeeze=False)
    for axes in grid.flat:
        axes.spines[["top", "right"]].set_visible(False)
    return figure, grid


def _rows_of(frame: pd.DataFrame, figure: str) -> pd.DataFrame:
    own = frame[frame["figure"] == figure]
    if own.empty:
        known = ", ".join(dict.fromkeys(frame["figure"])) or "none: the calls have no dates or no scores"
        raise ConfigError(f"there is no figure {figure!r} to draw; there are {known}")
    return own


def _scale(rows: pd.DataFrame) -> float:
    return 100.0 if rows["unit"].iloc[0] in SHARES else 1.0


def _unit(rows: pd.DataFrame) -> str:
    unit = str(rows["unit"].iloc[0])
    return "% of calls" if unit == "share of calls" else "%" if unit == "share" else unit


def _title(figure: str, rest: str) -> str:
    name = "score" if figure == "total" else figure.replace("_", " ")
    return f"{name.capitalize()} {rest}"


def _tone(points: float) -> str:
    return GOOD if points >= 80 else FAIR if points >= 60 else POOR


def _missing(name: Any) -> bool:
    return name is None or name != name


def _name(name: Any) -> str:
    return "(not known)" if _missing(name) else _plain(str(name))


def _plain(text: str) -> str:
    r"""A text that matplotlib doesn't take for a formula.

    Examples
    --------
    >>> _plain("a$b$")
    'a\\$b\\$'
    """
    return text.replace("$", r"\$")


def _note(figure: Figure, text: str) -> None:
    figure.supxlabel(text, x=0.02, ha="left", fontsize=8, color=SOFT)
