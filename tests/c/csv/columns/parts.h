/*
 * Parts made by hand: cells as a file would have them, cut into chunks whose texts go to any of several
 * shares. What a stretch holds is chosen among all that the headers allow (numbers or texts, one
 * scale or a scale a number, any width), by a generator when there is one.
 */
#ifndef INGOT_TESTS_CSV_COLUMNS_PARTS_H
#define INGOT_TESTS_CSV_COLUMNS_PARTS_H

#include "base/world.h"

#include "csv/columns/infer.h"
#include "csv/columns/table.h"
#include "table/month.h"

/* One file. Cells stand row by row. */
typedef struct sheet {
    const char *path;
    const char *const *names; /* of its headings */
    size_t n_columns;
    const char *const *cells;
    size_t n_rows;
    const size_t *cuts; /* row at which a chunk ends, ascending; NULL: one chunk */
    size_t n_cuts;
    size_t n_shares;
    uint64_t *random; /* chooses; NULL: the plainest choice */
    uint64_t first_line;
} sheet;

static inline size_t choose(const sheet *s, size_t n) {
    return s->random == NULL ? 0 : random_below(s->random, n);
}

static inline ig_text text_of(const char *cell) {
    return (ig_text){cell, strlen(cell)};
}

static inline ig_text trimmed_of(const char *cell) {
    return ig_csv_text_trim(text_of(cell));
}

/* What a cell of a given kind is, before it is in any stretch. */
typedef enum fate { CELL_MISSING, CELL_REJECTED, CELL_NUMBER, CELL_REAL, CELL_TEXT } fate;

typedef struct judged {
    fate fate;
    ig_reason reason;
    ig_number number;
    bool canonical;
} judged;

static inline bool is_canonical(ig_text text, const ig_number *number, char decimal) {
    char printed[IG_DECIMAL_TEXT];
    size_t n = ig_decimal_print(printed, number->units, number->scale);
    char *point = memchr(printed, '.', n);
    if (point != NULL) {
        *point = decimal;
    }
    return n == text.size_bytes && memcmp(printed, text.bytes, n) == 0;
}

static inline judged judge(const ig_csv_taking *how, const char *cell) {
    ig_text text = trimmed_of(cell);
    judged j = {.reason = ig_csv_reason(how, text)};
    int32_t month = 0;
    if (j.reason != IG_PRESENT) {
        return j;
    }
    j.number = ig_number_parse(text.bytes, text.size_bytes, how->marks);
    j.fate = CELL_TEXT;
    switch (how->kind) {
    case IG_AS_TEXT: break;
    case IG_AS_MONTH:
        j.fate =
            ig_month_parse(text.bytes, text.size_bytes, true, &month) ? CELL_TEXT : CELL_REJECTED;
        break;
    case IG_AS_REAL: j.fate = j.number.kind == IG_NUMBER_NOT ? CELL_REJECTED : CELL_REAL; break;
    case IG_AS_DECIMAL:
        j.fate = j.number.kind == IG_NUMBER_DECIMAL                         ? CELL_NUMBER
                 : j.number.kind == IG_NUMBER_REAL && ig_csv_is_plain(text) ? CELL_TEXT
                                                                            : CELL_REJECTED;
        break;
    case IG_INFER:
        j.canonical = j.number.kind == IG_NUMBER_DECIMAL &&
                      is_canonical(text_of(cell), &j.number, how->marks.decimal);
        j.fate = j.canonical && !how->texts_only ? CELL_NUMBER : CELL_TEXT;
        break;
    }
    return j;
}

/* One column of one chunk. */
typedef struct patch {
    const sheet *s;
    ig_memory *memory;
    const ig_csv_part *part;
    size_t c;
    uint32_t chunk;
    size_t from, to; /* rows */
    ig_csv_stretch *out;
    ig_csv_shelf *shelf;
    judged *judged; /* by row of the patch */
} patch;

/* Room of the shelf, zero. */
static inline void *patch_room(patch *p, size_t n, size_t item_bytes, ig_error *err) {
    void *room = ig_csv_slabs_take(&p->shelf->slabs, p->memory, n, item_bytes, err);
    if (room != NULL) {
        memset(room, 0, n * item_bytes);
    }
    return room;
}

static inline const char *patch_cell(const patch *p, size_t row) {
    return p->s->cells[(p->from + row) * p->s->n_columns + p->c];
}

