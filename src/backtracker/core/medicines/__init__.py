"""Medicines by ingredient: what is in a product, what its label allows, and what a further dose would come to.

``product``    what can be taken, and one dose of it
``catalogue``  the ingredients and products that ship, each figure with its source, in this one place
``limits``     which figures hold for a product: its own, or those of what is in it
``rules``      the last 24 hours to the second, the interval, the warnings, and when the next dose is allowed
``naming``     which product and how much of it typed words mean
``wording``    all of it in sentences

It informs, and never forbids: what was really taken is always recorded. Standard library and ``core`` only.
"""
