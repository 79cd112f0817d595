"""Settings that are checked by more than their type: tokens, keys, addresses."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.mark.parametrize("given", ["abc.def.ghi", "  abc.def.ghi\n", "Bot abc.def.ghi", " Bot  abc.def.ghi "])
def test_the_token_is_taken_as_it_is_often_copied(given: str) -> None:
    token = Settings(discord_token=given).discord_token  # type: ignore[arg-type]

    assert token is not None
    assert token.get_secret_value() == "abc.def.ghi"
    assert "abc" not in repr(token)


@pytest.mark.parametrize("given", ["", "  ", "Bot "])
def test_an_empty_token_is_none(given: str) -> None:
    assert Settings(discord_token=given).discord_token is None  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["abc def", "abc\ndef", "abc\x00def", "abc\u200bdef"])
def test_a_token_that_is_not_one_word_is_refused_without_being_shown(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.settings.Settings", lambda: Settings(discord_token=given))  # type: ignore[arg-type]

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert "DISCORD_TOKEN: must be the token alone" in str(refusal.value)
    assert "abc" not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "given", "taken"),
    [
        ("discord_api_base", "http://127.0.0.1:8080/api/v10/", "http://127.0.0.1:8080/api/v10"),
        ("discord_api_base", " https://discord.test/api/v10 ", "https://discord.test/api/v10"),
        ("discord_cdn_base", "http://[::1]:8080/", "http://[::1]:8080"),
        ("discord_gateway_url", "ws://127.0.0.1:8080/", "ws://127.0.0.1:8080/"),
        ("discord_gateway_url", "wss://gateway.discord.test/?v=10", "wss://gateway.discord.test/?v=10"),
    ],
)
def test_addresses_are_taken(name: str, given: str, taken: str) -> None:
    assert getattr(Settings(**{name: given}), name) == taken  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("discord_api_base", "ws://127.0.0.1/"),
        ("discord_api_base", "127.0.0.1:8080"),
        ("discord_api_base", "file:///etc/passwd"),
        ("discord_cdn_base", "http://"),
        ("discord_gateway_url", "http://127.0.0.1/"),
        ("discord_gateway_url", "ws://127.0.0.1:port/"),
        ("discord_gateway_url", "ws://a b/"),
    ],
)
def test_what_is_no_address_is_refused(name: str, given: str) -> None:
    values: dict[str, Any] = {name: given}
    with pytest.raises(ValueError, match="must be an address that begins with"):
        Settings(**values)


@pytest.mark.parametrize("name", ["openai_base_url", "embedding_base_url"])
def test_the_address_of_a_model_server_holds_no_password_for_it_is_shown(name: str) -> None:
    assert getattr(Settings(**{name: " http://127.0.0.1:11434/v1/ "}), name) == "http://127.0.0.1:11434/v1"  # type: ignore[arg-type]

    with pytest.raises(ValidationError, match="must hold no name and password"):
        Settings(**{name: "http://somebody:hidden@127.0.0.1:11434/v1"})  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["http://127.0.0.1:1/v1?api-version=1", "http://127.0.0.1:1/v1#chat"])
def test_the_address_of_a_model_server_ends_with_its_path_for_requests_go_below_it(given: str) -> None:
    with pytest.raises(ValidationError, match="must end with the path"):
        Settings(openai_base_url=given)


def test_a_proxy_may_hold_a_password_and_is_not_shown() -> None:
    proxy = Settings(openai_proxy="http://somebody:hidden@127.0.0.1:3128").openai_proxy  # type: ignore[arg-type]

    assert proxy is not None
    assert proxy.get_secret_value() == "http://somebody:hidden@127.0.0.1:3128"
    assert "hidden" not in repr(proxy)


@pytest.mark.parametrize("name", ["openai_api_key", "embedding_api_key"])
@pytest.mark.parametrize("given", ["two words", "line\nline", "clé", "\x00"])
def test_a_key_that_fits_no_header_is_refused_without_being_shown(
    name: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.settings.Settings", lambda: Settings(**{name: given}))  # type: ignore[arg-type]

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert f"{name.upper()}: must be the key alone" in str(refusal.value)
    assert given not in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "writes"),
    [
        ({}, False),
        ({"openai_api_key": "sk-1"}, True),
        ({"openai_api_key": " "}, False),
        ({"openai_base_url": "http://127.0.0.1:1/v1"}, True),
        ({"openai_api_key": "sk-1", "writer": "extractive"}, False),
    ],
)
def test_a_model_writes_where_there_is_a_key_or_an_address_and_it_is_not_switched_off(
    values: dict[str, Any], writes: bool
) -> None:
    assert Settings(**values).has_model is writes


def test_every_secret_is_listed_for_the_log_to_leave_out() -> None:
    given = {name: f"made-up-{name}" for name in ("openai_api_key", "embedding_api_key", "discord_token")}
    settings = Settings(**given, openai_proxy="http://a:made-up@127.0.0.1:1")  # type: ignore[arg-type]

    assert set(settings.secrets) == {*given.values(), "http://a:made-up@127.0.0.1:1"}
    assert Settings().secrets == []
