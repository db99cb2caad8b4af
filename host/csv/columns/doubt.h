/* Why a column is text although most of what stands in it is numbers or months, and what to set;
   and what became of codes that are numbers. */
#ifndef INGOT_CSV_COLUMNS_DOUBT_H
#define INGOT_CSV_COLUMNS_DOUBT_H

#include "csv/columns/draft.h"

typedef struct ig_csv_doubt {
    ig_buffer text; /* the remark; empty: there is nothing to say. Reset by the caller */
    uint32_t part;  /* of the file that it is about */
} ig_csv_doubt;

/* Looks at the words of a column whose type is decided and was not given. */
int ig_csv_doubt_find(const ig_csv_draft *draft, ig_csv_doubt *doubt, ig_error *err) IG_CHECKED;

#endif
