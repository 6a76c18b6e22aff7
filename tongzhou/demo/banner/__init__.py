"""A banner of forty employers on the demo day: what others deliver is loaded as theirs, indicators are reckoned, rules judge, people act.

Everything is synthetic (`tongzhou.demo.synthetic`) and seeded; days are told back from the demo day. Nothing here is invented after the feeds: what the pages
show of these employers is what the loading, the indicators and the rules made of them. Needs the libraries of analysis.
"""
