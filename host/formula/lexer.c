/*
 * One token of lookahead is all the grammar needs, so the lexer keeps nothing but its place. Letters
 * are A–Z, a–z, _ and every byte from 0x80 on: names in any script, without tables. Signs that other
 * languages use (!=, &&, <>) are known only to say what is meant instead.
 */
#include "formula/lexer.h"

#include "formula/place.h"
#include "formula/utf8.h"

#include <string.h>

enum { SHOWN = 60 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* The byte `ahead` of the place, or NUL behind the end. */
static char peek(const ig_lexer *lexer, uint32_t ahead) {
    return lexer->at + ahead < lexer->source_bytes ? lexer->source[lexer->at + ahead] : '\0';
}

#define FAIL(lexer, place, err, ...)                                                               \
    ig_place_fail((lexer)->source, (lexer)->source_bytes, (place), (err), IG_ERROR_USAGE,          \
                  __VA_ARGS__)

typedef struct word {
    const char *text;
    ig_token_kind kind;
} word;

static const word keywords[] = {
    {"and", IG_TOKEN_AND},   {"or", IG_TOKEN_OR},       {"not", IG_TOKEN_NOT}, {"in", IG_TOKEN_IN},
    {"true", IG_TOKEN_TRUE}, {"false", IG_TOKEN_FALSE}, {"nil", IG_TOKEN_NIL}};

/* Longer signs first. */
static const word signs[] = {
    {"==", IG_TOKEN_EQ},   {"~=", IG_TOKEN_NE},       {"<=", IG_TOKEN_LE},
    {">=", IG_TOKEN_GE},   {"<", IG_TOKEN_LT},        {">", IG_TOKEN_GT},
    {"+", IG_TOKEN_ADD},   {"-", IG_TOKEN_SUB},       {"*", IG_TOKEN_MUL},
    {"/", IG_TOKEN_DIV},   {"%", IG_TOKEN_MOD},       {"(", IG_TOKEN_OPEN},
    {")", IG_TOKEN_CLOSE}, {"{", IG_TOKEN_OPEN_LIST}, {"}", IG_TOKEN_CLOSE_LIST},
    {",", IG_TOKEN_COMMA}};

/* What people write, and what it is called here. Tried before the signs. */
static const char *const foreign[][2] = {{"!=", "~="}, {"<>", "~="}, {"&&", "and"},
                                         {"||", "or"}, {"=>", ">="}, {"=<", "<="}};

static ig_token_kind keyword_of(const char *name, size_t size_bytes) {
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (strlen(keywords[i].text) == size_bytes &&
            memcmp(keywords[i].text, name, size_bytes) == 0) {
            return keywords[i].kind;
        }
    }
    return IG_TOKEN_NAME;
}

bool ig_name_is_plain(const char *name, size_t size_bytes) {
    if (size_bytes == 0 || !is_letter(name[0])) {
        return false;
    }
    for (size_t i = 1; i < size_bytes; i++) {
        if (!is_letter(name[i]) && !is_digit(name[i])) {
            return false;
        }
    }
    return keyword_of(name, size_bytes) == IG_TOKEN_NAME;
}

static bool starts(const ig_lexer *lexer, const char *text) {
    size_t n = strlen(text);
    return lexer->source_bytes - lexer->at >= n && memcmp(lexer->source + lexer->at, text, n) == 0;
}

static int end_string(const ig_lexer *lexer, ig_token *token, size_t from, ig_error *err) {
    token->string = (uint32_t)from;
    token->n_bytes = (uint32_t)(lexer->strings->size_bytes - from);
    return ig_buffer_append(lexer->strings, "", 1, err);
}

static int lex_name(ig_lexer *lexer, ig_token *token, ig_error *err) {
    const char *name = lexer->source + lexer->at;
    uint32_t n = 1;
    while (is_letter(peek(lexer, n)) || is_digit(peek(lexer, n))) {
        n++;
    }
    lexer->at += n;
    if (token->kind == IG_TOKEN_NAME) {
        token->kind = keyword_of(name, n);
    }
    size_t from = lexer->strings->size_bytes;
    if (ig_buffer_append(lexer->strings, name, n, err) != 0) {
        return -1;
    }
    return end_string(lexer, token, from, err);
}

