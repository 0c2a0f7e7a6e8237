"""What each workstream makes of the schedule and the registers: tables, and what is missing."""
