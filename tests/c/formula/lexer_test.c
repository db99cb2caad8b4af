/* Words of formulas: what they mean, and what is refused with the caret beneath it. */
#include "formula/lexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct lexing {
    ig_memory *memory;
    ig_buffer strings;
    ig_lexer lexer;
} lexing;

static void start(lexing *l, const char *source) {
    l->memory = ig_memory_new();
    ig_buffer_init(&l->strings, l->memory);
    l->lexer = (ig_lexer){
        .source = source, .source_bytes = (uint32_t)strlen(source), .strings = &l->strings};
}

static void stop(lexing *l) {
    ig_buffer_reset(&l->strings);
    assert_int_equal(ig_memory_read(l->memory).live_blocks, 0);
    ig_memory_free(l->memory);
}

static void test_kinds(void **state) {
    static const ig_token_kind kinds[] = {
        IG_TOKEN_NAME,  IG_TOKEN_QUOTED, IG_TOKEN_PARAM, IG_TOKEN_AND,       IG_TOKEN_OR,
        IG_TOKEN_NOT,   IG_TOKEN_IN,     IG_TOKEN_TRUE,  IG_TOKEN_FALSE,     IG_TOKEN_NIL,
        IG_TOKEN_ADD,   IG_TOKEN_SUB,    IG_TOKEN_MUL,   IG_TOKEN_DIV,       IG_TOKEN_MOD,
        IG_TOKEN_EQ,    IG_TOKEN_NE,     IG_TOKEN_LT,    IG_TOKEN_LE,        IG_TOKEN_GT,
        IG_TOKEN_GE,    IG_TOKEN_OPEN,   IG_TOKEN_CLOSE, IG_TOKEN_OPEN_LIST, IG_TOKEN_CLOSE_LIST,
        IG_TOKEN_COMMA, IG_TOKEN_NUMBER, IG_TOKEN_TEXT,  IG_TOKEN_TEXT,      IG_TOKEN_END,
        IG_TOKEN_END};
    lexing l;
    start(&l, "a`b`$c and or not in true false nil+-*/%==~=<<=>>=(){},1'x'\"y\"");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        ig_token token;
        ig_error err = {0};
        assert_int_equal(ig_lexer_next(&l.lexer, &token, &err), 0);
        assert_int_equal(token.kind, kinds[i]);
    }
    stop(&l);
}

