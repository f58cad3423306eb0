"""Accept a file: sniff its real type, cap it, hash it, open its pages as images and text layers."""
