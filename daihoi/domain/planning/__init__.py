"""Planning backward from a congress, and the check of the chain of deadlines before anything is reported."""
