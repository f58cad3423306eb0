"""The things that cross the doors between rooms: frozen types, the error root, the JSON contract.

This room imports nothing of ours. Every value that a later stage may show to a person carries its
printed string and its place: page, line and box.
"""
