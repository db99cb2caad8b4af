#include "query/plan.h"

#include "query/verbs.h"

static bool is_needed(const ig_plan_item *item, const char *name) {
    return item->needed[ig_names_find(&item->node->names, name)];
}

/* Inputs come first, and what two verbs stand on is listed once. */
static void each_node_stands_once_behind_its_inputs(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *source = from_text(context, "a:text,b:decimal,c:decimal\nx,1,2\n");
    ig_query *few = where(context, ig_query_retain(source), "c > 1", &err);
    ig_query *q = join(few, ig_query_retain(source), IG_JOIN_SEMI, NAMES("a", "a"), NULL, &err);
    q = unite(q, source, &err);
    q = select_names(q, NAMES("b"), &err);
    ig_plan plan;
    assert_int_equal(ig_plan_init(&plan, context.memory, q, &err), 0);
    assert_int_equal(plan.n, 5);
    static const size_t inputs[5][2] = {
        {SIZE_MAX, SIZE_MAX}, {0, SIZE_MAX}, {1, 0}, {2, 0}, {3, SIZE_MAX}};
    static const size_t readers[5] = {3, 1, 1, 1, 0};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(plan.items[i].input, inputs[i][0]);
        assert_int_equal(plan.items[i].other, inputs[i][1]);
        assert_int_equal(plan.items[i].n_readers, readers[i]);
    }
    assert_ptr_equal(plan.items[4].node, q);
    ig_plan_reset(&plan);
    ig_query_release(q);
    world_free(context);
}

static void columns_nobody_looks_at_are_not_needed(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *a = from_text(context, "k:text,x:decimal,y:decimal,z:decimal\nk,1,2,3\n");
    ig_query *b = from_text(context, "k:text,x:decimal,v:decimal,w:decimal\nk,1,2,3\n");
    a = rename_to(a, NAMES("zz", "z"), &err);
    ig_query *q = join(a, b, IG_JOIN_LEFT, NAMES("k", "k"), "_2", &err);
    q = select_names(where(context, q, "x_2 > 0", &err), NAMES("zz", "v"), &err);
    ig_plan plan;
    assert_int_equal(ig_plan_init(&plan, context.memory, q, &err), 0);
    const ig_plan_item *left = &plan.items[0], *right = &plan.items[2];
    assert_true(is_needed(left, "k") && is_needed(left, "z"));
    assert_false(is_needed(left, "x") || is_needed(left, "y"));
    assert_true(is_needed(right, "k") && is_needed(right, "x") && is_needed(right, "v"));
    assert_false(is_needed(right, "w"));
    ig_plan_reset(&plan);
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_node_stands_once_behind_its_inputs),
        cmocka_unit_test(columns_nobody_looks_at_are_not_needed),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
