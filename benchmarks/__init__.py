"""Measurements. Nothing here is asserted in a test: figures are printed, with what they were measured on."""
