"""What the model that writes is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import Limits
from bot.answering.models import Prompt
from bot.errors import SettingsError
from prompts import Prompts, PromptUnusable, Template, load

TEXT: Final = {"type": "string"}


def _record(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Mapping[str, Any]) -> dict[str, Any]:
    # Without a bound, which not every server's schemas know; what is read is bounded.
    return {"type": "array", "items": of}


CLAIMS: Final = _list(_record(claim=TEXT, quotes=_list(_record(passage=TEXT, quote=TEXT))))
ANSWER_SCHEMA: Final = _record(answered={"type": "boolean"}, claims=CLAIMS)
SUMMARY_SCHEMA: Final = _record(claims=CLAIMS)
CHOICE_SCHEMA: Final = _record(claims=_list(_record(claim=TEXT, quotes=_list(TEXT))))
VERDICTS_SCHEMA: Final = _record(verdicts=_list(_record(id=TEXT, follows={"type": "boolean"})))


def prompts_in(folder: Path | None) -> Prompts:
    """Return the prompts, with those of the folder in place of Footnote's own. Raises SettingsError."""
    try:
        return load(folder)
    except PromptUnusable as error:
        raise SettingsError(str(error)) from None


def answer_prompt(
    template: Template, limits: Limits, shown: Shown, question: str, reasons: Sequence[str], *, schema: bool
) -> Prompt:
    """Ask for claims with quotes; `reasons` are what was wrong with the claims written before."""
    message = template.fill("Message", boundary=shown.boundary, passages=shown.as_data(), question=question)
    asking = [message, *_again(template, shown.boundary, reasons)]
    return _for_claims("answer", template, limits, shown.boundary, asking, ANSWER_SCHEMA if schema else None)


def summary_prompt(
    template: Template, limits: Limits, shown: Shown, wish: str, reasons: Sequence[str], *, schema: bool
) -> Prompt:
    """Ask for a claim or two of each passage; `reasons` are what was wrong with those written before."""
    message = template.fill("Message", boundary=shown.boundary, passages=shown.as_data(), wish=wish)
    asking = [message, *_again(template, shown.boundary, reasons)]
    return _for_claims("summary", template, limits, shown.boundary, asking, SUMMARY_SCHEMA if schema else None)


def choice_prompt(template: Template, limits: Limits, boundary: str, claims: str, wish: str, *, schema: bool) -> Prompt:
    """Ask which of the claims make the summary; they are fenced by the boundary."""
    asking = [template.fill("Message", boundary=boundary, claims=claims, wish=wish)]
    return _for_claims("summary_choice", template, limits, boundary, asking, CHOICE_SCHEMA if schema else None)


def _again(template: Template, boundary: str, reasons: Sequence[str]) -> list[str]:
    return [template.fill("Again", boundary=boundary, reasons="\n".join(reasons))] if reasons else []


def _for_claims(
    purpose: str,
    template: Template,
    limits: Limits,
    boundary: str,
    asking: Sequence[str],
    schema: Mapping[str, Any] | None,
) -> Prompt:
    """Ask for claims, as JSON where the server can hold the model to a schema, else as lines."""
    as_json, as_lines = (
        "\n\n".join([template.fill("Instructions", boundary=boundary), template.fill(form)])
        for form in ("As JSON", "As lines")
    )
    return Prompt(
        system=as_json if schema else as_lines,
        user="\n\n".join(asking),
        max_tokens=limits.reply_tokens,
        purpose=purpose,
        schema=schema,
        plain=as_lines,
    )
