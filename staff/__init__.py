"""Pages for those who keep the directory true. Stands on the directory; knows nothing of the bot."""
