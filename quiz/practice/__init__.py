"""Practice over time: sessions and the record. No screen of its own."""
