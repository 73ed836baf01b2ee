"""What those who run the bot may order it to do from a chat."""
