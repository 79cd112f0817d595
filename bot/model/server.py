"""The model server that is configured, as all questions of the process share it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from bot.answering.models import Prompt
from bot.errors import ModelUnavailable
from bot.model.completing import completing
from bot.model.dialect import Dialect
from bot.model.metering import Meter
from bot.settings import Settings
from index.endpoint.address import Address
from index.endpoint.endpoint import Endpoint
from index.endpoint.listing import listed
from index.errors import EndpointError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

DEFAULT_MODEL: Final = "gpt-4.1-mini"
UNNAMED: Final = "the server's model"
"""Until a server has been asked what it has."""

NO_WRITERS: Final = ("embed", "rerank", "whisper", "tts", "moderation", "dall-e")
"""In the names of models that do not write."""

NO_LIST: Final = {404, 405, 501}
"""What a server answers that has no list of its models."""

LEAST_BYTES: Final = 4_000_000
BYTES_A_TOKEN: Final = 1000
"""What a token takes with all that is sent around it, thoughts that are not shown included."""

POLL_SECONDS: Final = 0.05
FAIR_SHARE: Final = 0.5
"""Of the time a person waits: who answers within less is quick, who does not need not be failing."""
WORTH_BEGINNING: Final = 0.4
"""The share of its time that must be left of a call when its turn comes, or it would only be broken off."""


class Server:
    """Safe to use from several threads; close it when done."""

    def __init__(self, settings: Settings) -> None:
        """Ask nothing yet."""
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
        proxy = settings.openai_proxy.get_secret_value() if settings.openai_proxy else None
        address = Address(settings.openai_base_url, key, proxy)
        self._endpoint = Endpoint(
            address,
            retries=settings.model_retries,
            most_bytes=LEAST_BYTES + BYTES_A_TOKEN * settings.model_reply_tokens,
            fair_seconds=settings.model_wait_seconds * FAIR_SHARE,
        )
        self._turns = BoundedSemaphore(settings.model_requests)
        self._name = settings.openai_model or (DEFAULT_MODEL if address.is_default else None)
        self.dialect = Dialect(settings.model_format, is_default=address.is_default)

    @property
    def name(self) -> str:
        """The model's name, as far as it is known."""
        return self._name or UNNAMED

    def pieces(
        self, prompt: Prompt, meter: Meter, seconds: Callable[[], float], stopped: Callable[[], bool]
    ) -> Generator[str, None, None]:
        """Yield what the model writes, and count it. Raises EndpointError and ModelUnavailable."""
        return self._endpoint.stream(completing(prompt, self._named, self.dialect, meter), seconds, stopped)

    def open(self) -> None:
        """Load what is needed to ask, which takes most of a second the first time."""
        with suppress(EndpointError):  # which comes up again when it is asked
            self._endpoint.open()

    @contextmanager
    def turn(self, seconds: Callable[[], float], stopped: Callable[[], bool]) -> Iterator[bool]:
        """Wait until not too many others are with the model; False when stopped before. Raises ModelUnavailable."""
        least = seconds() * WORTH_BEGINNING
        while not (ours := self._turns.acquire(timeout=POLL_SECONDS)) and not stopped():
            if seconds() < least:
                raise ModelUnavailable("Too many questions are with the model at the moment: ask again in a minute.")
        try:
            yield ours
        finally:
            if ours:
                self._turns.release()

    def models(self, seconds: float) -> tuple[str, ...]:
        """Return the names of the models the server has. Raises EndpointError."""
        return self._endpoint.call(listed, seconds)

    def close(self) -> None:
        """Break off what is being asked, and ask no more."""
        self._endpoint.close()

    async def _named(self, client: AsyncOpenAI) -> str:
        """Return the model to ask: the one that was set, or the first on the server's list that writes."""
        if self._name is None:
            from openai import APIStatusError

            try:
                found = await listed(client)
            except APIStatusError as error:
                if error.status_code not in NO_LIST:
                    raise
                found = ()
            writers = [each for each in found if not any(mark in each.lower() for mark in NO_WRITERS)]
            if not found:
                raise ModelUnavailable("The model server does not say which models it has: set OPENAI_MODEL.")
            self._name = (writers or found)[0]
        return self._name
