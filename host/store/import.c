/*
 * First all cells are found: the buffers of a column follow those of the columns before it, whose types
 * say how many they have. Then columns are built side by side, each value by value.
 */
#include "store/import.h"

#include "store/source.h"
#include "table/builder.h"
#include "table/month.h"

#include <string.h>

typedef struct import {
    const ig_context *context;
    const ig_arrow_file *file;
    ig_arrow_batch *batches; /* owned */
    size_t n_batches;
    ig_arrow_batch *dictionaries; /* owned */
    size_t n_dictionaries;
    ig_source *cells;    /* owned: of each column, batch after batch */
    ig_column **columns; /* owned, and a reference to each that is built */
    size_t n_rows;
} import;

/* One column being built. */
typedef struct building {
    const import *import;
    const ig_arrow_field *field;
    ig_type type;
    unsigned scale;
    ig_builder *builder; /* owned */
    size_t row;          /* of the table */
    ig_text *texts;      /* owned: of a dictionary; bytes NULL where it has none */
    size_t n_texts;
} building;

static int fail(const building *b, ig_error *err, const char *what) {
    return ig_fail(err, IG_ERROR_DATA, "%s: column '%.*s', row %zu: %s", b->import->file->path,
                   (int)b->field->name.size_bytes, b->field->name.bytes, b->row + 1, what);
}

/* ---- types ---- */

static int refuse_type(const building *b, const ig_arrow_type *type, ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA,
                   "%s: column '%.*s': values of Arrow's type '%s' are not read",
                   b->import->file->path, (int)b->field->name.size_bytes, b->field->name.bytes,
                   ig_arrow_type_name(type));
}

/* The places of an integer's or decimal's column. */
static bool read_scale(const ig_arrow_field *field, unsigned *scale) {
    const ig_flat_text said = field->scale;
    if (field->type.id == IG_ARROW_DECIMAL) {
        *scale = (unsigned)field->type.scale;
    } else if (said.size_bytes == 1) {
        *scale = (unsigned)(*said.bytes - '0');
    }
    return *scale <= IG_SCALE_MAX;
}

static int choose_type(building *b, ig_error *err) {
    const ig_arrow_type *type = &b->field->type;
    if (!ig_source_known(type) || b->field->n_children > 0 ||
        (b->field->has_dictionary && !ig_source_known(&b->field->index))) {
        return refuse_type(b, type, err);
    }
    switch (type->id) {
    case IG_ARROW_FLOAT: b->type = IG_REAL; break;
    case IG_ARROW_BOOL: b->type = IG_BOOL; break;
    case IG_ARROW_DATE:
    case IG_ARROW_TIMESTAMP: b->type = IG_MONTH; break;
    case IG_ARROW_INT:
    case IG_ARROW_DECIMAL: {
        bool is_month = ig_flat_text_is(b->field->kind, "month");
        b->type = is_month ? IG_MONTH : IG_DECIMAL;
        if (!is_month && !read_scale(b->field, &b->scale)) {
            return refuse_type(b, type, err);
        }
        break;
    }
    default: b->type = IG_TEXT; break;
    }
    return b->field->has_dictionary && b->type != IG_TEXT ? refuse_type(b, type, err) : 0;
}

/* ---- dates ---- */

/* The year and month of a day counted from 1970-01-01, by the calendar's cycle of 400 years; false
   when it is not the first of a month of the years 1 to 9999. */
