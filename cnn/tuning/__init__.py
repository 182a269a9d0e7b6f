"""Teaching a trained network the drawings of one person, without letting it forget what it could."""
