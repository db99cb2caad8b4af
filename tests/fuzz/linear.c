/*
 * Any bytes as a system of inequalities and questions to it. Words stand between blanks; a letter and
 * a number are a term, `>= > <= <` and a number an end, and the terms and ends so far become
 *   ;  a row        :  other ends of the newest row     range  the ends of a sum
 * while `off N` and `on N` switch row N, `?` asks whether all can hold, and the end asks once more.
 * Answers are held against plain arithmetic: the rows of a conflict, times their multipliers, add up
 * to something impossible, and without any one of them the others hold; what holds still does in a
 * system made anew; the ends of a sum can be reached, and nothing lies past them.
 */
#include "linear/system.h"

#include "fuzz.h"

#include <string.h>

#include <gmp.h>

enum { LONGEST = 2048, VARIABLES = 8, MOST_TERMS = 12, MOST_ROWS = 40 };

typedef struct line {
    ig_linear_term terms[MOST_TERMS];
    size_t n;
    ig_linear_end low, high;
    bool is_on;
} line;

typedef struct story {
    ig_context context;
    ig_linear *system;
    line rows[MOST_ROWS];
    size_t n;
    bool is_over; /* a limit was met: the system can only be freed */
} story;

static void must(bool holds, const char *what) {
    if (!holds)
        fuzz_fail(what);
}

/* Whether a call went well. A number or a variable that is none is refused, and nothing changes. */
static bool went_well(story *self, int result, const ig_error *err) {
    must(result == 0 || err->kind == IG_ERROR_USAGE || err->kind == IG_ERROR_LIMIT,
         "something fails for no reason");
    self->is_over |= result != 0 && err->kind == IG_ERROR_LIMIT;
    return result == 0;
}

/* ---- arithmetic of its own ---- */

/* A number that the system took: "12", "-0.125" or "-7/3". */
static void read_number(mpq_t to, const char *text) {
    char digits[LONGEST];
    const char *point = strchr(text, '.');
    size_t places = point == NULL ? 0 : strlen(point + 1);
    (void)snprintf(digits, sizeof digits, "%.*s%s",
                   (int)(point == NULL ? strlen(text) : (size_t)(point - text)), text,
                   point == NULL ? "" : point + 1);
    must(mpq_set_str(to, digits, 10) == 0, "a number is taken that is none");
    if (places > 0)
        mpz_ui_pow_ui(mpq_denref(to), 10, places);
    mpq_canonicalize(to);
}

static void add_product(mpq_t to, const char *text, const mpq_t factor) {
    mpq_t number;
    mpq_init(number);
    read_number(number, text);
    mpq_mul(number, number, factor);
    mpq_add(to, to, number);
    mpq_clear(number);
}

/* Σ multiplier × (sum ≤ high), or of (−sum ≤ −low), is 0 ≤ less than nothing. */
static void prove_impossible(const story *self, const ig_linear_conflict *conflict) {
    mpq_t sums[VARIABLES], most, factor;
    bool is_strict = false;
    mpq_inits(most, factor, NULL);
    for (size_t v = 0; v < VARIABLES; v++)
        mpq_init(sums[v]);
    for (size_t i = 0; i < conflict->n; i++) {
        const ig_linear_member *member = &conflict->members[i];
        must(member->row < self->n && self->rows[member->row].is_on, "a row is named that is off");
        const line *row = &self->rows[member->row];
        const ig_linear_end *end = member->is_high ? &row->high : &row->low;
        must(end->at != NULL, "an end is named that is not there");
        read_number(factor, member->multiplier);
        must(mpq_sgn(factor) > 0, "a multiplier is not above zero");
        is_strict |= end->is_open;
        if (!member->is_high)
            mpq_neg(factor, factor);
        for (size_t t = 0; t < row->n; t++)
            add_product(sums[row->terms[t].variable], row->terms[t].coefficient, factor);
        add_product(most, end->at, factor);
    }
    for (size_t v = 0; v < VARIABLES; v++) {
        must(mpq_sgn(sums[v]) == 0, "a conflict leaves a variable over");
        mpq_clear(sums[v]);
    }
    must(mpq_sgn(most) < 0 || (mpq_sgn(most) == 0 && is_strict), "a conflict is possible");
    mpq_clears(most, factor, NULL);
}

