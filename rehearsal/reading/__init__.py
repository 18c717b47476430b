"""From files to cases: YAML with line numbers, then steps, fixtures, cases, and the files of a run."""
