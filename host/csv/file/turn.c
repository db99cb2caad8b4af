/*
 * What is left over is small as a rule, and copied in front of the next chunk's bytes. Where it is
 * not, for a record spans chunks, chunks are appended to it instead, and it is split again only
 * when it has doubled: a record is looked at a few times however many chunks it spans. A piece that
 * was split from there stays in bench->large until its rows are decoded.
 */
#include "csv/file/turn.h"

#include <string.h>

enum { ROOM_MIN = 16, ROOM_MAX = 1 << 16 }; /* for what was left over */

void ig_csv_bench_init(ig_csv_bench *bench, ig_memory *memory) {
    *bench = (ig_csv_bench){.chunk = {.memory = memory}, .large = {.memory = memory}};
    ig_csv_split_init(&bench->split, memory);
}

void ig_csv_bench_reset(ig_csv_bench *bench) {
    ig_csv_block_reset(&bench->chunk);
    ig_csv_block_reset(&bench->large);
    ig_csv_split_reset(&bench->split);
}

int ig_csv_turn_read(const ig_csv_opened *opened, ig_csv_bench *bench, uint64_t at,
                     size_t chunk_bytes, bool *is_last, ig_error *err) {
    size_t room = chunk_bytes < ROOM_MIN   ? ROOM_MIN
                  : chunk_bytes < ROOM_MAX ? chunk_bytes
                                           : ROOM_MAX;
    ig_csv_block *block = &bench->chunk;
    size_t got = 0;
    ig_csv_block_clear(block);
    if (ig_csv_block_reserve(block, room + chunk_bytes, err) != 0) {
        return -1;
    }
    block->start = room;
    char *to = ig_csv_block_bytes(block);
    bool plain = ig_csv_source_packing(opened->source) == IG_CSV_PLAIN;
    int status = plain ? ig_csv_source_read(opened->source, at, to, chunk_bytes, &got, err)
                       : ig_csv_source_next(opened->source, to, chunk_bytes, &got, err);
    if (status != 0) {
        return -1;
    }
    block->size_bytes = got;
    *is_last = plain ? at + got >= ig_csv_source_size(opened->source) : got < chunk_bytes;
    return ig_csv_opened_check(opened, to, got, at, err);
}

/* Lines of bytes that come in pieces. */
typedef struct lines {
    uint64_t n_breaks;
    char last; /* byte */
} lines;

static void count_lines(lines *l, const char *bytes, size_t n) {
    if (n > 0) {
        bool was_cut = l->last == '\r' && bytes[0] == '\n'; /* a CR LF, counted at its CR */
        l->n_breaks += ig_csv_count_breaks(bytes, 0, n) - was_cut;
        l->last = bytes[n - 1];
    }
}

/* Counts lines on to the end of the file, or to the next quote: without one, what is open never
   closes. */
static int look_for_quote(const ig_csv_opened *opened, bool *closes, lines *seen, ig_error *err) {
    enum { BLOCK = 1 << 18 };
    char *block = ig_alloc(opened->memory, BLOCK, err);
    bool plain = ig_csv_source_packing(opened->source) == IG_CSV_PLAIN;
    int status = block == NULL ? -1 : 0;
    uint64_t at = opened->at;
    size_t got = 1;
    *closes = false;
    while (status == 0 && got > 0 && !*closes) {
        status = plain ? ig_csv_source_read(opened->source, at, block, BLOCK, &got, err)
                       : ig_csv_source_next(opened->source, block, BLOCK, &got, err);
        if (status == 0) {
            *closes = memchr(block, opened->how.dialect->quote, got) != NULL;
            count_lines(seen, block, got);
            at += got;
        }
    }
    ig_free(block);
    return status;
}

