"""Every row of the default rubric on typed calls: done or found, nearly so, and not to be judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest

from callscore import Analysis, Rubric, analyze, score
from callscore.conversation import Conversation, Role
from callscore.metadata import AccountKind, CallMetadata
from callscore.scorecard import CriterionScore
from callscore.testing import make_call

ELSEWHERE = {"voice_calm"}
"""Rows with a file of their own: what they need is more than a few lines of text (``test_voice_analyzer.py``)."""

FAULT, FINE, NOT_JUDGED = "fault", "fine", "not judged"

OPENED = (
    "agent: Good morning, this is Priya from Calder Timber. Am I speaking to Mr Bell?",
    "customer: Yes, speaking.",
)
TOLD = "customer: I lost my job in May and the rent comes first."
MACHINE = ("customer: You've reached the voicemail of Dana Bell, leave a message after the tone.",)
SILENT = ("customer: Hello?",)


SPITEFUL = ("agent: You people never pay your bills.", "customer: Excuse me?", "agent: You're a liar and a thief.")

NOTHING_KNOWN = CallMetadata()


@dataclass(frozen=True)
class Case:
    """What a row says about a call: `state`, and the rule of a finding that shows it, if any."""

    row: str
    state: str
    lines: tuple[str, ...]
    rule: str = ""
    profile: str = "none"
    metadata: CallMetadata = NOTHING_KNOWN
    timed: bool = True


def case(
    row: str,
    state: str,
    *lines: str,
    rule: str = "",
    profile: str = "none",
    timed: bool = True,
    metadata: CallMetadata | None = None,
) -> Case:
    return Case(row, state, lines, rule, profile, metadata or NOTHING_KNOWN, timed)


EVENING = CallMetadata(started_at=datetime(2026, 3, 12, 21, 40))
MORNING = CallMetadata(started_at=datetime(2026, 3, 12, 9, 30))
SUNDAY = CallMetadata(started_at=datetime(2026, 3, 15, 8, 30))
BUSINESS = CallMetadata(account_kind=AccountKind.B2B)
CONSUMER = CallMetadata(account_kind=AccountKind.CONSUMER)
LEDGER = CallMetadata(expected_amount=Decimal("250"))
AGREED = ("agent: Could you do £150 by card on the 28th?", "customer: Yes, I can do that.")
LONG_STORY = (
    "customer: the pallets came in wet on the Friday and two of them went straight back to your depot the same day"
)

CASES = [
    # Listening
    case("talk_share", FAULT, "0-20 agent: so here is the whole story again", "20-21 customer: fine"),
    case("talk_share", FINE, "0-10 agent: so what happened", "10-20 customer: well the boiler broke"),
    case("talk_share", NOT_JUDGED, "agent: so what happened", "customer: the boiler broke", timed=False),
    case(
        "longest_monologue",
        FAULT,
        "0-60 agent: " + "and another thing is this one here " * 20,
        "61-70 customer: right then",
        rule="monologue",
    ),
    case("longest_monologue", FINE, "0-20 agent: a few words", "20-40 customer: and some of mine"),
    case("longest_monologue", NOT_JUDGED, "agent: words", "customer: more words", timed=False),
    case(
        "interruptions",
        FAULT,
        "0-5 customer: I was going to pay it but my hours were",
        "4-8 agent: When will you pay this?",
        "9-12 customer: I don't know.",
    ),
    case(
        "interruptions",
        FINE,
        "0-5 customer: I was going to pay it on the Friday after that.",
        "4.8-8 agent: Thank you, Friday it is.",
        "9-12 customer: Good.",
    ),
    case("interruptions", FINE, "0-5 customer: My hours were cut in May and then again", "3-3.4 agent: Mm-hm."),
    case("interruptions", NOT_JUDGED, "agent: When will you pay?", "customer: I was going to", timed=False),
    case(
        "patience",
        FINE,
        *(
            line
            for i in range(6)
            for line in (
                f"{10 * i}-{10 * i + 4} customer: that is what I mean here",
                f"{10 * i + 4.8}-{10 * i + 9} agent: I see what you mean there",
            )
        ),
    ),
    case(
        "patience",
        FAULT,
        *(
            line
            for i in range(6)
            for line in (
                f"{10 * i}-{10 * i + 5} customer: that is what I mean here",
                f"{10 * i + 4.2}-{10 * i + 9} agent: I see what you mean there",
            )
        ),
    ),
    case("patience", NOT_JUDGED, "0-1 agent: Hello there.", "1.5-3 customer: Hello."),
    case("acknowledgement", FINE, *((LONG_STORY, "agent: Right, so two of the pallets went back wet.") * 3)),
    case(
        "acknowledgement",
        FAULT,
        *((LONG_STORY, "agent: The balance is four hundred pounds.") * 3),
        rule="acknowledgement.passed_over",
    ),
    case("acknowledgement", FINE, *((LONG_STORY, "agent: Two pallets?") * 3)),
    case(
        "acknowledgement",
        FAULT,
        *(("agent: You people never pay.", LONG_STORY, "agent: The pallets have nothing to do with your bill.") * 3),
    ),
    case(
        "acknowledgement",
        NOT_JUDGED,
        *(("customer: And when will the two pallets be picked up again?", "agent: Soon.") * 3),
    ),
    case("acknowledgement", NOT_JUDGED, "agent: Hello.", "customer: Hello."),
    case("acknowledgement", NOT_JUDGED, *((LONG_STORY, "agent: The balance is four hundred pounds.") * 2)),
    case("acknowledgement", NOT_JUDGED, *MACHINE, "agent: It's Dana from Northgate, please call back."),
    case(
        "asked_again",
        FAULT,
        "agent: What's your address?",
        "customer: Twelve Tanner Street.",
        "agent: Right.",
        "customer: Yes.",
        "agent: And what did you say your address was?",
        rule="asked_again",
    ),
    case(
        "asked_again",
        FINE,
        "agent: What's your address?",
        "customer: Twelve Tanner Street.",
        "agent: Sorry, I didn't catch that, what did you say your address was?",
    ),
    case(
        "asked_again",
        FINE,
        "agent: When did you send the form?",
        "customer: On Monday.",
        "agent: When can you send the receipt?",
    ),
    case(
        "asked_again",
        FAULT,
        "agent: So when am I getting my money?",
        "customer: On Friday, when I'm paid.",
        "agent: Are you paying or not?",
        rule="asked_again",
    ),
    case(
        "asked_again",
        FINE,
        "agent: When are you paying the March one?",
        "customer: On Friday.",
        "agent: And how would you like to pay the April one?",
    ),
    case("asked_again", NOT_JUDGED, "agent: What's your address? Hello?"),
    case(
        "unanswered_question",
        FAULT,
        "customer: What's the other four hundred for?",
        "agent: Don't you worry about that.",
        rule="unanswered_question",
    ),
    case(
        "unanswered_question",
        FINE,
        "customer: What's the other four hundred for?",
        "agent: That's the late fee from March.",
    ),
    case(
        "unanswered_question",
        FINE,
        "customer: What's the other four hundred for?",
        "agent: Good question, let me check that for you.",
    ),
    case(
        "unanswered_question",
        FAULT,
        "customer: Can you see if she put a note on there, though?",
        "agent: What do you do for work?",
        "customer: I'm in a warehouse.",
        "agent: And how long is that going on?",
        rule="unanswered_question",
    ),
    case(
        "unanswered_question",
        FINE,
        "customer: Half of the good ones. What's that come to?",
        "agent: Three hundred and thirty-six pounds. When can you send it?",
    ),
    case("unanswered_question", NOT_JUDGED, *MACHINE, "agent: Please call back."),
    # Questions
    case(
        "question_mid_sentence",
        FAULT,
        "0-5 customer: I was going to pay it but my hours were",
        "4-8 agent: When will you pay this?",
    ),
    case(
        "question_mid_sentence",
        FINE,
        "0-5 customer: My hours were cut in May.",
        "5.5-8 agent: When did they tell you?",
    ),
    case("question_mid_sentence", NOT_JUDGED, "agent: When will you pay?", "customer: On Friday.", timed=False),
    case(
        "question_spacing",
        FAULT,
        "0 agent: When can you pay?",
        "2 customer: Friday.",
        "4 agent: How much can you pay?",
        "6 customer: Fifty.",
        "8 agent: What day works?",
    ),
    case(
        "question_spacing",
        FINE,
        "0 agent: When can you pay?",
        "4 customer: Friday.",
        "20 agent: How much can you pay?",
        "24 customer: Fifty.",
        "40 agent: What day works?",
    ),
    case("question_spacing", NOT_JUDGED, "agent: When can you pay?", "customer: Friday.", timed=False),
    case("open_questions", FINE, "agent: What happened there?", "customer: The boiler broke.", rule="open"),
    case(
        "open_questions",
        FAULT,
        "agent: Did you get the invoice?",
        "customer: Yes.",
        "agent: Can you pay it today?",
        "customer: No.",
    ),
    case("open_questions", NOT_JUDGED, "agent: Good morning.", "customer: Good morning."),
    # Tone
    case("accusatory", FAULT, "agent: You haven't paid your bill since August."),
    case("accusatory", FINE, "agent: I'm showing an open balance of 206."),
    case("condescending", FAULT, "agent: You do know how a calendar works, don't you?"),
    case("condescending", FINE, "agent: Would you like me to go through it line by line?"),
    case("assumption", FAULT, "agent: I assume you just forgot about it."),
    case("assumption", FINE, "agent: I don't want to assume anything, tell me what happened."),
    case("empathy", FINE, TOLD, "agent: I'm so sorry to hear that, that sounds really hard."),
    case("empathy", FAULT, TOLD, "agent: The balance is 400 dollars.", "customer: I know.", rule="empathy.passed_over"),
    case(
        "empathy",
        FAULT,
        "agent: I'm so sorry about the mix-up.",
        TOLD,
        "agent: The balance is 400 dollars.",
        rule="empathy.passed_over",
    ),
    case("empathy", NOT_JUDGED, *OPENED),
    case("empathy", NOT_JUDGED, *MACHINE, "agent: I'm so sorry to hear that."),
    case("courtesy", FINE, "agent: Hello.", "customer: Hello, this is Dana.", "agent: Thank you, Dana."),
    case("courtesy", FINE, "agent: Mr Bell, hello.", "customer: Hello.", "agent: Could I take your postcode, please?"),
    case("courtesy", FAULT, "agent: It's Dana.", "customer: Hello?", "agent: Good afternoon is over. Pay up."),
    case("courtesy", FAULT, "agent: You there?", "customer: Who is this?", "agent: Thanks for nothing."),
    case("courtesy", NOT_JUDGED, *SILENT),
    case(
        "retaliation",
        FAULT,
        "customer: Are you deaf, I said no!",
        "agent: Don't you swear at me, you people never pay.",
        rule="retaliation.words",
    ),
    case(
        "retaliation",
        FINE,
        "customer: Are you deaf, I said no!",
        "agent: I'm sorry, I can hear that this has been awful for you.",
        rule="retaliation.calmed",
    ),
    case("retaliation", NOT_JUDGED, *OPENED),
    case("confidence", FAULT, *("agent: It's nothing to do with me, I just work here.",) * 4),
    case("confidence", FINE, "agent: I'm not sure whether we charge a fee but I'll find out today."),
    case("confidence", NOT_JUDGED, *SILENT),
    # Preparation
    case(
        "facts_cited", FINE, *OPENED, "agent: I'm calling about invoice 4411, £480, which fell due on the 3rd of June."
    ),
    case("facts_cited", FAULT, *OPENED, "agent: I'm calling about that little matter of ours."),
    case("facts_cited", NOT_JUDGED, *MACHINE, "agent: It's Dana from Northgate, please call back."),
    case("unprepared", FAULT, *OPENED, "agent: Bear with me, I haven't got your file open."),
    case(
        "unprepared",
        FAULT,
        "0-2 agent: Hold on, bear with me.",
        "40-42 agent: Here it is.",
        "43-44 customer: Good.",
        rule="unprepared.hold",
    ),
    case("unprepared", FINE, *OPENED, "agent: Let me confirm that with you."),
    case("unprepared", NOT_JUDGED, *SILENT),
    case("facts_wrong", FAULT, "agent: Your balance is £520.", rule="facts.wrong_amount", metadata=LEDGER),
    case("facts_wrong", FINE, "agent: Your balance is £250. You could pay £50 of it.", metadata=LEDGER),
    case("facts_wrong", NOT_JUDGED, "agent: Your balance is £520."),
    # Opening
    case("introduction", FINE, OPENED[0]),
    case("introduction", FINE, "agent: hiya is that darren it's only kelly from tynebank homes"),
    case("introduction", FINE, "customer: hello", "agent: sunrise finance se meera one emi of yours bounced"),
    case(
        "introduction",
        FINE,
        "agent: it's kelly i'm ringing about the account",
        "customer: sorry who did you say you were with",
        "agent: northgate recovery so have you got a card",
    ),
    case(
        "introduction",
        FAULT,
        "agent: My name is Kelvin.",
        "customer: who?",
        "agent: Kelvin, I said.",
        rule="introduction.half",
    ),
    case(
        "introduction",
        FAULT,
        *(("agent: Hello?", "customer: Hello?") * 6),
        "agent: My name is Priya and I'm calling from Calder Timber.",
    ),
    case("introduction", NOT_JUDGED, *SILENT),
    case("purpose", FINE, *OPENED, "agent: I'm calling about the March invoice."),
    case("purpose", FINE, *OPENED, "agent: You owe £480.", rule="purpose.account"),
    case("purpose", FAULT, "agent: The weather is bad here.", "customer: Same here."),
    case("purpose", FAULT, "agent: You know what this is about.", "customer: No, I don't."),
    case("purpose", FAULT, "agent: This is an attempt to collect a debt.", "customer: Okay."),
    case("purpose", NOT_JUDGED, *SILENT),
    case("right_party", FINE, *OPENED, "agent: It's about £480 overdue."),
    case(
        "right_party",
        FAULT,
        "agent: You have an overdue debt of £400.",
        "customer: Who?",
        "agent: Am I speaking to Mr Bell?",
        rule="right_party.late",
    ),
    case(
        "right_party",
        FAULT,
        "agent: You have an overdue debt of £400.",
        "customer: Who is this?",
        rule="right_party.never",
    ),
    case(
        "right_party",
        FAULT,
        "agent: Is that Mr Bell? You owe £400.",
        "customer: Yes.",
        rule="right_party.same_breath",
        metadata=CONSUMER,
    ),
    case("right_party", FINE, "agent: Is that Mr Bell? It's about £400 overdue.", "customer: Yes.", metadata=BUSINESS),
    case(
        "right_party",
        FAULT,
        "agent: Is that Mr Bell?",
        "customer: Who wants to know?",
        "agent: You owe £400.",
        rule="right_party.unconfirmed",
        profile="uk",
    ),
    case(
        "right_party",
        FAULT,
        "agent: Is that Mr Bell?",
        "customer: Yes, speaking.",
        "agent: You have £400 overdue.",
        "customer: Okay.",
        "agent: Can I take your date of birth?",
        rule="right_party.proved_late",
        profile="us_third_party",
    ),
    case(
        "right_party",
        FINE,
        "agent: Is that Mr Bell?",
        "customer: Yes, speaking.",
        "agent: You have £400 overdue.",
        "customer: Okay.",
        "agent: What's the best address to send that to?",
        profile="us_third_party",
    ),
    case(
        "right_party",
        FAULT,
        "agent: Is that Mr Bell?",
        "customer: No, this is his wife.",
        "agent: And you're Mrs Bell?",
        "customer: Yes.",
        "agent: He owes £400.",
        rule="right_party.unconfirmed",
        profile="uk",
    ),
    case(
        "right_party",
        FINE,
        "agent: Is that Mr Bell?",
        "customer: No, he passed away in May.",
        "agent: I'm so sorry. Are you his wife?",
        "customer: Yes, I'm Eleanor.",
        "agent: It's about £400 overdue.",
        profile="us_third_party",
    ),
    case(
        "right_party",
        FAULT,
        "agent: It's Dana from Redhill, about your account with Harbour Bank. Can I take your date of birth?",
        "customer: The third of May eighty-one.",
        rule="right_party.same_breath",
        profile="us_third_party",
    ),
    case(
        "right_party",
        FINE,
        "agent: It's Dana from Redhill. Can I take your date of birth?",
        "customer: The third of May eighty-one.",
        "agent: It's about your account with Harbour Bank.",
        profile="us_third_party",
    ),
    case("right_party", NOT_JUDGED, *SILENT),
    case("right_party", NOT_JUDGED, *MACHINE, "agent: It's about £400 overdue.", profile="uk"),
    case(
        "yield_after_opening",
        FINE,
        *OPENED,
        "agent: I'm calling about the March invoice.",
        "customer: I have it here.",
        rule="yield.waited",
    ),
    case(
        "yield_after_opening",
        FAULT,
        *OPENED,
        "agent: I'm calling about the March invoice. " + "And there is one more thing to say about it. " * 12,
        "customer: Right.",
        rule="yield.went_on",
    ),
    case("yield_after_opening", NOT_JUDGED, *MACHINE, "agent: I'm calling about the March invoice."),
    # Clarity
    case("balance_explained", FINE, *OPENED, "agent: It's 480 pounds for the June invoices, about six weeks overdue."),
    case("balance_explained", FAULT, *OPENED, "agent: You owe us."),
    case("balance_explained", FAULT, *OPENED, "agent: The balance is £480.", rule="balance.sum_only"),
    case(
        "balance_explained",
        NOT_JUDGED,
        "agent: Can I speak to Mr Bell?",
        "customer: You've got the wrong number.",
        "agent: Sorry, thank you.",
    ),
    case("consequences_explained", FINE, "agent: After the 30th a late fee of 12 dollars is added each month."),
    case(
        "consequences_explained",
        FAULT,
        "customer: What happens if I miss one?",
        "agent: You'll see.",
        rule="consequences.unexplained",
    ),
    case(
        "consequences_explained",
        FINE,
        *OPENED,
        "agent: There's normally a fee of £12, but I've taken that off.",
        rule="consequences.said",
    ),
    case("consequences_explained", NOT_JUDGED, *OPENED),
    case("consequences_explained", NOT_JUDGED, *OPENED, "agent: It's £480 for the June fees, shall we look at it?"),
    case("jargon", FAULT, "agent: You're in bucket three, sixty plus DPD."),
    case("jargon", FINE, "agent: You're at sixty DPD, so days past due, which means how late it is."),
    case(
        "jargon",
        FINE,
        "agent: You're at sixty DPD.",
        "customer: What does that mean?",
        "agent: It means days past due, how late it is.",
    ),
    case(
        "jargon",
        FAULT,
        "agent: It may still come off the dialler.",
        "customer: Off the what?",
        "agent: Never mind.",
        rule="jargon.not_known",
    ),
    case(
        "jargon",
        FINE,
        "agent: It may still come off the dialler.",
        "customer: Off the what?",
        "agent: That's the machine that rings people.",
    ),
    case("jargon", NOT_JUDGED, *SILENT),
    case("pace", FAULT, "0-20 agent: " + "so I can see the March one is open " * 12, "21-40 customer: yes"),
    case("pace", FINE, "0-20 agent: " + "so I can see the March one is open " * 6, "21-40 customer: yes"),
    case("pace", NOT_JUDGED, "0-3 agent: so it is open", "4-5 customer: yes"),
    case(
        "pace",
        FAULT,
        "0-30 agent: " + "and it is open " * 6 + "and it's £12.50 more " + "and it is open " * 5 + "now.",
        "31-40 customer: yes",
        rule="pace.long_sentence",
    ),
    # Agreement
    case("options", FINE, TOLD, "agent: Would weekly or monthly be easier for you?"),
    case("options", FAULT, TOLD, "agent: There isn't another way, the full balance is due.", rule="options.none"),
    case("options", FAULT, TOLD, "agent: Can you pay the six fifty or not?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: Visa or Mastercard?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: Do you get paid weekly or monthly?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: How much can you pay right now?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: So four eighteen, card or checking?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: Will you do the six fifty, or must I hand it over?", rule="options.none"),
    case("options", FAULT, TOLD, "agent: You can call it what you like, it's due Thursday.", rule="options.none"),
    case("options", FINE, TOLD, "agent: Like, is the week after doable?"),
    case("options", FAULT, TOLD, "agent: So what can you do, and don't say after the fifteenth.", rule="options.none"),
    case("options", FINE, "agent: It's £480 in all.", TOLD, "agent: Make it two fifty.", rule="options.shown"),
    case("options", FAULT, "agent: It's £480 in all.", TOLD, "agent: It's £480 today.", rule="options.none"),
    case("options", FINE, TOLD, "agent: What I can do is hold the two July invoices."),
    case("options", FINE, TOLD, "agent: We can take it a bit at a time.", rule="options.shown"),
    case("options", FINE, TOLD, "agent: I'm happy to wait until your wages are in.", rule="options.shown"),
    case("options", FINE, TOLD, "agent: There's a hardship programme, I can put you on that."),
    case("options", FAULT, TOLD, "agent: Then I'll give you another ring.", rule="options.none"),
    case("options", FINE, "agent: It's £480 in all.", TOLD, "agent: So next week, madam?", rule="options.shown"),
    case("options", NOT_JUDGED, *OPENED, "agent: It's £480.", "customer: I'll pay it today."),
    case("options", NOT_JUDGED, *MACHINE, "agent: Would weekly or monthly be easier for you?"),
    case("recap", FINE, *AGREED, "agent: So that's £150 on the 28th by card, is that right?", "customer: Yes."),
    case("recap", FAULT, *AGREED, "agent: Lovely, bye now.", rule="absent"),
    case("recap", FAULT, *AGREED, "agent: So that's £180 on the 28th by card, right?", rule="contradicts"),
    case("recap", NOT_JUDGED, *OPENED, "agent: It's £480.", "customer: I can't pay that."),
    case(
        "consistency",
        FAULT,
        "agent: The balance is £480.",
        "customer: Okay.",
        "agent: So you owe us £520, the balance is £520.",
    ),
    case(
        "consistency",
        FINE,
        "agent: The balance is £480.",
        "customer: Okay.",
        "agent: Could you do £120 of that on Friday?",
    ),
    case("consistency", NOT_JUDGED, *SILENT),
    case("next_step", FINE, *OPENED, "agent: I'll email you the copy this afternoon."),
    case("next_step", FAULT, *OPENED, "agent: I'll send you the copy.", rule="next_step.undated"),
    case("next_step", FAULT, *OPENED, "agent: I'll ring you every hour on the hour till you pay up."),
    case("next_step", FAULT, *OPENED, "agent: Right, I'll let you get back to your customers now."),
    case("next_step", FAULT, *OPENED, "agent: We'll see on Thursday."),
    case("next_step", FAULT, *OPENED, "agent: I'll just forward it all to the police this afternoon."),
    case("next_step", FAULT, *OPENED, "agent: I'll call your line leader also this afternoon."),
    case("next_step", FAULT, *OPENED, "agent: I'll take that, Mr Bell, on Friday."),
    case("next_step", FINE, *OPENED, "agent: I'll take the fee off today and email you."),
    case("next_step", FINE, *OPENED, "agent: I'll take it up with my manager this afternoon."),
    case("next_step", FAULT, *SPITEFUL, "agent: Either it's paid by Friday or I pass the file on."),
    case("next_step", NOT_JUDGED, *SILENT),
    case("online_payment_help", FINE, "agent: Open the app and tap the blue button, I'll stay on the line."),
    case("online_payment_help", FAULT, "agent: Just go online.", rule="online.no_help"),
    case("online_payment_help", NOT_JUDGED, *OPENED),
    case("online_payment_help", NOT_JUDGED, *OPENED, "agent: You can pay by card or online.", "customer: By card."),
    # Compliance
    case("disclosures", FINE, "agent: Good morning, our calls are recorded.", "customer: Fine.", profile="uk"),
    case(
        "disclosures",
        FAULT,
        "agent: Your payment was recorded in May.",
        "customer: Fine.",
        profile="uk",
        rule="disclosure.not_found",
    ),
    case("disclosures", NOT_JUDGED, "agent: Good morning, our calls are recorded."),
    case("threats", FAULT, "agent: Let's see how your boss feels when we ring him."),
    case("threats", FINE, "agent: It goes to our legal team on the 14th, as in the contract."),
    case("overpromising", FAULT, "agent: I guarantee nobody will ever call you again."),
    case("overpromising", FINE, "agent: I'll ask, I can't promise."),
    case(
        "third_party",
        FAULT,
        "agent: Is Mr Bell there?",
        "customer: No, this is his wife.",
        "agent: He has an overdue debt of £400.",
        rule="third_party.told",
    ),
    case(
        "third_party",
        FINE,
        "agent: Is Mr Bell there?",
        "customer: No, this is his wife.",
        "agent: Could he call Dana back, please?",
    ),
    case("third_party", FINE, *OPENED, "agent: It's about £480 overdue.", "customer: My wife handles the bills."),
    case(
        "third_party",
        NOT_JUDGED,
        "agent: Is Mr Bell there?",
        "customer: He's not here, I just answer the phones.",
        "agent: It's about £400 overdue.",
        metadata=BUSINESS,
    ),
    case(
        "stop_request",
        FAULT,
        "customer: Stop calling me at work.",
        "agent: When will you pay?",
        "customer: I said stop.",
        "agent: Today?",
        rule="request.passed_over",
    ),
    case(
        "stop_request",
        FAULT,
        "customer: Stop calling me.",
        "agent: We'll keep calling until it's paid.",
        rule="request.refused_to",
    ),
    case(
        "stop_request",
        FINE,
        "customer: Stop calling me at work.",
        "agent: I've noted that, we won't call this number again.",
    ),
    case(
        "stop_request",
        FAULT,
        "customer: Don't call me at work, I told you.",
        "agent: I'll write that down, but since I've got you, when are you paying?",
        "customer: I said not here.",
        "agent: So when?",
        rule="request.passed_over",
    ),
    case("stop_request", NOT_JUDGED, "customer: Who didn't call me back was your colleague.", "agent: I see."),
    case("stop_request", NOT_JUDGED, *OPENED, "agent: It's £480.", "customer: Stop, stop, let me get a pen."),
    case(
        "call_time", FAULT, "agent: Good evening.", profile="us_third_party", metadata=EVENING, rule="call_time.outside"
    ),
    case("call_time", FINE, "agent: Good morning.", profile="us_third_party", metadata=MORNING),
    case("call_time", FAULT, "agent: Good morning.", profile="uk", metadata=SUNDAY),
    case("call_time", NOT_JUDGED, "agent: Good morning.", profile="us_third_party"),
    case("call_time", NOT_JUDGED, "agent: Good evening.", metadata=EVENING),
    *(
        case(row, NOT_JUDGED, "agent: bonjour je vous appelle pour la facture", "customer: oui")
        for row in ("accusatory", "condescending", "assumption", "overpromising", "threats")
    ),
]


def call_of(each: Case) -> Conversation:
    call = make_call(*each.lines, timed=each.timed)
    french = any("bonjour" in line for line in each.lines)
    return replace(call, metadata=each.metadata, language="fr" if french else "en")


@cache
def judged(each: Case) -> tuple[Analysis, CriterionScore]:
    analysis = analyze(call_of(each), profile=each.profile)
    return analysis, score(analysis)[each.row]


@cache
def one_sided(each: Case) -> bool:
    return not any(line.lstrip("0123456789.- ").startswith("customer") for line in each.lines)


@pytest.mark.parametrize("each", CASES, ids=lambda each: f"{each.row} {each.state}: {each.lines[-1][:40]}")
def test_the_row_says(each: Case) -> None:
    analysis, _ = judged(each)
    criterion = Rubric.load().criterion(each.row)
    metric = analysis.metrics[criterion.metric]
    if each.state == NOT_JUDGED:
        assert metric.value is None
        assert metric.reason
        return
    assert metric.value is not None, metric.reason
    faults = [f.severity for f in analysis.of(each.row) if f.is_fault]
    value = max(metric.value, float(sum(faults))) if criterion.count_by == "severity" else metric.value
    assert (criterion.band.points(value) >= 99.9) is (each.state == FINE), (metric, analysis.of(each.row))
    if each.rule:
        found = [finding for finding in analysis.of(each.row) if finding.rule == each.rule]
        assert found
        assert all(finding.why and 0 <= finding.turn < len(each.lines) for finding in found)


@pytest.mark.parametrize("row", [row.id for row in Rubric.load().criteria if row.id not in ELSEWHERE])
def test_every_row_has_a_hit_a_near_miss_and_a_call_that_cannot_be_judged(row: str) -> None:
    assert {each.state for each in CASES if each.row == row} == {FAULT, FINE, NOT_JUDGED}


def test_no_finding_of_a_fault_stands_where_the_row_is_not_judged() -> None:
    for each in CASES:
        if each.state == NOT_JUDGED:
            analysis, _ = judged(each)
            assert not [f for f in analysis.of(each.row) if f.is_fault], each


def test_a_call_in_which_nobody_speaks_for_the_agent_accuses_nobody() -> None:
    analysis = analyze(make_call("customer: Hello? Is anybody there?"), profile="us_third_party")
    assert not [finding for finding in analysis.findings if finding.role is Role.AGENT]


def test_a_machine_is_not_asked_who_it_is_and_wants_nothing_to_stop() -> None:
    call = make_call(*MACHINE, "agent: It's Dana from Debt Solutions, please ring me back on this number.")
    analysis = analyze(call, profile="uk")
    for row in ("right_party", "next_step", "stop_request", "acknowledgement", "asked_again", "yield_after_opening"):
        assert analysis.metrics[row].value is None, row
    assert analysis.metrics["third_party"].value == 0.0


def test_debt_details_left_on_a_machine_are_for_review() -> None:
    call = make_call(*MACHINE, "agent: It's Dana from Northgate about your overdue balance of £400.")
    (finding,) = analyze(call, profile="us_third_party").of("third_party")
    assert finding.severity == 3
    assert "1692c(b)" in finding.why


@pytest.mark.parametrize(
    ("answer", "flagged"),
    [
        ("No, this is Emily.", True),
        ("Sorry, he's at work.", True),
        ("You have the wrong number.", True),
        ("Yes, this is he.", False),
        ("Speaking, who's this?", False),
        ("Who is this?", False),
    ],
)
def test_somebody_else_is_told_from_somebody_who_asks_back(answer: str, flagged: bool) -> None:
    call = make_call("agent: May I speak with Sarah Johnson?", f"customer: {answer}", "agent: It's about £400 overdue.")
    assert bool(analyze(call).of("third_party")) is flagged
