"""Screens become components that Discord takes, and presses of them come back after a restart, with nothing kept."""

import asyncio
import gc
import weakref

import discord
import pytest

from bot.discord_ui.screens.actions import Action, custom_id, parse
from bot.discord_ui.screens.screen import (
    Button,
    ChannelMenu,
    Link,
    Menu,
    Option,
    RoleMenu,
    Row,
    Rule,
    Screen,
    Section,
    Text,
)
from bot.discord_ui.views import DYNAMIC_ITEMS, layout
from tests.discord_server.components import completed, texts, walk
from tests.discord_server.spec import MISSING, load_spec
from tests.support.screens import labels, payload

SCREEN = Screen(
    (
        Text("**[1]** said"),
        Rule(),
        Section("a source", Button("Show passage", custom_id("passage", 1, "a", 1, "-"))),
        Section("a page", Link("Open", "https://x.example/")),
        Row(
            (
                Button("Helpful", custom_id("rate", 1, "a", 1)),
                Button("Remove", custom_id("remove", 1, "d"), "danger"),
                Button("Back", custom_id("page", 1, "a", 0), disabled=True),
                Link("Open source", "https://x.example/a"),
            )
        ),
        Menu(custom_id("pick", 1), "Pick one", (Option("One", "1", "the first"), Option("Two", "2"))),
        ChannelMenu(custom_id("channels", 1), "Every channel", (11, 12)),
        RoleMenu(custom_id("role", 1), "No role", 13),
    ),
    "answer",
)
ODD = {"channels": {"11": {}}, "roles": {"13": {}}}
"""Less than discord.py needs to make channels and roles of it."""
ACCENTS = ("answer", "not_found", "notice", "problem")
USER = {"id": "5", "username": "ana", "discriminator": "0", "avatar": None, "global_name": None}
MEMBER = {"user": USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0, "permissions": "0"}


class Client(discord.Client):
    """A client that remembers what was pressed. It is not connected: events are handed to it as they come in."""

    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True))
        self._connection.user = discord.ClientUser(state=self._connection, data={**USER, "id": "50", "bot": True})
        self.seen = []

    async def pressed(self, interaction, action, values):
        self.seen.append((action, values))

    @property
    def store(self):
        return self._connection._view_store

    async def take(self, **data):
        """Take a press of a component of a message as the gateway brings it."""
        message = {"id": "20", "channel_id": "30", "author": {**USER, "bot": True}, "content": "", "flags": 1 << 15}
        message |= {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False}
        message |= {"mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": []}
        message |= {"type": 0, "components": completed(layout(SCREEN).to_components(), lambda url: {"url": url})}
        channel = {"id": "30", "type": 0, "name": "general", "permissions": "0", "position": 0}
        interaction = {"id": "40", "application_id": "50", "type": 3, "token": "t", "version": 1, "message": message}
        interaction |= {"guild_id": "1", "channel_id": "30", "channel": channel, "member": MEMBER, "locale": "en-US"}
        interaction |= {"entitlements": [], "authorizing_integration_owners": {"0": "1"}, "context": 0}
        interaction |= {"attachment_size_limit": 1 << 20, "app_permissions": "0", "data": data}
        self._connection.parse_interaction_create(interaction)
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not asyncio.current_task()))


def pressing(*presses, registered=True):
    """Return what a client that has just been started saw of these presses."""

    async def take_all():
        client = Client()
        if registered:
            client.add_dynamic_items(*DYNAMIC_ITEMS)
        for press in presses:
            await client.take(**press)
        return client.seen

    return asyncio.run(take_all())


def test_every_block_is_shown_in_one_coloured_container():
    (container,) = payload(SCREEN)

    assert [part["type"] for part in container["components"]] == [10, 14, 9, 9, 1, 1, 1, 1]
    assert texts([container]) == ["**[1]** said", "a source", "a page"]
    assert list(labels([container])) == [
        "Show passage", "Open", "Helpful", "Remove", "Back", "Open source", "Pick one", "One", "Two", "the first",
        "Every channel", "No role",
    ]  # fmt: skip
    assert len({payload(Screen((Text("x"),), accent))[0]["accent_color"] for accent in ACCENTS}) == len(ACCENTS)