/* Says what is wrong with an open record that is longer than any may be. */
static int fail_long(const ig_csv_opened *opened, ig_error *err) {
    const char *bytes = ig_csv_block_bytes(&opened->rest);
    size_t n = opened->rest.size_bytes;
    uint64_t opening = ig_csv_open_quote(&opened->how, bytes, n, opened->line);
    lines seen = {0};
    bool closes = true;
    count_lines(&seen, bytes, n);
    if (opening > 0 && look_for_quote(opened, &closes, &seen, err) != 0) {
        return -1;
    }
    uint64_t last = opened->line + seen.n_breaks - ig_csv_is_line_end(seen.last);
    return closes ? ig_csv_fail_long_record(&opened->how, opened->line, err)
                  : ig_csv_fail_open_quote(&opened->how, last, opening, err);
}

/* Leaves over what no row came of. */
static int leave(ig_csv_opened *opened, const ig_csv_bench *bench, const ig_csv_block *piece,
                 bool is_last, ig_error *err) {
    size_t left = is_last ? 0 : piece->size_bytes - bench->split.used_bytes;
    opened->line = bench->split.next_line;
    opened->tried_bytes = left;
    ig_csv_block_clear(&opened->rest);
    if (left == 0) {
        return 0;
    }
    const char *bytes = ig_csv_block_bytes(piece) + bench->split.used_bytes;
    if (ig_csv_block_append(&opened->rest, bytes, left, err) != 0) {
        return -1;
    }
    size_t record_bytes = left - (bytes[left - 1] == '\r'); /* which may end it */
    return record_bytes > opened->how.max_record_bytes ? fail_long(opened, err) : 0;
}

static int split_piece(ig_csv_opened *opened, ig_csv_bench *bench, const ig_csv_block *piece,
                       bool is_last, ig_error *err) {
    return ig_csv_split_piece(&bench->split, &opened->how, ig_csv_block_bytes(piece),
                              piece->size_bytes, opened->line, is_last, err) != 0
               ? -1
               : leave(opened, bench, piece, is_last, err);
}

/* Splits what was left over alone. */
static int split_rest(ig_csv_opened *opened, ig_csv_bench *bench, bool is_last, ig_error *err) {
    ig_csv_block empty = bench->large;
    bench->large = opened->rest;
    opened->rest = empty;
    return split_piece(opened, bench, &bench->large, is_last, err);
}

/* Appends the chunk to a long record. */
static int append(ig_csv_opened *opened, ig_csv_bench *bench, bool is_last, ig_error *err) {
    size_t max = opened->how.max_record_bytes;
    size_t wanted = opened->tried_bytes > max / 2 ? max + 1 : 2 * opened->tried_bytes;
    if (ig_csv_block_append(&opened->rest, ig_csv_block_bytes(&bench->chunk),
                            bench->chunk.size_bytes, err) != 0) {
        return -1;
    }
    if (opened->rest.size_bytes >= wanted || is_last) {
        return split_rest(opened, bench, is_last, err);
    }
    ig_csv_split *split = &bench->split; /* no row yet */
    split->rows = (ig_csv_rows){.first_line = opened->line};
    split->n_misfits = 0;
    memset(split->liberties, 0, sizeof split->liberties);
    split->n_comments = 0;
    return 0;
}

int ig_csv_turn_begin(ig_csv_opened *opened, ig_csv_bench *bench, ig_error *err) {
    return split_rest(opened, bench, opened->is_whole, err);
}

int ig_csv_turn_split(ig_csv_opened *opened, ig_csv_bench *bench, bool is_last, ig_error *err) {
    ig_csv_block *chunk = &bench->chunk;
    size_t left = opened->rest.size_bytes;
    opened->at += chunk->size_bytes;
    if (left > chunk->start) {
        return append(opened, bench, is_last, err);
    }
    chunk->start -= left;
    chunk->size_bytes += left;
    if (left > 0) {
        memcpy(ig_csv_block_bytes(chunk), ig_csv_block_bytes(&opened->rest), left);
    }
    return split_piece(opened, bench, chunk, is_last, err);
}
