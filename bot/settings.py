"""Every setting, read once from the environment and from `.env`; nothing else reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

SQLITE = "sqlite:///"


class Settings(BaseSettings):
    """The settings, under the names they have in the environment. `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    footnote_data_dir: Path = Field(default_factory=lambda: user_data_path("footnote"))
    footnote_cache_dir: Path = Field(default_factory=lambda: user_cache_path("footnote"))
    database_url: str | None = None
    embedding_model: Literal["minilm", "none"] = "minilm"
    embedding_download: bool = True
    max_file_mb: Annotated[float, Field(gt=0, le=2000)] = 25
    max_question_chars: Annotated[int, Field(ge=1, le=20_000)] = 2000
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.2
    search_memory_mb: Annotated[float, Field(gt=0)] = 256
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, url: str | None) -> str | None:
        if url is not None and (not url.startswith(SQLITE) or url == SQLITE):
            raise ValueError("must be sqlite:/// followed by the path of a file")
        return url

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
