"""Case studies: drafted from the record, agreed to by the people in them, published, withdrawn at once."""
