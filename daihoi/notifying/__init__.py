"""Notices on their way to people: gathered into one message a day for each office, put into the outbox, sent.

Which notices are due is decided in ``daihoi.domain.notices``; nothing here reads the clock.
"""
