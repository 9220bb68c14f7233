"""The secret half of the local pictures: answers, texts, proposals and points. Its own tables from the first day."""
