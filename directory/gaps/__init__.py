"""For what, where and when nobody can be reached."""
