"""The report as one self-contained HTML page, and as a notebook cell, made from its dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from callscore.render.advising import advice_pieces
from callscore.render.environment import embedded, environment, sealed_page
from callscore.render.highlights import highlighted
from callscore.render.kinds import kind_of
from callscore.render.older import completed
from callscore.render.provenance import provenance
from callscore.render.timeline import timeline

__all__ = ["render_cell", "render_page"]

CHANNELS = ("left", "right")
"""Labels of the voices of a recording whose channels tell the parties."""


def render_page(
    report: Mapping[str, Any], *, audio: str | None = None, words: Sequence[Sequence[tuple[float, float]]] = ()
) -> str:
    """A whole page.

    Parameters
    ----------
    report
        `Report.to_dict`, of this or an older schema.
    audio
        The recording for the player: a ``data:`` address, the address of a file, or None. Single voices can be muted
        only in sound that is inside the page: browsers keep other files' samples from a page's script.
    words
        Start and end in seconds of each word of each turn (words parted by white space); nothing for a turn whose
        words have no times: they are then told from their place in the turn.
    """
    whole = completed(report)
    inside = audio is not None and audio.startswith("data:")
    context = {
        **_context(whole),
        "title": whole["call_id"],
        "audio": audio,
        "channels": _channels(whole) if inside else (),
        "overruled": [e for e in (whole["corrections"] or {}).get("edits", ()) if e.get("kind") == "overrule"],
        "data": embedded(_data(whole, words)),
    }
    styles = ("style.css", "page.css")
    return sealed_page(
        "page.html",
        scripts=("page.js", "corrections.js"),
        styles=styles,
        context=context,
        linked_sound=audio is not None and not inside,
    )


def render_cell(report: Mapping[str, Any]) -> str:
    """Score, timeline, advice and scorecard for a notebook cell, without the page around them."""
    return environment().get_template("cell.html").render(_context(completed(report)), audio=None)


def _context(report: Mapping[str, Any]) -> dict[str, Any]:
    by_criterion: dict[str, list[Mapping[str, Any]]] = {}
    for number, finding in enumerate(report["findings"]):
        by_criterion.setdefault(finding["criterion"], []).append({**finding, "number": number})
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in report["scorecard"]["criteria"]:
        groups.setdefault(row["group"], []).append(row)
    titles = {row["id"]: row["title"] for row in report["scorecard"]["criteria"]}
    return {
        "report": report,
        "groups": groups,
        "evidence": by_criterion,
        "titles": titles,
        "timeline": timeline(report, titles),
        "turns": highlighted(report, titles),
        "advice": {kind: advice_pieces(report, kind) for kind in ("strength", "improve")},
        "provenance": provenance(report),
    }


def _channels(report: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """Number and name of each channel that can be muted: those of a recording with one party a channel."""
    if report["quality"]["layout"] != "dual" or report["source"]["channels"] != len(CHANNELS):
        return ()
    roles = {label: role for role, row in report["speakers"].items() for label in row["labels"]}
    return tuple((at, f"{label} ({roles[label]})" if label in roles else label) for at, label in enumerate(CHANNELS))


def _data(report: Mapping[str, Any], words: Sequence[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    """What the page's script needs: the words' times, and what a correction has to name."""
    named = ("criterion", "rule", "turn", "quote", "start")
    return {
        "call_id": report["call_id"],
        "sha256": report["source"]["sha256"],
        "turns": [{name: turn[name] for name in ("role", "text", "start", "end")} for turn in report["turns"]],
        "findings": [{**{key: f[key] for key in named}, "kind": kind_of(f)} for f in report["findings"]],
        "words": list(words),
    }
