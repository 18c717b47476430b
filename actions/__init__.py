"""Rasa's hands: one file an action, named as its id. rasa_sdk is imported here and nowhere else."""
