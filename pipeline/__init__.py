"""Conduct: the stages in order, and the settings they are given."""
