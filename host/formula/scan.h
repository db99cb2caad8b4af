/* Steps that read the table: a load makes a vector of a column, the others answer at once. */
#ifndef INGOT_FORMULA_SCAN_H
#define INGOT_FORMULA_SCAN_H

#include "formula/step.h"

#define IG_SCAN(name)                                                                              \
    void ig_scan_##name(const ig_step *step, ig_rows rows, size_t from, size_t n, ig_room room,    \
                        ig_vector *out)

IG_SCAN(load);
IG_SCAN(compare); /* decimal or month by `compare` with a */
IG_SCAN(codes);   /* text by a lookup of bytes */

#endif
