"""An OpenAI-compatible server on this machine, whose model does what a test says.

    with ModelServer(key="sk-test") as server:
        server.script(Fails(429, retry_after=0.1), Says("The club meets on Tuesday."))
        ...ask the model at server.base_url...
        assert server.chats[0].user == "When does the club meet?"

At the end of the block it raises what was asked against the public description of the API. README.md describes the
whole.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.model_server import payloads
from tests.model_server.asking import Asked
from tests.model_server.behaviours import Behaviour, Embeds, Lists, Says
from tests.model_server.calls import Call
from tests.model_server.protocol import chat_problem, embeddings_problem

PROBLEMS: dict[str, Callable[[Any], str | None]] = {
    "/v1/chat/completions": chat_problem,
    "/v1/embeddings": embeddings_problem,
}
PATIENCE = 5.0


class ModelServer:
    """The server, in a thread of its own. Everything about it may be changed while it runs.

    `key`: what a request has to carry, if anything. `models`: those there are, others are answered with 404. `refuses`:
    parameters this server answers with 400. `reports_usage`: whether a stream ends with its usage when that is asked
    for. `window`: the most tokens a text to embed may have.
    """

    def __init__(
        self,
        *,
        key: str | None = None,
        models: Sequence[str] = ("test-model", "test-embedding"),
        refuses: Sequence[str] = (),
        reports_usage: bool = True,
        window: int = 8192,
    ) -> None:
        self.key = key
        self.models = list(models)
        self.refuses = list(refuses)
        self.reports_usage = reports_usage
        self.window = window
        self.requests: list[Asked] = []
        self.violations: list[str] = []
        self._scripts: dict[str, list[Behaviour]] = {
            "/v1/models": [Lists()],
            "/v1/chat/completions": [Says("Hello.")],
            "/v1/embeddings": [Embeds()],
        }
        self._changed = Condition()
        self._port = 0
        self._opened = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), daemon=True, name="model server")

    # What it is told and what it tells

    @property
    def base_url(self) -> str:
        """For OPENAI_BASE_URL and its like."""
        return f"{self.address}/v1"

    @property
    def address(self) -> str:
        """For OPENAI_PROXY: the server also answers what is sent to it for another host."""
        return f"http://127.0.0.1:{self._port}"

    def script(self, *behaviours: Behaviour) -> None:
        """Answer chat requests with these, one after another, the last of them again and again."""
        self._scripts["/v1/chat/completions"] = list(behaviours)

    def script_embeddings(self, *behaviours: Behaviour) -> None:
        """Answer requests for embeddings with these, the last of them again and again."""
        self._scripts["/v1/embeddings"] = list(behaviours)

    def script_models(self, *behaviours: Behaviour) -> None:
        """Answer requests for the list of models with these, the last of them again and again."""
        self._scripts["/v1/models"] = list(behaviours)

    @property
    def chats(self) -> list[Asked]:
        """The requests for chat completions so far."""
        return [asked for asked in self.requests if asked.path == "/v1/chat/completions"]

    @property
    def embeddings(self) -> list[Asked]:
        """The requests for embeddings so far."""
        return [asked for asked in self.requests if asked.path == "/v1/embeddings"]

    def until(self, found: Callable[[], object], what: str = "what was waited for") -> None:
        """Wait until `found` is true of what was asked. Raises AssertionError."""
        with self._changed:
            if not self._changed.wait_for(found, PATIENCE):
                raise AssertionError(f"{what} did not come within {PATIENCE} s; asked: {self.requests}")

    def take_violations(self) -> list[str]:
        """Return what was asked against the description so far, which then fails nothing."""
        taken, self.violations = self.violations, []
        return taken

    def check_reply(self, problem: str | None) -> None:
        """Note that a reply of ours is against the description."""
        if problem:
            self.violations.append(f"our reply: {problem}")

    # Its life

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._opened.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None and self.violations:
            raise AssertionError("against the description of the API:\n" + "\n".join(self.violations))

    def close(self) -> None:
        """Break every connection off, and end. A port that nobody listens at any more is left."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._closing.set)
            self._thread.join(PATIENCE)

    @property
    def is_closing(self) -> bool:
        """Whether nothing more is to be sent."""
        return self._closing.is_set()

    async def closing(self) -> None:
        """Return when the server closes."""
        await self._closing.wait()

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._port = runner.addresses[0][1]
        self._opened.set()
        await self._closing.wait()
        await runner.cleanup()

    # Answering

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(request.method, request.path, {name.lower(): value for name, value in request.headers.items()})
        call = Call(self, request, asked)
        try:
            asked.body = json.loads(await request.read() or b"{}")
            self._note(asked)
            refusal = self._refusal(asked)
            if refusal:
                call.json(refusal[1], refusal[0])
            else:
                await self._next(asked.path).answer(call)
            return await call.finished()
        except (asyncio.CancelledError, ConnectionError):
            asked.left = not self.is_closing and not call.dropped
            raise
        finally:
            with self._changed:
                self._changed.notify_all()

    def _note(self, asked: Asked) -> None:
        with self._changed:
            self.requests.append(asked)
            self._changed.notify_all()

    def _next(self, path: str) -> Behaviour:
        script = self._scripts[path]
        return script.pop(0) if len(script) > 1 else script[0]

    def _refusal(self, asked: Asked) -> tuple[int, dict[str, Any]] | None:
        """Return what a request is refused with before any model sees it: a status and an error."""
        kind = "invalid_request_error"
        if asked.path not in self._scripts:
            return 404, payloads.error(f"Invalid URL ({asked.method} {asked.path})", kind)
        given = asked.headers.get("authorization", "")
        if self.key is not None and given != f"Bearer {self.key}":
            return 401, payloads.error(f"Incorrect API key provided: {given}.", kind, "invalid_api_key")
        if asked.path not in PROBLEMS:
            return None
        problem = PROBLEMS[asked.path](asked.body)
        if problem:
            self.violations.append(f"{asked.path}: {problem}")
            return 400, payloads.error(problem, kind)
        return self._unsupported(asked)

    def _unsupported(self, asked: Asked) -> tuple[int, dict[str, Any]] | None:
        kind, model = "invalid_request_error", asked.body["model"]
        for name in self.refuses:
            if name in asked.body:
                message = f"Unsupported parameter: '{name}' is not supported with this model."
                return 400, payloads.error(message, kind, "unsupported_parameter", name)
        if model not in self.models:
            return 404, payloads.error(f"The model `{model}` does not exist.", kind, "model_not_found", "model")
        if "input" in asked.body and any(payloads.tokens_of(text) > self.window for text in asked.texts):
            message = f"This model's maximum context length is {self.window} tokens; reduce your input."
            return 400, payloads.error(message, kind, "context_length_exceeded", "input")
        return None
