"""Read a page: judge its text layer, or clean its image and recognise it; grids of ruled tables; words with boxes."""
