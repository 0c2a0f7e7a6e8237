"""Looks the machine and the installation over, and says what is wrong and how to mend it. Changes nothing."""
