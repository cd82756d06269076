"""Questions for other programs: learning systems, flash cards, paper, notebooks; one module for each format."""
