"""Keep audited reports."""
