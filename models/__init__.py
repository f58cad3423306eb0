"""What was learned: the NER pipeline and the manifest of OCR models."""
