/* What flows in, kept in a file so that it can be read at any place and more than once. */
#ifndef INGOT_CSV_SOURCE_SPOOL_H
#define INGOT_CSV_SOURCE_SPOOL_H

#include "base/context.h"

/* Copies all that `from` (a pipe or a socket) gives into a file without a name, in the folder
   TMPDIR or /tmp, and returns its descriptor, which stands at its start; -1 on failure. Where not
   everything is in reach, it is kept in memory, which is charged for good. The context's pool, where
   it has one, is asked while it waits whether to go on; `shown` names `from` in messages. A full
   disk is of kind "limit". */
int ig_csv_spool(const ig_context *context, int from, const char *shown, ig_error *err) IG_CHECKED;

#endif
