"""A campaign from nothing: a unit, its congress, the list of units below → a folder of configuration."""
