"""Charts, tables and sentences: each draws or words a result it is given, and computes nothing."""
