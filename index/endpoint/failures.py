"""What goes wrong at a model server, as one sentence for a person, with nothing in it of what was sent or received.

Errors of `openai` and `httpx` hold requests, with the key in them, and replies, which may repeat the question. They
end here: nothing of theirs is quoted, and none is the cause of the error that is raised.
"""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
import openai

from index.endpoint.address import Address
from index.endpoint.transport import Oversized, Packed
from index.errors import EndpointError

PASSING: Final = {408, 409, 429}
"""Refusals that a server takes back when it is asked again; so it may its own failures, 500 and up."""

OUT_OF_QUOTA: Final = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}

UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
BROKEN_OFF = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError)

SENTENCES: Final[dict[type[BaseException] | tuple[type[BaseException], ...], str]] = {
    BROKEN_OFF: "The model server broke off the connection: try again in a moment.",
    Oversized: "The model server sent more than an answer can be: check that it works as it should.",
    Packed: "The model server compresses what it sends although asked not to: switch that off there.",
}


def is_passing(error: BaseException) -> bool:
    """Tell whether the same request may succeed when it is sent again."""
    if isinstance(error, openai.APIStatusError):
        return (error.status_code in PASSING or error.status_code >= 500) and not _is_out_of_quota(error)
    return isinstance(_root(error), (*UNREACHED, *BROKEN_OFF))


def wait_asked_for(error: BaseException | None) -> float | None:
    """Return the seconds a server asked to be left alone, in the header Retry-After, or None."""
    if not isinstance(error, openai.APIStatusError):
        return None
    asked = error.response.headers.get("Retry-After", "").strip()
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(seconds, 0.0) if seconds == seconds else None  # noqa: PLR0124 - not a number is unlike itself


def failure_of(error: Exception, address: Address) -> EndpointError:
    """Return the error to raise in place of this one."""
    if isinstance(error, openai.APIStatusError):
        return EndpointError(_sentence_of_status(error, address), error.status_code)
    root = _root(error)
    if isinstance(root, UNREACHED):
        checks = "the network" if address.is_default else f"{address.names.url} and that it runs"
        proxy = f", and {address.names.proxy}" if address.proxy else ""
        return EndpointError(f"The model server cannot be reached: check {checks}{proxy}.")
    for kind, sentence in SENTENCES.items():
        if isinstance(root, kind):
            return EndpointError(sentence)
    if isinstance(error, openai.APIError) and error.body is not None:
        return EndpointError("The model server broke off with an error of its own: try again in a moment.")
    return EndpointError(f"The model server sent what cannot be read as an answer: check {address.names.url}.")


def _root(error: BaseException) -> BaseException:
    """Return the error of the connection that the client wrapped in its own."""
    return error.__cause__ or error if isinstance(error, openai.APIConnectionError) else error


def _is_out_of_quota(error: openai.APIStatusError) -> bool:
    return str(error.code) in OUT_OF_QUOTA  # whatever the server puts there


def _sentence_of_status(error: openai.APIStatusError, address: Address) -> str:
    names, status = address.names, error.status_code
    if _is_out_of_quota(error) or status == 402:
        return f"The model server says that the account is out of quota ({status}): add credit to it."
    sentences = {
        401: f"The model server refused the key (401): check {names.key}.",
        403: f"The model server does not allow this (403): check what {names.key} may be used for.",
        404: f"The model server knows no such model or address (404): check {names.model} and {names.url}.",
        407: f"The proxy wants a name and password (407): check {names.proxy}.",
        429: "The model server has too much to do (429): try again in a minute.",
    }
    if status in sentences:
        return sentences[status]
    if 300 <= status < 400:
        return f"The model server sends elsewhere ({status}): set {names.url} to the address it is really at."
    if status >= 500:
        return f"The model server failed ({status}): try again in a moment."
    return f"The model server refused the request ({status}): its own log says why."
