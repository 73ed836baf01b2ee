"""What a chat's admins have decided for it."""
