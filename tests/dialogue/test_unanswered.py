"""Which of the customer's questions are left without an answer, and which only seem to be."""

from __future__ import annotations

import pytest

from callscore.dialogue.unanswered import unanswered
from callscore.testing import make_call

GOES_ON = "agent: So it's £400 in all."


def left_open(*lines: str) -> list[int]:
    return [index for index, _, _ in unanswered(make_call(*lines))]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What's the other four hundred for?", "Don't you worry about that."),
        ("You said Monday and then Friday, so which is it?", "Never mind about that."),
        ("What did you charge me in March?", "Let's stick to the payment. When can you make it?"),
        ("Can you see if she put a note on there?", "What do you do for work?"),
        ("Can I just get the form for the income one?", "can you pay the six fifty or not"),
        ("How long is that before it's approved?", "Okay. Do you have some other income now?"),
        ("What's the name of your company again? National what?", "How much have you got? You've got a paycheck."),
        ("Are you saying I'm getting arrested?", "I'm not saying anything."),
        ("Will you take the stop off once it's paid?", "I'll think about it."),
        ("When is somebody coming about the boiler?", "That's another department. When's the rest coming?"),
        ("Who told you where my sister lives?", "You'll know when they knock."),
        ("With what papers, from which court?", "You'll see the papers when the van comes."),
        ("Where do I ring to get it opened?", "Then look it up, I've got others waiting."),
        ("Is that charge coming off or not?", "Charges are as per policy, sir."),
        ("What happens at the yard?", "You don't want to find out."),
        ("And what about the credit for the old valve?", "That's a different thing. Settle this and then we'll talk."),
        ("Are you allowed to keep ringing my mother?", "Don't play lawyer with me, you can't even keep a job."),
        ("it was in the letter what is your surname then", "just say the recovery desk"),
        ("Is the fee coming off? Because your driver said it would.", "I said we'll see."),
        ("Is that legal?", "Try me."),
        ("Can you do that without a court?", "Watch me. You've got till five."),
        ("What is it that will come?", "You will see it when it's at the door."),
        ("Are you going to send somebody about the boiler?", "Pay the rent and maybe someone'll come."),
        ("Is there interest running on this?", "I'm sure it's fine. Are you still doing the dinner with us?"),
        ("So was it issued?", "So can you do twenty today?"),
        ("Does the credit come off it?", "Okay, anyway, how did you want to pay?"),
        ("What about the new ones, are they getting done?", "That would be production. I don't do production."),
    ],
)
def test_a_brush_off_or_a_question_in_return_leaves_a_question_open(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", GOES_ON) == [0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is there a program, the county one?", "You'd have to call them. Can you get it from family?"),
        ("Who did you say you're with?", "I told you. The processing division. Now, have you got the money?"),
        ("Is there a way to reduce it?", "Unfortunately, the balance stands. Would you like a plan?"),
        ("What do you suggest?", "We could set up a plan. Does that work?"),
        ("What do you need from me?", "Could you give me your full name?"),
        ("Can we move on, or what?", "When is your next payday?"),
        ("Why don't you shove it?", "Can you just confirm your city?"),
        ("You think I'm going to give you that?", "I can only proceed once I know who you are."),
        ("Can I send it in the post?", "Yes, of course. Who would it come from?"),
        ("When is it due?", "On the fourteenth. How would you like to pay?"),
        ("I buried my husband in October, so don't you tell me", "okay sorry but does he have a job"),
        ("What's the balance on the second invoice?", "Sorry, which one do you mean?"),
        ("Could I pay it monthly instead?", "How much could you manage?"),
        ("How did it become -", "What do you do for work?"),
        ("Is it the third, is it? No, that's the Sunday.", "And could you do all of it then?"),
        ("How do you want me to send it?", "Have you got our bank details, or shall I text them to you?"),
        ("Where would it show up?", "You'll see it on the statement."),
        ("What else am I meant to do, send a pigeon?", "You needed a number when you rang."),
        ("What's wrong with you?", "I'm only doing my job."),
        ("Which number do I ring?", "It's on the letter, 0800 and so on, shall I read it out?"),
        ("Is she alright?", "She's fine, she dines out on it. Anyway, I'm after money."),
        ("What's joint and several?", "Did nobody read the contract? It means you both owe all of it."),
        ("Please, who is asking?", "Ime Udoh, from the college. I'm asking for Mrs Adebayo."),
        ("It's April. Who's going to buy it?", "That's not my concern."),
        ("What do I want with a gaming chair?", "Have you got grandkids?"),
        ("Why are you talking to me like that?", "Where is the money?"),
        ("You know where I work? Is that what you're telling me?", "I know a lot of things."),
        ("What did you say?", "I said how much can you do today?"),
    ],
)
def test_what_is_answered_in_passing_or_asks_for_nothing_is_left_alone(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", GOES_ON) == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Please, who is speaking? I'm on the ward.", "On the ward, very good. Then you have a wage."),
        ("Who's your manager?", "The manager doesn't take calls."),
        ("What is your name?", "I don't have to give that."),
        ("What's your full name? Rick what?", "Just Rick."),
        ("What's your name?", "I'm calling from the recovery department."),
        ("When does she ring, though? I need it before the wedding.", "I mean she's usually pretty quick."),
        ("How many licences is that for?", "It's the premium tier with the uplift."),
    ],
)
def test_who_is_told_no_name_no_time_and_no_number_has_no_answer(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", "agent: So what is it?") == [0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is this again?", "Derek, with Harbour Collections. Date of birth?"),
        ("What is your full name?", "I'm Nadine, and I don't have to give a last name."),
        ("And what was your name again?", "Stone. Have it in there by noon."),
        ("what's your name again", "dev from the accounts desk"),
        ("What's your surname?", "We don't give surnames."),
        ("What's your name?", "It's Rick, I'm from the recovery department."),
        ("When does he come?", "They'll text you."),
        ("When do I hear back?", "I don't know, I'd have to ask the yard."),
        ("How long is that, roughly?", "Ten working days, I think."),
        ("How much is the late fee on that?", "There's no charge for the first month."),
    ],
)
def test_a_name_a_time_a_number_or_word_of_it_answers(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", "agent: So what is it?") == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Can you send me the bill for that? The itemised one.", "You people always say that. They all do."),
        ("can i see the report then", "you'd have had the chance if you'd bothered to turn up"),
        ("Can you get them to put our tax number on it?", "Oh, and when it's through just send me the remittance."),
        ("Is your bank account the same? There was a mail.", "And sir, the tax certificate, when will you send?"),
        ("Will there be anything added on? He said a fee.", "Right, so twenty-second. And have you got a card?"),
        ("If the insurance pays, do I get that back?", "It'd be done. You'd be done with it. Is it a Visa?"),
        ("Could you check if the clinic billed them? Because the lady said she'd -", "Are you working, dear?"),
    ],
)
def test_who_asks_is_talked_over(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", "agent: As I say.") == [0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Can you send me the bill for that?", "I'll put it in the post today."),
        ("Can you take my number off?", "I don't take numbers off, the computer does."),
        ("Can I just finish a sentence?", "Go on then."),
        (
            "Can you do something about the fee?",
            "I can't take it off, sir. So what could you pay?",
        ),
        ("Why did they knock it back?", "So what the letter says is, it came in too late."),
        ("Can you do the delivery on Monday?", "So the delivery's Monday, and have you got a card?"),
        ("Is it the one at the bottom of the page?", "That's the one. And have you got a card?"),
        ("You're joking, do you know that?", "And you've still got a bill."),
        ("When have we ever not settled?", "My dad was soft. So what's it going to be?"),
        ("Can I do them one at a time?", "Course you can. Which one first?"),
        ("Could I send you the sixty-six as a gesture?", "You could not! What about a thousand?"),
        ("Can it wait till he's back on shift?", "When's that, does he know?"),
        ("So what will I do, steal it?", "What if you bring part on Monday?"),
        ("What's the point of doing one?", "Is that an e-transfer or a cheque?"),
        ("Excuse me?", "When's the money coming, is what I'm asking."),
    ],
)
def test_who_is_granted_it_told_why_not_or_only_protests_is_not_talked_over(question: str, answer: str) -> None:
    assert left_open(f"customer: {question}", f"agent: {answer}", "customer: Well.", "agent: As I say.") == []


