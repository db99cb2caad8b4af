/* Finds where a table begins in a file, and whether its first record names the columns. */
#ifndef INGOT_CSV_SNIFF_HEADING_H
#define INGOT_CSV_SNIFF_HEADING_H

#include "csv/sniff/marks.h"

/* The record of the survey that the table begins with; what stands before it is a preamble. Says
   why. */
size_t ig_csv_heading_first(const ig_csv_inquiry *inquiry, ig_csv_finding *finding);

/* Whether record `first` names the columns, and why. */
int ig_csv_heading_names(const ig_csv_inquiry *inquiry, size_t first, ig_memory *memory,
                         bool *names, ig_csv_finding *finding, ig_error *err) IG_CHECKED;

#endif
