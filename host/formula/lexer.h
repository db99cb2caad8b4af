/* Words of a formula, one at a time. The source is borrowed; texts without their escapes go into a
   buffer of the caller's. */
#ifndef INGOT_FORMULA_LEXER_H
#define INGOT_FORMULA_LEXER_H

#include "base/buffer.h"
#include "table/decimal.h"

typedef enum ig_token_kind {
    IG_TOKEN_END,
    IG_TOKEN_NUMBER,
    IG_TOKEN_TEXT,   /* 'x' or "x" */
    IG_TOKEN_NAME,   /* a column or function */
    IG_TOKEN_QUOTED, /* `x`: a column whatever it looks like */
    IG_TOKEN_PARAM,  /* $x */
    IG_TOKEN_AND,
    IG_TOKEN_OR,
    IG_TOKEN_NOT,
    IG_TOKEN_IN,
    IG_TOKEN_TRUE,
    IG_TOKEN_FALSE,
    IG_TOKEN_NIL,
    IG_TOKEN_ADD,
    IG_TOKEN_SUB,
    IG_TOKEN_MUL,
    IG_TOKEN_DIV,
    IG_TOKEN_MOD,
    IG_TOKEN_EQ,
    IG_TOKEN_NE,
    IG_TOKEN_LT,
    IG_TOKEN_LE,
    IG_TOKEN_GT,
    IG_TOKEN_GE,
    IG_TOKEN_OPEN,
    IG_TOKEN_CLOSE,
    IG_TOKEN_OPEN_LIST,
    IG_TOKEN_CLOSE_LIST,
    IG_TOKEN_COMMA
} ig_token_kind;

typedef struct ig_token {
    ig_token_kind kind;
    uint32_t begin, end;      /* bytes of the source */
    uint32_t string, n_bytes; /* NAME, QUOTED, PARAM, TEXT: in the buffer, with a NUL after it */
    ig_number number;         /* NUMBER */
} ig_token;

typedef struct ig_lexer {
    const char *source; /* borrowed */
    uint32_t source_bytes;
    uint32_t at;
    ig_buffer *strings; /* borrowed */
} ig_lexer;

/* Reads the next word; at the end IG_TOKEN_END again and again. */
int ig_lexer_next(ig_lexer *lexer, ig_token *token, ig_error *err) IG_CHECKED;

/* Whether a name can stand without backquotes. */
bool ig_name_is_plain(const char *name, size_t size_bytes);

#endif
