"""Excel workbooks, looked at and read in a child process of their own: see ``sandbox``.

A legal workbook of two kilobytes can make a reader ask for 500 gigabytes (calamine issue 693). What can
bring the process down is therefore done in one that may go down, under limits of memory and time.
"""
