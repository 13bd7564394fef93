"""Later migrations, a file per part of the care. Each says in SQL of its own what it does, for good."""