static inline int patch_maps(patch *p, bool rejected_only, bool with_reasons, ig_error *err) {
    size_t n = p->to - p->from;
    bool wanted = false;
    bool other = false;
    for (size_t i = 0; i < n; i++) {
        bool out = p->judged[i].fate == CELL_REJECTED ||
                   (!rejected_only && p->judged[i].fate == CELL_MISSING);
        wanted = wanted || out;
        other =
            other ||
            (out && (p->judged[i].fate == CELL_REJECTED || p->judged[i].reason == IG_SUPPRESSED));
    }
    if (!wanted) {
        return 0;
    }
    p->out->validity = patch_room(p, ig_bitmap_words(n), 8, err);
    if (p->out->validity == NULL) {
        return -1;
    }
    if (other || with_reasons) {
        p->out->reasons = patch_room(p, n, 1, err);
        if (p->out->reasons == NULL) {
            return -1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        bool out = p->judged[i].fate == CELL_REJECTED ||
                   (!rejected_only && p->judged[i].fate == CELL_MISSING);
        ig_bit_put(p->out->validity, i, !out);
        if (out && p->out->reasons != NULL) {
            p->out->reasons[i] =
                p->judged[i].fate == CELL_REJECTED ? IG_REJECTED : (uint8_t)p->judged[i].reason;
        }
    }
    return 0;
}

static inline int patch_nothing(patch *p, ig_error *err) {
    p->out->form = IG_CSV_NOTHING;
    if (patch_maps(p, false, choose(p->s, 2) == 1, err) != 0) {
        return -1;
    }
    p->out->validity = NULL;
    return 0;
}

static inline void note_number(ig_csv_numbers *facts, int64_t units, unsigned s) {
    facts->min[s] = facts->has_scale[s] && facts->min[s] < units ? facts->min[s] : units;
    facts->max[s] = facts->has_scale[s] && facts->max[s] > units ? facts->max[s] : units;
    facts->has_scale[s] = true;
}

static inline int patch_numbers(patch *p, ig_error *err) {
    size_t n = p->to - p->from;
    int64_t min = 0, max = 0;
    bool one_scale = true;
    int scale = -1;
    for (size_t i = 0; i < n; i++) {
        const ig_number *number = &p->judged[i].number;
        if (p->judged[i].fate != CELL_NUMBER) {
            continue;
        }
        min = number->units < min ? number->units : min;
        max = number->units > max ? number->units : max;
        one_scale = one_scale && (scale < 0 || scale == number->scale);
        scale = number->scale;
        note_number(&p->shelf->numbers, number->units, number->scale);
    }
    unsigned width = ig_int_width(min, max);
    while (width < 8 && choose(p->s, 3) == 1) {
        width *= 2;
    }
    p->out->form = IG_CSV_NUMBERS;
    p->out->width = (uint8_t)width;
    p->out->scale = one_scale && scale >= 0 ? (uint8_t)scale : 0;
    p->out->values = patch_room(p, n, width, err);
    if (p->out->values == NULL) {
        return -1;
    }
    if (!one_scale || choose(p->s, 3) == 1) {
        p->out->scales = patch_room(p, n, 1, err);
        if (p->out->scales == NULL) {
            return -1;
        }
    }
    for (size_t i = 0; i < n; i++) { /* what a missing row holds means nothing */
        bool there = p->judged[i].fate == CELL_NUMBER;
        int64_t units = there ? p->judged[i].number.units : 77;
        switch (width) {
        case 1: ((int8_t *)p->out->values)[i] = (int8_t)units; break;
        case 2: ((int16_t *)p->out->values)[i] = (int16_t)units; break;
        case 4: ((int32_t *)p->out->values)[i] = (int32_t)units; break;
        default: ((int64_t *)p->out->values)[i] = units; break;
        }
        if (p->out->scales != NULL) {
            p->out->scales[i] = there ? p->judged[i].number.scale : 9;
        }
    }
    return patch_maps(p, false, choose(p->s, 2) == 1, err);
}

static inline double real_of_number(const ig_number *number) {
    return number->kind == IG_NUMBER_DECIMAL ? ig_decimal_real(number->units, number->scale)
                                             : number->real;
}

static inline int patch_reals(patch *p, ig_error *err) {
    size_t n = p->to - p->from;
    p->out->form = IG_CSV_REALS;
    p->out->width = 8;
    p->out->values = patch_room(p, n, 8, err);
    if (p->out->values == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        ((double *)p->out->values)[i] =
            p->judged[i].fate == CELL_REAL ? real_of_number(&p->judged[i].number) : 0.5;
    }
    return patch_maps(p, false, choose(p->s, 2) == 1, err);
}

static inline int patch_texts(patch *p, ig_error *err) {
    size_t n = p->to - p->from;
    uint32_t max = 0;
    if (p->shelf->words == NULL) {
        p->shelf->words = ig_csv_words_new(p->memory, err);
    }
    uint32_t *codes = patch_room(p, n, sizeof codes[0], err);
    p->out->form = IG_CSV_TEXTS;
    p->out->width = 4;
    p->out->values = codes;
    if (p->shelf->words == NULL || codes == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        char room[512] = {0};
        const char *cell = patch_cell(p, i);
        if (p->judged[i].fate == CELL_REJECTED) {
            codes[i] = 0;
            continue;
        }
        memcpy(room, cell, strlen(cell));
        if (ig_csv_words_add(p->shelf->words, room, strlen(cell),
                             ig_csv_place(p->chunk, (uint32_t)i), &codes[i], err) != 0) {
            return -1;
        }
        max = codes[i] > max ? codes[i] : max;
    }
    if (max < 65536 && choose(p->s, 2) == 1) { /* narrowed where it stands */
        p->out->width = max < 256 ? 1 : 2;
        for (size_t i = 0; i < n; i++) {
            uint32_t code = codes[i];
            memcpy((char *)codes + i * p->out->width, &code, p->out->width);
        }
    }
    return patch_maps(p, true, true, err);
}

static inline int patch_take(patch *p, ig_error *err) {
    size_t n = p->to - p->from;
    bool nothing = true;
    bool numbers = true;
    bool reals = true;
    for (size_t i = 0; i < n; i++) {
        p->judged[i] = judge(&p->part->takings[p->c], patch_cell(p, i));
        fate f = p->judged[i].fate;
        bool out = f == CELL_MISSING || f == CELL_REJECTED;
        nothing = nothing && out;
        numbers = numbers && (out || f == CELL_NUMBER);
        reals = reals && (out || f == CELL_REAL);
    }
    if (nothing && choose(p->s, 2) == 0) {
        return patch_nothing(p, err);
    }
    if (numbers && !nothing && choose(p->s, 4) < 3) {
        return patch_numbers(p, err);
    }
    if (reals && !nothing && choose(p->s, 4) < 3) {
        return patch_reals(p, err);
    }
    return patch_texts(p, err);
}

static inline int list_faults(patch *p, ig_csv_faults *faults, ig_error *err) {
    static const ig_csv_fault_kind kinds[] = {[IG_AS_DECIMAL] = IG_CSV_NO_DECIMAL,
                                              [IG_AS_REAL] = IG_CSV_NO_NUMBER,
                                              [IG_AS_MONTH] = IG_CSV_NO_MONTH};
    for (size_t i = 0; i < p->to - p->from; i++) {
        if (p->judged[i].fate == CELL_REJECTED) {
            ig_csv_fault fault = {.line = p->s->first_line + p->from + i,
                                  .kind = kinds[p->part->takings[p->c].kind],
                                  .column = (uint32_t)p->c,
                                  .value = text_of(patch_cell(p, i)),
                                  .record = text_of("the row")};
            if (ig_csv_faults_add(faults, &fault, err) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

static inline const ig_csv_column *spec_column(const ig_csv_spec *spec, const char *name,
                                               size_t *index) {
    *index = SIZE_MAX;
    for (size_t i = 0; i < spec->n_columns; i++) {
        bool is = strcmp(spec->columns[i].name, name) == 0;
        for (size_t a = 0; a < spec->columns[i].n_aliases; a++) {
            is = is || strcmp(spec->columns[i].aliases[a], name) == 0;
        }
        if (is) {
            *index = i;
            return &spec->columns[i];
        }
    }
    return NULL;
}

static inline void taking_for(ig_csv_taking *how, const ig_csv_spec *spec, const char *heading,
                              const ig_csv_column *column) {
    const char *name = column == NULL ? heading : column->name;
    *how = (ig_csv_taking){.kind = column == NULL ? IG_INFER : column->kind,
                           .marks = column == NULL || column->marks.decimal == 0 ? spec->marks
                                                                                 : column->marks,
                           .missing = column == NULL ? spec->missing : column->missing,
                           .n_missing = column == NULL ? spec->n_missing : column->n_missing};
    how->marks.decimal = how->marks.decimal == 0 ? '.' : how->marks.decimal;
    if (how->kind == IG_INFER && spec->all_text) {
        how->kind = IG_AS_TEXT;
    }
    how->texts_only = strstr(heading, "month") != NULL || strstr(name, "month") != NULL;
}

static inline int open_part(ig_csv_part *part, ig_memory *memory, const ig_csv_spec *spec,
                            const sheet *s, ig_error *err) {
    *part = (ig_csv_part){.path = s->path};
    part->header.headings = ig_alloc_zero(memory, s->n_columns, sizeof(ig_csv_heading), err);
    if (part->header.headings == NULL) {
        return -1;
    }
    part->header.n_columns = s->n_columns;
    part->takings = ig_alloc_zero(memory, s->n_columns, sizeof part->takings[0], err);
    part->chunks = ig_alloc_zero(memory, s->n_cuts + 1, sizeof part->chunks[0], err);
    part->shares = ig_alloc_zero(memory, s->n_shares, sizeof part->shares[0], err);
    if (part->takings == NULL || part->chunks == NULL || part->shares == NULL) {
        return -1;
    }
    for (size_t c = 0; c < s->n_columns; c++) {
        ig_csv_heading *heading = &part->header.headings[c];
        const ig_csv_column *column = spec_column(spec, s->names[c], &heading->column);
        heading->text = ig_strdup(memory, s->names[c], err);
        if (heading->text == NULL) {
            return -1;
        }
        taking_for(&part->takings[c], spec, heading->text, column);
    }
    for (; part->n_shares < s->n_shares; part->n_shares++) {
        part->shares[part->n_shares] =
            ig_alloc_zero(memory, s->n_columns, sizeof(ig_csv_shelf), err);
        if (part->shares[part->n_shares] == NULL) {
            return -1;
        }
    }
    return 0;
}

static inline int take_chunk(ig_csv_part *part, ig_memory *memory, const sheet *s, size_t from,
                             size_t to, judged *room, ig_error *err) {
    uint32_t number = (uint32_t)part->n_chunks;
    ig_csv_chunk *chunk = &part->chunks[part->n_chunks++];
    *chunk = (ig_csv_chunk){.n_rows = (uint32_t)(to - from),
                            .share = (uint32_t)choose(s, s->n_shares),
                            .first_line = s->first_line + from};
    ig_csv_faults_init(&chunk->faults, memory);
    chunk->stretches = ig_alloc_zero(memory, s->n_columns, sizeof chunk->stretches[0], err);
    if (chunk->stretches == NULL) {
        return -1;
    }
    if (choose(s, 2) == 1) {
        chunk->lines = ig_alloc_array(memory, to - from, sizeof chunk->lines[0], err);
        if (chunk->lines == NULL) {
            return -1;
        }
        for (size_t i = 0; i < to - from; i++) {
            chunk->lines[i] = (uint32_t)i;
        }
    }
    for (size_t c = 0; c < s->n_columns; c++) {
        patch p = {s,
                   memory,
                   part,
                   c,
                   number,
                   from,
                   to,
                   &chunk->stretches[c],
                   &part->shares[chunk->share][c],
                   room};
        if (to > from && (patch_take(&p, err) != 0 || list_faults(&p, &chunk->faults, err) != 0)) {
            return -1;
        }
    }
    ig_csv_faults_sort(&chunk->faults);
    return 0;
}

/* Makes the part. On failure it is for the caller to reset. */
static inline int make_part(ig_csv_part *part, ig_memory *memory, const ig_csv_spec *spec,
                            const sheet *s, ig_error *err) {
    judged *room = malloc((s->n_rows + 1) * sizeof *room);
    assert_non_null(room);
    int status = open_part(part, memory, spec, s, err);
    size_t from = 0;
    for (size_t k = 0; k <= s->n_cuts && status == 0; k++) {
        size_t to = k < s->n_cuts ? s->cuts[k] : s->n_rows;
        status = take_chunk(part, memory, s, from, to, room, err);
        from = to;
    }
    part->n_rows = s->n_rows;
    part->n_records = s->n_rows;
    free(room);
    return status;
}

static inline void drop_part(ig_csv_part *part) {
    for (size_t k = 0; k < part->n_chunks; k++) {
        ig_csv_chunk *chunk = &part->chunks[k];
        for (size_t c = 0; chunk->stretches != NULL && c < part->header.n_columns; c++) {
            ig_csv_stretch_reset(&chunk->stretches[c]);
        }
        ig_free(chunk->stretches);
        ig_free(chunk->lines);
        ig_csv_faults_reset(&chunk->faults);
    }
    for (size_t s = 0; s < part->n_shares; s++) {
        for (size_t c = 0; c < part->header.n_columns; c++) {
            ig_csv_shelf_reset(&part->shares[s][c]);
        }
        ig_free(part->shares[s]);
    }
    for (size_t c = 0; c < part->header.n_columns; c++) {
        ig_free(part->header.headings[c].text);
        ig_free(part->header.headings[c].name);
    }
    ig_free(part->header.headings);
    ig_free(part->takings);
    ig_free(part->chunks);
    ig_free(part->shares);
    *part = (ig_csv_part){0};
}

#endif
