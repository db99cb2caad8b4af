/* Turns pieces of a file's text into UTF-8. */
#ifndef INGOT_CSV_SOURCE_DECODE_H
#define INGOT_CSV_SOURCE_DECODE_H

#include "csv/spec/spec.h"

typedef struct ig_csv_decoder ig_csv_decoder;

/* A decoder from `encoding` (not IG_AUTO). NULL on failure. */
ig_csv_decoder *ig_csv_decoder_new(ig_memory *memory, ig_encoding encoding,
                                   ig_error *err) IG_CHECKED;
void ig_csv_decoder_free(ig_csv_decoder *decoder); /* NULL is nothing */

/* The text in UTF-8: borrowed from `bytes`, or from the decoder until its next call. Fails with
   "not GB18030: '\xfe\x39'" on a character that has no meaning. */
int ig_csv_decoder_text(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes,
                        ig_text *text, ig_error *err) IG_CHECKED;

/* As ig_csv_decoder_text for the start of something longer: a character cut off at its end is
   dropped, and so is what follows one without meaning. */
int ig_csv_decoder_start(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes,
                         ig_text *text, ig_error *err) IG_CHECKED;

#endif
