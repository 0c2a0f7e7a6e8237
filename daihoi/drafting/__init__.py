"""Skeletons of documents: what software can write of a draft, as files that people then edit."""
