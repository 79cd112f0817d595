"""The call that settles what rules cannot: what it is asked, what is read of its reply, and when it counts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.answering.answer import Quote
from bot.answering.generative.entailment import CONTROLS, CONTROLS_ASKED, follow
from bot.answering.models import Prompt
from bot.answering.verification.judgement import Finding, Judgement, Verdict
from bot.answering.verification.verifying import Checked
from index.documents import Span
from prompts import load
from tests.bot.answering.generative.test_quoting import HITS
from tests.support.scripted_models import ScriptedModel, claims

OPEN = Judgement(Verdict.UNSETTLED, 0.5, (Finding("words", "Nothing says “lunch”."),))
FIRST, SECOND, THIRD = "Nobody boards before lunch.", "It is never late.", "People like it."


def asked(reply: Callable[[Prompt], str] | str, *texts: str, schema: bool = True) -> tuple[list[bool], Prompt]:
    """Return the verdicts on claims that rest on one quote, and the prompt."""
    quote = Quote(HITS[0].document, Span(0, 9), "It leaves\nat noon.", "", 1, None)
    model = ScriptedModel(entailment=reply)
    checked = [Checked(text, (quote,), OPEN) for text in texts]
    found = follow(checked, load().entailment, model, lambda: 1.0, lambda: False, schema=schema)
    return found, model.prompts[0]


def as_json(prompt: Prompt, *true: str) -> str:
    return json.dumps({"verdicts": [{"id": name, "follows": text in true} for name, text in claims(prompt).items()]})


FORMS: dict[str, Callable[[Prompt], str]] = {
    "JSON": lambda prompt: as_json(prompt, FIRST, THIRD),
    "JSON over lines": lambda prompt: json.dumps(json.loads(as_json(prompt, FIRST, THIRD)), indent=1),
    "lines": lambda prompt: "\n".join(
        f"{name}: {'yes' if text in (FIRST, THIRD) else 'no'}" for name, text in claims(prompt).items()
    ),
    "Markdown": lambda prompt: "\n".join(
        f"- **{name.upper()}** → {'True' if text in (FIRST, THIRD) else 'False'}, I think"
        for name, text in claims(prompt).items()
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_verdicts_are_read_by_their_ids_in_any_form(form: str) -> None:
    assert asked(FORMS[form], FIRST, SECOND, THIRD)[0] == [True, False, True]


@pytest.mark.parametrize(
    "reply",
    [
        lambda prompt: as_json(prompt, FIRST).replace("true", "maybe"),
        lambda prompt: f"{as_json(prompt, FIRST)} {as_json(prompt)}",
        lambda prompt: "yes " * 10,
        lambda prompt: "true, " + ", ".join(claims(prompt)),
        lambda prompt: json.dumps({"verdicts": [{"id": "1", "follows": True}]}),
        lambda prompt: "x" * 30_000 + as_json(prompt, FIRST),
        "",
    ],
)
def test_a_claim_of_which_nothing_plain_is_said_does_not_follow(reply: Callable[[Prompt], str] | str) -> None:
    assert asked(reply, FIRST, SECOND)[0] == [False, False]


def test_a_model_that_agrees_to_everything_counts_for_nothing() -> None:
    assert asked(lambda prompt: as_json(prompt, *claims(prompt).values()), FIRST, SECOND)[0] == [False, False]


def test_a_model_that_errs_about_one_control_still_counts() -> None:
    def reply(prompt: Prompt) -> str:
        control = next(text for text in claims(prompt).values() if text in CONTROLS)
        return as_json(prompt, FIRST, control)

    assert asked(reply, FIRST, SECOND)[0] == [True, False]


def test_it_is_shown_claims_and_quotes_alone_each_under_an_id_that_tells_nothing() -> None:
    prompts = [asked("", FIRST, SECOND)[1] for _ in range(20)]

    for prompt in prompts:
        told = list(claims(prompt).values())
        assert len(told) == 2 + CONTROLS_ASKED
        assert len([text for text in told if text in CONTROLS]) == CONTROLS_ASKED
        assert prompt.user.count('"It leaves at noon."') == len(told)
        assert "Ferries" not in prompt.user
    assert len({name for prompt in prompts for name in claims(prompt)}) == 20 * (2 + CONTROLS_ASKED)
    places = {tuple(text in CONTROLS for text in claims(prompt).values()) for prompt in prompts}
    assert len(places) > 1, "the controls stand anywhere among the claims"


@pytest.mark.parametrize("schema", [True, False])
def test_it_is_held_to_a_schema_where_the_settings_have_it(schema: bool) -> None:
    assert (asked("", FIRST, schema=schema)[1].schema is not None) is schema
