"""One step of the schema a file, for the parts of the care: ``migrate(connection)`` does it.

A released step is never edited and imports nothing of today's. Standard library only.
"""
