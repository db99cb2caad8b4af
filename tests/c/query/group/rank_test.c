#include "query/group/rank.h"

#include "query/verbs.h"

/* Bytes decide, shorter first where one begins the other; also past the first eight bytes. */
static void texts_rank_by_bytes(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_table *table = table_of(
        context.memory, "t:text\nsame long head b\nZ\nsame long head\na\nÉ\nsame long head a\n");
    ig_view view = {table->fields[0].column, NULL};
    ig_ranks *ranks = ig_ranks_new(context.memory, view, 6, &err);
    const uint32_t expected[] = {4, 0, 2, 1, 5, 3}, order[] = {1, 3, 2, 5, 0, 4};
    assert_int_equal(ranks->n, 6);
    assert_memory_equal(ranks->by_code, expected, sizeof expected);
    assert_memory_equal(ranks->by_rank, order, sizeof order);
    ig_ranks_free(ranks);
    ig_table_release(table);
    world_free(context);
}

/* Only what the selection shows is ranked; a zero byte is a byte like others. */
static void only_texts_in_use_are_ranked(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_builder *builder = ig_builder_new(context.memory, IG_TEXT, 0, 0, &err);
    assert_int_equal(ig_builder_text(builder, "b", 1, &err), 0);
    assert_int_equal(ig_builder_text(builder, "unused", 6, &err), 0);
    assert_int_equal(ig_builder_text(builder, "a\0", 2, &err), 0);
    assert_int_equal(ig_builder_text(builder, "a", 1, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    ig_column *column = ig_builder_finish(builder, &err);
    const uint32_t rows[] = {4, 3, 0, 2, 0};
    ig_ranks *ranks = ig_ranks_new(context.memory, (ig_view){column, rows}, 5, &err);
    assert_int_equal(ranks->n, 3);
    assert_true(ranks->by_code[3] == 0 && ranks->by_code[2] == 1 && ranks->by_code[0] == 2);
    ig_ranks_free(ranks);
    ranks = ig_ranks_new(context.memory, (ig_view){column, rows}, 0, &err);
    assert_int_equal(ranks->n, 0);
    ig_ranks_free(ranks);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_rank_by_bytes),
        cmocka_unit_test(only_texts_in_use_are_ranked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
