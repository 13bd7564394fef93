"""What the program costs, as ratios against something bare in the same run: ``make bench``.

Each test prints rows of a table and asserts only that what it measured has really happened.
The figures depend on what else the computer does; the ratios much less, because program and
baseline take turns.
"""
