"""The language model that writes answers, where one is configured: what it is asked, and what it may cost."""

from bot.model.models import Models

__all__ = ["Models"]