static int lex_param(ig_lexer *lexer, ig_token *token, ig_error *err) {
    lexer->at++;
    if (!is_letter(peek(lexer, 0))) {
        return FAIL(lexer, token->begin, err, "a name expected behind '$'");
    }
    token->kind = IG_TOKEN_PARAM;
    return lex_name(lexer, token, err);
}

/* Everything that could belong to a number is taken, so that "12ab" is one wrong number and not a
   number and a name. */
static int lex_number(ig_lexer *lexer, ig_token *token, ig_error *err) {
    uint32_t n = 0;
    bool signed_exponent = false;
    for (;;) {
        char c = peek(lexer, n);
        bool sign = (c == '+' || c == '-') && signed_exponent;
        if (!is_digit(c) && c != '.' && !is_letter(c) && !sign) {
            break;
        }
        signed_exponent = c == 'e' || c == 'E';
        n++;
    }
    token->kind = IG_TOKEN_NUMBER;
    token->number = ig_number_parse(lexer->source + lexer->at, n, (ig_number_marks){0});
    if (token->number.kind == IG_NUMBER_NOT) {
        return FAIL(lexer, lexer->at, err, "'%.*s' is no number", (int)(n < SHOWN ? n : SHOWN),
                    lexer->source + lexer->at);
    }
    lexer->at += n;
    return 0;
}

/* A name in backquotes; two of them stand for one. */
static int lex_quoted(ig_lexer *lexer, ig_token *token, ig_error *err) {
    size_t from = lexer->strings->size_bytes;
    token->kind = IG_TOKEN_QUOTED;
    lexer->at++;
    for (;;) {
        char c = peek(lexer, 0);
        if (lexer->at >= lexer->source_bytes) {
            return FAIL(lexer, token->begin, err, "the name's closing ` is missing");
        }
        lexer->at++;
        if (c == '`' && peek(lexer, 0) != '`') {
            break;
        }
        lexer->at += c == '`';
        if (ig_buffer_append(lexer->strings, &c, 1, err) != 0) {
            return -1;
        }
    }
    if (lexer->strings->size_bytes == from) {
        return FAIL(lexer, token->begin, err, "a name expected between the backquotes");
    }
    return end_string(lexer, token, from, err);
}

static int digit_of(char c, unsigned base) {
    int digit = is_digit(c)            ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    return digit < (int)base ? digit : -1;
}

/* Up to `most` digits; returns how many there were. */
static uint32_t read_digits(ig_lexer *lexer, unsigned base, uint32_t most, uint32_t *value) {
    uint32_t n = 0;
    *value = 0;
    while (n < most && digit_of(peek(lexer, 0), base) >= 0) {
        *value = *value * base + (uint32_t)digit_of(peek(lexer, 0), base);
        lexer->at++;
        n++;
    }
    return n;
}

/* The bytes that \x, \ddd and \u{…} stand for, as in Lua. The place is behind the backslash. */
static int lex_code(ig_lexer *lexer, char *bytes, size_t *n_bytes, ig_error *err) {
    uint32_t place = lexer->at - 1, value = 0;
    *n_bytes = 1;
    if (is_digit(peek(lexer, 0))) {
        (void)read_digits(lexer, 10, 3, &value);
        if (value > 255) {
            return FAIL(lexer, place, err, "the escape \\%u is past 255", value);
        }
        bytes[0] = (char)value;
        return 0;
    }
    bool wide = peek(lexer, 0) == 'u';
    lexer->at++;
    if (!wide) {
        if (read_digits(lexer, 16, 2, &value) != 2) {
            return FAIL(lexer, place, err, "two hexadecimal digits expected behind \\x");
        }
        bytes[0] = (char)value;
        return 0;
    }
    bool open = peek(lexer, 0) == '{';
    lexer->at += open;
    uint32_t n = read_digits(lexer, 16, 6, &value);
    bool closed = peek(lexer, 0) == '}';
    lexer->at += closed;
    if (!open || !closed || n == 0 || value > 0x10FFFF) {
        return FAIL(lexer, place, err, "a character expected behind \\u, such as \\u{4E2D}");
    }
    *n_bytes = ig_utf8_put(bytes, value);
    return 0;
}

