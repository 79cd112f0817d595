from __future__ import annotations

from bot.answering.topics.naming import SEPARATOR, name_groups
from bot.answering.topics.words import Words, words_of

FERRIES = [
    "The Harrow ferry sails at noon and the ferry carries boats.",
    "Every ferry waits for the tide at Harrow Bay.",
    "A crossing on the ferry to Harrow Bay costs two crowns.",
    "The tide at Harrow Bay turned early.",
]
KITES = [
    "The kite club meets on Tuesday.",
    "A kite needs wind, and the kite club has wind.",
    "Wind lifts every kite of the kite club.",
]


def names(*groups: list[str]) -> list[str]:
    words = Words()
    read = [[list(words_of(sentence)) for sentence in group] for group in groups]
    for group in read:
        for sentence in group:
            words.learn(sentence)
    return name_groups(read, words)


def test_a_group_is_named_by_words_as_people_write_them_that_others_do_not_have() -> None:
    ferries, kites = names(FERRIES, KITES)

    assert "Harrow Bay" in ferries
    assert "ferry" in ferries.lower()
    assert "kite club" in kites.lower()
    assert not {term.lower() for term in ferries.split(SEPARATOR)} & {term.lower() for term in kites.split(SEPARATOR)}


def test_no_function_word_no_number_and_no_stem_is_in_a_name() -> None:
    for name in names(FERRIES, KITES):
        terms = name.lower().split(SEPARATOR)
        assert 1 <= len(terms) <= 3
        assert not {"the", "a", "every", "and", "tuesday", "2", "ferri", "needs", "meets"} & set(terms)


def test_a_group_without_words_has_no_name() -> None:
    assert names(["12 34.", "..."], KITES)[0] == ""


def test_how_a_word_is_written_inside_sentences_tells_whether_it_is_a_name() -> None:
    words = Words()
    words.learn(words_of("Boats pass the boats at Harrow in the NATO PRESIDENT President parade."))

    assert words.is_name("Harrow") is True
    assert words.is_name("Boats") is False
    assert words.is_name("Parades") is False
    assert words.is_name("Unheard") is None
    assert words.written("boat") == "boats"
