"""Finding services by any word of them, and the index that it stands on."""
