/*
 * A file seen as memory: mapped read-only and shared by counted reference (safe across threads). The
 * file stays open, so that a change of it can be noticed. What nobody can help: another program that
 * cuts the file short or writes into it between a check and a read. ingot itself never writes into a
 * file that stands; it puts a new one in its place, which leaves the mapping of the old one whole.
 */
#ifndef INGOT_BASE_MAPPING_H
#define INGOT_BASE_MAPPING_H

#include "base/reach.h"

typedef struct ig_mapping ig_mapping;

/* Maps a regular file, which may be empty. One reference. Its bytes count against the limit of the
   account. Fails with "no input" when it cannot be opened, read or mapped, with "script" when it lies
   out of reach, and with "limit". */
ig_mapping *ig_mapping_open(ig_memory *memory, const ig_reach *reach, const char *path,
                            ig_error *err) IG_CHECKED;

/* Takes memory for a file, which nobody can change any more (sealed), and which several processes
   share: it counts against no limit. It stays the caller's, who keeps it longer than the mapping, and
   begins with a page. */
ig_mapping *ig_mapping_of_memory(ig_memory *memory, const void *bytes, size_t size_bytes,
                                 const char *name, ig_error *err) IG_CHECKED;
bool ig_mapping_is_sealed(const ig_mapping *mapping);
ig_mapping *ig_mapping_retain(ig_mapping *mapping);
void ig_mapping_release(ig_mapping *mapping); /* NULL is nothing */

/* All bytes of the file; the first is aligned to a page. */
const uint8_t *ig_mapping_bytes(const ig_mapping *mapping);
size_t ig_mapping_size(const ig_mapping *mapping);
const char *ig_mapping_path(const ig_mapping *mapping);

/* Fails with "data" when size or time of the file are not what they were when it was mapped. */
int ig_mapping_check(const ig_mapping *mapping, ig_error *err) IG_CHECKED;

#endif
