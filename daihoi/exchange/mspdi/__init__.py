"""The XML of MS Project (MSPDI, 2007 and later): plans written for it, and a unit's plan read from it."""
