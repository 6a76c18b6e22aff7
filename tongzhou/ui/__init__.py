"""The shared look 外观: tokens, components, forms, error pages. Knows no domain.

Every counter and every line draws its pages with this room; it imports nothing of the project.
"""
