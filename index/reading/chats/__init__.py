"""Discord chats, as people export them."""
