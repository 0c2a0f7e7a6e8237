"""Exchange with other programs: MS Project (MSPDI), calendars (iCalendar) and spreadsheets (CSV)."""
