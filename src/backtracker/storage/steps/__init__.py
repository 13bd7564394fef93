"""The migrations of the parts of the care, a file each; ``migrations.py`` says in which order they are made.

Like every released migration they are never edited. Standard library only.
"""
