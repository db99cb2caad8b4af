/*
 * A file on disk, and an unpacker over it where it is packed. `at` is where `next` goes on in a plain
 * file; an unpacker keeps that by itself.
 */
#include "csv/source/source.h"

#include "csv/source/encoding.h"
#include "csv/source/file.h"
#include "csv/source/foreign.h"
#include "csv/source/unpack.h"

struct ig_csv_source {
    ig_memory *memory; /* borrowed */
    ig_csv_file file;
    ig_csv_packing packing;
    ig_csv_unpacker *unpacker; /* owned; NULL for plain files */
    uint64_t at;
};

/* Looks at the first bytes, on disk and unpacked. */
static int look(ig_csv_source *s, ig_error *err) {
    char opening[IG_CSV_OPENING_BYTES];
    size_t got = 0;
    if (ig_csv_file_read(&s->file, 0, opening, sizeof opening, &got, err) != 0) {
        return -1;
    }
    s->packing = ig_csv_packing_of(opening, got);
    if (s->packing != IG_CSV_PLAIN) {
        s->unpacker = ig_csv_unpacker_new(s->memory, &s->file, s->packing, err);
        if (s->unpacker == NULL || ig_csv_source_next(s, opening, sizeof opening, &got, err) != 0 ||
            ig_csv_source_rewind(s, err) != 0) {
            return -1;
        }
    }
    return ig_csv_foreign_refuse(s->file.shown, opening, got, err);
}

ig_csv_source *ig_csv_source_open(const ig_context *context, const char *path, ig_error *err) {
    ig_csv_source *s = ig_alloc_zero(context->memory, 1, sizeof *s, err);
    if (s == NULL) {
        return NULL;
    }
    s->memory = context->memory;
    if (ig_csv_file_open(&s->file, context, path, err) != 0 || look(s, err) != 0) {
        ig_csv_source_close(s);
        return NULL;
    }
    return s;
}

void ig_csv_source_close(ig_csv_source *source) {
    if (source == NULL) {
        return;
    }
    ig_csv_unpacker_free(source->unpacker);
    ig_csv_file_reset(&source->file);
    ig_free(source);
}

const char *ig_csv_source_shown(const ig_csv_source *source) {
    return source->file.shown;
}

ig_csv_packing ig_csv_source_packing(const ig_csv_source *source) {
    return source->packing;
}

uint64_t ig_csv_source_size(const ig_csv_source *source) {
    return source->file.size_bytes;
}

ig_memory *ig_csv_source_memory(const ig_csv_source *source) {
    return source->memory;
}

int ig_csv_source_read(const ig_csv_source *source, uint64_t at, char *bytes, size_t size_bytes,
                       size_t *got, ig_error *err) {
    return ig_csv_file_read(&source->file, at, bytes, size_bytes, got, err);
}

int ig_csv_source_next(ig_csv_source *source, char *bytes, size_t size_bytes, size_t *got,
                       ig_error *err) {
    if (source->unpacker != NULL) {
        return ig_csv_unpacker_next(source->unpacker, bytes, size_bytes, got, err);
    }
    int status = ig_csv_file_read(&source->file, source->at, bytes, size_bytes, got, err);
    source->at += *got;
    return status;
}

int ig_csv_source_rewind(ig_csv_source *source, ig_error *err) {
    source->at = 0;
    if (source->unpacker != NULL) {
        ig_csv_unpacker_rewind(source->unpacker);
    }
    return ig_pool_check(source->file.pool, err);
}

uint64_t ig_csv_source_consumed(const ig_csv_source *source) {
    return source->unpacker == NULL ? source->at : ig_csv_unpacker_consumed(source->unpacker);
}

int ig_csv_source_same(const ig_csv_source *source, ig_error *err) {
    return ig_csv_file_same(&source->file, err);
}
