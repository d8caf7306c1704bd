"""What was agreed about paying: terms put together into payments, followed turn by turn, and read back at the end.

The data walks up: `acts` hears what the lines do; `heard_terms` reads their terms, with `other_numbers` (what is no
payment), `days_in_talk` and `in_full` (days and sums by what the call named before), `duties` (what the agent is to do
by a day), `sums` and `grouping`. `schedule`, `bargaining`, `wholes`, `proposals` and `answers` say what a line does to
what is on the table, and `negotiation` follows the call. `restated`, `recap_goes_on` and `recap_lines` find the recap,
`settlements` and `before_recap` when and how surely each value was settled, `beside_recap` what goes with it,
`after_recap` what was changed since, and `reconciling` lets the recap correct what was heard. `slots` and `readback`
judge it, `promises` lists what the customer promised, and `tracking` puts it all together.
"""

from __future__ import annotations

from callscore.agreement.payments import Payment, Promise
from callscore.agreement.readback import Recap
from callscore.agreement.slots import Slot
from callscore.agreement.tracking import Agreement, track_agreement

__all__ = ["Agreement", "Payment", "Promise", "Recap", "Slot", "track_agreement"]
