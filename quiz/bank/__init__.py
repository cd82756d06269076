"""A folder of files -> courses, sets and items: front matter, body, templates, formulas, blueprints, cards."""
