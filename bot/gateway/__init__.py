"""The only door to the web: anonymous session, limits, redaction, emergency answer, page.

Read `turn.py` first. This house may use bot.safety and, of the directory, its cards, its emergency
constants and its published copy; it never imports Rasa and never opens a database.
"""
