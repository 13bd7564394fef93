"""Medicines by ingredient: what is in a product, what its label allows, and what a further dose would come to.

``product``    what can be taken, and one dose of it
``catalogue``  the ingredients and products that ship, each figure with its source, in this one place
``limits``     which figures hold for a product: its own, or those of what is in it
``verdict``    what is found out about a dose, as values
``sums``       any 24 hours to the second, and what goes over a limit
``spacing``    intervals, how many at once, and the first dose in parts
``rules``      all of it together, the other warnings, and when the next dose is allowed
``reminding``  that the next dose is allowed, for who asked to be told
``naming``     which product and how much of it typed words mean
``wording``    amounts, labels, sums and warnings in words
``timing``     when a dose is allowed, in words

It informs, and never forbids: what was really taken is always recorded. Standard library and ``core`` only.
"""
