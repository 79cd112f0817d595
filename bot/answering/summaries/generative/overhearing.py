"""What a model wrote, overheard: whether its reply came to its end, which a server does not always say."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from typing import Final

from bot.answering.models import ChatModel, Prompt

STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class Overheard:
    """A model of which it is noted what it writes for one `purpose`."""

    def __init__(self, model: ChatModel, purpose: str) -> None:
        """Pass on what the model writes."""
        self._model = model
        self._purpose = purpose
        self._pieces: list[str] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def stream(
        self, prompt: Prompt, seconds: Callable[[], float], stopped: Callable[[], bool] = lambda: False
    ) -> Generator[str, None, None]:
        """Yield what the model writes, as ChatModel has it."""
        pieces = self._model.stream(prompt, seconds, stopped)
        try:
            for piece in pieces:
                if prompt.purpose == self._purpose:
                    self._pieces.append(piece)
                yield piece
        finally:
            if isinstance(pieces, Generator):
                pieces.close()  # leaving this stream ends the call behind it

    @property
    def cut_off(self) -> bool:
        """Whether more brackets were opened than closed: JSON for which the reply had no room to its end."""
        bare = STRING.sub("", "".join(self._pieces))
        return sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))
