"""The press: sheets as files, to look at (PNG) and to print (PDF)."""
