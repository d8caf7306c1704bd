from __future__ import annotations

import re

import pytest

from callscore.language.questions import find_questions

QUESTIONS = [
    # text, form
    ("Are you paying it this week?", "inversion"),
    ("okay mr harris so can we agree on a date", "inversion"),
    ("Has your daughter seen the letter?", "inversion"),
    ("hello is mrs okafor there please", "inversion"),
    ("no problem did the cheque arrive", "inversion"),
    ("thank you can you hold", "inversion"),
    ("the balance is four hundred is that something you can clear", "inversion"),
    ("When did you send it?", "wh"),
    ("right so what happened in march", "wh"),
    ("how much could you put towards it", "wh"),
    ("what about the second one", "wh"),
    ("who signs off the invoices", "wh"),
    ("which invoice did you mean", "wh"),
    ("why you did not inform us", "wh"),
    ("how you gonna sort it", "wh"),
    ("sir you will make the payment when", "wh"),
    ("when you are paying", "wh"),
    ("could you tell me where it went", "indirect"),
    ("i was wondering if you'd had our letter", "indirect"),
    ("may i ask what changed", "indirect"),
    ("you've moved since then haven't you", "tag"),
    ("so you're sending it on friday right", "tag"),
    ("shop is closed today no", "tag"),
    ("want me to send it by text", "ellipsis"),
    ("anything else i can help you with", "ellipsis"),
    ("you got a card there", "ellipsis"),
    ("you are paying today or not", "declarative"),
    ("today you are paying or not paying", "declarative"),
    ("sir you are paying this month or no", "declarative"),
    ("it's the group loan abi", "tag"),
    ("we are from gulf line who am i speaking with", "wh"),
    ("that is for people who pay what respect you want", "wh"),
    ("it sounds like a plumbing problem is that fair or is money tight", "inversion"),
    ("the last one looks high has anybody been to read it", "inversion"),
    ("is twenty-five dollars possible before then", "inversion"),
    ("can i just confirm is it okay to note that", "indirect"),
    ("great date of birth for me", "ellipsis"),
    ("we do mats as well you want a price", "ellipsis"),
    ("You're still at the same address?", "declarative"),
]


@pytest.mark.parametrize(("text", "form"), QUESTIONS)
def test_a_question_is_found_with_its_form(text: str, form: str) -> None:
    assert [question.form for question in find_questions(text)] == [form]


MARKED = [text for text, _ in QUESTIONS if text[-1] == "?" and not text.startswith("You're")]


@pytest.mark.parametrize("text", MARKED)
def test_marks_and_capitals_are_not_needed(text: str) -> None:
    assert len(find_questions(re.sub(r"[?.,]", "", text.lower()))) == 1


NOT_QUESTIONS = [
    "I'll ring you when I pay it.",
    "when you pay it the letters stop",
    "what you owe is on the second page",
    "what happens next is a letter",
    "what i can do is split it in two",
    "i asked him when he would pay",
    "i don't know what's going on with it",
    "he wanted to know if you had moved",
    "How kind of you!",
    "the problem is that we never got it",
    "all i'm saying is that it is late",
    "should you need anything give us a ring",
    "had you told us we would have waited",
    "go ahead with the routing number",
    "please confirm your date of birth for me.",
    "don't you worry about that",
    "as soon as i can i will",
    "the lady who handles it is away",
    "neither do i",
    "that is all i have",
    "we have you down for the tenth",
    "let me see what i can do",
    "everything is there in the letter",
    "",
]


@pytest.mark.parametrize("text", NOT_QUESTIONS)
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    assert find_questions(text) == ()


def test_a_fragment_is_a_question_when_it_is_answered() -> None:
    assert [q.form for q in find_questions("and the other bill", next_reply="I paid that one.")] == ["ellipsis"]
    assert find_questions("and the other bill") == ()


def test_a_statement_is_a_question_when_it_gets_a_yes_or_no() -> None:
    statement = "so you're on the early shift"
    assert [q.form for q in find_questions(statement, next_reply="Yes, till two.")] == ["declarative"]
    assert find_questions(statement, next_reply="I'll call you after two.") == ()


def test_several_questions_without_marks_are_told_apart() -> None:
    found = find_questions("did you get the letter did you open it when can you pay")
    assert [q.text for q in found] == ["did you get the letter", "did you open it", "when can you pay"]


def test_a_restart_is_one_question() -> None:
    assert len(find_questions("when do you think you could um when could you pay")) == 1


