/*
 * Arrow files of other programs, read into memory. Any number of batches. Integers become decimals
 * without places (with those that ingot.scale says), floats reals, decimals decimals of up to nine
 * places, texts of all kinds text, bools bool; dates and timestamps become months, when each is the
 * first of one. What is not finite is missing. All else is refused, by column and type; so are
 * compressed buffers.
 */
#ifndef INGOT_STORE_IMPORT_H
#define INGOT_STORE_IMPORT_H

#include "base/context.h"
#include "store/file.h"
#include "table/table.h"

/* The table in a file that was read; NULL on failure. */
ig_table *ig_import(const ig_context *context, const ig_arrow_file *file, ig_error *err) IG_CHECKED;

#endif
