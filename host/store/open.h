/* Opening a snapshot of ingot's own in a mapping. */
#ifndef INGOT_STORE_OPEN_H
#define INGOT_STORE_OPEN_H

#include "store/file.h"
#include "store/snapshot.h"

/* Whether the file, whose footer is found, says that ingot wrote it. */
bool ig_open_is_sealed(const ig_arrow_file *file);

/* The table of a sealed file, mapped; NULL on failure. */
ig_table *ig_open_sealed(ig_arrow_file *file, ig_mapping *mapping, ig_error *err) IG_CHECKED;

#endif
