"""Who may do what, decided by what Discord says of the person in the very interaction that asks for it.

Never by what a command is hidden from (a hint in people's clients), by another server, or by what was known earlier.
"""

from __future__ import annotations

import discord

from bot.errors import NotAllowed
from bot.records.nouns import GivenAnswer, ServerSettings

NOT_ADMIN = "Only members who may manage this server, or who have the role its admins chose, can do this."
NOT_MANAGER = "Only members who may manage this server can choose the admin role."
NOT_IN_A_SERVER = "This works in a server, not in direct messages."
NOT_HERE = "This belongs to another server."
NOT_YOURS = "Only the person who asked can use this."


def server_of(interaction: discord.Interaction) -> str:
    """Return the library of the server the interaction came from. Raises NotAllowed in direct messages."""
    if interaction.guild_id is None:
        raise NotAllowed(NOT_IN_A_SERVER)
    return str(interaction.guild_id)


def require_admin(interaction: discord.Interaction, settings: ServerSettings) -> str:
    """Return the library of the server, or raise NotAllowed unless the person may change it."""
    library = server_of(interaction)
    if not is_admin(interaction, settings):
        raise NotAllowed(NOT_ADMIN)
    return library


def require_manager(interaction: discord.Interaction) -> None:
    """Raise NotAllowed unless the person may manage the server: the admin role alone hands itself to nobody."""
    if not manages_server(interaction):
        raise NotAllowed(NOT_MANAGER)


def is_admin(interaction: discord.Interaction, settings: ServerSettings) -> bool:
    """Tell whether the person may change the library and the settings of the server the interaction came from."""
    if interaction.guild_id is None:
        return False
    return manages_server(interaction) or _has_role(interaction, settings.admin_role)


def manages_server(interaction: discord.Interaction) -> bool:
    """Tell whether Discord gives the person Manage Server in the server the interaction came from."""
    granted = interaction.permissions
    return interaction.guild_id is not None and (granted.manage_guild or granted.administrator)


def require_sight(interaction: discord.Interaction, given: GivenAnswer) -> None:
    """Raise NotAllowed unless the person may see the answer: a private one is its asker's until it is shared."""
    hidden = (given.private and not given.shared) or given.direct
    if hidden and interaction.user.id != given.asker:
        raise NotAllowed(NOT_YOURS)


def require_asker(interaction: discord.Interaction, given: GivenAnswer) -> None:
    """Raise NotAllowed unless the person is the one who asked."""
    if interaction.user.id != given.asker:
        raise NotAllowed(NOT_YOURS)


def _has_role(interaction: discord.Interaction, role: int | None) -> bool:
    member = interaction.user
    if role is None or role == interaction.guild_id or not isinstance(member, discord.Member):
        return False  # the role with the server's own id is everybody's
    # As Discord sent them with the interaction: `get_role` would look the role up in what is known of the server.
    return member._roles.has(role)
