"""No forged quote is ever shown, whoever proposes it: what is shown stands in the documents of this library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bot.answering.answer import Question, Quote
from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import MOST_CLAIMS
from bot.answering.generative.quoting import find_quotes
from bot.answering.generative.record import WrittenQuote
from bot.answering.models import Prompt
from bot.answering.pipeline import Answering
from index.library import Library
from tests.bot.answering.verification.cases.forging import forged
from tests.bot.answering.verification.cases.placing import added, placed, shown_forgeries, shown_quotes
from tests.bot.answering.verification.cases.written import Case, written_cases
from tests.support.apps import AppWith
from tests.support.scripted_models import ScriptedModel, passages, reply

QUESTION = Question("What does the travel guidance for AI experts advise executives?")
WAYS_WITH_WORDS = ("altered by a character", "disguised", "invented")
"""Ways to forge the words themselves, wherever they are said to stand."""


def sample_quotes(app: AppWith) -> list[Quote]:
    cases = written_cases(None)
    return list(placed(added(app.library("local"), cases, None), cases, None, each=40))


def forged_words(quotes: list[Quote]) -> list[str]:
    """Return words forged of those of the quotes, a quarter of them."""
    real = {quote.text for quote in quotes}
    return [text for way, quote in forged(quotes, ()) if way in WAYS_WITH_WORDS and (text := quote.text) not in real][
        ::2
    ]


def check_forgeries(app: AppWith, cases: list[Case], shared: Path | None) -> int:
    """Forge quotes of the cases, none of which may be shown, though every real one is; return how many."""
    library = app.library("local")
    quotes = list(placed(added(library, cases, shared), cases, shared))
    strangers = list(added(app.library("another"), cases, shared).values())[:2]

    assert [shown_quotes(library, quote) for quote in quotes] == [[quote.text] for quote in quotes]
    proposed, shown = shown_forgeries(quotes, library, strangers)
    assert shown == Counter()
    return proposed


def test_no_forged_quote_of_the_sample_is_shown(app: AppWith) -> None:
    assert check_forgeries(app, written_cases(None), None) > 100


def test_no_forged_quote_of_several_documents_is_shown(app: AppWith, shared: Path) -> None:
    kept = {"china-ai-travel.txt", "jacksonville-florida.txt"}
    cases = [case for case in written_cases(shared) if Path(case.document).name in kept]

    assert check_forgeries(app, cases, shared) > 300


@pytest.mark.soak
def test_no_forged_quote_of_any_document_is_shown(app: AppWith, shared: Path) -> None:
    assert check_forgeries(app, written_cases(shared), shared) > 5_000


def test_a_forged_quote_beside_a_real_one_is_dropped_alone(app: AppWith) -> None:
    quotes = sample_quotes(app)

    for at, (_, quote) in enumerate(forged(quotes[:1], ())):
        real = quotes[3 + at % 5]
        assert shown_quotes(app.library("local"), quote, real) == [real.text]


def test_no_words_that_a_model_forged_are_found_in_the_passages_it_was_shown(app: AppWith) -> None:
    forgeries = forged_words(sample_quotes(app))
    shown = Shown(app.library("local").search(QUESTION.text, 30).hits)
    names = [*shown.hits, ""]

    assert len(forgeries) > 150
    assert [text for text in forgeries if find_quotes(WrittenQuote(Random(text).choice(names), text), shown)] == []


def test_a_model_s_answer_of_forged_quotes_shows_nothing_but_what_stands_in_the_documents(app: AppWith) -> None:
    forgeries = Random(5).sample(forged_words(sample_quotes(app)), 5 * MOST_CLAIMS)
    answering = Answering(min_confidence=0, max_question_chars=500)
    library = app.library("local")

    for at in range(0, len(forgeries), MOST_CLAIMS):
        texts = forgeries[at : at + MOST_CLAIMS]
        answer = answering.ask(library, QUESTION, ScriptedModel(lambda prompt, texts=texts: all_quoted(texts, prompt)))

        quotes = [citation.quote for citation in answer.citations]
        assert [quote.text for quote in quotes] == [quote.span.of(live_text(library, quote)) for quote in quotes]
        assert not {claim.text for claim in answer.claims} & set(texts)


def all_quoted(texts: list[str], prompt: Prompt) -> str:
    """Claim each text as its own quote, of every passage in turn and of one that there is not."""
    names = [*passages(prompt), "zzzzz"]
    return reply([(text, [(names[n % len(names)], text)]) for n, text in enumerate(texts)])


def live_text(library: Library, quote: Quote) -> str:
    return library.live_text(quote.document.id, quote.document.version) or ""
