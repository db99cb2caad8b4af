/* What a spreadsheet does to codes of commodities, which it takes for numbers. */
#ifndef INGOT_CSV_COLUMNS_CODES_H
#define INGOT_CSV_COLUMNS_CODES_H

#include "csv/columns/draft.h"

/* Says, of a column of numbers whose name says codes, that they were rounded or lost their leading
   zeros. Appends nothing where neither shows. */
int ig_csv_codes_say(ig_buffer *out, const ig_csv_draft *draft, ig_error *err) IG_CHECKED;

#endif
