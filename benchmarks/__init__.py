"""How fast and how exact kb is: a seeded generator of bases and one command that measures against them."""
