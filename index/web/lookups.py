"""A host's name to the addresses it may be fetched from: looked up once, all checked, within the time."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any

from index.errors import SourceError
from index.names import shown_name
from index.web.addresses import Address, is_private, may_be_asked, parsed
from index.web.deadline import Deadline

LOOKUP_SECONDS = 10.0
MOST_ADDRESSES = 8
"""How many addresses of a host are tried."""

Resolve = Callable[..., Sequence[tuple[Any, ...]]]
"""Called and answering as `socket.getaddrinfo`."""


class Lookups:
    """Looks names up side by side, and gives no address out that may not be asked."""

    def __init__(self, allow_private: bool, resolve: Resolve | None = None, at_once: int = 16) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._turns = BoundedSemaphore(at_once)

    def addresses(self, host: str, port: int, deadline: Deadline) -> list[Address]:
        """Return the host's addresses, in the order to try them. Raises SourceError; TimeoutError when time is up.

        One address that may not be asked refuses the host: a name of the public web has no private address beside its
        public one, and where it has, somebody means the private one to be reached at another look-up.
        """
        literal = parsed(host)
        found = [literal] if literal else self._looked_up(host, port, deadline)
        if not found:
            raise _failure(host, None)
        if not all(may_be_asked(address, self._allow_private) for address in found):
            raise _refusal(host, all(is_private(address) for address in found) and not self._allow_private)
        return found[:MOST_ADDRESSES]

    def _looked_up(self, host: str, port: int, deadline: Deadline) -> list[Address]:
        """Look the name up in a thread of its own, since a look-up cannot be called off."""
        answers: SimpleQueue[list[Address] | BaseException] = SimpleQueue()
        if not self._turns.acquire(timeout=deadline.left()):
            raise TimeoutError
        Thread(target=self._answer, args=(host, port, answers), name="look-up", daemon=True).start()
        try:
            answer = answers.get(timeout=deadline.left(LOOKUP_SECONDS))
        except Empty:
            raise TimeoutError from None
        if isinstance(answer, (OSError, UnicodeError)):
            raise _failure(host, answer) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _answer(self, host: str, port: int, answers: SimpleQueue[list[Address] | BaseException]) -> None:
        try:
            resolve = self._resolve or socket.getaddrinfo
            answers.put([_address(entry[4]) for entry in resolve(host, port, type=socket.SOCK_STREAM)])
        except BaseException as error:  # noqa: BLE001 - raised where the answer is waited for
            answers.put(error)
        finally:
            self._turns.release()


def _address(place: tuple[Any, ...]) -> Address:
    """Return the address in a socket's (address, port) or (address, port, flow, zone)."""
    zone = place[3] if len(place) > 3 else 0
    address = parsed(f"{place[0]}%{zone}" if zone and "%" not in place[0] else place[0])
    if address is None:
        raise OSError("the look-up answered with something that is no address")
    return address


def _failure(host: str, error: Exception | None) -> SourceError:
    if isinstance(error, socket.gaierror) and error.errno in {socket.EAI_AGAIN, socket.EAI_FAIL}:
        return SourceError(f"{shown_name(host)}: the name of this site cannot be looked up now; try again later.")
    return SourceError(f"{shown_name(host)}: there is no site of this name; check the address.")


def _refusal(host: str, switchable: bool) -> SourceError:
    advice = "send the file itself, or set ALLOW_PRIVATE_URLS" if switchable else "send the file itself"
    return SourceError(
        f"{shown_name(host)}: this site is not on the public internet, and Footnote fetches only from there; {advice}."
    )