def test_menus_offer_the_channels_and_the_role_that_are_chosen_already():
    selects = {part["custom_id"]: part for part in walk(payload(SCREEN)) if part["type"] in {3, 6, 8}}
    channels, role = selects[custom_id("channels", 1)], selects[custom_id("role", 1)]

    assert (channels["min_values"], channels["max_values"], channels["channel_types"]) == (0, 25, [0, 5, 15])
    assert [value["id"] for value in channels["default_values"]] == [11, 12]
    assert {value["type"] for value in channels["default_values"]} == {"channel"}
    assert (role["min_values"], role["max_values"]) == (0, 1)
    assert role["default_values"] == [{"id": 13, "type": "role"}]
    nothing = Screen((RoleMenu("fn:role:1", "No role", None), ChannelMenu("fn:channels:1", "None", ())), "notice")
    assert not any(part.get("default_values") for part in walk(payload(nothing)))


def test_discord_describes_what_is_sent():
    spec = load_spec()
    if spec is None:
        pytest.skip(MISSING)
    body = {"flags": 1 << 15, "components": payload(SCREEN)}

    assert spec.request_problem("POST", "/channels/{channel_id}/messages", body) is None


def test_labels_from_people_are_made_to_fit():
    options = tuple(Option("long name " * 20, str(i), "x\n" * 90) for i in range(25))
    menu = Menu("fn:pick:1", "of <@1>\u202e " * 30, (*options[:-1], Option("", "24")))
    (row,) = payload(Screen((menu,), "notice"))[0]["components"]

    assert row["components"][0]["options"][0]["label"].endswith("…")
    assert row["components"][0]["options"][24]["label"] == "—"


def test_every_button_and_menu_works_in_a_client_that_never_sent_the_message():
    pressable = [part for part in walk(payload(SCREEN)) if part.get("custom_id") and not part.get("disabled")]
    presses = [{"component_type": part["type"], "custom_id": part["custom_id"]} for part in pressable]

    assert pressing(*presses) == [(parse(part["custom_id"]), []) for part in pressable]
    assert len(pressable) == 6
    assert pressing(*presses, registered=False) == []


def test_what_was_picked_comes_with_the_press_whatever_discord_says_of_it():
    assert pressing(
        {"component_type": 3, "custom_id": custom_id("pick", 1), "values": ["2"]},
        {"component_type": 8, "custom_id": custom_id("channels", 1), "values": ["11"], "resolved": ODD},
        {"component_type": 6, "custom_id": custom_id("role", 1), "values": ["13"], "resolved": ODD},
        {"component_type": 6, "custom_id": custom_id("role", 1), "values": []},
    ) == [
        (Action("pick", "1", ()), ["2"]),
        (Action("channels", "1", ()), ["11"]),
        (Action("role", "1", ()), ["13"]),
        (Action("role", "1", ()), []),
    ]  # fmt: skip


@pytest.mark.parametrize("foreign", ["other:rate:1:a:1", "fn", "fn:rate", "fn::1", "", "fn:rate:1:never-sent"])
def test_a_press_of_what_is_not_in_the_message_or_not_ours_goes_nowhere(foreign):
    assert pressing({"component_type": 2, "custom_id": foreign}) == []


def test_one_class_alone_takes_each_custom_id():
    everything = [part["custom_id"] for part in walk(payload(SCREEN)) if part.get("custom_id")]

    for each in everything:
        fitting = [kind for kind in DYNAMIC_ITEMS if kind.__discord_ui_compiled_template__.fullmatch(each)]
        assert len(fitting) == 1


def test_nothing_is_kept_of_messages_that_were_sent():
    async def send_many():
        client = Client()
        client.add_dynamic_items(*DYNAMIC_ITEMS)
        views = []
        for message_id in range(50):
            view = layout(SCREEN)
            client._connection.store_view(view, message_id)
            assert not client.store.is_message_tracked(message_id)
            views.append(weakref.ref(view))
        del view
        gc.collect()
        assert not any(view() for view in views)
        assert (client.store._views, client.store._synced_message_views, client.store._modals) == ({}, {}, {})
        assert [*client.store._dynamic_items.values()] == [*DYNAMIC_ITEMS]

    asyncio.run(send_many())


def test_a_stopped_view_leaves_other_messages_working():
    async def stop_one():
        client = Client()
        client.add_dynamic_items(*DYNAMIC_ITEMS)
        view = layout(SCREEN)
        client._connection.store_view(view, 20)
        view.stop()
        await client.take(component_type=2, custom_id=custom_id("rate", 1, "a", 1))
        return client.seen

    assert asyncio.run(stop_one()) == [(Action("rate", "1", ("a", "1")), [])]


def test_more_than_discord_takes_is_refused_before_it_is_sent():
    with pytest.raises(ValueError, match="40"):
        layout(Screen((Text("x"),) * 40, "notice"))
