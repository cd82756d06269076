"""A class: from a roster to forms, from answers to marks, feedback and statistics, in a folder for a teacher."""
