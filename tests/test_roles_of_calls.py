"""Who the agent is on short calls: whoever speaks first, transfers, machines, wrong numbers, calls that come in."""

from __future__ import annotations

import pytest

from callscore.conversation import Role, Turn
from callscore.roles import LOW_CONFIDENCE, resolve_roles

CALLS = {
    "the customer answers with a company's name": (
        "b",
        "a: Bright and Sons, good morning, Carol speaking.",
        "b: Morning Carol, it's Priya at Meridian Packaging, is your accounts department about?",
        "a: That's me for my sins. What's it about?",
        "b: It's about invoice four four one two, it was due on the ninth.",
        "a: Let me have a look. I can't see it here, can you send me a copy?",
        "b: I'll email it now. When could you get it paid?",
        "a: It would go in Friday's run.",
    ),
    "a receptionist puts the collector through": (
        "b",
        "a: Hello, Delta Roofing.",
        "b: Hi there, could I speak to whoever handles your payments please?",
        "a: Who's calling?",
        "b: It's Tom from Kestrel Supplies.",
        "a: And what's it regarding?",
        "b: An overdue invoice.",
        "a: He's on site today, I can take a message for him.",
        "b: If you could ask him to ring me back, I'd be grateful.",
    ),
    "the collector speaks first": (
        "a",
        "a: Hello, is that Mrs Okafor?",
        "b: Yes, who's this?",
        "a: It's Ben from Harbour Credit, and the call's recorded. Could you confirm your date of birth for me?",
        "b: The third of May, seventy nine.",
        "a: Thank you. It's about the balance on your card.",
        "b: I know, I lost my job in March.",
    ),
    "the customer asks for help": (
        "a",
        "a: Thank you for calling Harbour Credit, you're through to Ben, how can I help?",
        "b: Yeah hi, I got a text about a missed payment and I've already paid it.",
        "a: Okay, let me check. Can I take your reference number?",
        "b: It's seven seven one four.",
        "a: I can see it came in yesterday, so your account is up to date.",
    ),
    "the customer calls in angry": (
        "b",
        "a: I want to know why you lot keep ringing my work.",
        "b: I'm sorry to hear that. Can I take your name and the first line of your address?",
        "a: Danny Price, twelve Mill Lane. I told your colleague not to ring my work.",
        "b: I'll put a note on your account now so we only use your mobile.",
        "a: Right. Well I can pay fifty on Friday.",
        "b: I can set that up for you.",
    ),
    "the wrong number": (
        "b",
        "a: Hello?",
        "b: Hello, can I speak with Janet Moore please?",
        "a: There's no Janet here, love. I've had this number ten years.",
        "b: I'm very sorry, I'll take this number off our records.",
        "a: You people ring every week.",
        "b: It won't happen again. Goodbye.",
    ),
    "a machine answers": (
        "b",
        "a: Hi, this is Lewis, I can't take your call right now so leave a message after the beep.",
        "b: Hello, this is a message for Lewis Grant. Please call Anna at Harbour Credit on 0800 555 0101. Thank you.",
    ),
    "a machine answers for a company": (
        "b",
        "a: You've reached Delta Roofing. Our office is closed. Please leave your name and number after the tone.",
        "b: Hi, it's Tom from Kestrel Supplies, reference four four one two. Could somebody call me back on the number "
        "you have for us? Thanks very much.",
    ),
    "a menu before the agent": (
        "b",
        "c: Welcome to Harbour Credit. Calls are recorded for training. Press one to make a payment.",
        "b: Good afternoon, you're speaking with Ben. Can I take your account number?",
        "a: It's eight eight two, I want to talk about my bill.",
        "b: Of course. For security, can you confirm your postcode?",
        "a: M one four, I get paid on Friday, so could I do it then?",
        "b: We can arrange that for you.",
    ),
    "a supervisor takes over": (
        "a",
        "a: Mr Bell, this is Dana from Northgate Finance about the balance on your account.",
        "b: I'm not talking to you any more, get me a manager.",
        "a: One moment, I'll put you through.",
        "c: Mr Bell, my name is Ruth, I'm the team manager here at Northgate. I understand you're unhappy.",
        "b: Your colleague called me a liar. I sent my bank statement.",
        "c: I'm sorry about that. I can see it on your account. Can you manage anything this month?",
        "b: I can pay forty.",
        "c: I'll set up a plan for you at forty a month.",
    ),
    "somebody else at home answers": (
        "b",
        "a: Hello.",
        "b: Hi, may I speak with Robert Hayes?",
        "a: He's at work. This is his wife. What's this about?",
        "b: I'm afraid I can only discuss it with Robert. When would be a good time to reach him?",
        "a: After six.",
        "b: I'll try then. Thank you.",
    ),
    "the phone is handed over": (
        "b",
        "a: Hello?",
        "b: Good evening, am I speaking to Mr Hayes?",
        "a: Hang on. Rob! It's for you.",
        "c: Hello, who's this?",
        "b: Mr Hayes, this is Ben from Harbour Credit, calling about your loan, on a recorded line.",
        "c: Yeah, I know. I can't pay it all, my wages were cut.",
        "b: Okay. What could you manage each month?",
        "c: Maybe fifty. I get paid on the last Friday of the month, so after that I could do it.",
        "b: We can set that up for you.",
    ),
    "no marks, Indian English": (
        "b",
        "a: haan hello",
        "b: good afternoon sir i am calling from suraksha finance am i speaking with mr kulkarni",
        "a: yes tell me",
        "b: sir your emi is pending since two months when you will pay",
        "a: my salary is delayed i will pay by tenth",
        "b: kindly make payment today only sir otherwise charges will come",
    ),
    "no marks, West African English": (
        "a",
        "a: hello good morning ma",
        "b: morning who be this",
        "a: my name is tunde from quickcash ma it is concerning the loan you took in january",
        "b: ah i know my brother i never see money o",
        "a: ma how much you fit pay this week",
        "b: maybe five thousand when my customer pay me",
    ),
    "words recognised badly": (
        "b",
        "a: hell oh",
        "b: high is that mister grant this is anna from harbour credits on a recorded lion",
        "a: what do you want i'm at work",
        "b: it's about the over due balance on you are account",
        "a: i lost my job i can't pay that",
        "b: okay when could you make a payment",
    ),
    "the customer works in finance": (
        "a",
        "a: Hi, it's Priya calling from Meridian Packaging about the two invoices from May.",
        "b: Hi Priya. I'm in accounts here at Bright and Sons, so you've come to the right person.",
        "a: Great. Invoice four four one two is twenty days overdue. When can we expect it?",
        "b: We'll pay it in Friday's run. I'll send you a remittance.",
        "a: Perfect, I'll note your account.",
    ),
    "the customer calls back": (
        "b",
        "a: Hello, I had a missed call from this number?",
        "b: Yes, thanks for calling back. This is Anna at Harbour Credit. Can I take your name?",
        "a: Lewis Grant.",
        "b: Thank you, Mr Grant. Before I go on, can you confirm your date of birth?",
        "a: First of June eighty one. Is it about my card?",
        "b: It is. Your payment didn't go through on the fifth.",
    ),
    "the customer disputes the bill": (
        "a",
        "a: I'm ringing about invoice six one, it's a month late.",
        "b: We're not paying it. You sent us the wrong parts.",
        "a: Did you raise that with anybody at the time?",
        "b: I rang your office twice and nobody called me back.",
        "a: I'll look into it and put it on hold until Thursday.",
    ),
    "the customer only listens": (
        "a",
        "a: Good morning, this is Dana from Northgate, calling about your policy. It lapsed because the last payment "
        "was returned. We can set it up again if you make a payment today.",
        "b: Mm-hm.",
        "a: It's forty two pounds. Would you like to pay by card?",
        "b: Yeah, okay.",
    ),
    "a promise and nothing else": (
        "a",
        "a: So when can you pay the rest?",
        "b: I'll pay it on Friday when I get paid.",
        "a: Okay, so that's ninety on Friday.",
        "b: Yes.",
    ),
    "the customer won't say who they are": (
        "b",
        "a: Who is this?",
        "b: My name's Ben, I'm trying to reach Robert Hayes on a personal business matter.",
        "a: And what company are you with?",
        "b: I can tell you once I know I'm speaking to Robert. Is that you?",
        "a: I'm not telling you that. Stop calling me.",
    ),
    "an interpreter helps": (
        "a",
        "a: Hello, this is Anna from Harbour Credit, with an interpreter on the line. Am I speaking with Mr Nowak?",
        "c: He says yes.",
        "b: Tak, yes, Nowak.",
        "a: Could you ask him to confirm his date of birth?",
        "c: He says the fourth of July, nineteen seventy.",
        "b: My English small. I pay, I pay on Friday, my boss gives me wages on Friday.",
        "a: Thank you. We can take that payment on Friday.",
    ),
    "two words before it ends": ("b", "a: Hello?", "b: Hi, it's Anna calling from Harbour Credit.", "a: Not now."),
    "a letting agent and a tenant": (
        "a",
        "a: Hiya, it's Liam from Castle Lettings. Your rent hasn't come in again.",
        "b: I know, I told you, I'm waiting for my housing benefit.",
        "a: You're six weeks behind now. What can you give me this week?",
        "b: I can do a hundred tomorrow.",
        "a: Right, I'll put that on your account.",
    ),
}


