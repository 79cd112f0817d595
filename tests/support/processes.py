"""Processes of their own, forked in milliseconds from a server that has everything imported and nothing open."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.support.preload"])

PATIENCE_SECONDS = 30


class Child:
    """A process that runs `work(connection, *arguments)`; what it sends is received here."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self._connection, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=work, args=(theirs, *arguments))
        self._process.start()
        theirs.close()

    def send(self, message: Any) -> None:
        self._connection.send(message)

    def receive(self) -> Any:
        """Return the next message; raises EOFError when the process has ended and all it sent was received."""
        if not self._connection.poll(PATIENCE_SECONDS):
            raise TimeoutError("the child process said nothing")
        return self._connection.recv()

    def says_something_within(self, seconds: float) -> bool:
        """Wait so long at most; tell whether there is anything to receive."""
        return self._connection.poll(seconds)

    def ask(self, *message: Any) -> Any:
        """Send a message and return what comes back."""
        self.send(message)
        return self.receive()

    def rest(self) -> list[Any]:
        """Return everything the process sends until it ends."""
        messages = []
        try:
            while True:
                messages.append(self.receive())
        except (EOFError, ConnectionResetError):
            return messages

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._process.kill()

    def wait(self) -> int | None:
        """Wait for its end and return its exit code."""
        self._process.join(PATIENCE_SECONDS)
        return self._process.exitcode

    def close(self) -> None:
        self.kill()
        self.wait()
        self._process.close()
        self._connection.close()
