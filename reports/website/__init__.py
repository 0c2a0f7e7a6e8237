"""The published site: a page for every report, and one that leads to all of them; no script, no network."""
