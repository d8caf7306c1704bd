"""Who is on the line: asked for, confirmed, somebody else, a machine; and which numbers are money."""

from __future__ import annotations

import pytest

from callscore.dialogue.account_words import account_words
from callscore.dialogue.on_the_line import on_the_line, speaks_of_account
from callscore.testing import make_call

ASKED = "agent: Am I speaking to Mr Bell?"
GOES_ON = "agent: It's about £400 overdue."


@pytest.mark.parametrize(
    ("lines", "confirmed"),
    [
        ((ASKED, "customer: Speaking."), 1),
        ((ASKED, "customer: You got him."), 1),
        ((ASKED, "customer: It's the senior."), 1),
        ((ASKED, "customer: Bell here, yes."), 1),
        (("agent: am i speaking with jignesh bhai", "customer: haan jignesh bolo"), 1),
        ((ASKED, "customer: Senior or junior?", "agent: The senior.", "customer: That's me."), 3),
        (("agent: Could you confirm your date of birth?", "customer: The third of May eighty-one."), 1),
        (("agent: Can I have your full name, please?", "customer: It's John Harris."), 1),
        (("agent: Could I ask who I'm speaking to?", "customer: Maureen Tate. I do the ledger."), 1),
        (("agent: Who am I speaking with?", "customer: Sherry, at the front desk. He's not here."), None),
        (("agent: Could I ask who I'm speaking to?", "customer: Why? What's it about?"), None),
        ((ASKED, "customer: You're talking to him."), 1),
        ((ASKED, "customer: That'd be me."), 1),
        (("agent: You're still the one doing the payables, eh?", "customer: All three and the truck."), 1),
        (("agent: You're the one who does the payables?", "customer: No, that's Wes."), None),
        (("customer: Margaret speaking.", "agent: Hi Margaret, it's Craig.", "customer: Oh, for the party."), None),
        (("customer: Bell and Sons, Lorraine.", "agent: Lorraine! It's Trevor.", "customer: It's cold."), None),
        (("customer: Margaret speaking.", "agent: Hi, it's Craig from Bayside.", "customer: Oh, I see."), None),
        (("agent: Bell sir, good morning, Ravi this side.", "customer: Ah, Ravi. Tell me."), 1),
        (("agent: Good morning, Mrs Bell, it's Priya.", "customer: Hello there, Priya."), 1),
        (("agent: Good morning, Mrs Bell, it's Priya.", "customer: No, I'm her sister."), None),
        (("agent: Okay sir, good morning.", "customer: Good morning."), None),
        (("agent: It's Gavin from Kaimai Hire, you know why I ring.", "customer: Yeah, yeah."), None),
        ((ASKED, "customer: Hello? Yes? Who's calling?"), None),
        ((ASKED, "customer: He's out till the third."), None),
        ((ASKED, "customer: I'm only here on Tuesdays."), None),
        ((ASKED, "customer: This is reception."), None),
        ((ASKED, "customer: Who wants to know?"), None),
        ((ASKED, "customer: No, wrong number.", "agent: Is this 705 555?", "customer: It is, but no Bell here."), None),
        ((ASKED, "customer: No, this is his wife.", "agent: Are you his wife?", "customer: Yes."), None),
        ((ASKED, "customer: I'm fine, thanks, who's this?"), 1),
        ((ASKED, "customer: This is so annoying."), None),
        ((ASKED, "customer: I’m not him, I’m only here on Tuesdays."), None),
        ((ASKED, "customer: That’s me."), 1),
        ((ASKED, "customer: I'm sick of you people."), None),
        ((ASKED, "customer: This is Oliver."), None),
        ((ASKED, "customer: This is Bell."), 1),
        ((ASKED, "customer: I think you've got the wrong number. This is Oliver."), None),
        ((ASKED, "customer: No.", "agent: Is this 705?", "customer: Yes, that's it, but I'm not Bell."), None),
        (("agent: Could you confirm your address?", "customer: Sure, what do you need?"), None),
        (("agent: Could you confirm your address?", "customer: Sure, it's 4 Mill Lane."), 1),
        (("agent: Could you confirm your address?", "customer: I won't give that out, you first."), None),
        (("agent: Could you confirm your address?", "customer: Not the whole, it's 4 Mill Lane."), 1),
        (("customer: I'm not in the mood.", "agent: I know it is not easy.", "customer: You think so?"), None),
        ((ASKED, "customer: He died in May.", "agent: Are you his wife?", "customer: Yes, I'm Eleanor."), 3),
        ((ASKED, "customer: No.", "agent: Is that Eleanor?", "customer: Yes, I'm on the account."), 3),
    ],
)
def test_who_says_that_it_is_them(lines: tuple[str, ...], confirmed: int | None) -> None:
    assert on_the_line(make_call(*lines, GOES_ON)).confirmed == confirmed


@pytest.mark.parametrize(
    ("answer", "stranger"),
    [
        ("No, this is Emily.", True),
        ("This is reception, the accounts are in Lyon.", True),
        ("He's not in, he's on the boat.", True),
        ("Senior or junior? It's the senior.", False),
        ("Can I ask who's calling, please?", False),
        ("You got him.", False),
    ],
)
def test_who_says_that_it_is_somebody_else(answer: str, stranger: bool) -> None:
    assert (on_the_line(make_call(ASKED, f"customer: {answer}", GOES_ON)).stranger is not None) is stranger


