"""What documents, slides, sheets and books in ZIP archives are made of."""
