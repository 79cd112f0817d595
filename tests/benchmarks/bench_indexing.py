"""What taking in documents costs: at first, unchanged again, and with one sentence changed in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from measuring import Cost, cost_of, print_costs
from opening import fresh_app
from prose import Article, articles

from index.library import Library

DOCUMENTS = 40
FIRST = "first"


def main() -> None:
    """Measure and print."""
    texts = list(islice(articles(), DOCUMENTS))
    with fresh_app() as app:
        library = app.library("bench")
        library.add_bytes("warm-up.txt", "warm-up.txt", b"The model and the splitter are loaded by now.")
        costs = {
            FIRST: _adding(library, texts, lambda article: article.text),
            "again, unchanged": _adding(library, texts, lambda article: article.text),
            "again, a sentence more in each": _adding(library, texts, lambda article: f"{article.text} It rained."),
        }
        passages = sum(document.passages for document in library.documents()) - 1
    seconds = costs[FIRST].wall / 1000
    print(f"{DOCUMENTS} documents with {passages} passages: {passages / seconds:.1f} passages/s at first.")
    print_costs(costs, basis=FIRST)


def _adding(library: Library, texts: Sequence[Article], text: Callable[[Article], str]) -> Cost:
    def add_all() -> None:
        for article in texts:
            library.add_bytes(article.name, article.name, text(article).encode())

    return cost_of(add_all)


if __name__ == "__main__":
    main()