@pytest.mark.parametrize(
    ("line", "proof"),
    [
        ("Could I take your date of birth?", True),
        ("Can I get your zip code and the year you were born?", True),
        ("And what's the first line of your address?", True),
        ("The last four of your social?", True),
        ("What's the best address for you?", False),
        ("I'll get that changed. What's the best email address?", False),
        ("As per the last three times.", False),
        ("The last three weekly ones did not come in.", False),
        ("When does the Social Security come?", False),
    ],
)
def test_what_proves_who_somebody_is(line: str, proof: bool) -> None:
    assert (on_the_line(make_call(f"agent: {line}", "customer: Well.")).proof is not None) is proof


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("So it's £400, please.", "£400"),
        ("It's two lakh forty thousand.", "two lakh forty thousand"),
        ("The balance is 742.", "742"),
        ("It's 2,025 in all.", "2,025"),
        ("You're a month behind on it.", "behind on"),
        ("Is this 705, 555, 0188?", None),
        ("Is your account number 20, 0188?", None),
        ("Is your account the one with twenty, oh one eight?", None),
        ("The bill is thirty. Two are left.", "thirty"),
        ("I've got fifty-seven here.", None),
        ("We're a debt collection agency.", None),
        ("I'm ringing from Kōtare Water.", None),
        ("It's about an account balance.", "an account balance"),
        ("There's a balance on your account.", "There's a balance"),
        ("I can't discuss the balance before I know who you are.", None),
        ("Shall I send you the balance sheet?", None),
        ("I'm calling for Dolores about her hospital bill.", "about her hospital bill"),
        ("I'm ringing about two invoices on your account.", "two invoices on"),
        ("hey your loan was due friday and it returned", "your loan was due"),
        ("It's about your payment, sir.", "about your payment"),
        ("Is this the number for your payment details?", None),
        ("Have you your invoice there?", None),
        ("It's about the invoice from March.", None),
        ("When you want to pay the tractor?", "When you want to pay the"),
        ("When are you going to pay me?", "When are you going to pay me"),
        ("You're two payments down on the van.", "two payments down"),
        ("You're three months behind.", "three months behind"),
        ("You're over your terms.", "over your terms"),
        ("So where's my money?", "where's my money"),
        ("You got my money, Deb?", "got my money"),
        ("its about the nursery fees for the little one", "about the nursery fees"),
        ("It's about the rent.", "about the rent"),
        ("This is an attempt to collect a debt.", "debt"),
        ("I'm just ringing about the, er, the fees for Tom.", "about the, er, the fees"),
        ("I'm calling about the premium, Madam Ong.", "about the premium"),
        ("It's regarding your credit card, sir.", "regarding your credit card"),
        ("You have once again failed to pay.", "failed to pay"),
        ("Two a.m. they come. Are you the one handling the payment?", None),
        ("I'd read the card number to you.", None),
        ("It's about the rent increase you asked for.", None),
        ("It's two payments in one letter.", None),
        ("When do you want me to ring back?", None),
        ("I'm over the moon for you.", None),
        ("It's about the late train, sorry.", None),
    ],
)
def test_what_speaks_of_the_account(text: str, words: str | None) -> None:
    found = account_words(text)
    assert (text[slice(*found)] if found else None) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's about your account with Northgate Loans.", "account with Northgate Loans"),
        ("It's an account you have with Harbour Bank.", "account you have with Harbour Bank"),
        ("It's about your Harbour card.", "your Harbour card"),
        ("I'm calling on behalf of Harbour Bank.", "on behalf of Harbour Bank"),
        ("It's about your account with Redhill.", None),
        ("It's about your account with us.", None),
        ("It's about the invoice from March.", None),
        ("It's a personal matter about your account.", None),
    ],
)
def test_whom_it_is_owed_to_is_told_where_it_is_not_the_own_company(text: str, words: str | None) -> None:
    call = make_call("agent: Good morning, it's Dana from Redhill Recoveries.", "customer: Yes?", f"agent: {text}")
    found = speaks_of_account(call, text)
    assert (text[slice(*found)] if found else None) == words
    assert on_the_line(call).account == (None if words is None else 2)


def test_who_only_acts_for_somebody_introduces_itself_by_that_name() -> None:
    assert on_the_line(make_call("agent: Hello, I'm calling on behalf of Harbour Bank.")).account is None


GREETING = "customer: Please leave a message after the tone."


@pytest.mark.parametrize(
    ("lines", "machine"),
    [
        ((GREETING, "agent: It's Dana."), 0),
        (("customer: Hello?", "agent: Hello?", GREETING, "agent: It's Dana."), 2),
        ((GREETING, "agent: It's Dana.", "customer: Goodbye."), 0),
        (("customer: You've reached Dana Bell's voicemail.", "customer: I'm out.", "agent: It's Dana."), 0),
        ((GREETING, "agent: It's Dana.", "customer: Press one for more.", "agent: Ring me.", GREETING), 0),
        ((GREETING, "agent: It's Dana.", "customer: Hello? I was in the garden."), None),
        (("agent: Shall I ring later?", "customer: Can I leave a message for her?"), None),
        (("agent: I'm leaving a message for Mr Bell, please call me back on this number.",), 0),
        (("agent: When you get this, please ring.", "customer: Sorry, I'm here."), None),
    ],
)
def test_a_machine_is_a_greeting_that_nobody_answers_after(lines: tuple[str, ...], machine: int | None) -> None:
    assert on_the_line(make_call(*lines)).machine == machine


def test_who_is_put_through_to_a_machine_was_answered_by_a_person() -> None:
    talk = ("agent: Hello.", "customer: Hello.") * 4
    line = on_the_line(make_call(*talk, GREETING, "agent: It's Dana."))
    assert (line.machine, line.left_with) == (None, 8)
