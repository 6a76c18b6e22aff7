"""The acts of a warning, in the order of its life: judging, working, reviewing."""