/* ---- the same asked of a new system ---- */

/* Whether the rows that are marked hold together, and one more (NULL: none), in a system of their
   own. What meets a limit there is taken for `otherwise`. */
static bool holds(const story *self, const bool *is_in, const line *more, bool otherwise) {
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t made = 0;
    bool is_feasible = otherwise;
    ig_linear *system = ig_linear_new(&self->context, &err);
    must(system != NULL, "no system");
    int result = 0;
    for (size_t v = 0; v < VARIABLES && result == 0; v++)
        result = ig_linear_variable(system, &made, &err);
    for (size_t i = 0; i <= self->n && result == 0; i++) {
        const line *row = i < self->n ? &self->rows[i] : more;
        if (row != NULL && (i == self->n || is_in[i]))
            result = ig_linear_row(system, row->terms, row->n, row->low, row->high, &made, &err);
    }
    if (result == 0)
        result = ig_linear_check(system, &is_feasible, NULL, &err);
    must(result == 0 || err.kind == IG_ERROR_LIMIT, "a system made anew refuses what was taken");
    ig_linear_free(system);
    return result == 0 ? is_feasible : otherwise;
}

static void rows_on(const story *self, bool is_in[MOST_ROWS]) {
    for (size_t i = 0; i < self->n; i++)
        is_in[i] = self->rows[i].is_on;
}

/* A row, its low and high end together, can be left out of a conflict, or nothing holds. */
static void prove_smallest(const story *self, const ig_linear_conflict *conflict) {
    bool is_in[MOST_ROWS] = {false};
    for (size_t i = 0; i < conflict->n; i++)
        is_in[conflict->members[i].row] = true;
    must(!holds(self, is_in, NULL, false), "the rows of a conflict hold together");
    for (size_t i = 0; i < conflict->n; i++) {
        is_in[conflict->members[i].row] = false;
        must(holds(self, is_in, NULL, true), "a conflict holds a row too many");
        is_in[conflict->members[i].row] = true;
    }
}

/* Whether all rows that are on hold together; every answer is proved. */
static bool ask(story *self) {
    ig_error err = {.kind = IG_ERROR_NONE};
    bool is_feasible = false, is_in[MOST_ROWS] = {false};
    ig_linear_conflict conflict = {NULL, 0};
    if (!went_well(self, ig_linear_check(self->system, &is_feasible, &conflict, &err), &err))
        return false;
    rows_on(self, is_in);
    if (is_feasible) {
        must(holds(self, is_in, NULL, true), "what holds does not in a system made anew");
    } else {
        must(conflict.n > 0, "a conflict of nothing");
        prove_impossible(self, &conflict);
        prove_smallest(self, &conflict);
        ig_linear_conflict_reset(&conflict);
    }
    return is_feasible;
}

/* One end of a sum: it can be reached, or come near to where it is open; and nothing lies past it. */
static void prove_end(const story *self, const line *sum, const char *at, bool is_open,
                      bool is_high) {
    bool is_in[MOST_ROWS] = {false};
    line more = *sum;
    more.low = more.high = (ig_linear_end){NULL, false};
    rows_on(self, is_in);
    if (at == NULL)
        return;
    more.low.at = more.high.at = at;
    must(holds(self, is_in, &more, !is_open) == !is_open, "the end of a sum is open, or not");
    *(is_high ? &more.high : &more.low) = (ig_linear_end){NULL, false};
    (is_high ? &more.low : &more.high)->is_open = true;
    must(!holds(self, is_in, &more, false), "a sum goes past its end");
}

