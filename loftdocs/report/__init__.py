"""What a person reads to judge: the review of a build (`review`), and the report of what came back (`returned`).

Both are one HTML file without scripts that asks for nothing from elsewhere. Nothing is read in here, so that either can
be made without what the other takes.
"""
