"""What coordinators hand on: the progress report as Word and archive PDF, and a live workbook."""
