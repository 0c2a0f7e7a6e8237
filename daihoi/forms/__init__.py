"""Forms: workbooks that units fill in and send back. What a form holds, and how it is written as xlsx."""
