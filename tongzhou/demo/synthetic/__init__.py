"""A synthetic region with known truth: employers under stress, what their pay, insurance and meters show of it, who complains, and whom
inspectors choose to look at. For trying the warning model where the right answer is written down. No employer in it exists.

Everything is drawn from one seed, in blocks of employers, so that a banner of forty is the beginning of the region of a hundred thousand.
"""
