"""How the past of the directory is told to staff: words for fields, saves instead of single fields, plans."""
