"""The directory as a read-only HSDS API, for the systems of others: see docs/hsds.md."""
