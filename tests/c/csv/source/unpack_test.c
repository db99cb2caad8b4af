/* Damage is found wherever it is, and named; what may follow a member is told from what may not. */
#include "csv/source/unpack.h"

#include "csv/world.h"

#include "csv/packing.h"

static const char TEXT[] = "hs,value\n76141000,4500\n76141000,4501\n72023000,17\n72023000,18\n";
enum { TEXT_BYTES = sizeof TEXT - 1 };

/* Unpacks all of "x" into `out`, in pieces of `piece` bytes. */
static int unpack_file(ig_memory *memory, char *out, size_t room, size_t piece, size_t *n,
                       ig_error *err) {
    ig_csv_file file;
    char opening[4];
    size_t got = 0;
    *n = 0;
    assert_int_equal(ig_csv_file_open(&file, &(ig_context){.memory = memory}, "x", err), 0);
    assert_int_equal(ig_csv_file_read(&file, 0, opening, sizeof opening, &got, err), 0);
    ig_csv_unpacker *u = ig_csv_unpacker_new(memory, &file, ig_csv_packing_of(opening, got), err);
    int status = u == NULL ? -1 : 0;
    for (got = piece; status == 0 && got == piece;) {
        assert_true(*n + piece <= room);
        status = ig_csv_unpacker_next(u, out + *n, piece, &got, err);
        *n += got;
    }
    ig_csv_unpacker_free(u);
    ig_csv_file_reset(&file);
    return status;
}

