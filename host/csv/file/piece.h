/* Decodes the rows of one piece of a file into a chunk of its part. */
#ifndef INGOT_CSV_FILE_PIECE_H
#define INGOT_CSV_FILE_PIECE_H

#include "csv/file/opened.h"

/* Takes the rows in `split`, which are those of chunk number `number`, with the words on `shelves`
   (one a heading). The decoder is of the encoding that the file is read with. Records that are no
   rows are listed in the chunk's faults; taker->seen tells of all bytes that became no words. On
   failure the chunk is to be reset all the same. */
int ig_csv_piece_take(ig_csv_chunk *chunk, const ig_csv_opened *opened, ig_csv_taker *taker,
                      ig_csv_shelf *shelves, const ig_csv_split *split, uint32_t number,
                      ig_error *err) IG_CHECKED;

#endif
