"""The grammar of figures: a lexer, named patterns, and the sense of what they find."""
