"""A handbook of sections, and models that summarise it as a test says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from bot.answering.models import Prompt
from bot.answering.summaries.summary import Summary
from tests.support.scripted_models import Pieces, passages, reply

SECTIONS = ("Hours", "Boats", "Guests", "Fees", "Storms", "Keys", "Dogs", "Fires", "Lights")
CLAIM = re.compile(r"^<<\w+>> CLAIM (?P<id>\w+)\nTitle: .*\nText:\n(?P<text>.*)$", re.MULTILINE)


def rule(title: str) -> str:
    """The first sentence of a section."""
    number = SECTIONS.index(title) + 1
    return f"The council of Bern agreed the rule on {title.lower()} in {1990 + number}."


def shortly(title: str) -> str:
    """What says no more than that, in other words."""
    return rule(title).replace("The council of Bern agreed", "Bern's council agreed on")


HANDBOOK = "# Harbour handbook\n\n" + "\n\n".join(
    f"## {title}\n\n{rule(title)} Members of the harbour must know the rule on {title.lower()}." for title in SECTIONS
)

Telling = Callable[[str], Pieces | BaseException | None]
"""What a model makes of the section with this title: a failure, a reply of its own, or None for the rule."""


def telling(make: Telling = lambda _: None, claim: Callable[[str], str] = rule) -> Callable[[Prompt], Pieces]:
    """Write the rule of every section shown, unless `make` has something else for one of them."""

    def write(prompt: Prompt) -> Pieces:
        shown = {name: title for name, text in passages(prompt).items() for title in SECTIONS if rule(title) in text}
        for title in shown.values():
            made = make(title)
            if isinstance(made, BaseException):
                return [made]
            if made is not None:
                return made
        return reply([(claim(title), [(name, rule(title))]) for name, title in shown.items()])

    return write


def shown_claims(prompt: Prompt) -> dict[str, str]:
    """The claims a model is to choose from, by id."""
    return {found["id"]: found["text"] for found in CLAIM.finditer(prompt.user)}


def choosing(
    pick: Callable[[Sequence[tuple[str, str]]], Sequence[tuple[str, Sequence[str]]]],
) -> Callable[[Prompt], str]:
    """Choose: `pick` makes of (id, claim) the sentences, each with the ids of what it is made of."""

    def write(prompt: Prompt) -> str:
        picked = pick(list(shown_claims(prompt).items()))
        return json.dumps({"claims": [{"claim": text, "quotes": list(ids)} for text, ids in picked]})

    return write


class Watching:
    """Keeps what it is told; stops when `enough` says so of what is done and shown."""

    def __init__(self, enough: Callable[[Watching], bool] = lambda _: False) -> None:
        self.seen: list[tuple[int, int]] = []
        self.shown: list[Summary] = []
        self._enough = enough

    @property
    def stopped(self) -> bool:
        return self._enough(self)

    def progress(self, read: int, of: int) -> None:
        self.seen.append((read, of))

    def show(self, so_far: Summary) -> None:
        self.shown.append(so_far)
