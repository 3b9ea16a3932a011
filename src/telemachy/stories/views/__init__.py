"""Pages of case studies: public, for the two, for the author."""