static int lex_escape(ig_lexer *lexer, ig_error *err) {
    static const char letters[] = "abfnrtv\\'\"\n", meant[] = "\a\b\f\n\r\t\v\\'\"\n";
    char c = peek(lexer, 0), bytes[IG_UTF8_MAX];
    const char *known = c == '\0' ? NULL : strchr(letters, c);
    size_t n_bytes = 1;
    if (known != NULL) {
        bytes[0] = meant[known - letters];
        lexer->at++;
    } else if (c == 'x' || c == 'u' || is_digit(c)) {
        if (lex_code(lexer, bytes, &n_bytes, err) != 0) {
            return -1;
        }
    } else {
        size_t end = lexer->at;
        if (end < lexer->source_bytes) {
            (void)ig_utf8_next(lexer->source, lexer->source_bytes, &end);
        }
        return FAIL(lexer, lexer->at - 1, err, "unknown escape '\\%.*s'", (int)(end - lexer->at),
                    lexer->source + lexer->at);
    }
    return ig_buffer_append(lexer->strings, bytes, n_bytes, err);
}

static int lex_text(ig_lexer *lexer, ig_token *token, ig_error *err) {
    size_t from = lexer->strings->size_bytes;
    char quote = peek(lexer, 0);
    token->kind = IG_TOKEN_TEXT;
    lexer->at++;
    for (;;) {
        char c = peek(lexer, 0);
        if (lexer->at >= lexer->source_bytes || c == '\n') {
            return FAIL(lexer, token->begin, err, "the text's closing %c is missing", quote);
        }
        lexer->at++;
        if (c == quote) {
            return end_string(lexer, token, from, err);
        }
        int failed =
            c == '\\' ? lex_escape(lexer, err) : ig_buffer_append(lexer->strings, &c, 1, err);
        if (failed != 0) {
            return -1;
        }
    }
}

static int lex_sign(ig_lexer *lexer, ig_token *token, ig_error *err) {
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (starts(lexer, foreign[i][0])) {
            return FAIL(lexer, lexer->at, err, "unexpected '%s' (did you mean '%s'?)",
                        foreign[i][0], foreign[i][1]);
        }
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (starts(lexer, signs[i].text)) {
            token->kind = signs[i].kind;
            lexer->at += (uint32_t)strlen(signs[i].text);
            return 0;
        }
    }
    char c = peek(lexer, 0);
    if (c == '=') {
        return FAIL(lexer, lexer->at, err, "unexpected '=' (did you mean '=='?)");
    }
    if (c < 0x20 || c == 0x7F) {
        return FAIL(lexer, lexer->at, err, "unexpected byte %d", c);
    }
    return FAIL(lexer, lexer->at, err, "unexpected '%c'", c);
}

int ig_lexer_next(ig_lexer *lexer, ig_token *token, ig_error *err) {
    while (lexer->at < lexer->source_bytes && peek(lexer, 0) != '\0' &&
           strchr(" \t\r\n", peek(lexer, 0)) != NULL) {
        lexer->at++;
    }
    *token = (ig_token){.kind = IG_TOKEN_END, .begin = lexer->at, .end = lexer->at};
    if (lexer->at >= lexer->source_bytes) {
        return 0;
    }
    char c = peek(lexer, 0);
    int failed;
    if (is_letter(c)) {
        token->kind = IG_TOKEN_NAME;
        failed = lex_name(lexer, token, err);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) {
        failed = lex_number(lexer, token, err);
    } else if (c == '\'' || c == '"') {
        failed = lex_text(lexer, token, err);
    } else if (c == '`') {
        failed = lex_quoted(lexer, token, err);
    } else if (c == '$') {
        failed = lex_param(lexer, token, err);
    } else {
        failed = lex_sign(lexer, token, err);
    }
    token->end = lexer->at;
    return failed;
}
