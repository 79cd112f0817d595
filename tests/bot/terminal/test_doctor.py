import json
import sqlite3

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.terminal.doctor import settings_shown


def findings(footnote, *options):
    result = footnote("doctor", *options, "--json")
    checks = json.loads(result.stdout)["checks"]
    assert result.exit_code == (1 if "problem" in {check["verdict"] for check in checks} else 0)
    return {check["name"]: (check["verdict"], check["message"]) for check in checks}


@pytest.fixture
def store(footnote, handbook, tmp_path):
    """The store's file, with the handbook in it."""
    footnote("library", "add", handbook)
    return tmp_path / "data" / "footnote.db"


def test_on_a_fresh_machine_all_is_well_and_nothing_is_made(footnote, tmp_path):
    found = findings(footnote)

    assert {verdict for verdict, _ in found.values()} == {"ok"}
    assert found["store"][1] == "none yet; it is made when it is first needed"
    assert not (tmp_path / "data").exists()


def test_every_library_is_counted(footnote, store, handbook):
    footnote("library", "add", handbook, "--library", "cellar")

    found = findings(footnote)

    assert found["library local"] == found["library cellar"] == ("ok", "1 document, 2 passages")


def test_plain_text_has_a_line_for_each_check_and_each_setting(footnote, store):
    lines = footnote("doctor").stdout.splitlines()

    assert "ok: library local: 1 document, 2 passages" in lines
    assert "setting: EMBEDDING_MODEL = none" in lines
    assert "setting: DATABASE_URL = not set" in lines
    assert len([line for line in lines if line.startswith("setting: ")]) == len(Settings.model_fields)


def test_the_model_is_tried_and_passages_without_vectors_are_warned_of(footnote, store, monkeypatch, model_cache):
    monkeypatch.setenv("EMBEDDING_MODEL", "minilm")
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(model_cache))

    found = findings(footnote)

    assert found["model"][0] == "ok"
    assert "384 dimensions" in found["model"][1]
    assert found["library local"] == (
        "warning",
        "1 document, 2 passages, 2 of them without a vector: run `footnote library reindex --library local`.",
    )


def test_a_missing_model_is_a_warning_that_says_what_to_do(footnote, monkeypatch):
    monkeypatch.setattr("index.embedding.weights.PACKAGE", "a_package_that_is_not_there")
    monkeypatch.setenv("EMBEDDING_MODEL", "minilm")
    monkeypatch.setenv("EMBEDDING_DOWNLOAD", "false")

    verdict, message = findings(footnote)["model"]

    assert verdict == "warning"
    assert "keywords alone" in message


def test_a_damaged_store_is_a_problem_and_the_other_checks_still_run(footnote, store):
    data = bytearray(store.read_bytes())
    data[data.index(b"Ada Lovell")] ^= 1
    store.write_bytes(data)

    found = findings(footnote)

    assert found["store"][0] == "problem"
    assert "damaged" in found["store"][1]
    assert {found[name][0] for name in ("Python", "settings", "data folder", "disk", "model")} == {"ok"}


def test_a_store_of_a_newer_version_is_a_problem(footnote, store):
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()

    assert findings(footnote)["store"] == (
        "problem",
        "A newer version of Footnote wrote this store: install that version, or a later one.",
    )


def test_settings_that_cannot_be_used_are_a_problem_that_names_them_all(footnote, monkeypatch):
    monkeypatch.setenv("MAX_FILE_MB", "many")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")

    verdict, message = findings(footnote)["settings"]

    assert verdict == "problem"
    assert "MAX_FILE_MB" in message
    assert "LOG_LEVEL" in message


def test_a_data_folder_that_cannot_be_written_is_a_problem(footnote, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "file" / "data"))

    verdict, message = findings(footnote)["data folder"]

    assert verdict == "problem"
    assert message == f"{tmp_path}/file/data cannot be written: make it writable."


@pytest.mark.parametrize(("free", "verdict"), [(10_000, "problem"), (500_000_000, "warning"), (2_000_000_000, "ok")])
def test_little_room_on_the_disk_is_told(footnote, monkeypatch, free, verdict):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": free}))

    assert findings(footnote)["disk"][0] == verdict


def test_of_a_secret_only_its_presence_is_shown():
    class WithSecret(Settings):
        token: SecretStr | None = None

    assert settings_shown(WithSecret(token=SecretStr("hunter2")))["TOKEN"] == "set, not shown"
    assert settings_shown(WithSecret())["TOKEN"] is None


def test_at_a_terminal_every_verdict_is_shown(footnote_terminal, store):
    code, shown = footnote_terminal("doctor", NO_COLOR="1")

    assert code == 0
    assert "library local  1 document, 2 passages" in shown
    assert "Settings in effect" in shown


REAL = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


def test_without_a_discord_token_all_is_well(footnote):
    assert findings(footnote)["Discord token"] == ("ok", "not set; `footnote serve` needs it")


def test_a_discord_token_is_looked_at_and_never_shown(footnote, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", f"Bot {REAL}")

    result = footnote("doctor")

    assert "ok: Discord token: set, and it looks like one" in result.stdout
    assert "setting: DISCORD_TOKEN = set, not shown" in result.stdout
    assert not any(part in result.stdout + result.stderr for part in REAL.split("."))


@pytest.mark.parametrize(
    ("token", "mistaken"),
    [
        ("your-token-here", "a placeholder"),
        ("<token>", "a placeholder"),
        ("changeme", "a placeholder"),
        ("123456789012345678", "an id, which is no secret"),
        ("0a" * 32, "the application's public key"),
        ("s8XyTq1uV3wZ5bD7fH9jK1mN3pR5tV7x", "the application's client secret"),
        (REAL.rpartition(".")[0], "not what a bot's token looks like"),
        (REAL.replace("MTIz", "aaaa"), "not what a bot's token looks like"),
        (REAL + "é", "not what a bot's token looks like"),
    ],
)
def test_what_is_no_discord_token_is_a_problem_that_names_what_it_may_be(footnote, monkeypatch, token, mistaken):
    monkeypatch.setenv("DISCORD_TOKEN", token)

    verdict, message = findings(footnote)["Discord token"]

    assert verdict == "problem"
    assert mistaken in message
    assert token not in message


def test_a_token_of_another_server_may_look_otherwise(footnote, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "hunter2")
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:9/api/v10")

    assert findings(footnote)["Discord token"][0] == "warning"


@pytest.mark.parametrize("wanted", ["true", "false"])
def test_the_intents_are_named_and_what_has_to_be_switched_on(footnote, monkeypatch, wanted):
    monkeypatch.setenv("MESSAGE_CONTENT_INTENT", wanted)

    verdict, message = findings(footnote)["intents"]

    assert verdict == "ok"
    assert message.startswith("guilds, ")
    assert ("message_content" in message) == (wanted == "true")
    assert ("Message Content Intent must be switched on" in message) == (wanted == "true")


def test_looked_at_deeply_every_passage_is_held_against_the_rest(footnote, store):
    shown = footnote("doctor", "--deep").stdout

    assert "ok: library local, deep: 1 version, 2 passages, 0 vectors: every one fits the rest\n" in shown


def test_looked_at_deeply_what_does_not_belong_together_is_a_problem_that_says_what_to_do(footnote, store, monkeypatch):
    monkeypatch.setattr("index.inspection.terms", lambda _text: ["other"])

    verdict, message = findings(footnote, "--deep")["library local, deep"]

    assert verdict == "problem"
    assert "a passage is searched by other words than it has. Run `footnote library reindex --library local`" in message
