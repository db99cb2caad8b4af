/*
 * What a snapshot has that other Arrow files have not. All of it is out of the way of other readers:
 * in metadata, or behind the mark that ends the messages.
 *
 *   … · end mark · reasons of columns · attached tables, each a whole file of its own
 *   · IG_SEAL · hash of the footer · footer · its size · "ARROW1"
 *
 * The footer's own metadata are these pairs, in this order:
 *   ingot.snapshot  IG_SNAPSHOT_VERSION
 *   ingot.messages  a word: the hash of all messages, without their bodies
 *   ingot.attached  place and size of coverage, rejects, warnings, or zeroes: six words; with two more,
 *                   of how the files were read as well
 *   ingot.column    for each column: the place of its reasons or zero, the records of its blocks
 *                   (block.h), then a checksum for each block of its offsets and of its texts
 * Places count bytes from the start of the file. Words are 16 hexadecimal digits.
 */
#ifndef INGOT_STORE_FORMAT_H
#define INGOT_STORE_FORMAT_H

#include "base/hash.h"
#include "store/block.h"
#include "table/table.h"

#define IG_SNAPSHOT_VERSION "1"
#define IG_SEAL "INGOT\r\n\x1a" /* 8 bytes; broken by whatever takes the file for text */

enum { IG_SEAL_BYTES = 8, IG_SEALED_BYTES = 16, IG_ALIGNMENT = 64 };

/* How many tables may ride along, and of how many a snapshot tells whether or not they are there. */
enum { IG_ATTACHED = 4, IG_ATTACHED_ALWAYS = 3, IG_PAIRS_BEFORE_COLUMNS = 3 };

#define IG_KEY_SNAPSHOT "ingot.snapshot"
#define IG_KEY_MESSAGES "ingot.messages"
#define IG_KEY_ATTACHED "ingot.attached"
#define IG_KEY_COLUMN "ingot.column"
#define IG_KEY_ABOUT "ingot.about"
#define IG_KEY_ABOUT_HASH "ingot.about.hash"

/* The hash of messages so far, and one more. */
static inline uint64_t ig_messages_hash(uint64_t so_far, const void *message, size_t size_bytes) {
    return ig_hash_mix(so_far) ^ ig_hash_bytes(message, size_bytes);
}

/* The attachment i of a table: coverage, rejects, warnings, detected. */
static inline ig_table **ig_attached(ig_table *table, size_t i) {
    ig_table **const attached[IG_ATTACHED] = {&table->coverage, &table->rejects, &table->warnings,
                                              &table->detected};
    return attached[i];
}

#endif
