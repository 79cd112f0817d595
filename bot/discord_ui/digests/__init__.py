"""What changed in the documents, told in a channel on a schedule that admins choose."""
