"""Statuses and failures of the web, each as the one sentence a person needs."""

from __future__ import annotations

import math
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpcore

from index.errors import SourceError, SourceMissing

NETWORK_FAILURES: Final = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    OSError,
)
"""What a fetch may end in besides our own errors."""

LONGEST_WAIT_MINUTES: Final = 7 * 24 * 60

_AGAIN: Final = "try again later"
_BY_STATUS: Final = {
    401: "this page needs a login, which Footnote has not; save the page and add the file",
    403: "the site does not let Footnote see this page; save the page and add the file",
    404: "there is no page at this address; check it",
    407: "this page needs a login, which Footnote has not; save the page and add the file",
    410: "the page at this address is gone for good; check it",
    451: "the site may not show this page for legal reasons",
}


def refusal_of_status(host: str, status: int, retry_after: str) -> SourceError:
    """Return what an answer with this status means to who wants the page; `host` is fit to be shown."""
    if status in {404, 410}:
        return SourceMissing(f"{host}: {_BY_STATUS[status]}.")
    if status in _BY_STATUS:
        return SourceError(f"{host}: {_BY_STATUS[status]}.")
    if status == 429:
        return SourceError(f"{host}: the site was asked too often; {_advice(retry_after)}.")
    if status >= 500:
        return SourceError(f"{host}: the site has a fault of its own ({status}); {_advice(retry_after)}.")
    return SourceError(f"{host}: the site did not hand out a page (it answered {status}); check the address.")


def refusal_of_robots(host: str, status: int) -> SourceError:
    """Return what it means that a site's rules for programs cannot be had."""
    return SourceError(f"{host}: the site's robots.txt cannot be fetched now ({status}); {_AGAIN}.")


def refusal_of_failure(host: str, error: BaseException) -> SourceError:
    """Return what a failure on the way means, without what the network says of itself."""
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return SourceError(f"{host}: the site's certificate is not valid for it; the page cannot be trusted.")
    if isinstance(cause, ssl.SSLError):
        return SourceError(f"{host}: no secure connection to the site can be made; check the address.")
    if isinstance(error, (TimeoutError, httpcore.TimeoutException)):
        return SourceError(f"{host}: the site took too long to answer; {_AGAIN}.")
    if isinstance(error, httpcore.ConnectError):
        return SourceError(f"{host}: the site cannot be reached; check the address, or {_AGAIN}.")
    if isinstance(error, httpcore.ProtocolError):
        return SourceError(f"{host}: the answer broke off, or is not one of a web server; {_AGAIN}.")
    return SourceError(f"{host}: the connection to the site broke; {_AGAIN}.")


def _advice(retry_after: str) -> str:
    minutes = _minutes(retry_after.strip())
    if minutes is None:
        return _AGAIN
    return "try again in a minute" if minutes <= 1 else f"try again in {minutes:,} minutes"


def _minutes(retry_after: str) -> int | None:
    """Return the minutes of a Retry-After header (seconds or a date), None where it says nothing of use."""
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 10:
        seconds = float(retry_after)
    else:
        try:
            moment = parsedate_to_datetime(retry_after)
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - datetime.now(
                UTC
            ).timestamp()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(math.ceil(seconds / 60), LONGEST_WAIT_MINUTES)
