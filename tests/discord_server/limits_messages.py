"""The limits of a message: what Discord refuses, with its tree of errors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.discord_server import limits_components
from tests.discord_server.bits import MessageFlag
from tests.discord_server.limits_names import units
from tests.discord_server.refusals import Problems, empty_message

LONGEST_CONTENT = 2000
LONGEST_NONCE = 25
MOST_FILES = 10
MOST_EMBEDS = 10
LONGEST_EMBEDS = 6000
LONGEST_IN_EMBED = {"title": 256, "description": 4096}
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")
LEGACY_CODE = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"

Form = dict[str, Any]


def check_message(form: Form, flags: int, known: int, *, uploads: int, changed: Collection[str] = ()) -> None:
    """Refuse a message that Discord would refuse.

    `known` are the flags that may be set here, `uploads` is the number of files that came with the form, and `changed`
    the fields that an edit names (all, for a new message).
    """
    problems = Problems()
    is_v2 = bool(flags & MessageFlag.COMPONENTS_V2)
    _check_fields(problems, form, flags, known, uploads, changed)
    if is_v2:
        for name in LEGACY_FIELDS:
            if form.get(name):
                problems.add((name,), LEGACY_CODE, f"The '{name}' field cannot be used when using IS_COMPONENTS_V2")
    _check_embeds(problems, form.get("embeds") or [])
    if not changed or "components" in changed:
        limits_components.check(problems, form.get("components") or [], is_v2=is_v2)
        _check_files_named(problems, form, uploads)
    problems.refuse()
    if not uploads and not any(form.get(name) for name in (*LEGACY_FIELDS, "components", "attachments")):
        raise empty_message()


def _check_fields(
    problems: Problems, form: Form, flags: int, known: int, uploads: int, changed: Collection[str]
) -> None:
    content = form.get("content")
    if content is not None and units(content) > LONGEST_CONTENT:
        problems.add(("content",), "BASE_TYPE_MAX_LENGTH", f"Must be {LONGEST_CONTENT} or fewer in length.")
    nonce = form.get("nonce")
    if isinstance(nonce, str) and len(nonce) > LONGEST_NONCE:
        problems.add(("nonce",), "NONCE_TYPE_MAX_LENGTH", f"Must be {LONGEST_NONCE} or fewer in length.")
    if (not changed or "flags" in changed) and (form.get("flags") or 0) & ~known & ~MessageFlag.COMPONENTS_V2:
        problems.add(("flags",), "MESSAGE_FLAGS_INVALID", f"Flags {flags} may not be set here (known: {known}).")
    if max(uploads, len(form.get("attachments") or [])) > MOST_FILES:
        problems.add(("attachments",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_FILES} or fewer in length.")


def _check_embeds(problems: Problems, embeds: list[Form]) -> None:
    if len(embeds) > MOST_EMBEDS:
        problems.add(("embeds",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_EMBEDS} or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        for path, text, most in _texts_of(embed):
            total += units(text)
            if units(text) > most:
                where = ("embeds", index, *path)
                problems.add(where, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        if len(embed.get("fields") or []) > 25:
            problems.add(("embeds", index, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if total > LONGEST_EMBEDS:
        message = f"Embed size exceeds maximum size of {LONGEST_EMBEDS}"
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)


def _texts_of(embed: Form) -> list[tuple[tuple[str | int, ...], str, int]]:
    found: list[tuple[tuple[str | int, ...], str, int]] = [
        ((name,), embed[name], most) for name, most in LONGEST_IN_EMBED.items() if embed.get(name)
    ]
    for name, key, most in (("footer", "text", 2048), ("author", "name", 256)):
        if embed.get(name):
            found.append(((name, key), embed[name].get(key) or "", most))
    for index, field in enumerate(embed.get("fields") or []):
        found.append((("fields", index, "name"), field.get("name") or "", 256))
        found.append((("fields", index, "value"), field.get("value") or "", 1024))
    return found


def _check_files_named(problems: Problems, form: Form, uploads: int) -> None:
    """A component may name only a file that comes with the message."""
    if not uploads and not form.get("attachments"):
        for path, url in limits_components.media_urls(form.get("components") or []):
            if url.startswith("attachment://"):
                problems.add(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"{url} was not found")
