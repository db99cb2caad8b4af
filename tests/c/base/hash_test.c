/* Hashes are XXH3's on every machine, of bytes and of files alike. */
#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/harness.h"

static void bytes_hash_as_published(void **state) {
    /* XXH3-64 of the empty input, as its specification gives it, and of texts as xxhsum -H3 does. */
    assert_true(ig_hash_bytes(NULL, 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(ig_hash_bytes("", 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(ig_hash_bytes("a", 1) == UINT64_C(0xe6c632b61e964e1f));
    assert_true(ig_hash_bytes("abc", 3) == UINT64_C(0x78af5f94892f3950));
    assert_true(ig_hash_bytes("abc", 2) != ig_hash_bytes("abc", 3));
}

/* Writes n bytes of a fixed sequence; returns their hash in memory. */
static uint64_t write_bytes(const char *path, size_t n) {
    uint64_t seed = 7;
    unsigned char *bytes = malloc(n + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i++) {
        bytes[i] = (unsigned char)random_next(&seed);
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    uint64_t hash = ig_hash_bytes(bytes, n);
    free(bytes);
    return hash;
}

static void a_file_hashes_as_its_bytes(void **state) {
    char path[] = "/tmp/ingot-hash-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    const size_t sizes[] = {0, 1, 240, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 300000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        uint64_t hash = 0;
        uint64_t expected = write_bytes(path, sizes[i]);
        assert_int_equal(ig_hash_file(NULL, path, &hash, &err), 0);
        assert_true(hash == expected);
    }
    unlink(path);
}

static void a_file_that_cannot_be_read_is_no_input(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    uint64_t hash = 0;
    assert_int_equal(ig_hash_file(NULL, "tests/no such.csv", &hash, &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT,
                 "cannot open 'tests/no such.csv': No such file or directory");
    assert_int_equal(ig_hash_file(NULL, "/", &hash, &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT, "cannot read '/': Is a directory");
}

static void mixing_spreads_neighbours(void **state) {
    /* It is a bijection, so distinct keys stay distinct; and runs of keys, as codes are, must not
       pile up in the low bits that choose a slot. */
    enum { KEYS = 4096 };
    static const size_t most = 12; /* a fair throw of 4096 keys into 4096 slots gives about 7 */
    unsigned char counts[KEYS] = {0};
    size_t worst = 0;
    for (uint64_t key = 0; key < KEYS; key++) {
        size_t at = (size_t)ig_hash_mix(key << 16) % KEYS;
        counts[at]++;
        worst = counts[at] > worst ? counts[at] : worst;
    }
    assert_in_range(worst, 1, most);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_hash_as_published),
        cmocka_unit_test(a_file_hashes_as_its_bytes),
        cmocka_unit_test(a_file_that_cannot_be_read_is_no_input),
        cmocka_unit_test(mixing_spreads_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
