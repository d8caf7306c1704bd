"""How an agent checks by name who is on the line, beyond plain questions: statements with a tag, wishes, being put on.

What names the other party so is no name of the agent's own: ``without_checks`` takes it out of an introduction.
"""

from __future__ import annotations

import re

__all__ = ["asks_by_name", "without_checks"]

_TITLE = r"(?:[Mm](?:r|rs|s|iss|ister|adam)|[Dd]r|[Ss]ir|[Mm]a'am)\b\.?"
_NO_PERSON = (
    r"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Christmas|Easter|I|I'm|I've|Right|Okay|Not|Just|The|This|That|You|We|It)\b)"
)
_CAPITAL = rf"{_NO_PERSON}[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}}"
_PERSON = rf"(?:{_TITLE} [\w'-]+|{_CAPITAL})"
_TAG = (
    r"(?:right|yes|yeah|no|na|correct|isn't it|is it|is it not|innit|am i right|eh|hey|aren't you|are you not|"
    r"i take it|i think|i believe)"
)
_HERE = r"(?: (?:I've got|I have|I've reached|I'm (?:speaking|talking) (?:to|with)|on the line|there))?"

_BY_NAME = re.compile(
    rf"\b(?:[Tt]his|[Tt]hat|[Ii]t)(?:'s| is|'ll be| would be|'d be) {_PERSON}{_HERE},? {_TAG}\W*(?:\?|$)|"
    rf"\b(?:[Tt]his|[Tt]hat|[Ii]t)(?:'s| is| would be) {_PERSON}{_HERE}\?|"
    rf"\b[Yy]ou(?:'re| are) {_PERSON}(?:,? {_TAG}\W*(?:\?|$)|\?)|"
    rf"\b[Aa]re you not {_PERSON}|"
    rf"\b(?:[Cc]alling|[Rr]inging|[Pp]honing|[Hh]ere|[Ll]ooking) for (?:{_TITLE} [\w'-]+|{_CAPITAL}"
    r"(?= (?:please|about (?:his|her|their|an?)|on (?:his|her))\b|[.,]? (?:[Ii]s|[Aa]re) (?:he|she|they)\b))|"
    rf"\b(?:[Cc]an|[Cc]ould|[Ww]ould|[Ww]ill) you (?:please )?(?:put|get|fetch) (?:me )?{_PERSON} (?:on|to the)\b|"
    rf"(?:^|[.!?,] )(?:[Pp]ut|[Gg]et) {_PERSON} on\b|"
    rf"\b(?:[Hh]ave you |[Yy]ou )?[Gg]ot {_PERSON} (?:there|in|about|around|with you|to hand)\b|"
    rf"(?:^|[.!?,] ){_PERSON},? (?:about|around|there|in|home|available)(?: today| now| please)?\?|"
    rf"\b(?:hoping|wanting|looking|trying|needing) to (?:catch|reach|speak (?:to|with)|talk (?:to|with)|get)"
    rf"(?: hold of)?(?: an?)? {_PERSON}"
)
_UNCAPITALISED = re.compile(
    r"\b(?:this|that|it) is (?!the\b|about\b|for\b|a\b|an\b|my\b|your\b|not\b)[\w'-]+(?: [\w'-]+)?"
    r"(?: (?:bhai|ji|sir|ma'am|garu|po))? (?:no|na|right|correct|yes|yeah)\W*$|"
    r"\byou are (?:mr|mrs|ms|miss|dr) [\w'-]+|\byou are [\w'-]+ [\w'-]+ (?:only )?(?:no|na|right|correct)\W*$|"
    r"\b(?:hoping|trying) to (?:catch|reach|get hold of) (?:a )?(?:mr|mrs|ms|miss|dr) "
)
"""The same where nothing is capitalised."""
_NO_NAME = re.compile(
    r"\b(?:paying|going|doing|saying|coming|getting|taking|making|giving|having|telling|asking|not|the|a|in|on|at|to|"
    r"still|sure|very|also|there|here|fine|okay|all|one|due|money|payment|account)\b"
)
"""What no name has in it, where a capital doesn't show one."""


def asks_by_name(text: str) -> bool:
    """Whether an agent's line checks who is there by saying a name, without a plain question after a person.

    Examples
    --------
    >>> asks_by_name("Well, I know you. This is Shawna Bell, right?")
    True
    >>> asks_by_name("It's Friday, isn't it?")
    False
    """
    return any(True for _ in _spans(text))


def without_checks(text: str) -> str:
    """The text without the names by which the other party is checked, each other character in its place.

    Examples
    --------
    >>> without_checks("this is kamran no")
    '                 '
    """
    for first, last in _spans(text):
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _BY_NAME.finditer(text)]
    if text == text.lower():
        found += [match.span() for match in _UNCAPITALISED.finditer(text) if not _NO_NAME.search(_named(match[0]))]
    return found


def _named(words: str) -> str:
    """What stands where the name should be: the words but "this is" and the tag."""
    return " ".join(words.split()[2:-1])
