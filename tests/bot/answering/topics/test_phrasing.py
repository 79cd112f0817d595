"""Questions made of sentences: each form by an example, and what gives none because it would not be sound."""

from __future__ import annotations

import pytest

from bot.answering.topics.phrasing import is_dull, questions_from
from bot.answering.topics.words import Words, words_of

BACKGROUND = (
    "At the gate the visitors saw a lock, a river, some members, a ticket, the kites, a heddle, oxygen and the club of"
    " Ada Lovell near Warsaw, where Beijing and Chinese leaders and Grace Okoro had met."
)

ASKED = [
    ("Ada Lovell founded the kite club in 1921.", "Who founded the kite club?"),
    ("Ada Lovell founded the kite club in 1921.", "When did Ada Lovell found the kite club?"),
    ("The kite club was founded in 1921 by Ada Lovell.", "When was the kite club founded?"),
    ("The summit meeting was hosted by Grace Okoro, the treasurer.", "Who hosted the summit meeting?"),
    ("On February 17, Grace Okoro held a meeting with the members.", "When did Grace Okoro hold a meeting?"),
    ("The west gate was closed because of the flood.", "Why was the west gate closed?"),
    ("The town office is located in Warsaw.", "Where is the town office located?"),
    ("The great hall has three doors.", "How many doors does the great hall have?"),
    ("The Harrow ferry carries 200 people.", "How many people does the Harrow ferry carry?"),
    ("Visitors must sign in at the desk.", "What must visitors do?"),
    ("Visitors must not feed the ducks.", "What must visitors not do?"),
    ("Beijing will host a summit of its own this summer.", "What will Beijing host?"),
    ("Heddles are used to lift the threads of a loom.", "What are heddles used for?"),
    ("The old club was known as the Wind Society.", "What was the old club known as?"),
    ("A heddle is a wire with an eye in the middle.", "What is a heddle?"),
    ("Ada Lovell was a painter from Warsaw.", "Who was Ada Lovell?"),
    ("Chinese leaders fear that the experts could be detained.", "What do Chinese leaders fear?"),
    ("Ada Lovell reminded the members to bring their tickets.", "What did Ada Lovell remind the members to do?"),
    ("Moderators can mute members for a day.", "What can moderators do?"),
    ("Membership costs 25 euros a month.", "How much does membership cost?"),
    ("Pictures of the members must not be posted.", "What must not be posted?"),
    ("Grace Okoro is the treasurer of the club.", "Who is the treasurer of the club?"),
    ("Grace Okoro has chaired the board since 2021.", "Who has chaired the board?"),
    ("The annual meeting takes place in March.", "When does the annual meeting take place?"),
    ("The weekly game night starts at 20:00 every Friday.", "When does the weekly game night start?"),
    ("A river lock contains two gates.", "What does a river lock contain?"),
]

SILENT = [
    "It was founded in 1921.",
    "They must sign in at the desk.",
    "This was known as the Wind Society.",
    "The region was founded in 1921.",
    "However, the kite club and its members, who came early, were glad.",
    "Did Ada Lovell found the kite club?",
    "Ada Lovell founded it in 1921.",
    "Whatever writes an answer must be checked.",
    "`footnote ask` must be given a question.",
    "Running.",
    "",
]


def words() -> Words:
    known = Words()
    known.learn(words_of(BACKGROUND))
    return known


@pytest.mark.parametrize(("sentence", "question"), ASKED)
def test_a_sentence_gives_the_question_it_answers(sentence: str, question: str) -> None:
    assert question in questions_from(sentence, words(), alone=False)


@pytest.mark.parametrize("sentence", SILENT)
def test_what_would_not_be_sound_is_not_asked(sentence: str) -> None:
    assert questions_from(sentence, words(), alone=False) == []


def test_the_meeting_is_enough_of_a_name_where_there_is_one_document_alone() -> None:
    sentence = "The club was founded in 1921."
    assert questions_from(sentence, words(), alone=True) == ["When was the club founded?"]
    assert questions_from(sentence, words(), alone=False) == []


def test_questions_that_could_be_asked_of_anything_come_last() -> None:
    found = questions_from("Ada Lovell published a book in 1921.", words(), alone=True)
    assert [is_dull(question) for question in found] == sorted(is_dull(question) for question in found)
    assert found[-1] == "What did Ada Lovell publish?"


def test_a_capital_that_a_word_has_from_its_place_alone_is_not_kept() -> None:
    assert questions_from("Kites are stored in the boathouse.", words(), alone=False) == ["Where are kites stored?"]
    assert questions_from("Warsaw is located on the river.", words(), alone=False) == ["Where is Warsaw located?"]
    assert questions_from("Gadgets are stored here.", words(), alone=False) == []
    unknown = "Gadgetto is located in the boathouse."
    assert questions_from(unknown, words(), alone=False) == []