@pytest.mark.parametrize(
    ("reply", "found"),
    [("It's carpet and cleaning, and a placement fee.", []), ("Visa, or do you have checking?", [0])],
)
def test_who_is_pressed_and_answers_has_answered(reply: str, found: list[int]) -> None:
    asked = "customer: What is even in that deposit claim? Nobody sent me a list."
    call = (asked, "agent: Visa or Mastercard?", "customer: I asked you what's in it.", f"agent: {reply}")
    assert left_open(*call) == found


def test_who_hangs_up_has_not_answered() -> None:
    last = ("customer: And is he going to charge me for the gasket?", "agent: I've another line, I gotta jump. Thanks!")
    assert left_open(*last) == [0]
    assert left_open(last[0], "agent: He'll charge you for the gasket, yes. I gotta jump.") == []


def test_a_question_that_has_to_be_put_again_and_gets_no_word_is_open() -> None:
    call = (
        "customer: And the discount, does that get looked at?",
        "agent: You'll get an email with the form tonight.",
        "customer: Which form, the discount or the bank?",
        "agent: The bank one. And the costs stay on whatever happens.",
    )
    assert left_open(*call) == [0]


def test_a_question_that_is_answered_when_it_is_put_again_is_not_open() -> None:
    call = (
        "customer: And the discount, does that get looked at?",
        "agent: You'll get an email with the form tonight.",
        "customer: Which form, the discount or the bank?",
        "agent: The form for the discount; they look at it within ten days.",
    )
    assert left_open(*call) == []


