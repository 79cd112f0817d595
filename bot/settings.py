"""Every setting, read once from the environment and from `.env`; nothing else reads the environment."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from bot.prices import read_prices

SQLITE = "sqlite:///"


class Settings(BaseSettings):
    """The settings, under the names they have in the environment. `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    footnote_data_dir: Path = Field(default_factory=lambda: user_data_path("footnote"))
    footnote_cache_dir: Path = Field(default_factory=lambda: user_cache_path("footnote"))
    database_url: str | None = None
    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    openai_model: str | None = None
    openai_proxy: SecretStr | None = None
    writer: Literal["auto", "extractive"] = "auto"
    model_wait_seconds: Annotated[float, Field(ge=0.1, le=600)] = 10
    model_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 60
    model_retries: Annotated[int, Field(ge=0, le=10)] = 2
    model_requests: Annotated[int, Field(ge=1, le=256)] = 8
    model_format: Literal["auto", "schema", "lines"] = "auto"
    model_reply_tokens: Annotated[int, Field(ge=50, le=100_000)] = 1200
    model_prices: str = "gpt-4.1=2.00/8.00, gpt-4.1-mini=0.40/1.60, gpt-4.1-nano=0.10/0.40, gpt-4o-mini=0.15/0.60"
    question_tokens: Annotated[int, Field(ge=0, le=100_000_000)] = 30_000
    member_tokens_per_day: Annotated[int, Field(ge=0, le=10_000_000_000)] = 300_000
    server_tokens_per_month: Annotated[int, Field(ge=0, le=1_000_000_000_000)] = 10_000_000
    prompts_dir: Path | None = None
    embedding_model: Annotated[str, Field(min_length=1, max_length=200)] = "minilm"
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_batch: Annotated[int, Field(ge=1, le=2048)] = 64
    embedding_download: bool = True
    embedding_threads: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=lambda: os.cpu_count() or 1)
    max_file_mb: Annotated[float, Field(gt=0, le=2000)] = 25
    max_document_chars: Annotated[int, Field(ge=1000, le=200_000_000)] = 10_000_000
    reading_seconds: Annotated[float, Field(ge=1, le=3600)] = 25
    reading_memory_mb: Annotated[int, Field(ge=64, le=64_000)] = 512
    allow_private_urls: bool = False
    passage_tokens: Annotated[int, Field(ge=60, le=250)] = 250
    keep_versions: Annotated[int, Field(ge=0, le=10_000)] = 20
    forget_servers_after_days: Annotated[int, Field(ge=1, le=3650)] = 30
    max_question_chars: Annotated[int, Field(ge=1, le=20_000)] = 2000
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.2
    search_memory_mb: Annotated[float, Field(gt=0)] = 256
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    discord_token: SecretStr | None = None
    discord_api_base: str | None = None
    discord_gateway_url: str | None = None
    discord_cdn_base: str | None = None
    message_content_intent: bool = False
    member_questions_per_minute: Annotated[int, Field(ge=1, le=1000)] = 20
    server_questions_per_minute: Annotated[int, Field(ge=1, le=10_000)] = 120
    question_queue: Annotated[int, Field(ge=1, le=100_000)] = 500
    answer_threads: Annotated[int, Field(ge=1, le=64)] = 2

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, url: str | None) -> str | None:
        if url is not None and (not url.startswith(SQLITE) or url == SQLITE):
            raise ValueError("must be sqlite:/// followed by the path of a file")
        return url

    @field_validator("discord_token")
    @classmethod
    def _is_one_word(cls, given: SecretStr | None) -> SecretStr | None:
        # The word before a token in Discord's documentation, which is often copied with it.
        token = re.sub(r"^Bot(\s+|$)", "", given.get_secret_value().strip()) if given else ""
        if any(not character.isprintable() or character.isspace() for character in token):
            raise ValueError("must be the token alone, on one line and without spaces")
        return SecretStr(token) if token else None

    @field_validator("openai_api_key", "embedding_api_key")
    @classmethod
    def _is_a_header(cls, given: SecretStr | None) -> SecretStr | None:
        key = given.get_secret_value().strip() if given else ""
        if not key.isascii() or any(not character.isprintable() or character.isspace() for character in key):
            raise ValueError("must be the key alone, on one line and without spaces")
        return SecretStr(key) if key else None

    @field_validator("openai_base_url", "embedding_base_url")
    @classmethod
    def _is_endpoint(cls, url: str | None) -> str | None:
        usable = url and _address(url, "http", "https").rstrip("/")
        if usable and "@" in urlsplit(usable).netloc:  # this one is shown, by `footnote doctor` and in errors
            raise ValueError("must hold no name and password; a key has a setting of its own")
        if usable and {"?", "#"} & set(usable):
            raise ValueError("must end with the path, as in http://127.0.0.1:11434/v1, with no ? and no # in it")
        return usable

    @field_validator("openai_proxy")
    @classmethod
    def _is_proxy(cls, url: SecretStr | None) -> SecretStr | None:
        return url and SecretStr(_address(url.get_secret_value(), "http", "https"))

    @field_validator("model_prices")
    @classmethod
    def _are_prices(cls, table: str) -> str:
        read_prices(table)
        return table

    @field_validator("discord_api_base", "discord_cdn_base")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        return url and _address(url, "http", "https").rstrip("/")

    @field_validator("discord_gateway_url")
    @classmethod
    def _is_socket_address(cls, url: str | None) -> str | None:
        return url and _address(url, "ws", "wss")

    @property
    def has_model(self) -> bool:
        """Whether a model may write answers: there is a key or an endpoint, and it is not switched off."""
        return self.writer == "auto" and (self.openai_api_key is not None or self.openai_base_url is not None)

    @property
    def secrets(self) -> list[str]:
        """Every token, key and password there is, so that a log can leave them out."""
        held = (getattr(self, name) for name in type(self).model_fields)
        return [value.get_secret_value() for value in held if isinstance(value, SecretStr)]

    @property
    def store_path(self) -> Path:
        """The path of the database file."""
        if self.database_url is None:
            return self.footnote_data_dir.expanduser() / "footnote.db"
        return Path(self.database_url.removeprefix(SQLITE)).expanduser()

    @property
    def max_file_bytes(self) -> int:
        """The size a source may have, in bytes."""
        return int(self.max_file_mb * 1_000_000)


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError, in one sentence, naming everything that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc'])).upper()}: {_reason(each['msg'])}" for each in error.errors()
        )
        # The value itself is left out: what was put in the wrong place may be a secret.
        raise SettingsError(f"These settings cannot be used: {wrong}. See .env.example.") from None
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8 text: save it as UTF-8.") from None


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("Input ").rstrip(".")


def _address(url: str, *schemes: str) -> str:
    url = url.strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if not usable or any(character.isspace() for character in url):
        raise ValueError(f"must be an address that begins with {schemes[0]}:// or {schemes[1]}://")
    return url
