"""Where prose ends a sentence: the English Punkt model, fed so that a long text neither waits nor makes others wait.

Kiss and Strunk 2006, https://aclanthology.org/J06-4003/, with the parameters that LlamaIndex ships. LlamaIndex's own
splitter does not load them: it runs Punkt untrained, which ends a sentence at every "Dr.".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktTokenizer

WINDOW = 20_000
"""Characters that the model is shown at once. One search through megabytes would keep every other thread waiting."""

LONGEST_REMEMBERED = 40
"""Characters of a decision's context that is remembered: a text of nothing but short sentences asks the same often."""


@cache
def _punkt() -> PunktTokenizer:
    import nltk.data  # slow to import, and needed only when a document comes in
    from nltk.tokenize.punkt import PunktTokenizer

    class Remembering(PunktTokenizer):  # type: ignore[misc, unused-ignore]
        """The model with a memory; its decisions depend on nothing but the words around a possible end."""

        def text_contains_sentbreak(self, text: str) -> bool:
            """Tell whether the words around a possible end hold one."""
            if len(text) <= LONGEST_REMEMBERED:
                return self.remembered(text)
            return bool(super().text_contains_sentbreak(text))

        @lru_cache(maxsize=20_000)  # noqa: B019 - there is one instance, and it stays
        def remembered(self, text: str) -> bool:
            """Tell the same of few words."""
            return bool(super().text_contains_sentbreak(text))

    core = find_spec("llama_index.core")
    for folder in (core.submodule_search_locations or []) if core else []:
        nltk.data.path.insert(0, str(Path(folder) / "_static" / "nltk_cache"))
    return Remembering("english")


def prose_sentences(text: str, block: Span) -> Iterator[Span]:
    """Yield what the model takes for the sentences of a stretch of `text`, in order, as spans of `text`.

    The stretch is read window by window, each beginning where a sentence begins, so that windows change no sentence.
    """
    start, begun = block.start, None
    while True:
        end = _window_end(text, start, block.end)
        found = [Span(start + a, start + b) for a, b in _punkt().span_tokenize(text[start:end])]
        whole = found if end == block.end else found[:-1]
        for span in whole:
            yield span if begun is None else Span(begun, span.end)
            begun = None
        if end == block.end:
            break
        if found and not whole and begun is None:
            begun = found[0].start
        start = found[-1].start if whole else end
    if begun is not None:
        yield Span(begun, block.end)


def _window_end(text: str, start: int, last: int) -> int:
    """Return where the window from `start` ends: at the end of a word, if any ends in it."""
    end = start + WINDOW
    if end >= last:
        return last
    space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
    return space + 1 if space > start else end