static bool month_of_day(int64_t day, int32_t *month) {
    enum { CYCLE = 146097, TO_CYCLE = 719468 /* from 0000-03-01 */ };
    if (day < -TO_CYCLE || day > 4000000) {
        return false;
    }
    int64_t days = day + TO_CYCLE;
    int64_t cycle = days / CYCLE, of_cycle = days % CYCLE;
    int64_t year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
    int64_t of_year = of_cycle - (365 * year + year / 4 - year / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    int64_t of_month = of_year - (153 * from_march + 2) / 5;
    int64_t number = from_march < 10 ? from_march + 3 : from_march - 9;
    year += cycle * 400 + (number <= 2);
    *month = ig_month_make((int)year, (int)number);
    return of_month == 0 && year >= 1 && year <= 9999;
}

static bool month_of(const ig_arrow_type *type, int64_t value, int32_t *month) {
    static const int64_t per_second[] = {1, 1000, 1000000, 1000000000};
    int64_t per_day = 1;
    if (type->id == IG_ARROW_TIMESTAMP) {
        per_day = type->unit >= 0 && type->unit < 4 ? 86400 * per_second[type->unit] : 0;
    } else if (type->unit != IG_ARROW_DAYS) {
        per_day = 86400000;
    }
    return per_day > 0 && value % per_day == 0 && month_of_day(value / per_day, month);
}

static int add_month(building *b, const ig_source *source, size_t i, ig_error *err) {
    int64_t value = 0;
    int32_t month = 0;
    ig_source_int(source, i, &value);
    if (source->type.id == IG_ARROW_INT) {
        month = (int32_t)value;
        if (value < ig_month_make(1, 1) || value > ig_month_make(9999, 12)) {
            return fail(b, err, "not a month");
        }
    } else if (!month_of(&source->type, value, &month)) {
        return fail(b, err, "not the first of a month: there are months, but no days");
    }
    return ig_builder_int(b->builder, month, err);
}

/* ---- cells ---- */

static int add_decimal(building *b, const ig_source *source, size_t i, ig_error *err) {
    int64_t units = 0;
    bool fits = source->type.id == IG_ARROW_INT ? ig_source_int(source, i, &units)
                                                : ig_source_decimal(source, i, &units);
    return fits ? ig_builder_int(b->builder, units, err)
                : fail(b, err, "a number past 64 bits with sign");
}

static int add_real(building *b, const ig_source *source, size_t i, ig_error *err) {
    double value = ig_source_real(source, i);
    return value - value == 0 ? ig_builder_real(b->builder, value, err)
                              : ig_builder_missing(b->builder, IG_EMPTY, err);
}

static int add_text(building *b, const ig_source *source, size_t i, ig_error *err) {
    ig_text text = {0};
    if (b->field->has_dictionary) {
        int64_t code = 0;
        if (!ig_source_int(source, i, &code) || code < 0 || (uint64_t)code >= b->n_texts) {
            return fail(b, err, "a code outside its dictionary");
        }
        text = b->texts[code];
        if (text.bytes == NULL) {
            return ig_builder_missing(b->builder, IG_EMPTY, err);
        }
    } else if (!ig_source_text(source, i, &text)) {
        return fail(b, err, "a text outside its buffer");
    }
    return ig_builder_text(b->builder, text.bytes, text.size_bytes, err);
}

static int add_cell(building *b, const ig_source *source, size_t i, ig_error *err) {
    if (!ig_source_present(source, i)) {
        return ig_builder_missing(b->builder, IG_EMPTY, err);
    }
    switch (b->type) {
    case IG_DECIMAL: return add_decimal(b, source, i, err);
    case IG_MONTH: return add_month(b, source, i, err);
    case IG_REAL: return add_real(b, source, i, err);
    case IG_TEXT: return add_text(b, source, i, err);
    case IG_BOOL: break;
    }
    return ig_builder_bool(b->builder, ig_source_bool(source, i), err);
}

/* ---- dictionaries ---- */

static int add_entries(building *b, const ig_arrow_batch *batch, ig_error *err) {
    size_t buffer = 0, variadic = 0, n = b->n_texts;
    ig_source source;
    if (ig_source_find(b->import->file, batch, &b->field->type, 0, &buffer, &variadic, &source,
                       err) != 0) {
        return -1;
    }
    ig_text *texts =
        ig_realloc_array(b->import->context->memory, b->texts, n + source.n, sizeof *texts, err);
    if (texts == NULL) {
        return -1;
    }
    b->texts = texts;
    b->n_texts += source.n;
    for (size_t i = 0; i < source.n; i++) {
        texts[n + i] = (ig_text){0};
        if (ig_source_present(&source, i) && !ig_source_text(&source, i, &texts[n + i])) {
            return ig_arrow_damaged(b->import->file, err, "a text outside its buffer");
        }
    }
    return 0;
}

/* The texts of the column's dictionary, one batch after the other. */
static int read_dictionary(building *b, ig_error *err) {
    bool met = false;
    for (size_t i = 0; b->field->has_dictionary && i < b->import->n_dictionaries; i++) {
        const ig_arrow_batch *batch = &b->import->dictionaries[i];
        if (batch->dictionary != b->field->dictionary) {
            continue;
        }
        if (met && !batch->is_delta) {
            return ig_fail(err, IG_ERROR_DATA,
                           "%s: column '%.*s': a dictionary that is replaced midway is not read",
                           b->import->file->path, (int)b->field->name.size_bytes,
                           b->field->name.bytes);
        }
        if (add_entries(b, batch, err) != 0) {
            return -1;
        }
        met = true;
    }
    return 0;
}

/* ---- columns ---- */

static int add_batches(building *b, size_t number, ig_error *err) {
    const import *m = b->import;
    for (size_t i = 0; i < m->n_batches; i++) {
        const ig_source *source = &m->cells[i * m->file->n_fields + number];
        for (size_t row = 0; row < source->n; row++, b->row++) {
            if (add_cell(b, source, row, err) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

static int set_unit(const building *b, ig_column *column, ig_error *err) {
    const ig_flat_text unit = b->field->unit;
    if (unit.bytes == NULL || memchr(unit.bytes, '\0', unit.size_bytes) != NULL) {
        return 0;
    }
    char *copy = ig_strndup(column->memory, unit.bytes, unit.size_bytes, err);
    int result = copy == NULL ? -1 : ig_column_set_unit(column, copy, err);
    ig_free(copy);
    return result;
}

static int build_column(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    import *m = context;
    building b = {.import = m, .field = &m->file->fields[task]};
    int result = choose_type(&b, err);
    if (result == 0) {
        b.builder = ig_builder_new(m->context->memory, b.type, b.scale, m->n_rows, err);
        result = b.builder == NULL ? -1 : read_dictionary(&b, err);
    }
    if (result == 0) {
        result = add_batches(&b, task, err);
    }
    if (result == 0) {
        m->columns[task] = ig_builder_finish(b.builder, err);
        b.builder = NULL;
        result = m->columns[task] == NULL ? -1 : set_unit(&b, m->columns[task], err);
    }
    ig_builder_free(b.builder);
    ig_free(b.texts);
    return result;
}

/* ---- the table ---- */

static int check_compression(const import *m, const ig_arrow_batch *batch, ig_error *err) {
    static const char *const codecs[] = {"LZ4", "ZSTD"};
    if (batch->compression < 0) {
        return 0;
    }
    return ig_fail(err, IG_ERROR_DATA,
                   "%s: its buffers are compressed (%s), which is not read: write it uncompressed",
                   m->file->path, batch->compression < 2 ? codecs[batch->compression] : "unknown");
}

static int read_batches(const import *m, const ig_flat_vector *blocks, bool is_dictionary,
                        ig_arrow_batch **batches, size_t *n, ig_error *err) {
    *batches = ig_alloc_zero(m->context->memory, blocks->n, sizeof **batches, err);
    if (*batches == NULL) {
        return -1;
    }
    for (*n = 0; *n < blocks->n; ++*n) {
        ig_arrow_block block;
        ig_arrow_batch *batch = &(*batches)[*n];
        ig_flat_item_struct(blocks, *n, &block, sizeof block);
        if (ig_arrow_batch_read(m->file, &block, is_dictionary, batch, err) != 0 ||
            check_compression(m, batch, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* The fields before a refused one must be known for its buffers to be found, so types come first. */
static int check_fields(const import *m, ig_error *err) {
    for (size_t i = 0; i < m->file->n_fields; i++) {
        building b = {.import = m, .field = &m->file->fields[i]};
        if (b.field->name.bytes == NULL ||
            memchr(b.field->name.bytes, '\0', b.field->name.size_bytes) != NULL) {
            return ig_fail(err, IG_ERROR_DATA, "%s: column %zu has no name that can be used",
                           m->file->path, i + 1);
        }
        if (choose_type(&b, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* A cell takes a bit of the file or more, so a file cannot ask for more work than it is large. */
static int count_rows(import *m, ig_error *err) {
    uint64_t most = 8 * (uint64_t)m->file->size_bytes;
    most = m->file->n_fields > 0 ? most / m->file->n_fields : most;
    for (size_t i = 0; i < m->n_batches; i++) {
        uint64_t n_rows = (uint64_t)m->batches[i].n_rows;
        if (n_rows > most - m->n_rows) {
            return ig_arrow_damaged(m->file, err, "more rows than it has room for");
        }
        m->n_rows += n_rows;
    }
    if (m->n_rows > UINT32_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "%s: more rows than a table can have", m->file->path);
    }
    return 0;
}

static int find_cells(const import *m, size_t batch, ig_error *err) {
    size_t buffer = 0, variadic = 0;
    for (size_t i = 0; i < m->file->n_fields; i++) {
        const ig_arrow_field *field = &m->file->fields[i];
        const ig_arrow_type *type = field->has_dictionary ? &field->index : &field->type;
        if (ig_source_find(m->file, &m->batches[batch], type, i, &buffer, &variadic,
                           &m->cells[batch * m->file->n_fields + i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int find_all_cells(import *m, ig_error *err) {
    size_t row_bytes = m->file->n_fields * sizeof *m->cells; /* far less than the fields take */
    m->cells = ig_alloc_zero(m->context->memory, m->n_batches, row_bytes, err);
    for (size_t i = 0; m->cells != NULL && i < m->n_batches; i++) {
        if (find_cells(m, i, err) != 0) {
            return -1;
        }
    }
    return m->cells == NULL ? -1 : 0;
}

static ig_table *make_table(import *m, ig_error *err) {
    ig_table *table = ig_table_new(m->context->memory, m->n_rows, err);
    for (size_t i = 0; table != NULL && i < m->file->n_fields; i++) {
        ig_flat_text text = m->file->fields[i].name;
        char *name = ig_strndup(m->context->memory, text.bytes, text.size_bytes, err);
        ig_column *column = m->columns[i];
        m->columns[i] = NULL;
        if (name == NULL) {
            ig_column_release(column);
            ig_table_release(table);
            table = NULL;
        } else if (ig_table_add(table, name, column, err) != 0) {
            ig_fail_prefix(err, "%s: ", m->file->path);
            err->kind = err->kind == IG_ERROR_USAGE ? IG_ERROR_DATA : err->kind;
            ig_table_release(table);
            table = NULL;
        }
        ig_free(name);
    }
    return table;
}

static int read_all(import *m, ig_error *err) {
    const ig_arrow_file *file = m->file;
    if (check_fields(m, err) != 0 ||
        read_batches(m, &file->batches, false, &m->batches, &m->n_batches, err) != 0 ||
        read_batches(m, &file->dictionaries, true, &m->dictionaries, &m->n_dictionaries, err) !=
            0 ||
        count_rows(m, err) != 0 || find_all_cells(m, err) != 0) {
        return -1;
    }
    m->columns = ig_alloc_zero(m->context->memory, file->n_fields, sizeof(ig_column *), err);
    if (m->columns == NULL) {
        return -1;
    }
    return ig_pool_run(m->context->pool, file->n_fields, build_column, m, err);
}

ig_table *ig_import(const ig_context *context, const ig_arrow_file *file, ig_error *err) {
import m = {.context = context, .file = file };
    ig_table *table = read_all(&m, err) == 0 ? make_table(&m, err) : NULL;
    for (size_t i = 0; m.columns != NULL && i < file->n_fields; i++) {
        ig_column_release(m.columns[i]);
    }
    ig_free(m.columns);
    ig_free(m.cells);
    ig_free(m.dictionaries);
    ig_free(m.batches);
    return table;
}
