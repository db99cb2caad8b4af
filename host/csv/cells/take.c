/*
 * The door: which way a column is taken. A column whose type is open is looked at for numbers
 * first, and what is no number ends that at once: columns of text cost no more than a cell of each
 * chunk. Where it was found out late, the next chunks go without.
 */
#include "csv/cells/take.h"

#include "csv/cells/cell.h"

enum {
    LATE = 16,  /* rows in vain that matter */
    PAUSE = 15, /* chunks without looking, after that */
    ROW_BYTES = 9
};

void ig_csv_shelf_reset(ig_csv_shelf *shelf) {
    ig_csv_words_free(shelf->words);
    ig_csv_slabs_reset(&shelf->slabs);
    ig_free(shelf->follows);
    *shelf = (ig_csv_shelf){0};
}

void ig_csv_taker_init(ig_csv_taker *taker, ig_memory *memory) {
    *taker = (ig_csv_taker){.memory = memory};
    ig_buffer_init(&taker->scratch, memory);
    ig_buffer_init(&taker->padded, memory);
}

void ig_csv_taker_reset(ig_csv_taker *taker) {
    ig_buffer_reset(&taker->scratch);
    ig_buffer_reset(&taker->padded);
    ig_free(taker->room);
    ig_free(taker->left_room);
    taker->room = taker->left_room = NULL;
    taker->room_bytes = taker->left_room_bytes = taker->n_left = 0;
}

static int make_room(ig_csv_taker *taker, size_t n_rows, ig_csv_room *room, ig_error *err) {
    if (n_rows > taker->room_bytes / ROW_BYTES) {
        ig_free(taker->room);
        taker->room_bytes = 0;
        taker->room = ig_alloc_array(taker->memory, n_rows, ROW_BYTES, err);
        if (taker->room == NULL) {
            return -1;
        }
        taker->room_bytes = n_rows * ROW_BYTES;
    }
    *room = (ig_csv_room){taker->room, (uint8_t *)taker->room + n_rows * sizeof(int64_t)};
    return 0;
}

/* Keeps the codes of a column of texts for the one to its right. */
static void keep_codes(const ig_csv_cells *cells) {
    ig_csv_taker *taker = cells->taker;
    void *room = taker->room;
    size_t room_bytes = taker->room_bytes;
    taker->room = taker->left_room;
    taker->room_bytes = taker->left_room_bytes;
    taker->left_room = room;
    taker->left_room_bytes = room_bytes;
    taker->n_left = ig_csv_words_size(cells->shelf->words);
    taker->n_left_rows = cells->rows->n_rows;
    taker->left_column = cells->column;
}

static bool misses_numbers(const ig_csv_taking *how) {
    for (size_t i = 0; i < how->n_missing; i++) {
        const char *word = how->missing[i];
        if (ig_number_parse(word, strlen(word), how->marks).kind != IG_NUMBER_NOT) {
            return true;
        }
    }
    return false;
}

static bool are_all_empty(const ig_csv_cells *cells) {
    for (size_t row = 0; row < cells->rows->n_rows; row++) {
        if (ig_csv_cell_raw(cells, row).size_bytes > 0) {
            return false;
        }
    }
    return true;
}

static int take_texts(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                      ig_error *err) {
    if (are_all_empty(cells)) {
        out->form = IG_CSV_NOTHING;
        return 0;
    }
    int status = cells->how->kind == IG_AS_MONTH ? ig_csv_take_months(cells, room, out, err)
                                                 : ig_csv_take_texts(cells, room, out, err);
    if (status == 0) {
        keep_codes(cells);
    }
    return status;
}

static int take_open(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                     ig_error *err) {
    ig_csv_shelf *shelf = cells->shelf;
    if (shelf->hint > 0) {
        shelf->hint--;
        return take_texts(cells, room, out, err);
    }
    size_t row = 0;
    int status = ig_csv_take_numbers(cells, room, &row, out, err);
    if (status <= 0) {
        return status;
    }
    shelf->hint = row > LATE ? PAUSE : 0;
    return take_texts(cells, room, out, err);
}

int ig_csv_take(ig_csv_taker *taker, ig_csv_shelf *shelf, const ig_csv_taking *how,
                const ig_csv_rows *rows, size_t c, uint32_t chunk, ig_csv_faults *faults,
                ig_csv_stretch *out, ig_error *err) {
    *out = (ig_csv_stretch){0};
    if (rows->n_rows == 0) {
        return 0;
    }
    bool quoted = rows->has_quotes && !rows->literal;
    bool trim = rows->trim && !rows->literal;
    ig_csv_cells cells = {.rows = rows,
                          .befores = rows->befores + c,
                          .ends = rows->ends + c,
                          .stride = rows->n_columns,
                          .column = c,
                          .chunk = chunk,
                          .bare = !quoted && !trim,
                          .plain = !trim && rows->escape == 0,
                          .missing_numbers = misses_numbers(how),
                          .quote = rows->quote,
                          .decimal = how->marks.decimal == 0 ? '.' : how->marks.decimal,
                          .how = how,
                          .taker = taker,
                          .shelf = shelf,
                          .faults = faults};
    ig_csv_room room;
    if (make_room(taker, rows->n_rows, &room, err) != 0) {
        return -1;
    }
    int status = -1;
    switch (how->kind) {
    case IG_INFER:
        status = how->texts_only ? take_texts(&cells, room, out, err)
                                 : take_open(&cells, room, out, err);
        break;
    case IG_AS_TEXT:
    case IG_AS_MONTH: status = take_texts(&cells, room, out, err); break;
    case IG_AS_DECIMAL: status = ig_csv_take_decimals(&cells, room, out, err); break;
    case IG_AS_REAL: status = ig_csv_take_reals(&cells, room, out, err); break;
    }
    if (status != 0) {
        ig_csv_stretch_reset(out);
    }
    return status;
}
