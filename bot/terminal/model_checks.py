"""The checks of `footnote doctor` that ask a model server for something small, as a question and a document would."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bot.terminal.checks import Check, Verdict
from index.errors import EndpointError

if TYPE_CHECKING:
    from bot.model.trial import Trial
    from bot.settings import Settings
    from index.embedding.remote import RemoteEmbedder

WRITER: Final = "writer"
EMBEDDING: Final = "model"

PATIENCE: Final = 10.0
"""Seconds for each thing that is asked of a server that embeds."""

SLOW: Final = "did not answer within"
MOST_NAMED: Final = 8


def writer(settings: Settings) -> Check:
    """Check the model that writes answers, where one is set: reached, let in, known, writing, streaming, in a form."""
    if not settings.has_model:
        return Check(WRITER, Verdict.OK, _without_model(settings))
    from bot.model.server import Server
    from bot.model.trial import tried

    with closing(Server(settings)) as server:
        server.open()
        trial = tried(server, settings.model_wait_seconds)
    if trial.problem:
        return Check(WRITER, Verdict.PROBLEM, _with_models(_advised(trial.problem), trial.model, trial.models))
    return Check(WRITER, Verdict.OK, _facts(trial))


def embedding_server(embedder: RemoteEmbedder) -> Check:
    """Check the model at a server that embeds."""
    from index.embedding.remote import SECONDS_A_QUESTION

    try:
        embedder.embed_within(PATIENCE, ["The first text takes longer."])
        started = time.perf_counter()
        embedder.embed_within(PATIENCE, ["Does the model work?"])
    except EndpointError as error:
        models = _models_of(embedder) if error.status == 404 else None
        return Check(EMBEDDING, Verdict.PROBLEM, _with_models(_advised(str(error)), embedder.model, models))
    seconds = time.perf_counter() - started
    facts = f"{embedder.name} at a server, {embedder.dimensions} dimensions, {seconds * 1000:.1f} ms a question"
    if seconds > SECONDS_A_QUESTION:
        advice = f"questions wait {SECONDS_A_QUESTION:g} seconds at most, and then are answered by keywords alone."
        return Check(EMBEDDING, Verdict.WARNING, f"{facts}: {advice}")
    return Check(EMBEDDING, Verdict.OK, facts)


def _without_model(settings: Settings) -> str:
    if settings.writer == "extractive":
        return "none, as WRITER says: answers are the documents' own sentences"
    return "none, as neither OPENAI_API_KEY nor OPENAI_BASE_URL is set: answers are the documents' own sentences"


def _facts(trial: Trial) -> str:
    no_schema = "keeps to no JSON schema (MODEL_FORMAT=lines asks for none)"
    form = {True: "keeps to a JSON schema", False: no_schema, None: None}
    streams = "streams" if trial.pieces > 1 else None
    times = f"first words after {trial.first_ms:,.0f} ms, all after {trial.whole_ms:,.0f} ms"
    return ", ".join(part for part in (trial.model, streams, form[trial.schema], times) if part)


def _advised(problem: str) -> str:
    """Return the problem with what to do about a server that is too slow, which may be one that does not run."""
    if SLOW not in problem:
        return problem
    return f"{problem.removesuffix('.')}: check that it runs; on a slow machine, raise MODEL_WAIT_SECONDS."


def _with_models(problem: str, asked: str, models: tuple[str, ...] | None) -> str:
    """Return the problem with the models there are, where the one asked for is not among them."""
    if not models or asked in models:
        return problem
    more = f" and {len(models) - MOST_NAMED:,} more" if len(models) > MOST_NAMED else ""
    return f"{problem} It has: {', '.join(models[:MOST_NAMED])}{more}."


def _models_of(embedder: RemoteEmbedder) -> tuple[str, ...] | None:
    try:
        return embedder.models(PATIENCE)
    except EndpointError:
        return None
