/* The normal form: precedence can be read off its brackets, and it reads back to itself. */
#include "fixture.h"

#include "formula/tree.h"

#include <stdlib.h>

/* The normal form of a text, into `out`. */
static void normalise(ig_memory *memory, const char *text, ig_buffer *out) {
    ig_error err = {0};
    uint32_t root;
    ig_tree *tree = ig_tree_new(memory, text, strlen(text), &err);
    assert_non_null(tree);
    if (ig_tree_parse(tree, &root, &err) != 0)
        print_error("%s\n", err.text);
    ig_buffer_init(out, memory);
    assert_int_equal(ig_tree_print(tree, root, out, &err), 0);
    assert_non_null(ig_buffer_text(out, &err));
    ig_tree_release(tree);
}

static void test_forms(void **state) {
    static const char *const cases[][2] = {
        /* or · and · not · comparison · + − · * / % · unary − */
        {"a or b and c", "a or b and c"},
        {"(a or b) and c", "(a or b) and c"},
        {"a or (b and c)", "a or b and c"},
        {"a and b or c and d", "a and b or c and d"},
        {"not a and b", "not a and b"},
        {"not (a and b)", "not (a and b)"},
        {"not a == b", "not a == b"},
        {"(not a) == b", "(not a) == b"},
        {"a == not b", "a == (not b)"},
        {"not not a", "not not a"},
        {"a + b == c * d", "a + b == c * d"},
        {"(a == b) == c", "(a == b) == c"},
        {"a - b - c", "a - b - c"},
        {"a - (b - c)", "a - (b - c)"},
        {"a - (b + c)", "a - (b + c)"},
        {"a + (b - c)", "a + (b - c)"},
        {"a / b / c", "a / b / c"},
        {"a / (b * c)", "a / (b * c)"},
        {"a * b % c", "a * b % c"},
        {"(a + b) * c", "(a + b) * c"},
        {"a + b * c", "a + b * c"},
        {"-a * b", "-a * b"},
        {"-(a * b)", "-(a * b)"},
        {"- -a", "-(-a)"},
        {"a - -b", "a - -b"},
        {"a+b in{1,2}", "a + b in {1, 2}"},
        {"not a in {1}", "not a in {1}"},
        {"a not in {'x', nil, true, -1.50,}", "a not in {\"x\", nil, true, -1.50}"},
        {"a in $b", "a in $b"},
        {"a in {}", "a in {}"},
        {"if_else( a>1,min( b,c ) ,nil)", "if_else(a > 1, min(b, c), nil)"},
        {"count ( )", "count()"},
        {"'it\\'s \"x\"\\n\\1'", "\"it's \\\"x\\\"\\n\\x01\""},
        {"`a` + `a b` + `and` + `x``y`", "a + `a b` + `and` + `x``y`"},
        {"1.50 + 1e3 + .5 + 1e300", "1.50 + 1000e0 + 0.5 + 1e+300"},
        {"数量 >= 3", "数量 >= 3"},
    };
    ig_memory *memory = ig_memory_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_buffer once, twice;
        normalise(memory, cases[i][0], &once);
        assert_string_equal(once.bytes, cases[i][1]);
        normalise(memory, once.bytes, &twice);
        assert_string_equal(twice.bytes, cases[i][1]);
        ig_buffer_reset(&once);
        ig_buffer_reset(&twice);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* Random trees written with every bracket must come out as trees that, bracketed again, are the
   same. */
static void write_random(char *text, int depth) {
    static const char *const operators[] = {"or", "and", "==", "<", "+", "-", "*", "/", "%"};
    static const char *const leaves[] = {"a", "1.5", "'x'", "$p", "nil", "true"};
    int choice = depth == 0 ? 9 : rand() % 12;
    if (choice >= 9) {
        strcat(text, leaves[rand() % 6]);
        return;
    }
    if (choice >= 7) {
        strcat(text, choice == 7 ? "(- " : "(not ");
        write_random(text, depth - 1);
        strcat(text, ")");
        return;
    }
    int chosen = rand() % 9;
    const char *side = chosen == 2 || chosen == 3 ? "(not " : "("; /* no comparison of a bare nil */
    strcat(text, "(");
    strcat(text, side);
    write_random(text, depth - 1);
    strcat(text, ") ");
    strcat(text, operators[chosen]);
    strcat(text, " ");
    strcat(text, side);
    write_random(text, depth - 1);
    strcat(text, "))");
}

/* The tree with every bracket, which shows its shape. */
static void write_shape(const ig_tree *tree, uint32_t index, ig_buffer *out) {
    ig_error err;
    const ig_node *node = &tree->nodes[index];
    assert_int_equal(ig_buffer_printf(out, &err, "(%d", node->kind), 0);
    for (uint32_t i = 0; i < node->n_args; i++)
        write_shape(tree, ig_node_arg(tree, node, i), out);
    assert_int_equal(ig_buffer_append(out, ")", 1, &err), 0);
}

static void shape_of(ig_memory *memory, const char *text, ig_buffer *shape) {
    ig_error err = {0};
    uint32_t root;
    ig_tree *tree = ig_tree_new(memory, text, strlen(text), &err);
    assert_non_null(tree);
    assert_int_equal(ig_tree_parse(tree, &root, &err), 0);
    ig_buffer_init(shape, memory);
    write_shape(tree, root, shape);
    assert_non_null(ig_buffer_text(shape, &err));
    ig_tree_release(tree);
}

static void test_random_trees_keep_their_shape(void **state) {
    ig_memory *memory = ig_memory_new();
    srand(11);
    for (int i = 0; i < 2000; i++) {
        char text[4096] = "";
        ig_buffer printed, before, after;
        write_random(text, 5);
        normalise(memory, text, &printed);
        shape_of(memory, text, &before);
        shape_of(memory, printed.bytes, &after);
        assert_string_equal(after.bytes, before.bytes);
        ig_buffer_reset(&printed);
        ig_buffer_reset(&before);
        ig_buffer_reset(&after);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_random_trees_keep_their_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
