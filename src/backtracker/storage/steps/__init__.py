"""The migrations of each part of the care, a file each; ``migrations`` puts them in order. Standard library only.

Like all migrations they are never edited once released, and never import today's tables.
"""
