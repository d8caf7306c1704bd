"""Whether the call was made at an allowed hour of the customer's clock, by metadata and a jurisdiction's profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.evidence import abstain, moment
from callscore.findings import Finding, Metric
from callscore.metadata import AccountKind
from callscore.profiles import Profile

__all__ = ["CallTime"]


@dataclass(frozen=True)
class CallTime:
    """`call_time`: 1.0 inside the hours of the profile, 0.0 outside, None where the time or the hours aren't known.

    A flag for review: consent, and where the customer really was, are not in the metadata.

    Parameters
    ----------
    profile
        A profile, the name of one that callscore ships, or the path of a TOML file.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> next(iter(CallTime("us_third_party")(make_call("agent: Hello.")))).reason
    'the metadata has no local time of the call'
    """

    profile: Profile | str = "none"

    def __call__(self, conversation: Conversation) -> Iterator[Finding | Metric]:
        """The metric ``call_time`` and, outside the hours, the moment."""
        profile = self.profile if isinstance(self.profile, Profile) else Profile.load(self.profile)
        started_at = conversation.metadata.started_at
        units = {"call_time": "presence"}
        if not profile.hours:
            yield from abstain(units, "no jurisdiction profile sets hours")
            return
        if started_at is None:
            yield from abstain(units, "the metadata has no local time of the call")
            return
        if profile.consumer and conversation.metadata.account_kind is AccountKind.B2B:
            yield from abstain(units, "the account is a business's, and the profile's hours are for consumers")
            return
        broken = next((hours for hours in profile.hours if not hours.allows(started_at)), None)
        detail = f"{started_at:%A %H:%M} by the customer's clock"
        yield Metric("call_time", 0.0 if broken else 1.0, "presence", base=1.0, reason=detail)
        if broken is not None and conversation.turns_of(Role.AGENT):
            allowed = f"{broken.earliest:%H:%M} to {broken.latest:%H:%M}"
            why = f"For review: begun on {detail}, outside {allowed} ({broken.rule.basis})."
            index = conversation.turns_of(Role.AGENT)[0][0]
            yield moment(
                conversation, "call_time", "call_time.outside", index, why, severity=2, instead=broken.rule.instead
            )
