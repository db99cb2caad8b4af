/* Packed files for tests: gzip members and zstd frames, as many in a row as asked for. */
#ifndef INGOT_TESTS_CSV_PACKING_H
#define INGOT_TESTS_CSV_PACKING_H

#include "base/folder.h"

#include <zlib.h>
#include <zstd.h>

typedef struct packed { /* freed by the caller */
    char *bytes;
    size_t size_bytes;
} packed;

static inline size_t gzip_member(char *out, size_t room, const char *bytes, size_t size_bytes) {
    z_stream z = {.next_in = (Bytef *)bytes, .avail_in = (uInt)size_bytes};
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(deflateEnd(&z), Z_OK);
    return room - z.avail_out;
}

static inline size_t zstd_frame(char *out, size_t room, const char *bytes, size_t size_bytes) {
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1); /* as the command does */
    size_t n = ZSTD_compress2(context, out, room, bytes, size_bytes);
    ZSTD_freeCCtx(context);
    assert_false(ZSTD_isError(n));
    return n;
}

typedef size_t (*pack_one)(char *out, size_t room, const char *bytes, size_t size_bytes);

/* Packs the bytes in `n_parts` pieces of about the same size. */
static inline packed pack(pack_one one, const char *bytes, size_t size_bytes, size_t n_parts) {
    size_t room = size_bytes * 2 + 256 * n_parts;
    packed out = {malloc(room), 0};
    assert_non_null(out.bytes);
    for (size_t i = 0; i < n_parts; i++) {
        size_t from = size_bytes * i / n_parts;
        size_t to = size_bytes * (i + 1) / n_parts;
        out.size_bytes +=
            one(out.bytes + out.size_bytes, room - out.size_bytes, bytes + from, to - from);
    }
    return out;
}

static inline void write_packed(const char *name, pack_one one, const char *bytes,
                                size_t size_bytes, size_t n_parts) {
    packed data = pack(one, bytes, size_bytes, n_parts);
    write_bytes(name, data.bytes, data.size_bytes);
    free(data.bytes);
}

#endif
