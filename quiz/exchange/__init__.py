"""What leaves and enters as files: practice sets with their keys, responses, rows of comparisons."""
