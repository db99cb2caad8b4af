/*
 * A stage: the folder OUT/.ingot-XXXXXX/files in which a worker's outputs gather until they are put in
 * their place together. Putting them in place is decided by a file beside it, `commit`, which lists
 * them and is on disk before the first is renamed: whoever finds a stage that nobody holds any more (its folder is
 * locked while it is in use) finishes it where it was decided, and clears it away where it was not. So
 * outputs appear whole or not at all, whatever dies when.
 */
#ifndef INGOT_RUN_STAGE_H
#define INGOT_RUN_STAGE_H

#include "base/memory.h"

typedef struct ig_stage ig_stage;

/* Makes the output folder and those above it where they are not there, settles stages that were left
   in it, and makes a new one. NULL with a message that names the folder. */
ig_stage *ig_stage_open(ig_memory *memory, const char *out, ig_error *err) IG_CHECKED;

int ig_stage_fd(const ig_stage *stage); /* of the folder `files`; the stage's own */

/* Puts every file of it, also in folders below, in its place, and leaves the stage empty. Where that
   fails nothing has changed; unless the disk fails between two renamings, when the message says so
   and whoever opens the next stage there finishes it. What is no plain file is refused, and so is a
   link where a folder is to be. */
int ig_stage_commit(ig_stage *stage, ig_error *err) IG_CHECKED;

/* Clears it away with whatever is in it, and the output folder where this stage made it and nothing
   stands in it. NULL is nothing. */
void ig_stage_drop(ig_stage *stage);

#endif