def test_an_alternative_belongs_to_its_question() -> None:
    assert len(find_questions("is it monthly or is it weekly")) == 1


def test_an_embedded_question_is_not_counted_twice() -> None:
    assert len(find_questions("can you tell me what's changed")) == 1


def test_offsets_are_those_of_the_text() -> None:
    text = "Okay, I see. So what happened, then? Right."
    (question,) = find_questions(text)
    assert text[question.first : question.last] == question.text
    assert question.text.endswith("what happened, then?")


def test_typographic_apostrophes_are_read() -> None:
    assert len(find_questions("you’ve paid it haven’t you")) == 1


def test_a_question_mark_makes_it_surer() -> None:
    assert find_questions("When can you pay?")[0].confidence > find_questions("when can you pay")[0].confidence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What can you afford each month?", "information"),
        ("have you spoken to the bank", "information"),
        ("Am I speaking with Mrs Adeyemi?", "identity"),
        ("can you confirm your date of birth for me", "identity"),
        ("Is that Priya?", "identity"),
        ("So two hundred on Friday the third by card. Is that right?", "recap"),
        ("have i got everything right", "recap"),
        ("How are you today?", "social"),
        ("is there anything else i can help you with", "social"),
        ("Really?", "backchannel"),
        ("Did he?", "backchannel"),
        ("do you think i was born yesterday", "rhetorical"),
        ("are you kidding me", "rhetorical"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [question.kind for question in find_questions(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("What happened?", True),
        ("how would you like to pay", True),
        ("could you tell me what changed", True),
        ("tell me about your work", True),
        ("Which one suits you?", False),
        ("can you pay it today", False),
        ("Is that correct?", False),
    ],
)
def test_open_and_closed(text: str, open_: bool) -> None:
    assert [question.open for question in find_questions(text)] == [open_]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("so when", "when it's right"),
        ("what beams", "the long ones"),
        ("every week or just the once", "two or three times"),
        ("all of them or some", "six out of the forty"),
        ("paying or not paying", "i am not paying"),
    ],
)
def test_a_few_words_that_the_other_answers_ask(text: str, reply: str) -> None:
    assert [question.form for question in find_questions(text, next_reply=reply)] == ["ellipsis"]
    assert not find_questions(text)


@pytest.mark.parametrize("text", ["in a week or two", "so you and me", "about five or six", "whatever suits", "or so"])
def test_a_few_words_that_state_do_not_ask(text: str) -> None:
    assert not find_questions(text, next_reply="okay then")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("we closed out did you get the statement.", "did you get the statement"),
        ("Okay how did you pay it.", "how did you pay it"),
        ("It has, has it gone to your accountant.", "has it gone to your accountant"),
    ],
)
def test_a_full_stop_that_a_recogniser_wrote_says_nothing(text: str, asked: str) -> None:
    assert [question.text for question in find_questions(text, heard=True)] == [asked]
    sure = [question.confidence for question in find_questions(text)]
    assert all(own < find_questions(text, heard=True)[0].confidence for own in sure)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("good morning me I speak to Mr Bell please.", "me I speak to Mr Bell please"),
        ("okay then date of bought for me please.", "date of bought for me please"),
        ("good morning good I speak with Mrs Hall.", "good I speak with Mrs Hall"),
        ("so when of you gonna take care of it.", "when of you gonna take care of it"),
        ("for security delast four of your social.", "delast four of your social"),
        ("morning me I please speak with Mr Bell.", "me I please speak with Mr Bell"),
        ("hot you got your bank cut here.", "hot you got your bank cut here"),
    ],
)
def test_a_misheard_opening_is_known_by_its_sound(text: str, asked: str) -> None:
    assert [question.text for question in find_questions(text, heard=True, doubtful=True)] == [asked]
    assert not any(question.text == asked for question in find_questions(text, heard=True))


@pytest.mark.parametrize(
    "text",
    [
        "We wanted to speak to Mr Bell.",
        "I will ask them to speak to you.",
        "You will want to take care of that.",
        "The due date of the bill is the third.",
        "Say it to the bank.",
    ],
)
def test_what_only_resembles_an_opening_does_not_ask(text: str) -> None:
    assert find_questions(text, heard=True, doubtful=True) == ()


