"""Starts everything: checks the ground, prepares model and directory, then hands over to supervisord.

Knows the other houses only as commands to run.
"""