static void ask_range(story *self, const line *sum) {
    ig_error err = {.kind = IG_ERROR_NONE};
    char *low = NULL, *high = NULL;
    bool low_is_open = false, high_is_open = false;
    if (ask(self) && went_well(self,
                               ig_linear_range(self->system, sum->terms, sum->n, &low, &low_is_open,
                                               &high, &high_is_open, &err),
                               &err)) {
        prove_end(self, sum, low, low_is_open, false);
        prove_end(self, sum, high, high_is_open, true);
    }
    ig_free(low);
    ig_free(high);
}

/* ---- words ---- */

static void add_row(story *self, const line *made) {
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t row = 0;
    if (self->n < MOST_ROWS && went_well(self,
                                         ig_linear_row(self->system, made->terms, made->n,
                                                       made->low, made->high, &row, &err),
                                         &err)) {
        must(row == self->n, "rows are not counted one by one");
        self->rows[self->n] = *made;
        self->rows[self->n++].is_on = true;
    }
}

static void set_row(story *self, const line *made) {
    ig_error err = {.kind = IG_ERROR_NONE};
    if (self->n > 0 &&
        went_well(self, ig_linear_set(self->system, self->n - 1, made->low, made->high, &err),
                  &err)) {
        self->rows[self->n - 1].low = made->low;
        self->rows[self->n - 1].high = made->high;
    }
}

static void switch_row(story *self, const char *number, bool is_on) {
    size_t row = (size_t)strtoul(number, NULL, 10);
    if (row < self->n) {
        ig_linear_switch(self->system, row, is_on);
        self->rows[row].is_on = is_on;
    }
}

/* A word that takes the next one with it. */
static void take_two(story *self, line *made, const char *word, const char *next) {
    const ig_linear_end end = {next, word[1] != '='};
    if (strcmp(word, "on") == 0 || strcmp(word, "off") == 0)
        switch_row(self, next, word[1] == 'n');
    else if (*word == '>')
        made->low = end;
    else if (*word == '<')
        made->high = end;
    else if (*word >= 'a' && *word <= 'z' && made->n < MOST_TERMS)
        made->terms[made->n++] = (ig_linear_term){(size_t)(*word - 'a'), next};
}

/* What a word does alone; whether it does. */
static bool take_one(story *self, line *made, const char *word) {
    if (strcmp(word, "?") == 0) {
        (void)ask(self);
        return true;
    }
    if (strcmp(word, ";") == 0)
        add_row(self, made);
    else if (strcmp(word, ":") == 0)
        set_row(self, made);
    else if (strcmp(word, "range") == 0)
        ask_range(self, made);
    else
        return false;
    *made = (line){.n = 0};
    return true;
}

static void tell(story *self, char *text) {
    line made = {.n = 0};
    char *rest = NULL;
    for (char *word = strtok_r(text, " ", &rest); word != NULL && !self->is_over;
         word = strtok_r(NULL, " ", &rest)) {
        const char *next = take_one(self, &made, word) ? NULL : strtok_r(NULL, " ", &rest);
        if (next != NULL)
            take_two(self, &made, word, next);
    }
    if (!self->is_over)
        (void)ask(self);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[LONGEST + 1];
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory *memory = ig_memory_new();
    must(memory != NULL, "no memory");
    story *self = calloc(1, sizeof *self);
    ig_pool *pool = ig_pool_new(memory, 1, &err);
    must(self != NULL && pool != NULL, "no memory");
    self->context = (ig_context){.memory = memory, .pool = pool};
    self->system = ig_linear_new(&self->context, &err);
    must(self->system != NULL, "no system");
    size_t made = 0, n = size < LONGEST ? size : LONGEST;
    for (size_t v = 0; v < VARIABLES; v++)
        must(ig_linear_variable(self->system, &made, &err) == 0 && made == v, "no variable");
    memcpy(text, data, n);
    text[n] = '\0';
    tell(self, text);
    ig_linear_free(self->system);
    ig_pool_free(pool);
    free(self);
    must(ig_memory_read(memory).live_blocks == 0, "something is left allocated");
    ig_memory_free(memory);
    return 0;
}
