/* The values that an aggregate has in the records of a tally, a vector of groups at a time. */
#ifndef INGOT_QUERY_GROUP_TALLY_VALUES_H
#define INGOT_QUERY_GROUP_TALLY_VALUES_H

#include "query/group/tally.h"

/* Where an aggregate's cells are. */
typedef struct ig_tally_reader {
    ig_aggregate_kind kind;
    const ig_source *source;     /* NULL: count() */
    const ig_cell *count;        /* or NULL: no one asks */
    const ig_cell *value;        /* a sum, a peak, a place; or NULL */
    const ig_cell *squares;      /* of dispersions */
    const ig_cell *sum_of_other; /* of corr, and both below */
    const ig_cell *squares_of_other;
    const ig_cell *products;
    bool partial; /* groups may lack a value */
    bool real;    /* values are doubles */
} ig_tally_reader;

/* Up to a vector of groups, in the order their records lie in. */
typedef struct ig_tally_vector {
    size_t n;
    uint32_t numbers[IG_VECTOR_ROWS]; /* of the groups */
    const char *records[IG_VECTOR_ROWS];
    uint8_t present[IG_VECTOR_ROWS];
    union {
        int64_t ints[IG_VECTOR_ROWS]; /* 0 where none is present, here and below */
        double reals[IG_VECTOR_ROWS];
    } values;
    size_t
        overflow; /* the least number, of all vectors, whose sum does not fit; to start: SIZE_MAX */
} ig_tally_vector;

ig_tally_reader ig_tally_reader_of(const ig_tally *tally, ig_wanted wanted);

/* How far the records of a piece are read. */
typedef struct ig_tally_cursor {
    const ig_records *span, *end;
    size_t at; /* in the span */
} ig_tally_cursor;

ig_tally_cursor ig_tally_piece(const ig_tally *tally, size_t piece);

/* The next groups of a piece; false when there are no more. */
bool ig_tally_next(const ig_tally_reader *reader, ig_tally_cursor *cursor, ig_tally_vector *vector);

#endif
