/*
 * Two passes over a column's cells: the first decides its type and stops as soon as that is settled,
 * the second builds it. Rows of files that lack the column are missing. A cell that does not fit a
 * given type is missing as well, with the reason in the column and the value in the rejects.
 */
#include "csv/old/columns.h"

#include "csv/old/infer.h"
#include "table/builder.h"
#include "table/month.h"

typedef struct building {
    const ig_old_plan *plan;
    const ig_old_plan_column *column;
    ig_old_type type;
    ig_csv_marks marks;
    ig_builder *builder;
    ig_old_rejects *rejects;
    size_t part; /* of the present cell */
    size_t row;  /* of that part */
} building;

/* Adds a present value; `trimmed` is `text` without its blanks. */
typedef int (*put_value)(building *b, ig_text text, ig_text trimmed, ig_error *err);

static int reject(building *b, ig_text text, const char *reason, ig_error *err) {
    uint64_t line = ig_old_part_line(&b->plan->parts[b->part], b->row);
    if (ig_old_rejects_add(b->rejects, b->part, line, text, reason, err) != 0) {
        return -1;
    }
    return ig_builder_missing(b->builder, IG_REJECTED, err);
}

static bool takes_exponents(const building *b) {
    return b->column->column == NULL || b->column->column->kind != IG_AS_DECIMAL;
}

static int put_decimal(building *b, ig_text text, ig_text trimmed, ig_error *err) {
    ig_number number = ig_number_parse(trimmed.bytes, trimmed.size_bytes, b->marks);
    int64_t units = 0;
    if (number.kind != IG_NUMBER_DECIMAL ||
        !ig_decimal_rescale(number.units, number.scale, b->type.scale, &units)) {
        return reject(b, text, "integer or decimal expected", err);
    }
    return ig_builder_int(b->builder, units, err);
}

static int put_real(building *b, ig_text text, ig_text trimmed, ig_error *err) {
    ig_number number = ig_number_parse(trimmed.bytes, trimmed.size_bytes, b->marks);
    if (number.kind == IG_NUMBER_DECIMAL) {
        return ig_builder_real(b->builder, ig_decimal_real(number.units, number.scale), err);
    }
    if (!takes_exponents(b) && (number.kind == IG_NUMBER_NOT || !ig_old_is_plain(trimmed))) {
        return reject(b, text, "integer or decimal expected", err);
    }
    if (number.kind == IG_NUMBER_NOT) {
        return reject(b, text, "number expected", err);
    }
    return ig_builder_real(b->builder, number.real, err);
}

static int put_month(building *b, ig_text text, ig_text trimmed, ig_error *err) {
    int32_t month = 0;
    if (!ig_month_parse(trimmed.bytes, trimmed.size_bytes, b->type.bare, &month)) {
        return reject(b, text, "month expected", err);
    }
    return ig_builder_int(b->builder, month, err);
}

static int put_text(building *b, ig_text text, ig_text trimmed, ig_error *err) {
    (void)trimmed;
    return ig_builder_text(b->builder, text.bytes, text.size_bytes, err);
}

static int put_piece(building *b, const ig_old_piece *piece, put_value put, ig_error *err) {
    const ig_old_part *part = &b->plan->parts[piece->part];
    ig_old_cursor cursor = ig_old_cells_start(&part->cells[piece->heading]);
    b->part = piece->part;
    for (b->row = 0; b->row < part->n_rows; b->row++) {
        if (ig_pool_check_at(b->plan->pool, b->row, err) != 0) {
            return -1;
        }
        ig_text text = ig_old_cells_next(&cursor);
        ig_text trimmed = ig_csv_text_trim(text);
        ig_reason reason = ig_old_cell_reason(b->column->column, trimmed);
        int status = reason == IG_PRESENT ? put(b, text, trimmed, err)
                                          : ig_builder_missing(b->builder, reason, err);
        if (status != 0) {
            return -1;
        }
    }
    return 0;
}

