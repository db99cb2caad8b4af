/* Words are numbered as they come, and found again whatever their size. */
#include "csv/cells/words.h"

#include "base/harness.h"
#include "csv/scan/rows.h"

/* Adds a word from a block that has exactly the promised bytes behind it. */
static int add(ig_csv_words *words, const char *bytes, size_t n, uint64_t place, uint32_t *code,
               ig_error *err) {
    char *block = malloc(n + IG_CSV_SLACK);
    assert_non_null(block);
    memcpy(block, bytes, n);
    memset(block + n, (int)place & 0xff, IG_CSV_SLACK); /* never the same twice */
    int status = ig_csv_words_add(words, block, n, place, code, err);
    free(block);
    return status;
}

static void words_know_their_code_and_place(void **state) {
    static const char *const texts[] = {"",
                                        "Vietnam",
                                        "",
                                        "Viet",
                                        "Vietnam",
                                        "Peninsular Malaysia",
                                        "Peninsular Malaysib",
                                        "Peninsular Malaysia"};
    static const uint32_t codes[] = {0, 1, 0, 2, 1, 3, 4, 3};
    ig_memory *memory = ig_memory_new();
    ig_error err;
    ig_csv_words *words = ig_csv_words_new(memory, &err);
    assert_non_null(words);
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t code = 99;
        assert_int_equal(add(words, texts[i], strlen(texts[i]), ig_csv_place(2, i), &code, &err),
                         0);
        assert_int_equal(code, codes[i]);
    }
    assert_int_equal(ig_csv_words_size(words), 5);
    assert_int_equal(ig_csv_words_text(words, 0).size_bytes, 0);
    assert_int_equal(ig_csv_words_place(words, 3), ig_csv_place(2, 5));
    /* A NUL is a byte like any other, and counts. */
    uint32_t code = 0;
    assert_int_equal(add(words, "Viet\0", 5, 9, &code, &err), 0);
    assert_int_equal(code, 5);
    ig_csv_words_free(words);
    ig_csv_words_free(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* Texts that differ in one byte, of every size around the borders at which the ways of hashing and
   comparing change. */
static size_t random_text(uint64_t *seed, char out[400]) {
    static const size_t borders[] = {0, 8, 16, 32, 48, 64, 80, 128, 300};
    size_t n = borders[random_below(seed, 9)] + random_below(seed, 5);
    n = n < 2 ? n : n - 2;
    memset(out, 'a', n);
    for (size_t i = random_below(seed, 3); n > 0 && i > 0; i--) {
        out[random_below(seed, n)] = (char)random_below(seed, 256);
    }
    return n;
}

static void they_agree_with_a_dictionary(void **state) {
    uint64_t seed = 5;
    ig_memory *memory = ig_memory_new();
    ig_error err;
    ig_csv_words *words = ig_csv_words_new(memory, &err);
    ig_dict *dict = ig_dict_new(memory, &err);
    assert_non_null(words);
    assert_non_null(dict);
    for (uint64_t i = 0; i < test_rounds(200000); i++) {
        char text[400];
        size_t n = random_text(&seed, text);
        uint32_t code = 0;
        uint32_t expected = 0;
        assert_int_equal(add(words, text, n, i, &code, &err), 0);
        assert_int_equal(ig_dict_add(dict, text, n, &expected, &err), 0);
        assert_int_equal(code, expected);
    }
    assert_int_equal(ig_csv_words_size(words), ig_dict_size(dict));
    for (uint32_t code = 0; code < ig_dict_size(dict); code++) {
        ig_text text = ig_csv_words_text(words, code);
        ig_text expected = ig_dict_text(dict, code);
        assert_int_equal(text.size_bytes, expected.size_bytes);
        assert_memory_equal(text.bytes, expected.bytes, text.size_bytes);
        assert_true(code == 0 ||
                    ig_csv_words_place(words, code - 1) < ig_csv_words_place(words, code));
    }
    ig_csv_words_free(words);
    ig_dict_release(dict);
    ig_memory_free(memory);
}

static int twice(void *context, ig_text from, ig_text *to, ig_error *err) {
    char *room = context;
    if (from.size_bytes == 3) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: no room for three");
    }
    memcpy(room, from.bytes, from.size_bytes);
    memcpy(room + from.size_bytes, from.bytes, from.size_bytes);
    *to = (ig_text){room, 2 * from.size_bytes};
    return 0;
}

static int rewrite(ig_memory *memory, void *context, ig_error *err) {
    char room[200];
    char text[100];
    int status = -1;
    ig_csv_words *words = ig_csv_words_new(memory, err);
    if (words == NULL) {
        return -1;
    }
    memset(text, 'x', sizeof text);
    for (uint32_t i = 0; i < 60; i++) { /* more than there is room for at first */
        uint32_t code = 0;
        size_t n = i < 3 ? i : i + 1;
        if (add(words, text, n, i, &code, err) != 0) {
            goto done;
        }
    }
    status = ig_csv_words_rewrite(words, twice, room, err);
    if (status == 0) {
        assert_int_equal(ig_csv_words_size(words), 60);
        assert_int_equal(ig_csv_words_text(words, 0).size_bytes, 0);
        assert_int_equal(ig_csv_words_text(words, 59).size_bytes, 120);
        assert_int_equal(ig_csv_words_place(words, 59), 59);
    }
done:
    ig_csv_words_free(words);
    return status;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(rewrite, NULL), 8, 40);
}

static void a_text_that_cannot_be_rewritten_changes_nothing(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err;
    char room[200];
    uint32_t code = 0;
    ig_csv_words *words = ig_csv_words_new(memory, &err);
    assert_non_null(words);
    assert_int_equal(add(words, "ab", 2, 0, &code, &err), 0);
    assert_int_equal(add(words, "abc", 3, 1, &code, &err), 0);
    assert_int_equal(ig_csv_words_rewrite(words, twice, room, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: no room for three");
    assert_int_equal(add(words, "ab", 2, 2, &code, &err), 0);
    assert_int_equal(code, 0);
    ig_csv_words_free(words);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_know_their_code_and_place),
        cmocka_unit_test(they_agree_with_a_dictionary),
        cmocka_unit_test(every_failure_frees),
        cmocka_unit_test(a_text_that_cannot_be_rewritten_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