static void test_strings(void **state) {
    static const struct {
        const char *source, *string;
        size_t n_bytes;
    } cases[] = {
        {"qty_kg2", "qty_kg2", 7},
        {"数量", "数量", 6},
        {"andy", "andy", 4},
        {"`first weight (kg)`", "first weight (kg)", 17},
        {"`a``b`", "a`b", 3},
        {"$from_", "from_", 5},
        {"$in", "in", 2},
        {"'it\\'s'", "it's", 4},
        {"\"it's\"", "it's", 4},
        {"'a\\n\\t\\\\b'", "a\n\t\\b", 5},
        {"'\\x41\\66\\u{4e2d}'", "AB中", 5},
        {"'a\\0b'", "a\0b", 3},
        {"''", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lexing l;
        ig_token token;
        ig_error err = {0};
        start(&l, cases[i].source);
        assert_int_equal(ig_lexer_next(&l.lexer, &token, &err), 0);
        assert_int_equal(token.n_bytes, cases[i].n_bytes);
        assert_memory_equal(l.strings.bytes + token.string, cases[i].string, token.n_bytes + 1);
        assert_int_equal(token.end, strlen(cases[i].source));
        stop(&l);
    }
}

static void test_numbers(void **state) {
    static const struct {
        const char *source;
        ig_number_kind kind;
        int64_t units;
        uint8_t scale;
        double real;
    } cases[] = {
        {"0", IG_NUMBER_DECIMAL, 0, 0, 0},
        {"1.50", IG_NUMBER_DECIMAL, 150, 2, 0},
        {".5", IG_NUMBER_DECIMAL, 5, 1, 0},
        {"9223372036854775807", IG_NUMBER_DECIMAL, INT64_MAX, 0, 0},
        {"9223372036854775808", IG_NUMBER_REAL, 0, 0, 9223372036854775808.0},
        {"0.0000000001", IG_NUMBER_REAL, 0, 0, 1e-10},
        {"1e3", IG_NUMBER_REAL, 0, 0, 1000},
        {"2.5E-3", IG_NUMBER_REAL, 0, 0, 0.0025},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lexing l;
        ig_token token;
        ig_error err = {0};
        start(&l, cases[i].source);
        assert_int_equal(ig_lexer_next(&l.lexer, &token, &err), 0);
        assert_int_equal(token.kind, IG_TOKEN_NUMBER);
        assert_int_equal(token.number.kind, cases[i].kind);
        if (cases[i].kind == IG_NUMBER_DECIMAL) {
            assert_int_equal(token.number.units, cases[i].units);
            assert_int_equal(token.number.scale, cases[i].scale);
        } else {
            assert_true(token.number.real == cases[i].real);
        }
        stop(&l);
    }
}

static void test_refusals(void **state) {
    static const char *const cases[][2] = {
        {"a ^ 2", "formula: unexpected '^'\n  a ^ 2\n    ^"},
        {"a = 2", "formula: unexpected '=' (did you mean '=='?)\n  a = 2\n    ^"},
        {"a != 2", "formula: unexpected '!=' (did you mean '~='?)\n  a != 2\n    ^"},
        {"a <> 2", "formula: unexpected '<>' (did you mean '~='?)\n  a <> 2\n    ^"},
        {"a && b", "formula: unexpected '&&' (did you mean 'and'?)\n  a && b\n    ^"},
        {"a || b", "formula: unexpected '||' (did you mean 'or'?)\n  a || b\n    ^"},
        {"a => b", "formula: unexpected '=>' (did you mean '>='?)\n  a => b\n    ^"},
        {"12ab + 1", "formula: '12ab' is no number\n  12ab + 1\n  ^"},
        {"1.2.3", "formula: '1.2.3' is no number\n  1.2.3\n  ^"},
        {"1e", "formula: '1e' is no number\n  1e\n  ^"},
        {"1e999", "formula: '1e999' is no number\n  1e999\n  ^"},
        {"a == 'x", "formula: the text's closing ' is missing\n  a == 'x\n       ^"},
        {"\"a\nb\"", "formula: the text's closing \" is missing\n  \"a\n  ^"},
        {"'a\\qb'", "formula: unknown escape '\\q'\n  'a\\qb'\n    ^"},
        {"'\\", "formula: unknown escape '\\'\n  '\\\n   ^"},
        {"'\\300'", "formula: the escape \\300 is past 255\n  '\\300'\n   ^"},
        {"'\\x4'", "formula: two hexadecimal digits expected behind \\x\n  '\\x4'\n   ^"},
        {"'\\u{110000}'", "formula: a character expected behind \\u, such as \\u{4E2D}\n"
                          "  '\\u{110000}'\n"
                          "   ^"},
        {"`a", "formula: the name's closing ` is missing\n  `a\n  ^"},
        {"``", "formula: a name expected between the backquotes\n  ``\n  ^"},
        {"$ a", "formula: a name expected behind '$'\n  $ a\n  ^"},
        {"a \x01", "formula: unexpected byte 1\n  a  \n    ^"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lexing l;
        ig_token token = {0};
        ig_error err = {0};
        int failed = 0;
        start(&l, cases[i][0]);
        do
            failed = ig_lexer_next(&l.lexer, &token, &err);
        while (failed == 0 && token.kind != IG_TOKEN_END);
        assert_int_equal(failed, -1);
        assert_int_equal(err.kind, IG_ERROR_USAGE);
        assert_string_equal(err.text, cases[i][1]);
        stop(&l);
    }
}

static void test_plain_names(void **state) {
    assert_true(ig_name_is_plain("qty_kg", 6));
    assert_true(ig_name_is_plain("_1", 2));
    assert_true(ig_name_is_plain("数", 3));
    assert_false(ig_name_is_plain("", 0));
    assert_false(ig_name_is_plain("1a", 2));
    assert_false(ig_name_is_plain("a b", 3));
    assert_false(ig_name_is_plain("and", 3));
    assert_false(ig_name_is_plain("sum(x)", 6));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),       cmocka_unit_test(test_strings),
        cmocka_unit_test(test_numbers),     cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_plain_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
