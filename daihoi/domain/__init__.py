"""The rules and computations of the plan: standard library, numpy, and pandas for tables. Nothing else."""
