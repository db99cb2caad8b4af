/* Decides the encoding of a file when all of it has been read, and makes its words UTF-8. */
#ifndef INGOT_CSV_FILE_SETTLE_H
#define INGOT_CSV_FILE_SETTLE_H

#include "csv/file/opened.h"

/* Decides on all words of the part and on what else was seen. `*again`: the encoding, now in
   part->encoded, is not the one the file was read with, so it is to be read again. A byte that is
   wrong is an error with its place, for which the file is read once more. Fails also when the file
   changed while it was read. */
int ig_csv_settle(ig_csv_opened *opened, bool *again, ig_error *err) IG_CHECKED;

#endif
