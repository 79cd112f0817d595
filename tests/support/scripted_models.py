"""Models that write what a test tells them to.

A script is a text, pieces of text with errors among them that are raised when it is their turn, or a function that
makes one of these out of the prompt. Of a list of scripts each call takes the next one, and the last one stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.answering.models import Prompt

Pieces = str | Iterable[str | BaseException]
Script = Pieces | Callable[[Prompt], Pieces]

PASSAGE = re.compile(r"^(?P<mark><<\w+>>) PASSAGE (?P<id>\w+)\n(?P<text>.*?)\n(?P=mark) END$", re.MULTILINE | re.DOTALL)
CLAIM = re.compile(r"^(?P<mark><<\w+>>) CLAIM (?P<id>\w+)\n(?P<text>.*?)\n(?P=mark) QUOTES", re.MULTILINE | re.DOTALL)
AT_A_TIME = 7
"""Characters in a piece of a script that is one text, so that records come in parts as from a real model."""


class ScriptedModel:
    """A ChatModel. `prompts` are those it was given; `waits` what it was told about the seconds left, per piece."""

    def __init__(
        self,
        answer: Script | list[Script] = "",
        entailment: Script | list[Script] = "",
        follow_up: Script | list[Script] = "",
        name: str = "scripted-1",
        summary: Script | list[Script] = "",
        choice: Script | list[Script] = "",
    ) -> None:
        self.name = name
        self.prompts: list[Prompt] = []
        self.waits: list[float] = []
        self._scripts = {
            "answer": answer,
            "entailment": entailment,
            "follow_up": follow_up,
            "summary": summary,
            "summary_choice": choice,
        }

    def asked(self, purpose: str = "answer") -> list[Prompt]:
        """The prompts of one kind."""
        return [prompt for prompt in self.prompts if prompt.purpose == purpose]

    def stream(
        self, prompt: Prompt, seconds: Callable[[], float], stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        script = self._scripts[prompt.purpose]
        if isinstance(script, list):
            script = script[min(len(self.asked(prompt.purpose)), len(script) - 1)]
        self.prompts.append(prompt)
        made = script(prompt) if callable(script) else script
        for piece in _cut(made) if isinstance(made, str) else made:
            self.waits.append(seconds())
            if stopped():
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece


def _cut(text: str) -> Iterator[str]:
    return (text[at : at + AT_A_TIME] for at in range(0, len(text), AT_A_TIME))


def passages(prompt: Prompt) -> dict[str, str]:
    """The passages a prompt shows, by id, as a model sees them."""
    return {found["id"]: found["text"].partition("Text:\n")[2] for found in PASSAGE.finditer(prompt.user)}


def claims(prompt: Prompt) -> dict[str, str]:
    """The claims an entailment prompt asks about, by id."""
    return {found["id"]: found["text"] for found in CLAIM.finditer(prompt.user)}


def passage_of(prompt: Prompt, quote: str) -> str:
    """The id of the passage that holds the quote, white space aside; an invented one where none does."""
    found = (name for name, text in passages(prompt).items() if " ".join(quote.split()) in " ".join(text.split()))
    return next(found, "zzzzz")


def saying(*said: tuple[str, Sequence[str]] | str) -> Callable[[Prompt], str]:
    """Write claims, each with its quotes, or that are their own quotes, as JSON with the ids of their passages."""

    def write(prompt: Prompt) -> str:
        return reply(
            [(claim, [(passage_of(prompt, quote), quote) for quote in quotes]) for claim, quotes in _pairs(said)]
        )

    return write


def saying_in_lines(*said: tuple[str, Sequence[str]] | str) -> Callable[[Prompt], str]:
    """The same as plain lines."""

    def write(prompt: Prompt) -> str:
        return "\n\n".join(
            "\n".join([f"CLAIM: {claim}", *(f'QUOTE {passage_of(prompt, quote)}: "{quote}"' for quote in quotes)])
            for claim, quotes in _pairs(said)
        )

    return write


def _pairs(said: Sequence[tuple[str, Sequence[str]] | str]) -> list[tuple[str, Sequence[str]]]:
    return [(each, [each]) if isinstance(each, str) else each for each in said]


def reply(records: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """Claims with quotes, each quote with the id of its passage, as the JSON a model is asked for."""
    return json.dumps(
        {
            "answered": bool(records),
            "claims": [
                {"claim": claim, "quotes": [{"passage": name, "quote": quote} for name, quote in quotes]}
                for claim, quotes in records
            ],
        },
        ensure_ascii=False,
    )


def deciding(follows: Callable[[str], bool]) -> Callable[[Prompt], str]:
    """Answer an entailment prompt, claim by claim."""

    def write(prompt: Prompt) -> str:
        verdicts = [{"id": name, "follows": follows(text)} for name, text in claims(prompt).items()]
        return json.dumps({"verdicts": verdicts})

    return write
