"""Changing one service by hand: a draft as text, its faults, and only the differences saved."""
