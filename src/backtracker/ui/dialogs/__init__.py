"""Sheets that record or change one thing, in the program's own look.

``sheet`` is the base of them; ``fields`` holds what several of them ask in the same way.
"""