def spoken(lines: tuple[str, ...]) -> list[Turn]:
    return [Turn(Role.OTHER, text.strip(), speaker=who) for who, text in (line.split(":", 1) for line in lines)]


@pytest.mark.parametrize("name", CALLS)
def test_agent_and_customer_are_the_right_way_round(name: str) -> None:
    agent, *lines = CALLS[name]
    decision = resolve_roles(spoken(tuple(lines)))
    assert decision.roles[agent] is Role.AGENT, decision
    assert decision.roles.get({"a": "b", "b": "a"}[agent]) is not Role.AGENT
    assert decision.confidence >= LOW_CONFIDENCE, decision


@pytest.mark.parametrize("name", [name for name in CALLS if "transfer" not in name])
def test_the_order_of_labels_changes_nothing(name: str) -> None:
    agent, *lines = CALLS[name]
    renamed = {"a": "z", "b": "y", "c": "x"}
    swapped = [f"{renamed[line[0]]}{line[1:]}" for line in lines]
    assert resolve_roles(spoken(tuple(swapped))).roles[renamed[agent]] is Role.AGENT


def test_without_evidence_nobody_is_sure() -> None:
    small_talk = ("a: Hello.", "b: Hello.", "a: Nice weather.", "b: It is, isn't it.", "a: Bye then.", "b: Bye.")
    assert resolve_roles(spoken(small_talk)).confidence < LOW_CONFIDENCE