static int put_missing(const ig_pool *pool, ig_builder *builder, size_t n, ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (ig_pool_check_at(pool, i, err) != 0 ||
            ig_builder_missing(builder, IG_EMPTY, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int put_all(building *b, ig_error *err) {
    static const put_value puts[] = {[IG_DECIMAL] = put_decimal,
                                     [IG_REAL] = put_real,
                                     [IG_TEXT] = put_text,
                                     [IG_MONTH] = put_month};
    size_t piece = 0;
    for (size_t p = 0; p < b->plan->n_parts; p++) {
        bool has = piece < b->column->n_pieces && b->column->pieces[piece].part == p;
        int status = has ? put_piece(b, &b->column->pieces[piece], puts[b->type.type], err)
                         : put_missing(b->plan->pool, b->builder, b->plan->parts[p].n_rows, err);
        if (status != 0) {
            return -1;
        }
        piece += has;
    }
    return 0;
}

static int decide(const ig_old_plan *plan, const ig_old_plan_column *column, ig_old_type *type,
                  ig_error *err) {
    ig_old_guess guess;
    ig_old_guess_init(&guess, column->column, column->month_named);
    bool open = true;
    for (size_t i = 0; i < column->n_pieces && open; i++) {
        const ig_old_part *part = &plan->parts[column->pieces[i].part];
        ig_old_cursor cursor = ig_old_cells_start(&part->cells[column->pieces[i].heading]);
        for (size_t row = 0; row < part->n_rows && open; row++) {
            if (ig_pool_check_at(plan->pool, row, err) != 0) {
                return -1;
            }
            ig_text trimmed = ig_csv_text_trim(ig_old_cells_next(&cursor));
            if (ig_old_cell_reason(column->column, trimmed) == IG_PRESENT) {
                open = ig_old_guess_take(&guess, trimmed);
            }
        }
    }
    *type = ig_old_guess_type(&guess);
    return 0;
}

/* Names unit and source; the column is not shared yet. */
static int label(ig_column *column, const ig_old_plan_column *planned, ig_error *err) {
    const char *unit = planned->column == NULL ? NULL : planned->column->unit;
    if (unit != NULL && ig_column_set_unit(column, unit, err) != 0) {
        return -1;
    }
    return planned->source == NULL ? 0 : ig_column_set_source(column, planned->source, err);
}

int ig_old_column_build(ig_old_built *built, ig_memory *memory, const ig_old_plan *plan, size_t i,
                        ig_error *err) {
    const ig_old_plan_column *column = &plan->columns[i];
    *built = (ig_old_built){0};
    ig_old_rejects_init(&built->rejects, memory);
    building b = {.plan = plan,
                  .column = column,
                  .marks = column->column == NULL ? (ig_csv_marks){0} : column->column->marks,
                  .rejects = &built->rejects};
    if (decide(plan, column, &b.type, err) != 0) {
        return -1;
    }
    built->remark = b.type.rounded    ? IG_OLD_ROUNDED
                    : b.type.unscaled ? IG_OLD_UNSCALED
                                      : IG_OLD_NO_REMARK;
    b.builder = ig_builder_new(memory, b.type.type, b.type.scale, plan->n_rows, err);
    if (b.builder == NULL) {
        return -1;
    }
    if (put_all(&b, err) != 0 || ig_pool_check(plan->pool, err) != 0) {
        ig_builder_free(b.builder);
        ig_old_built_reset(built);
        return -1;
    }
    built->column = ig_builder_finish(b.builder, err);
    if (built->column == NULL || label(built->column, column, err) != 0) {
        ig_old_built_reset(built);
        return -1;
    }
    return 0;
}

void ig_old_built_reset(ig_old_built *built) {
    ig_column_release(built->column);
    built->column = NULL;
    ig_old_rejects_reset(&built->rejects);
}

static int put_repeated(const ig_pool *pool, ig_builder *builder, const char *value, size_t n,
                        ig_error *err) {
    size_t size_bytes = strlen(value);
    if (size_bytes == 0) {
        return put_missing(pool, builder, n, err);
    }
    for (size_t i = 0; i < n; i++) {
        if (ig_pool_check_at(pool, i, err) != 0 ||
            ig_builder_text(builder, value, size_bytes, err) != 0) {
            return -1;
        }
    }
    return 0;
}

ig_column *ig_old_column_repeat(const ig_context *context, const char *value, size_t n_rows,
                                ig_error *err) {
    ig_builder *builder = ig_builder_new(context->memory, IG_TEXT, 0, n_rows, err);
    if (builder == NULL) {
        return NULL;
    }
    if (put_repeated(context->pool, builder, value, n_rows, err) != 0) {
        ig_builder_free(builder);
        return NULL;
    }
    return ig_builder_finish(builder, err);
}

ig_column *ig_old_column_files(ig_memory *memory, const ig_old_plan *plan, ig_error *err) {
    ig_builder *builder = ig_builder_new(memory, IG_TEXT, 0, plan->n_rows, err);
    if (builder == NULL) {
        return NULL;
    }
    for (size_t p = 0; p < plan->n_parts; p++) {
        if (put_repeated(plan->pool, builder, plan->parts[p].path, plan->parts[p].n_rows, err) !=
            0) {
            ig_builder_free(builder);
            return NULL;
        }
    }
    return ig_builder_finish(builder, err);
}

ig_column *ig_old_column_lines(ig_memory *memory, const ig_old_plan *plan, ig_error *err) {
    ig_builder *builder = ig_builder_new(memory, IG_DECIMAL, 0, plan->n_rows, err);
    if (builder == NULL) {
        return NULL;
    }
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_old_part *part = &plan->parts[p];
        for (size_t row = 0; row < part->n_rows; row++) {
            if (ig_pool_check_at(plan->pool, row, err) != 0 ||
                ig_builder_int(builder, (int64_t)ig_old_part_line(part, row), err) != 0) {
                ig_builder_free(builder);
                return NULL;
            }
        }
    }
    return ig_builder_finish(builder, err);
}
