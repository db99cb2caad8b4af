#include "query/combine/recode.h"

#include "query/support.h"

static ig_column *texts(ig_memory *memory, const char *const *words, size_t n) {
    ig_error err;
    ig_builder *builder = ig_builder_new(memory, IG_TEXT, 0, n, &err);
    for (size_t i = 0; i < n; i++)
        if (words[i] != NULL)
            assert_int_equal(ig_builder_text(builder, words[i], strlen(words[i]), &err), 0);
        else
            assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    return ig_builder_finish(builder, &err);
}

static void texts_are_found_in_another_dictionary(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(2);
    ig_column *from = texts(context.memory, (const char *[]){"a", "b", NULL, "", "c"}, 5);
    ig_column *into = texts(context.memory, (const char *[]){"", "c", "z", "a"}, 4);
    uint32_t *codes = ig_recode_find(&context, (ig_view){from, NULL}, 5, into->dict, &err);
    const uint32_t expected[] = {3, IG_NO_CODE, 0, 1};
    assert_memory_equal(codes, expected, sizeof expected);
    ig_free(codes);
    ig_column_release(from);
    ig_column_release(into);
    world_free(context);
}

/* Where rows are fewer than texts, those in no row are not looked for: as good as not there. */
static void unused_texts_are_passed_over(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *from = texts(context.memory, (const char *[]){"a", "b", NULL, "c"}, 4);
    const uint32_t rows[] = {3, 2};
    ig_view view = {from, rows};
    uint64_t *used = ig_recode_used(context.memory, view, 2, &err);
    assert_int_equal(*used & 7, 4);
    uint32_t *codes = ig_recode_find(&context, view, 2, from->dict, &err);
    assert_int_equal(codes[0], IG_NO_CODE);
    assert_int_equal(codes[2], 2);
    ig_dict *joint = ig_dict_new(context.memory, &err);
    codes[2] = IG_NO_CODE;
    assert_int_equal(ig_recode_add(codes, used, view, joint, &err), 0);
    assert_int_equal(ig_dict_size(joint), 1);
    assert_int_equal(codes[2], 0);
    ig_dict_release(joint);
    ig_free(codes);
    ig_free(used);
    ig_column_release(from);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found_in_another_dictionary),
        cmocka_unit_test(unused_texts_are_passed_over),
    };
    return cmocka_run_group_tests_name("recode", tests, NULL, NULL);
}
