/* What a spec must be before any file is opened for it. */
#ifndef INGOT_CSV_SPEC_H
#define INGOT_CSV_SPEC_H

#include "csv/csv.h"

/* Refuses a spec that cannot work: names given twice, a delimiter that is the quote … */
int ig_csv_spec_check(const ig_csv_spec *spec, ig_error *err) IG_CHECKED;

#endif
