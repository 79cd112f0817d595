"""What the model that writes is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import Limits
from bot.answering.models import Prompt
from prompts import Template

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


ANSWER_SCHEMA: Final = _record(
    answered={"type": "boolean"},
    claims=_list(_record(claim=TEXT, quotes=_list(_record(passage=TEXT, quote=TEXT)))),
)
VERDICTS_SCHEMA: Final = _record(verdicts=_list(_record(id=TEXT, follows={"type": "boolean"})))


def answer_prompt(
    template: Template, limits: Limits, shown: Shown, question: str, reasons: Sequence[str], *, schema: bool
) -> Prompt:
    """Ask for claims with quotes, as JSON where the server can hold the model to a `schema`, else as lines.

    `reasons` are what was wrong with the claims written before.
    """
    as_json, as_lines = (
        "\n\n".join([template.fill("Instructions", boundary=shown.boundary), template.fill(form)])
        for form in ("As JSON", "As lines")
    )
    user = [template.fill("Message", boundary=shown.boundary, passages=shown.as_data(), question=question)]
    if reasons:
        user.append(template.fill("Again", boundary=shown.boundary, reasons="\n".join(reasons)))
    return Prompt(
        system=as_json if schema else as_lines,
        user="\n\n".join(user),
        max_tokens=limits.reply_tokens,
        purpose="answer",
        schema=ANSWER_SCHEMA if schema else None,
        plain=as_lines,
    )
