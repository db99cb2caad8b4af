/*
 * Packed bytes are read in blocks; what is unpacked goes straight into the caller's memory. zlib and
 * zstd allocate through the account of the reader. A method is three functions. Packed data are a
 * row of members (zstd: frames), and the file may end only between two of them.
 * Invariant: block[from … to) are the bytes before place `at` of the file that are not consumed.
 */
#define ZSTD_STATIC_LINKING_ONLY /* allocation by the caller; in the interface since 1.0 */
#include "csv/source/unpack.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { BLOCK_BYTES = 1 << 17 };

typedef struct method {
    const char *name;
    /* Unpacks into bytes[0 … size_bytes), sets `*made`, and moves `from`. */
    int (*step)(ig_csv_unpacker *u, char *bytes, size_t size_bytes, size_t *made);
    int (*begin)(ig_csv_unpacker *u, ig_error *err);
    void (*reset)(ig_csv_unpacker *u); /* to the beginning of a member */
} method;

struct ig_csv_unpacker {
    ig_memory *memory;       /* borrowed */
    const ig_csv_file *file; /* borrowed */
    const method *method;
    ig_error *err; /* of the call that runs, for allocations in the libraries; else NULL */
    z_stream gzip;
    bool has_gzip;
    ZSTD_DCtx *zstd;
    uint64_t at;
    size_t from;
    size_t to;
    bool inside; /* a member is open */
    char *block;
};

/* The fault lies before the first byte that was not taken. */
static int fail_damaged(const ig_csv_unpacker *u, const char *reason) {
    char lower = reason[0] >= 'A' && reason[0] <= 'Z' ? (char)(reason[0] - 'A' + 'a') : reason[0];
    return ig_fail(u->err, IG_ERROR_DATA, "%s: damaged %s data (%c%s, before byte %llu)",
                   u->file->shown, u->method->name, lower, reason + 1,
                   (unsigned long long)ig_csv_unpacker_consumed(u) + 1);
}

/* ---- gzip ----------------------------------------------------------------------------------- */

static voidpf gzip_alloc(voidpf opaque, uInt n, uInt item_bytes) {
    ig_csv_unpacker *u = opaque;
    return ig_alloc_array(u->memory, n, item_bytes, u->err);
}

static void gzip_free(voidpf opaque, voidpf block) {
    (void)opaque;
    ig_free(block);
}

static int gzip_begin(ig_csv_unpacker *u, ig_error *err) {
    u->gzip = (z_stream){.zalloc = gzip_alloc, .zfree = gzip_free, .opaque = u};
    int status = inflateInit2(&u->gzip, MAX_WBITS + 16); /* + 16: a gzip header, nothing else */
    u->has_gzip = status == Z_OK;
    if (status == Z_VERSION_ERROR) {
        return ig_fail(err, IG_ERROR_INTERNAL, "zlib is not the one this program was built with");
    }
    return status == Z_OK ? 0 : -1; /* without memory: `err` is filled */
}

static void gzip_reset(ig_csv_unpacker *u) {
    (void)inflateReset(&u->gzip); /* fails only on a stream that was never begun */
}

static int gzip_step(ig_csv_unpacker *u, char *bytes, size_t size_bytes, size_t *made) {
    if (!u->inside) { /* behind the first member: another one, or zeros that fill a block of tape */
        while (u->from < u->to && u->block[u->from] == 0) {
            u->from++;
        }
        if (u->from == u->to) {
            return 0;
        }
        if (u->block[u->from] != 0x1f) {
            return fail_damaged(u, "what follows is not gzip");
        }
        gzip_reset(u);
        u->inside = true;
    }
    uInt room = size_bytes < UINT32_MAX ? (uInt)size_bytes : UINT32_MAX;
    u->gzip.next_in = (Bytef *)u->block + u->from;
    u->gzip.avail_in = (uInt)(u->to - u->from);
    u->gzip.next_out = (Bytef *)bytes;
    u->gzip.avail_out = room;
    int status = inflate(&u->gzip, Z_NO_FLUSH);
    u->from = u->to - u->gzip.avail_in;
    *made = room - u->gzip.avail_out;
    u->inside = status != Z_STREAM_END;
    if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR) {
        return 0;
    }
    if (status == Z_MEM_ERROR) {
        return -1; /* `err` is filled */
    }
    return fail_damaged(u, u->gzip.msg == NULL ? "unknown" : u->gzip.msg);
}

/* ---- zstd ----------------------------------------------------------------------------------- */

static void *zstd_alloc(void *opaque, size_t size_bytes) {
    ig_csv_unpacker *u = opaque;
    return ig_alloc(u->memory, size_bytes, u->err);
}

static void zstd_free(void *opaque, void *block) {
    (void)opaque;
    ig_free(block);
}

static int zstd_begin(ig_csv_unpacker *u, ig_error *err) {
    (void)err;
    u->zstd = ZSTD_createDCtx_advanced((ZSTD_customMem){zstd_alloc, zstd_free, u});
    return u->zstd == NULL ? -1 : 0; /* `err` is filled */
}

static void zstd_reset(ig_csv_unpacker *u) {
    (void)ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
}

