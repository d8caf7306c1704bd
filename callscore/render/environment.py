"""How pages are put together: escaped templates, data that can't break out of its script, a policy that runs our own
script alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from callscore.render.figures import length, number, percent
from callscore.wording import (
    clock,
    date_in_words,
    failed_in_words,
    in_words,
    measured_in_words,
    outcome_in_words,
    promise_in_words,
    recap_in_words,
    severity_in_words,
    timing_in_words,
    total_word,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["embedded", "environment", "grade", "policy", "sealed_page"]

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Characters that could end a script element or a line of a script, as JSON writes them harmlessly."""

MOST_FULL = 10
"""Criteria with full points that are named beside the strengths."""


@cache
def environment() -> Environment:
    """The templates, with every value escaped and no name forgiven that isn't there."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("callscore.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for word in (
        clock, date_in_words, failed_in_words, grade, in_words, measured_in_words, outcome_in_words, promise_in_words,
        recap_in_words, severity_in_words, timing_in_words,
    ):  # fmt: skip
        made.filters[word.__name__] = word
    made.globals.update(total_word=total_word, full_rows=full_rows, length=length, number=number, percent=percent)
    return made


def grade(points: float | None) -> str:
    """The class that colours a number of points: good, fair, poor, or unknown.

    Examples
    --------
    >>> grade(85), grade(60), grade(10), grade(None)
    ('good', 'fair', 'poor', 'unknown')
    """
    if points is None:
        return "unknown"
    return "good" if points >= 80 else "fair" if points >= 60 else "poor"


def full_rows(groups: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Titles of the criteria with full points, heaviest first: what a call did right, beside what to change.

    Examples
    --------
    >>> row = {"judged": True, "points": 100.0, "weight": 1.0}
    >>> full_rows({"Tone": [{**row, "title": "Courtesy"}, {**row, "title": "Empathy", "weight": 5.0}]})
    ['Empathy', 'Courtesy']
    """
    full = [row for rows in groups.values() for row in rows if row["judged"] and (row["points"] or 0) >= 100]
    return [row["title"] for row in sorted(full, key=lambda row: -(row.get("weight") or 0))[:MOST_FULL]]


def embedded(data: Any) -> Markup:
    r"""Data as JSON for a ``<script type="application/json">``; whatever stands in it, it can't end the element.

    Examples
    --------
    >>> print(embedded({"text": "</script>"}))
    {"text":"\u003c/script\u003e"}
    """
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - what could end the element is escaped above


def policy(script: str, style: str, *, linked_sound: bool = False) -> str:
    """Content security policy of a page: this script and this style sheet alone, sound and pictures from the page.

    Styles on single elements stay allowed: the templates write positions there, in numbers. With
    `linked_sound` the player may read a file beside the page.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            f"style-src-elem '{_hash(style)}'",
            "style-src-attr 'unsafe-inline'",
            "media-src data: blob:" + (" 'self' file:" if linked_sound else ""),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def sealed_page(
    template: str,
    *,
    scripts: tuple[str, ...],
    styles: tuple[str, ...],
    context: Mapping[str, Any],
    linked_sound: bool = False,
) -> str:
    """A whole page with its scripts and styles inside, under the policy that allows no others.

    Parameters
    ----------
    template
        The page; it extends ``sealed.html``, which holds the policy, the style sheet, the data and the script.
    scripts, styles
        Templates that are joined to its script and its style sheet; they hold no values of the report.
    context
        What the page shows, its ``title`` and its ``data``.
    linked_sound
        Whether its player reads a file beside it.
    """
    from markupsafe import Markup

    made = environment()
    script, style = ("\n".join(_source(name) for name in names) for names in (scripts, styles))
    return made.get_template(template).render(
        **context,
        policy=policy(script, style, linked_sound=linked_sound),
        script=Markup(script),  # noqa: S704 - our own file
        style=Markup(style),  # noqa: S704 - our own file
    )


@cache
def _source(name: str) -> str:
    """A script or style sheet as it stands in its file."""
    from importlib.resources import files

    return files("callscore.render").joinpath("templates", name).read_text(encoding="utf-8")