static void assert_unpacks(const char *bytes, size_t size_bytes, const char *expected) {
    char out[4096];
    size_t n = 0;
    ig_error err;
    ig_memory *memory = ig_memory_new();
    write_bytes("x", bytes, size_bytes);
    for (size_t piece = 1; piece < 100; piece += 7) {
        if (unpack_file(memory, out, sizeof out, piece, &n, &err) != 0) {
            fail_msg("%s", err.text);
        }
        assert_int_equal(n, strlen(expected));
        assert_memory_equal(out, expected, n);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void assert_damaged(const char *bytes, size_t size_bytes, const char *text) {
    char out[4096];
    size_t n = 0;
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory *memory = ig_memory_new();
    write_bytes("x", bytes, size_bytes);
    assert_int_equal(unpack_file(memory, out, sizeof out, 100, &n, &err), -1);
    assert_error(&err, IG_ERROR_DATA, text);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* The bytes of `data` and `more` after them; the caller frees them. */
static packed followed(packed data, const char *more, size_t more_bytes) {
    packed out = {malloc(data.size_bytes + more_bytes), data.size_bytes + more_bytes};
    assert_non_null(out.bytes);
    memcpy(out.bytes, data.bytes, data.size_bytes);
    memcpy(out.bytes + data.size_bytes, more, more_bytes);
    return out;
}

static void packing_is_told_by_the_first_bytes(void **state) {
    assert_int_equal(ig_csv_packing_of("\x1f\x8b\x08", 3), IG_CSV_GZIP);
    assert_int_equal(ig_csv_packing_of("\x28\xb5\x2f\xfd", 4), IG_CSV_ZSTD);
    assert_int_equal(ig_csv_packing_of("\x5e\x2a\x4d\x18", 4), IG_CSV_ZSTD);
    assert_int_equal(ig_csv_packing_of("\x28\xb5\x2f", 3), IG_CSV_PLAIN);
    assert_int_equal(ig_csv_packing_of("\x1f", 1), IG_CSV_PLAIN);
    assert_int_equal(ig_csv_packing_of("hs,value", 8), IG_CSV_PLAIN);
    assert_int_equal(ig_csv_packing_of("", 0), IG_CSV_PLAIN);
}

static void gzip_may_end_in_zeros_and_in_nothing_else(void **state) {
    static const char zeros[600];
    packed data = pack(gzip_member, TEXT, TEXT_BYTES, 2);
    packed padded = followed(data, zeros, sizeof zeros);
    packed trailed = followed(data, "hello", 5);
    char text[120];
    assert_unpacks(padded.bytes, padded.size_bytes, TEXT);
    snprintf(text, sizeof text, "x: damaged gzip data (what follows is not gzip, before byte %zu)",
             data.size_bytes + 1);
    assert_damaged(trailed.bytes, trailed.size_bytes, text);
    free(data.bytes);
    free(padded.bytes);
    free(trailed.bytes);
}

static void frames_to_be_skipped_are(void **state) {
    packed data = pack(zstd_frame, TEXT, TEXT_BYTES, 3);
    packed first = {malloc(data.size_bytes + 12), data.size_bytes + 12};
    assert_non_null(first.bytes);
    memcpy(first.bytes, "\x53\x2a\x4d\x18\x04\0\0\0mine", 12);
    memcpy(first.bytes + 12, data.bytes, data.size_bytes);
    assert_unpacks(first.bytes, first.size_bytes, TEXT);
    packed trailed = followed(data, "hello", 5);
    char text[120];
    snprintf(text, sizeof text, "x: damaged zstd data (unknown frame descriptor, before byte %zu)",
             trailed.size_bytes + 1);
    assert_damaged(trailed.bytes, trailed.size_bytes, text);
    free(data.bytes);
    free(first.bytes);
    free(trailed.bytes);
}

/* Cut at any byte, data are never taken for whole. */
static void data_that_end_early_are_refused(void **state) {
    static const pack_one ways[] = {gzip_member, zstd_frame};
    static const char *const names[] = {"gzip", "zstd"};
    for (size_t w = 0; w < 2; w++) {
        packed data = pack(ways[w], TEXT, TEXT_BYTES, 1);
        assert_unpacks(data.bytes, data.size_bytes, TEXT);
        for (size_t n = 4; n < data.size_bytes; n++) {
            char text[120];
            snprintf(text, sizeof text, "x: the %s data end early (at byte %zu)", names[w], n);
            assert_damaged(data.bytes, n, text);
        }
        free(data.bytes);
    }
}

/* A byte changed anywhere gives an error, or the text (gzip's header holds bytes without meaning). */
static void a_wrong_byte_never_gives_another_text(void **state) {
    static const pack_one ways[] = {gzip_member, zstd_frame};
    uint64_t seed = 31;
    size_t n_refused = 0;
    for (size_t w = 0; w < 2; w++) {
        packed data = pack(ways[w], TEXT, TEXT_BYTES, 1);
        ig_memory *memory = ig_memory_new();
        for (size_t i = 4; i < data.size_bytes; i++) {
            char was = data.bytes[i];
            char out[1 << 16];
            size_t n = 0;
            ig_error err = {.kind = IG_ERROR_NONE};
            data.bytes[i] = (char)(was ^ (1 << random_below(&seed, 8)));
            write_bytes("x", data.bytes, data.size_bytes);
            if (unpack_file(memory, out, sizeof out, 1000, &n, &err) != 0) {
                n_refused++;
                assert_true(err.kind == IG_ERROR_DATA || err.kind == IG_ERROR_LIMIT);
            } else {
                assert_int_equal(n, TEXT_BYTES);
                assert_memory_equal(out, TEXT, n);
            }
            data.bytes[i] = was;
        }
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
        ig_memory_free(memory);
        free(data.bytes);
    }
    assert_true(n_refused > 50);
}

static void damage_is_named_with_its_place(void **state) {
    packed data = pack(gzip_member, TEXT, TEXT_BYTES, 1);
    char text[120];
    data.bytes[data.size_bytes - 8] ^= 1; /* of the checksum, which stands before the length */
    snprintf(text, sizeof text, "x: damaged gzip data (incorrect data check, before byte %zu)",
             data.size_bytes - 3);
    assert_damaged(data.bytes, data.size_bytes, text);
    free(data.bytes);
    data = pack(zstd_frame, TEXT, TEXT_BYTES, 1);
    data.bytes[data.size_bytes - 1] ^= 1;
    snprintf(text, sizeof text,
             "x: damaged zstd data (restored data doesn't match checksum, before byte %zu)",
             data.size_bytes + 1);
    assert_damaged(data.bytes, data.size_bytes, text);
    free(data.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packing_is_told_by_the_first_bytes),
        cmocka_unit_test(gzip_may_end_in_zeros_and_in_nothing_else),
        cmocka_unit_test(frames_to_be_skipped_are),
        cmocka_unit_test(data_that_end_early_are_refused),
        cmocka_unit_test(a_wrong_byte_never_gives_another_text),
        cmocka_unit_test(damage_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
