"""The words by which an agent announces, gives and closes a recap of what was agreed."""

from __future__ import annotations

import re

__all__ = ["OPENS_RECAP", "READS_BACK", "RESTATES"]

_ANNOUNCED = (
    r"let me (?:just )?(?:confirm|read|repeat|say|state|go|run|recap)|to (?:recap|confirm|sum up)"
    r"|(?:got|have|put) you down|for my notes"
)
"""What announces a recap wherever it stands in a line."""

OPENS_RECAP = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?]*\b(?:so(?: all right| okay)?,? (?:i|we|you|that)(?:'(?:ve|s|re|m)| have| is| got)"
    rf"|writing down|{_ANNOUNCED})\b",
    re.IGNORECASE,
)
"""The sentence with which a recap opens in the middle of a line: what closes one ("is that right") opens none."""

READS_BACK = re.compile(
    rf"\b(?:{_ANNOUNCED}|recap|summar\w+|sum up|go (?:back )?over (?:it|that|this|what|everything)"
    r"|(?:i'm|i am|am|just) noting|let me (?:just )?(?:make sure|play|check (?:i|that|we|this))"
    r"|(?:read|say) (?:it|that|this) (?:all )?back|repeat (?:what|back|it all|everything|for (?:my|the))"
    r"|so,? (?:sir|ma'?am|madam|mr \w+|mrs \w+|ms \w+|then)|have i got (?:that|it)"
    r"|is that (?:okay|ok|alright|all right|right|correct|all correct|what you|how you)|we good|all good"
    r"|on the same page|does that (?:all )?(?:match|tally)|is that how|what we (?:fixed|agreed|said)|from your side"
    r"|i have noted|all set"
    r"|i've (?:noted|got you|put you)"
    r"|i (?:just )?(?:put|write|note) (?:it |that )?(?:down here|into the system)"
    r"|we have it that|here's what (?:i|we)(?:'ve| have)"
    r"|what i(?:'ve| have) (?:written|noted|put|got)|i(?:'ve| have) (?:written|noted) (?:it |that |this )?down)\b",
    re.IGNORECASE,
)
"""A recap is announced or closed in so many words, beyond a mere "so"."""

RESTATES = re.compile(
    r"^(?:\w+[,.!]? ){0,3}so\b|\b(?:let me (?:just )?check|run (?:through|over)|go through (?:it|that|what|everything)"
    r"|go back over|so (?:that's|that'll|it's|that is|what we|we've|we have|we're|you'll|you're|you are|i've|i have"
    r"|just|to|we)|so (?:i|we|you)(?:'ve| have|'re| are)|(?:right|okay|ok|all ?right) so|to be clear|in short"
    r"|that (?:right|correct)|does that (?:all )?sound|sounds? (?:good|right|okay|ok)(?=\?\s*$)|we said|agreed"
    r"|i've (?:got|put|booked|set|scheduled)|i have (?:you|got|put|down)|i'll (?:put|note|mark|book|expect|look out)"
    r"|double[ -]check|confirming|our agreement|the plan is|the arrangement is|you're (?:all )?set|down for|noted"
    r"|(?:note|noting|writ(?:e|ing)|putting) (?:it|that|this))\b",
    re.IGNORECASE,
)
"""Weaker signs, which anybody may give who takes up what was just said: they count beside `READS_BACK` only where the
terms themselves come again."""
