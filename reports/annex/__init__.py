"""The classified annex of a national picture. Its own small app; the open report cannot reach it."""