@pytest.mark.parametrize(
    ("text", "reply", "asked"),
    [
        ("You got the letter?", "yes", ["You got the letter?"]),
        ("So when we can expect?", "next week", ["So when we can expect?"]),
        ("Do you do the bills? Tammy?", "no", ["Do you do the bills?"]),
        ("What day did it land? Do you remember?", "the sixth", ["What day did it land?"]),
        ("Have a good Easter?", "you too", []),
        ("Do try to have somebody there?", "I will", []),
        ("371?", "who is this", []),
        ("Can I just stop you there?", "yes", []),
        ("The house was sold. Monday by then?", "", []),
        ("They placed it with us in May, is now an okay time?", "yes", ["is now an okay time?"]),
        ("What a thing to find?", "I know", []),
        ("Whichever of those takes the weight off?", "the first", []),
    ],
)
def test_a_doubtful_question_mark_needs_more_than_itself(text: str, reply: str, asked: list[str]) -> None:
    found = find_questions(text, next_reply=reply, heard=True, doubtful=True)
    assert [question.text for question in found] == asked


@pytest.mark.parametrize("text", ["I know what you mean.", "We'll call you when it is due.", "That is what he said."])
def test_what_states_does_so_in_recognised_words_too(text: str) -> None:
    assert find_questions(text, heard=True) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("you write it down anywhere", ["you write it down anywhere"]),
        ("so what's going on over there is it just slow", ["what's going on over there is it just slow"]),
        ("have she got a number i could try", ["have she got a number i could try"]),
        ("you wouldn't happen to know her", ["you wouldn't happen to know her"]),
        ("hi marcus how you doing today", ["how you doing today"]),
        ("why you didn't pay till now", ["why you didn't pay till now"]),
        ("when do you get paid is it weekly", ["when do you get paid", "is it weekly"]),
        ("you want your neighbours to see that", ["you want your neighbours to see that"]),
    ],
)
def test_questions_of_everyday_speech(text: str, asked: list[str]) -> None:
    assert [question.text for question in find_questions(text)] == asked


@pytest.mark.parametrize("text", ["you can pay it anywhere", "you never said anything about it"])
def test_statements_that_look_like_them(text: str) -> None:
    assert find_questions(text) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Good morning, is that, er? Is that Mrs Bell?", ["is that, er? Is that Mrs Bell?"]),
        ("Is that Mrs Bell? Is that right?", ["Is that Mrs Bell?", "Is that right?"]),
        ("Is it? Does he pay?", ["Is it?", "Does he pay?"]),
    ],
)
def test_a_question_broken_off_and_begun_anew_is_one(text: str, asked: list[str]) -> None:
    assert [question.text for question in find_questions(text, heard=True)] == asked


@pytest.mark.parametrize(
    ("text", "reply", "n_asked"),
    [
        ("You guess, or yes.", "I mean, it was seventy five", 1),
        ("I'll hold to work again or not yet.", "three days a week", 1),
        ("You guess, or yes.", "", 0),
        ("That's fair, or July, sorry, I'll look.", "please", 0),
    ],
)
def test_two_ways_that_are_answered_ask_where_words_are_doubted(text: str, reply: str, n_asked: int) -> None:
    assert len(find_questions(text, next_reply=reply, heard=True, doubtful=True)) == n_asked


def test_a_rare_opening_is_a_word_misheard() -> None:
    text = "and who'd luck with the exam"
    assert find_questions(text, heard=True) and not find_questions(text, heard=True, doubtful=True)


@pytest.mark.parametrize(
    "text", ["Correct, Mrs Bell.", "So correct sir.", "All right with you.", "Is that fine by you."]
)
def test_short_sentences_that_ask_whether_it_is_so_need_no_mark(text: str) -> None:
    assert len(find_questions(text, next_reply="correct", heard=True, doubtful=True)) == 1


@pytest.mark.parametrize(
    "text", ["You correct the form.", "I said all right with you and her.", "Correct, it was paid."]
)
def test_what_only_resembles_them_does_not_ask(text: str) -> None:
    assert find_questions(text, next_reply="fine", heard=True, doubtful=True) == ()


@pytest.mark.parametrize("text", ["Has a blessed day?", "Did your wife my best?", "Is a good one, bye bye?"])
def test_good_wishes_misheard_do_not_ask(text: str) -> None:
    assert find_questions(text, next_reply="you too", heard=True, doubtful=True) == ()


@pytest.mark.parametrize(
    ("text", "n_asked"),
    [
        ("have the council said when", 1),
        ("and have your people been told", 1),
        ("have the money ready", 0),
        ("have your invoice sent to me", 0),
    ],
)
def test_have_with_a_noun_asks_what_has_happened(text: str, n_asked: int) -> None:
    assert len(find_questions(text, next_reply="this friday")) == n_asked
