"""Two hundred hostile strings in every text of reports and of a day: none of them runs in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_browser import opened

import callscore as cs
from callscore.call_pages import write_pages
from callscore.testing import make_call

RUN = "window.owned=1"
TAGS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script\n>{RUN}</script\n>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "<script src=data:text/javascript,window.owned=1></script>",
    f"<img src=x onerror={RUN}>",
    f'<img src="x" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data=javascript:{RUN}></object>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<math><mtext></mtext><img src=x onerror={RUN}></math>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<marquee onstart={RUN}>",
    f"<style>@import 'javascript:{RUN}';</style>",
    f"<link rel=stylesheet href=javascript:{RUN}>",
    f"<meta http-equiv=refresh content=0;url=javascript:{RUN}>",
    f"<base href=javascript:{RUN}//>",
    f"<div style=animation-name:x onanimationstart={RUN}>",
)
WAYS_OUT = ("{}", "</script>{}", '">{}', "'>{}", "-->{}", "</title></style></textarea>{}")
"""Ways out of where a text stands: an element, a script, an attribute, a comment, a title."""

BARE = (
    f"';{RUN};//",
    f'";{RUN};//',
    f"`;{RUN};//",
    f"${{{RUN}}}",
    "\\u003cscript\\u003ewindow.owned=1\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "{{ 7 * 7 }}{% import os %}",
    f"{{{{ ''.__class__ }}}}<script>{RUN}</script>",
    f'" autofocus onfocus="{RUN}',
    f"' onmouseover='{RUN}",
    f"\u2028{RUN}\u2029",
    f"\u202e<script>{RUN}</script>",
    f"\ufeff<script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f'\\"-{RUN}//',
)
STRINGS = [way.format(tag) for way in WAYS_OUT for tag in TAGS] + list(BARE)

TOGETHER = 5
"""Strings that one call holds in each of its texts."""

_NAMES = (
    "role call_date started_at due_date schema_version timing_source layout kind unit id group sha256 metric"
    " expected_amount date amount currency"
)
KEPT = frozenset(_NAMES.split())
"""Keys whose values are no texts but names that the pages go by."""


def hostile(value: Any, words: str) -> Any:
    """The same data with `words` in every text."""
    if isinstance(value, str):
        return words
    if isinstance(value, dict):
        return {key: held if key in KEPT else hostile(held, words) for key, held in value.items()}
    return [hostile(held, words) for held in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A day of calls with the strings in every text, and its page."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    call = make_call(
        "agent: Hello, you haven't paid your bill of 250 pounds!",
        "customer: I lost my job. I can pay 50 pounds on Friday.",
        "agent: Fine.",
    )
    report = cs.Pipeline()(call).to_dict()
    for number in range(0, len(STRINGS), TOGETHER):
        document = hostile(report, " ".join(STRINGS[number : number + TOGETHER]))
        document["metadata"] |= {
            "agent_id": STRINGS[number],
            "team": STRINGS[number + 1],
            "account_id": STRINGS[number + 2],
        }
        document["call_id"] = f"{number} {STRINGS[number + 3]}"
        (folder / "reports" / f"{number:03}.json").write_text(json.dumps(document), encoding="utf-8")
    failed = [{"name": str(i), "path": f"{i}.wav", "error": words, "kind": words} for i, words in enumerate(STRINGS)]
    (folder / "failures.jsonl").write_text("\n".join(map(json.dumps, failed)))
    write_pages(folder)
    return folder, cs.read_day(folder).save(folder / "day.html")


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with opened() as page:
        yield page


def test_there_are_two_hundred():
    assert len(set(STRINGS)) == 200


@pytest.mark.slow
def test_nothing_runs_on_any_page(tab, day):
    folder, page = day
    pages = [page, *sorted((folder / "pages").glob("*.html"))]
    assert len(pages) == 1 + len(STRINGS) // TOGETHER
    for path in pages:
        tab.goto(path.as_uri())
        assert tab.evaluate("window.owned") is None, path
        assert tab.url == path.as_uri()
        assert tab.locator("iframe, object, embed, base, meta[http-equiv=refresh], [onerror], [onload]").count() == 0, (
            path
        )
        assert tab.locator("a[href^='javascript:' i]").count() == 0, path
    tab.goto(page.as_uri())
    tab.fill("#search", "window.owned")
    assert tab.evaluate("window.owned") is None
    assert tab.problems == []
