"""Where a model server is, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

DEFAULT_HOST: Final = "api.openai.com"
DEFAULT_URL: Final = f"https://{DEFAULT_HOST}/v1"


@dataclass(frozen=True, slots=True)
class SettingNames:
    """The settings an address came from, for sentences that say what to check."""

    url: str = "OPENAI_BASE_URL"
    key: str = "OPENAI_API_KEY"
    model: str = "OPENAI_MODEL"
    proxy: str = "OPENAI_PROXY"


@dataclass(frozen=True, slots=True)
class Address:
    """A model server: its address (None: OpenAI's), the key ("": none) and a proxy on the way there.

    None of it is in the repr, since each may hold a secret.
    """

    base_url: str | None = field(repr=False)
    api_key: str = field(repr=False)
    proxy: str | None = field(default=None, repr=False)
    names: SettingNames = field(default_factory=SettingNames, repr=False)

    @property
    def url(self) -> str:
        """The address that requests go to."""
        return self.base_url or DEFAULT_URL

    @property
    def is_default(self) -> bool:
        """Whether it is OpenAI's own server."""
        host = urlsplit(self.url).hostname or ""
        return host == DEFAULT_HOST or host.endswith(f".{DEFAULT_HOST}")  # it has names for regions
