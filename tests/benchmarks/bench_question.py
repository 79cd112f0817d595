"""What a question costs among 1,000 passages, model warm, beside LlamaIndex's default pipeline in the same run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from llama_default import LlamaDefault
from measuring import cost_of, median_of, print_costs
from opening import fresh_app, loaded_model
from prose import Article, articles

from bot.answering.answer import Question
from bot.answering.pipeline import PASSAGES_SEARCHED
from index.library import Library

PASSAGES = 1_000
QUESTIONS = 200
WARM_UP = 10


def main() -> None:
    """Measure and print."""
    with fresh_app() as app:
        library = app.library("bench")
        added = _fill(library)
        llama = LlamaDefault({each.name: each.text for each in added}, loaded_model(app.settings))
        ways: dict[str, Callable[[str], object]] = {
            "Footnote, question to answer": lambda question: app.ask("bench", Question(question)),
            "Footnote, search alone": lambda question: library.search(question, PASSAGES_SEARCHED),
            "LlamaIndex, retrieval of 5 chunks": llama.retrieve,
        }
        # Turn by turn, so that whatever else the machine does meets all of them alike.
        questions = [added[at % len(added)].question for at in range(WARM_UP + QUESTIONS)]
        costs = [{name: cost_of(partial(way, question)) for name, way in ways.items()} for question in questions]
        passages = sum(document.passages for document in library.documents())
    print(
        f"{len(added)} documents, {QUESTIONS} questions; the same embedding model. {passages:,} passages in Footnote,"
    )
    print(f"{llama.chunks:,} chunks of up to {llama.chunk_tokens:,} tokens in LlamaIndex. Medians of one question:")
    medians = {name: median_of([each[name] for each in costs[WARM_UP:]]) for name in ways}
    print_costs(medians, basis="LlamaIndex, retrieval of 5 chunks")


def _fill(library: Library) -> list[Article]:
    added: list[Article] = []
    passages = 0
    for article in articles():
        if passages >= PASSAGES:
            return added
        passages += library.add_bytes(article.name, article.name, article.text.encode()).passages
        added.append(article)
    return added


if __name__ == "__main__":
    main()
