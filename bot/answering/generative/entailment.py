"""Whether claims follow from their quotes, asked of a model apart: for what the rules cannot settle.

It sees nothing but the claims and their quotes, each pair under an id of its own. What it says can only let a claim
stand that nothing speaks against; `opinions` has what it is asked about.

Among the claims are two that follow from nothing. A model that lets both of them stand says yes to everything, of
itself or because a quote told it to, and nothing it says counts.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.generative.fencing import fresh_boundary, fresh_ids
from bot.answering.generative.prompting import VERDICTS_SCHEMA
from bot.answering.models import ChatModel, Prompt
from bot.answering.verification.verifying import Checked
from prompts import Template

TOKENS_A_VERDICT: Final = 40
MOST_CHARS: Final = 20_000
VERDICT: Final = re.compile(r"[^\w]{1,12}(?:(?:follows|supported)\W{1,8})?(?P<says>yes|true|no|false)\b", re.IGNORECASE)

CONTROLS: Final = (
    "The moon is a lantern that a baker lights every evening.",
    "Whales learned to whistle in order to call taxis.",
    "A carpet has been elected mayor for the third time.",
    "All clocks run backwards in the homes of dentists.",
    "The soup was arrested for singing too loudly.",
    "Umbrellas are grown in orchards by retired pilots.",
    "Every bridge is folded up at night and put in a drawer.",
    "The snowmen sued their gardener over a missing accordion.",
)
"""Claims that follow from no quote anybody will ever find."""
CONTROLS_ASKED: Final = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and its quotes."""

    claim: str
    quotes: tuple[str, ...]


def follow(
    claims: Sequence[Checked],
    template: Template,
    model: ChatModel,
    seconds: Callable[[], float],
    stopped: Callable[[], bool],
    *,
    schema: bool,
) -> list[bool]:
    """Return of each claim, at least one, whether the model says that it follows. Raises ModelUnavailable."""
    pairs = [Pair(checked.text, tuple(" ".join(quote.text.split()) for quote in checked.quotes)) for checked in claims]
    chance = secrets.SystemRandom()
    controls = [Pair(text, chance.choice(pairs).quotes) for text in chance.sample(CONTROLS, CONTROLS_ASKED)]
    named = dict(zip(fresh_ids(len(pairs) + len(controls)), [*pairs, *controls], strict=True))
    reply = ""
    for piece in model.stream(_prompt(named, template, schema=schema), seconds, stopped):
        reply += piece
        if len(reply) > MOST_CHARS:
            break
    verdicts = [_says_yes(name, reply) for name in named]
    agrees_to_all = all(verdicts[len(pairs) :])
    return [verdict and not agrees_to_all for verdict in verdicts[: len(pairs)]]


def _prompt(named: Mapping[str, Pair], template: Template, *, schema: bool) -> Prompt:
    boundary = fresh_boundary()
    ids = sorted(named)  # which are drawn by chance, so that nothing shows which pairs are the controls
    return Prompt(
        system=template.fill("Instructions", boundary=boundary),
        user=template.fill(
            "Message", claims="\n\n".join(_fenced(boundary, name, named[name]) for name in ids), ids=", ".join(ids)
        ),
        max_tokens=TOKENS_A_VERDICT * (len(named) + 1),
        purpose="entailment",
        schema=VERDICTS_SCHEMA if schema else None,
    )


def _fenced(boundary: str, name: str, pair: Pair) -> str:
    quotes = [f'"{quote}"' for quote in pair.quotes]
    return "\n".join([f"{boundary} CLAIM {name}", pair.claim, f"{boundary} QUOTES {name}", *quotes, f"{boundary} END"])


def _says_yes(name: str, reply: str) -> bool:
    """Tell whether everything the reply says of an id, and something, is yes."""
    said = [VERDICT.match(reply, match.end()) for match in re.finditer(rf"\b{name}\b", reply, re.IGNORECASE)]
    verdicts = [verdict["says"].casefold() for verdict in said if verdict]
    return bool(verdicts) and all(verdict in ("yes", "true") for verdict in verdicts)
