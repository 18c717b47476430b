"""The only room that imports rasa: what we plug into it, each by its dotted name in the YAML at the root.

May use bot.safety; knows nothing of the gateway, the actions or the directory.
"""
