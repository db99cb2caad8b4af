/* Flatbuffers that the writer made are read as they were meant; any other bytes are read safely. */
#include "store/flat_read.h"

#include "base/harness.h"

#include "store/flat_write.h"

typedef struct item {
    int64_t a, b;
} item;

/* A table with one field of every kind: two texts in tables of their own, and structs. */
static void write_sample(ig_flat *flat, ig_memory *memory) {
    static const item items[] = {{1, 2}, {3, 4}, {INT64_MIN, INT64_MAX}};
    ig_error err;
    ig_flat_ref refs[2];
    ig_flat_init(flat, memory);
    for (int i = 0; i < 2; i++) {
        ig_flat_ref text = ig_flat_string(flat, i == 0 ? "first" : "", i == 0 ? 5 : 0);
        ig_flat_begin(flat);
        ig_flat_put_ref(flat, 1, text);
        refs[i] = ig_flat_end(flat);
    }
    ig_flat_ref tables = ig_flat_refs(flat, refs, 2);
    ig_flat_ref structs = ig_flat_structs(flat, items, 3, sizeof *items);
    ig_flat_begin(flat);
    ig_flat_put_8(flat, 0, 200);
    ig_flat_put_16(flat, 1, -5);
    ig_flat_put_32(flat, 2, INT32_MIN);
    ig_flat_put_64(flat, 4, INT64_MAX);
    ig_flat_put_ref(flat, 5, tables);
    ig_flat_put_ref(flat, 6, structs);
    ig_flat_put_ref(flat, 7, 0);
    assert_int_equal(ig_flat_finish(flat, ig_flat_end(flat), &err), 0);
    assert_int_equal(flat->size_bytes % 8, 0);
}

/* Reads all there is; nothing may be read outside the bytes, which the sanitizers watch. */
static uint64_t read_all(const uint8_t *bytes, size_t size_bytes) {
    ig_flat_view view = ig_flat_open(bytes, size_bytes);
    ig_flat_table root = ig_flat_root(&view);
    uint64_t sum = ig_flat_get_8(&root, 0, 1) + (uint64_t)ig_flat_get_16(&root, 1, 1) +
                   (uint64_t)ig_flat_get_32(&root, 2, 1) + (uint64_t)ig_flat_get_64(&root, 4, 1);
    ig_flat_vector tables = ig_flat_get_vector(&root, 5, sizeof(uint32_t));
    for (size_t i = 0; i < tables.n; i++) {
        ig_flat_table one = ig_flat_item_table(&tables, i);
        ig_flat_text text = ig_flat_get_text(&one, 1);
        for (size_t k = 0; k < text.size_bytes; k++) {
            sum += (unsigned char)text.bytes[k];
        }
    }
    ig_flat_vector structs = ig_flat_get_vector(&root, 6, sizeof(item));
    for (size_t i = 0; i < structs.n; i++) {
        item one;
        ig_flat_item_struct(&structs, i, &one, sizeof one);
        sum += (uint64_t)one.a ^ (uint64_t)one.b;
    }
    return view.broken ? 0 : sum;
}

static void what_was_written_is_read(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_flat flat;
    item one;
    write_sample(&flat, memory);
    ig_flat_view view = ig_flat_open(ig_flat_bytes(&flat), flat.size_bytes);
    ig_flat_table root = ig_flat_root(&view);
    assert_int_equal(ig_flat_get_8(&root, 0, 1), 200);
    assert_int_equal(ig_flat_get_16(&root, 1, 1), -5);
    assert_int_equal(ig_flat_get_32(&root, 2, 1), INT32_MIN);
    assert_int_equal(ig_flat_get_32(&root, 3, 77), 77); /* absent */
    assert_int_equal(ig_flat_get_64(&root, 4, 1), INT64_MAX);
    ig_flat_vector tables = ig_flat_get_vector(&root, 5, sizeof(uint32_t));
    assert_int_equal(tables.n, 2);
    ig_flat_table first = ig_flat_item_table(&tables, 0);
    assert_int_equal(ig_flat_get_text(&first, 1).size_bytes, 5);
    assert_memory_equal(ig_flat_get_text(&first, 1).bytes, "first", 5);
    ig_flat_table second = ig_flat_item_table(&tables, 1);
    assert_non_null(ig_flat_get_text(&second, 1).bytes); /* empty, but there */
    assert_null(ig_flat_get_text(&second, 0).bytes);
    ig_flat_vector structs = ig_flat_get_vector(&root, 6, sizeof(item));
    assert_int_equal(structs.n, 3);
    ig_flat_item_struct(&structs, 2, &one, sizeof one);
    assert_true(one.a == INT64_MIN && one.b == INT64_MAX);
    assert_null(ig_flat_get_table(&root, 7).view);
    assert_int_equal(ig_flat_get_vector(&root, 12, 1).n, 0);
    assert_false(view.broken);
    ig_flat_reset(&flat);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void any_other_bytes_are_read_safely(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_flat flat;
    uint64_t seed = 1;
    size_t n_broken = 0, rounds = test_rounds(20000);
    write_sample(&flat, memory);
    for (size_t round = 0; round < rounds; round++) {
        size_t n =
            random_below(&seed, 4) == 0 ? random_below(&seed, flat.size_bytes) : flat.size_bytes;
        uint8_t *bytes = malloc(n + (n == 0)); /* exactly so many, for the sanitizers */
        assert_non_null(bytes);
        memcpy(bytes, ig_flat_bytes(&flat), n);
        for (size_t k = random_below(&seed, 4); n > 0 && k > 0; k--) {
            bytes[random_below(&seed, n)] = (uint8_t)random_next(&seed);
        }
        n_broken += read_all(bytes, n) == 0;
        free(bytes);
    }
    assert_true(n_broken > rounds / 10 && n_broken < rounds);
    ig_flat_reset(&flat);
    ig_memory_free(memory);
}

/* One vector that all of many tables share would cost its length for each of them. */
static void objects_that_share_bytes_run_out_of_budget(void **state) {
    enum { TABLES = 2000, TEXT = 100000 };
    ig_memory *memory = ig_memory_new();
    ig_error err;
    ig_flat flat;
    ig_flat_ref refs[TABLES];
    char *text = calloc(1, TEXT);
    ig_flat_init(&flat, memory);
    ig_flat_ref shared = ig_flat_string(&flat, text, TEXT);
    for (size_t i = 0; i < TABLES; i++) {
        ig_flat_begin(&flat);
        ig_flat_put_ref(&flat, 1, shared);
        refs[i] = ig_flat_end(&flat);
    }
    ig_flat_ref tables = ig_flat_refs(&flat, refs, TABLES);
    ig_flat_begin(&flat);
    ig_flat_put_ref(&flat, 5, tables);
    assert_int_equal(ig_flat_finish(&flat, ig_flat_end(&flat), &err), 0);
    assert_int_equal(read_all(ig_flat_bytes(&flat), flat.size_bytes), 0);
    free(text);
    ig_flat_reset(&flat);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(any_other_bytes_are_read_safely),
        cmocka_unit_test(objects_that_share_bytes_run_out_of_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
