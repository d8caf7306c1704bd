"""Speaker tags in running text: "Agent: hello", "[Agent] hello", "- Sarah Jones (12:03): hello"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from callscore.roles import named_role

__all__ = ["Tagged", "split_tag", "trusted_labels"]

Tagged = tuple[str, str]
"""A speaker's label and what follows it."""

_NAME = r"[^\W_][\w.'’&/#-]*(?:[ _][\w.'’&/#-]+){0,4}"
_TAG = re.compile(
    rf"^\s*(?:[-–—>•]\s*)?\**\s*(?:\[(?P<boxed>{_NAME})\]\s*:?|(?P<plain>{_NAME})\s*(?:\([^()]{{0,40}}\)\s*)?\**\s*:)(?=\s|\*|$)\**\s*(?P<text>.*)$",
    re.DOTALL,
)
_NO_SPEAKER = re.compile(
    r"^(?:pii|redact\w*|masked|removed|name|(?:first|last|full|person)[ _]?(?:name)?|address|email|phone(?:[ _]number)?"
    r"|ssn|pin|date(?:[ _]time)?|dob|number|amount|account(?:[ _]number)?|(?:credit|debit|card|bank)[ _]\w+(?:[ _]\w+)?"
    r"|inaudible|unintelligible|crosstalk|laugh\w*|silence|noise|music|pause)(?:[ _-]?\d+)?$",
    re.IGNORECASE,
)
"""What stands in brackets for a redacted word or a sound, and names nobody."""

_GENERIC = re.compile(r"^(?:speaker|spk|spkr|channel|ch|party|participant|voice|s)[ _-]?\w{1,3}$", re.IGNORECASE)


def split_tag(line: str) -> Tagged | None:
    """Label and text of a line that begins with a speaker tag, else None.

    Examples
    --------
    >>> split_tag("Agent: Good morning.")
    ('Agent', 'Good morning.')
    >>> split_tag("[SPEAKER_01] Hello?")
    ('SPEAKER_01', 'Hello?')
    >>> split_tag("[NAME] is not here.") is None
    True
    >>> split_tag("At 10:30 I called.") is None
    True
    """
    match = _TAG.match(line)
    if match is None or _NO_SPEAKER.match(match["boxed"] or ""):
        return None
    return (match["boxed"] or match["plain"]).strip(), match["text"].strip()


def trusted_labels(labels: Iterable[str]) -> frozenset[str]:
    """The labels that are speakers and not the first words of a sentence ("Note: ..."), out of all that were seen.

    A label counts when it names a role or a numbered speaker, or comes at least twice; all count while there are
    no more than two different ones.
    """
    seen = Counter(labels)
    if len(seen) <= 2:
        return frozenset(seen)
    return frozenset(
        label for label, count in seen.items() if count > 1 or named_role(label) is not None or _GENERIC.match(label)
    )
