"""Messages as plain data: blocks and the ids of buttons, and text that takes no effect."""
