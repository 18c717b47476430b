"""How often something was asked for: numbers by day, no people."""
