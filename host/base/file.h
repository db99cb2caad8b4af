/* Writing files whole. */
#ifndef INGOT_BASE_FILE_H
#define INGOT_BASE_FILE_H

#include "base/error.h"

#include <stddef.h>

/* Makes the file at `path` hold exactly these bytes, or leaves it as it was: they go to a temporary
   file beside it, which is synced and then renamed, and the folder is synced. A link is followed;
   anything but a regular file is refused. A full disk is of kind "limit", any other failure
   "script": the work failed. */
int ig_file_write(const char *path, const void *bytes, size_t size_bytes, ig_error *err) IG_CHECKED;

#endif
