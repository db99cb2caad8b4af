/*
 * Roads: the ways rows come to the records of their groups. Which one is taken shows in no result,
 * only in the time and memory it takes (group.c chooses).
 *   direct   the keys' codes address a record: nothing is stored a row
 *   parts    many records: rows are first brought together by ranges of records that fit a cache
 *   hashed   as parts, where codes are too wide to be addresses: each part has a hash table
 * For the files of this folder.
 */
#ifndef INGOT_QUERY_GROUP_ROAD_H
#define INGOT_QUERY_GROUP_ROAD_H

#include "query/group/group.h"
#include "query/group/ranking.h"
#include "query/group/tally.h"

/* Where one road ends and the next begins; tests set these low to walk all of them. */
typedef struct ig_roads {
    size_t slots;        /* so many slots are addressed directly, whatever the rows … */
    size_t slots_a_row;  /* … and so many times the number of rows, … */
    size_t slots_most;   /* … up to so many: at most 2^22 */
    size_t direct_bytes; /* records of one thread on the road `direct`, whatever the rows … */
    size_t direct_most; /* … and up to so many, where all threads' take no more than parts would */
    size_t near_most;   /* the same of rows that come to few records at a time */
    size_t part_bytes;  /* records of one part, one a slot */
    size_t part_rows;   /* rows of one hashed part */
} ig_roads;

extern const ig_roads ig_roads_usual;

/* Brings n_rows rows to their records and numbers the groups; ids when `with_ids`. On failure
   `groups` is reset. */
int ig_groups_tally(const ig_context *context, const ig_roads *roads, const ig_keys *keys,
                    ig_tally *tally, bool with_ids, ig_groups *groups, ig_error *err) IG_CHECKED;

/* What a road is told. */
typedef struct ig_journey {
    const ig_context *context;
    const ig_roads *roads;
    const ig_keys *keys;
    ig_tally *tally;   /* its parts are set */
    size_t n_slots;    /* 0: codes are no addresses */
    ig_groups *groups; /* n_groups and firsts are set, and ids filled where there are any */
} ig_journey;

int ig_road_direct(const ig_journey *journey, ig_error *err) IG_CHECKED;
int ig_road_parts(const ig_journey *journey, ig_error *err) IG_CHECKED;

/* Numbers the groups of all records by their first rows, which their numbers + 1 replace. `ranking`
   is set, and reset by the caller, also on failure. */
int ig_road_number(const ig_journey *journey, ig_ranking *ranking, ig_error *err) IG_CHECKED;

#endif
