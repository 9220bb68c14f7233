"""Requests for a document that is kept here (begäran om utlämnande): each paragraph tried, decided by a second person.

Its own small app, closed like the annex: the open report cannot reach it. Nobody reads more here than their role reads elsewhere.
"""
