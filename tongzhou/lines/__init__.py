"""Lines of business, each a folder of declarations. They do not know one another."""
