"""Books: the charts of many units bound into one PDF, with a cover, a list of contents and bookmarks."""