@pytest.mark.parametrize(
    ("complaint", "found"), [("That's not what I asked.", [0]), ("You haven't answered me.", [0]), ("Fine.", [])]
)
def test_a_customer_who_says_that_a_question_is_open_is_believed(complaint: str, found: list[int]) -> None:
    call = (
        "customer: Does the deposit count towards the March rent?",
        "agent: You'll get a letter about everything from the office.",
        f"customer: {complaint}",
        "agent: Our system shows four hundred.",
    )
    assert left_open(*call) == found


def test_a_farewell_is_no_answer() -> None:
    assert left_open("customer: Can I get my statement in French, at least?", "agent: Good day, Mrs Gagnon.") == [0]
    assert left_open("customer: Can I get my statement in French?", "agent: You can, goodbye, Mrs Gagnon.") == []


def test_who_has_not_heard_a_question_gets_it_once_more() -> None:
    call = ("agent: Does he have a job?", "customer: What did you say?", "agent: Does he have a job, or not?", GOES_ON)
    assert left_open(*call) == []


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("I haven't got the letters, they went to the old house.", [0]),
        ("I can't open it, it logged me out.", [0]),
        ("Oh yes, I see it.", []),
    ],
)
def test_who_is_sent_to_look_where_they_cant_has_no_answer(reply: str, found: list[int]) -> None:
    assert left_open("customer: Which number do I ring?", "agent: It's on the letters.", f"customer: {reply}") == found


@pytest.mark.parametrize(
    ("answer", "found"), [("Let me check that for you.", []), ("You'll get a letter from the office.", [0])]
)
def test_who_goes_for_the_answer_has_not_gone_past_the_question(answer: str, found: list[int]) -> None:
    asked = "customer: Does the deposit count towards the March rent?"
    call = (asked, f"agent: {answer}", "customer: You haven't answered me.", "agent: Our system shows four hundred.")
    assert left_open(*call) == found
