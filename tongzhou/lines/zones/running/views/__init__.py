"""Handlers of the board: they find, ask and answer; they decide nothing."""