static int zstd_step(ig_csv_unpacker *u, char *bytes, size_t size_bytes, size_t *made) {
    if (!u->inside && u->from == u->to) {
        return 0;
    }
    ZSTD_inBuffer in = {u->block + u->from, u->to - u->from, 0};
    ZSTD_outBuffer out = {bytes, size_bytes, 0};
    ig_error refused = {.kind = IG_ERROR_NONE};
    ig_error *err = u->err;
    u->err = &refused;
    size_t status = ZSTD_decompressStream(u->zstd, &out, &in);
    u->err = err;
    u->from += in.pos;
    *made = out.pos;
    u->inside = status != 0;
    if (!ZSTD_isError(status)) {
        return 0;
    }
    if (refused.kind != IG_ERROR_NONE) { /* of memory */
        return ig_fail(err, refused.kind, "%s", refused.text);
    }
    if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) {
        return ig_fail(err, IG_ERROR_LIMIT,
                       "%s: unpacking takes a window of more than 128 MB; pack "
                       "it without zstd's --long or --ultra",
                       u->file->shown);
    }
    u->from = u->to; /* zstd does not say how far it came */
    return fail_damaged(u, ZSTD_getErrorName(status));
}

/* ---- Both ----------------------------------------------------------------------------------- */

static const method METHODS[] = {
    /* by ig_csv_packing */
    [IG_CSV_GZIP] = {"gzip", gzip_step, gzip_begin, gzip_reset},
    [IG_CSV_ZSTD] = {"zstd", zstd_step, zstd_begin, zstd_reset},
};

ig_csv_packing ig_csv_packing_of(const char *bytes, size_t size_bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    if (size_bytes >= 2 && b[0] == 0x1f && b[1] == 0x8b) {
        return IG_CSV_GZIP;
    }
    if (size_bytes >= 4 && b[0] == 0x28 && b[1] == 0xb5 && b[2] == 0x2f && b[3] == 0xfd) {
        return IG_CSV_ZSTD;
    }
    /* A frame to be skipped, with which some tools open what they pack in parallel. */
    bool skippable =
        size_bytes >= 4 && (b[0] & 0xf0) == 0x50 && b[1] == 0x2a && b[2] == 0x4d && b[3] == 0x18;
    return skippable ? IG_CSV_ZSTD : IG_CSV_PLAIN;
}

ig_csv_unpacker *ig_csv_unpacker_new(ig_memory *memory, const ig_csv_file *file,
                                     ig_csv_packing packing, ig_error *err) {
    ig_csv_unpacker *u = ig_alloc_zero(memory, 1, sizeof *u, err);
    if (u == NULL) {
        return NULL;
    }
    *u = (ig_csv_unpacker){.memory = memory, .file = file, .method = &METHODS[packing], .err = err};
    u->block = ig_alloc(memory, BLOCK_BYTES, err);
    if (u->block == NULL || u->method->begin(u, err) != 0) {
        ig_csv_unpacker_free(u);
        return NULL;
    }
    u->err = NULL;
    return u;
}

void ig_csv_unpacker_free(ig_csv_unpacker *unpacker) {
    if (unpacker == NULL) {
        return;
    }
    if (unpacker->has_gzip) {
        (void)inflateEnd(&unpacker->gzip);
    }
    (void)ZSTD_freeDCtx(unpacker->zstd); /* NULL is nothing */
    ig_free(unpacker->block);
    ig_free(unpacker);
}

static int refill(ig_csv_unpacker *u) {
    size_t got = 0;
    if (ig_csv_file_read(u->file, u->at, u->block, BLOCK_BYTES, &got, u->err) != 0) {
        return -1;
    }
    u->at += got;
    u->from = 0;
    u->to = got;
    return 0;
}

static int unpack(ig_csv_unpacker *u, char *bytes, size_t size_bytes, size_t *got) {
    while (*got < size_bytes) {
        if (u->from == u->to && refill(u) != 0) {
            return -1;
        }
        bool at_end = u->from == u->to;
        size_t made = 0;
        if (u->method->step(u, bytes + *got, size_bytes - *got, &made) != 0) {
            return -1;
        }
        *got += made;
        if (!at_end || made > 0) {
            continue;
        }
        if (u->inside) {
            return ig_fail(u->err, IG_ERROR_DATA, "%s: the %s data end early (at byte %llu)",
                           u->file->shown, u->method->name, (unsigned long long)u->at);
        }
        break;
    }
    return 0;
}

int ig_csv_unpacker_next(ig_csv_unpacker *unpacker, char *bytes, size_t size_bytes, size_t *got,
                         ig_error *err) {
    *got = 0;
    unpacker->err = err;
    int status = unpack(unpacker, bytes, size_bytes, got);
    unpacker->err = NULL;
    return status;
}

void ig_csv_unpacker_rewind(ig_csv_unpacker *unpacker) {
    unpacker->at = 0;
    unpacker->from = 0;
    unpacker->to = 0;
    unpacker->inside = false;
    unpacker->method->reset(unpacker);
}

uint64_t ig_csv_unpacker_consumed(const ig_csv_unpacker *unpacker) {
    return unpacker->at - (unpacker->to - unpacker->from);
}
