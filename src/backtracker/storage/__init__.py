"""The data file: frozen values in, frozen values out, SQLite between.

Arrows: this room imports ``core``, ``errors``, SQLAlchemy and the standard library; only
``journal`` imports it, and only when first needed, because SQLAlchemy's import costs 0.3 s.

``store``       the one way in: open, change, undo, and the questions of ``reads``
``reads``       bounded questions, answered with values; those about care in ``reads_care``, those about marked
                changes and trials in ``reads_changes``, what is known of each day in ``habits``
``search``      which episodes a person is looking for
``shapes``      which columns a value is made of
``schema``      today's tables, as SQLAlchemy knows them
``opening``     the file itself: permissions, whose it is, how it is connected
``migrations``  how a file of any earlier schema becomes one of today's; plain SQL, never edited once released;
                those of the parts of the care in ``steps``
``copies``      how copies are called, and under which name a damaged file is kept
``backup``      verified copies, and which of them to keep
``checkup``     what is wrong with a file, in words
``trouble``     the world's trouble in sentences; everything else stays a bug
"""
