"""劳动保障监察 — checks, cases, transfers to the police, written review, public naming. 劳动保障监察条例.

Steps of business, one module each in `acts`, `facts`, `rules` and `documents`: opening, investigating,
concluding, deciding, performing. `check`, `transfer`, `review` and `publicity` are procedures of their own.
"""
