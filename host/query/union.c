/* The verb union: stages are noted, and put together column by column when a verb needs them so. */
#include "query/union.h"

#include "query/combine/concat.h"
#include "query/verb.h"
#include "table/builder.h"

#include <string.h>

void ig_union_free(ig_union *parts) {
    if (parts == NULL)
        return;
    for (size_t i = 0; i < parts->n; i++)
        ig_stage_reset(&parts->parts[i]);
    ig_free(parts->parts);
    ig_free(parts);
}

/* Notes the second stage, whose content it takes. */
static int open_union(ig_stage *stage, ig_error *err) {
    ig_memory *memory = stage->context->memory;
    if (stage->open == NULL)
        stage->open = ig_alloc_zero(memory, 1, sizeof *stage->open, err);
    ig_union *u = stage->open;
    if (u == NULL)
        return -1;
    if (u->n == u->capacity) {
        size_t capacity = u->capacity > 0 ? 2 * u->capacity : 1;
        ig_stage *parts = ig_realloc_array(memory, u->parts, capacity, sizeof *parts, err);
        if (parts == NULL)
            return -1;
        u->parts = parts;
        u->capacity = capacity;
    }
    u->parts[u->n++] = *stage->other;
    *stage->other = (ig_stage){0};
    return 0;
}

/* ---- columns ---- */

static size_t count_parts(const ig_stage *stage) {
    return stage->open->n + 1;
}

static const ig_stage *part_at(const ig_stage *stage, size_t i) {
    return i == 0 ? stage : &stage->open->parts[i - 1];
}

/* The pieces of a column; false when a shape does not know the type of one. */
static bool list_pieces(const ig_stage *stage, const char *name, ig_piece *pieces) {
    const ig_query *node = stage->open->node;
    for (size_t i = 0; i < count_parts(stage); i++) {
        const ig_stage *part = part_at(stage, i);
        size_t field = ig_table_find(part->table, name, strlen(name));
        pieces[i] = (ig_piece){.n_rows = part->n_rows};
        if (field != SIZE_MAX)
            pieces[i].view = (ig_view){part->table->fields[field].column, part->rows};
        else if (stage->is_shape &&
                 ig_names_find(i == 0 ? &node->input->names : &node->other->names, name) !=
                     SIZE_MAX)
            return false;
    }
    return true;
}

/* Appends "column 'qty': decimal(0), decimal(2) as decimal(2)" without the name: the types there are
   in order of first appearance, and what they become. */
static int print_widening(const ig_piece *pieces, size_t n, const ig_likeness *like, ig_buffer *out,
                          ig_error *err) {
    char text[IG_TYPE_TEXT];
    int rc = 0;
    for (size_t i = 0, listed = 0; rc == 0 && i < n; i++) {
        const ig_column *column = pieces[i].view.column;
        bool known = column == NULL;
        for (size_t k = 0; k < i && !known; k++) {
            const ig_column *before = pieces[k].view.column;
            known =
                before != NULL && before->type == column->type && before->scale == column->scale;
        }
        if (!known)
            rc = ig_buffer_printf(out, err, "%s%s", listed++ > 0 ? ", " : "",
                                  ig_type_print(text, column->type, column->scale));
    }
    return rc == 0
               ? ig_buffer_printf(out, err, " as %s", ig_type_print(text, like->type, like->scale))
               : -1;
}

/* One warning more: rows of `file` (missing) and `message`. */
static int warn(ig_builder *files, ig_builder *messages, ig_memory *memory, const char *name,
                const ig_piece *pieces, size_t n, const ig_likeness *like, ig_error *err) {
    ig_buffer text;
    ig_buffer_init(&text, memory);
    int rc = ig_buffer_printf(&text, err, "union: column '%s': ", name);
    if (rc == 0)
        rc = print_widening(pieces, n, like, &text, err);
    if (rc == 0)
        rc = ig_builder_missing(files, IG_EMPTY, err);
    if (rc == 0)
        rc = ig_builder_text(messages, text.bytes, text.size_bytes, err);
    ig_buffer_reset(&text);
    return rc;
}

typedef struct closing {
    ig_stage *stage;
    ig_piece *pieces;     /* owned: one a part */
    ig_table *table;      /* one reference: the result */
    ig_builder *files;    /* owned: of the warnings */
    ig_builder *messages; /* owned */
    size_t n_warnings;
} closing;

static int add_column(closing *c, const char *name, ig_error *err) {
    const ig_context *context = c->stage->context;
    size_t n = count_parts(c->stage);
    ig_likeness like;
    bool widened = false;
    if (!list_pieces(c->stage, name, c->pieces))
        return 0;
    if (ig_concat_like(name, c->pieces, n, &like, &widened, err) != 0)
        return ig_fail_prefix(err, "union: ");
    if (widened && !c->stage->is_shape) {
        c->n_warnings++;
        if (warn(c->files, c->messages, context->memory, name, c->pieces, n, &like, err) != 0)
            return -1;
    }
    ig_column *column = ig_concat(context, name, c->pieces, n, err);
    if (column == NULL)
        return ig_fail_prefix(err, "union: ");
    return ig_table_add(c->table, name, column, err);
}

static int add_columns(closing *c, ig_error *err) {
    const ig_union *u = c->stage->open;
    const ig_names *names = &u->node->names;
    for (size_t i = 0; i < names->n; i++)
        if ((u->needed == NULL || u->needed[i]) && add_column(c, names->items[i], err) != 0)
            return -1;
    return 0;
}

/* ---- what rides along ---- */

/* The warnings made here as a table, or none. */
static int own_warnings(closing *c, ig_table **result, ig_error *err) {
    *result = NULL;
    ig_column *files = ig_builder_finish(c->files, err);
    c->files = NULL;
    ig_column *messages = files != NULL ? ig_builder_finish(c->messages, err) : NULL;
    c->messages = files != NULL ? NULL : c->messages;
    ig_table *table =
        messages != NULL ? ig_table_new(c->stage->context->memory, c->n_warnings, err) : NULL;
    if (table == NULL) {
        ig_column_release(files);
        ig_column_release(messages);
        return -1;
    }
    if (ig_table_add(table, "file", files, err) != 0) {
        ig_column_release(messages);
        ig_table_release(table);
        return -1;
    }
    if (ig_table_add(table, "message", messages, err) != 0) {
        ig_table_release(table);
        return -1;
    }
    *result = table;
    return 0;
}

typedef ig_table *(*attachment)(const ig_table *table);

static ig_table *coverage_of(const ig_table *table) {
    return table->coverage;
}
static ig_table *rejects_of(const ig_table *table) {
    return table->rejects;
}
static ig_table *warnings_of(const ig_table *table) {
    return table->warnings;
}
static ig_table *detected_of(const ig_table *table) {
    return table->detected;
}

/* The attachments of one kind of all parts, and one more (NULL: none), as one table. */
static int join_attachments(const closing *c, attachment of, ig_table *more, ig_table **result,
                            ig_error *err) {
    const ig_context *context = c->stage->context;
    size_t n = count_parts(c->stage);
    ig_table **tables = ig_alloc_array(context->memory, n + 1, sizeof(ig_table *), err);
    if (tables == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        tables[i] = of(part_at(c->stage, i)->table);
    tables[n] = more;
    int rc = ig_union_tables(context, tables, n + 1, result, err);
    ig_free(tables);
    return rc;
}

static int attach(closing *c, ig_error *err) {
    ig_table *more = NULL;
    if (c->n_warnings > 0 && own_warnings(c, &more, err) != 0)
        return -1;
    int rc = join_attachments(c, warnings_of, more, &c->table->warnings, err);
    ig_table_release(more);
    if (rc != 0)
        return ig_fail_prefix(err, "union: warnings: ");
    if (join_attachments(c, rejects_of, NULL, &c->table->rejects, err) != 0)
        return ig_fail_prefix(err, "union: rejects: ");
    if (join_attachments(c, coverage_of, NULL, &c->table->coverage, err) != 0)
        return ig_fail_prefix(err, "union: coverage: ");
    if (join_attachments(c, detected_of, NULL, &c->table->detected, err) != 0)
        return ig_fail_prefix(err, "union: detected: ");
    return 0;
}

/* Joint coverage speaks of a column where that of every part that has it does. */
static uint64_t joint_covering(const closing *c) {
    const ig_table *joint = c->table->coverage;
    uint64_t covering = UINT64_MAX;
    for (size_t field = 0; joint != NULL && field < joint->n_fields && field < 64; field++) {
        const char *name = joint->fields[field].name;
        for (size_t i = 0; i < count_parts(c->stage); i++) {
            const ig_stage *part = part_at(c->stage, i);
            const ig_table *own = part->table->coverage;
            size_t at = own != NULL ? ig_table_find(own, name, strlen(name)) : SIZE_MAX;
            if (at < 64 && (part->covering >> at & 1) == 0)
                covering &= ~(UINT64_C(1) << field);
        }
    }
    return covering;
}

/* ---- the whole ---- */

static int close_union(closing *c, ig_error *err) {
    const ig_context *context = c->stage->context;
    size_t n = count_parts(c->stage), n_rows = 0;
    for (size_t i = 0; i < n; i++)
        n_rows += part_at(c->stage, i)->n_rows;
    if (n_rows >= UINT32_MAX)
        return ig_fail(err, IG_ERROR_LIMIT,
                       "union: the result has %zu rows, at most %u are possible", n_rows,
                       UINT32_MAX - 1);
    c->pieces = ig_alloc_array(context->memory, n, sizeof *c->pieces, err);
    if (c->pieces == NULL)
        return -1;
    c->files = ig_builder_new(context->memory, IG_TEXT, 0, 0, err);
    if (c->files == NULL)
        return -1;
    c->messages = ig_builder_new(context->memory, IG_TEXT, 0, 0, err);
    if (c->messages == NULL)
        return -1;
    c->table = ig_table_new(context->memory, n_rows, err);
    if (c->table == NULL || add_columns(c, err) != 0)
        return -1;
    return attach(c, err);
}

int ig_union_close(ig_stage *stage, ig_error *err) {
    if (stage->open == NULL)
        return 0;
    closing c = {.stage = stage};
    int rc = close_union(&c, err);
    if (rc == 0 && c.table != NULL) {
        uint64_t covering = joint_covering(&c);
        ig_stage_move(stage, ig_table_retain(c.table));
        stage->covering = covering;
        if (covering != UINT64_MAX) /* rows of another month lie in cells of the other parts */
            rc = ig_coverage_extract(stage, err);
    }
    ig_free(c.pieces);
    ig_builder_free(c.files);
    ig_builder_free(c.messages);
    ig_table_release(c.table);
    return rc;
}

static int step_union(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    if (open_union(stage, err) != 0)
        return -1;
    stage->open->node = node;
    stage->open->needed = needed;
    return stage->is_shape ? ig_union_close(stage, err) : 0;
}

ig_query *ig_query_union(ig_query *query, ig_query *other, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_union, query->memory, query, other, err);
    if (node == NULL)
        return NULL;
    const ig_names *first = &query->names, *second = &other->names;
    size_t n = first->n;
    const char **items = ig_alloc_array(node->memory, n + second->n, sizeof *items, err);
    int rc = items != NULL ? 0 : -1;
    if (rc == 0) {
        for (size_t i = 0; i < first->n; i++)
            items[i] = first->items[i];
        for (size_t i = 0; i < second->n; i++)
            if (ig_names_find(first, second->items[i]) == SIZE_MAX)
                items[n++] = second->items[i];
        rc = ig_names_copy(node->memory, &node->names, items, n, err);
    }
    ig_free(items);
    return ig_node_finish(node, rc, err);
}

static void need_union(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    for (size_t i = 0; i < node->names.n; i++) {
        if (!needed[i])
            continue;
        ig_need_name(input, node->names.items[i]);
        ig_need_name(other, node->names.items[i]);
    }
}

static ig_column *shape_column(const ig_query *node, const char *name) {
    size_t field = ig_table_find(node->shape, name, strlen(name));
    return field != SIZE_MAX ? node->shape->fields[field].column : NULL;
}

/* The union itself, then a line for each column whose type it widens. */
static int explain_union(const ig_query *node, const bool *needed, ig_explanation *to,
                         ig_error *err) {
    (void)needed;
    if (ig_explain_line(to, "union", err) != 0)
        return -1;
    for (size_t i = 0; i < node->shape->n_fields; i++) {
        const char *name = node->shape->fields[i].name;
        ig_piece pieces[] = {{{shape_column(node->input, name), NULL}, 0},
                             {{shape_column(node->other, name), NULL}, 0}};
        ig_likeness like;
        bool widened = false;
        if (ig_concat_like(name, pieces, 2, &like, &widened, err) != 0)
            return -1;
        if (widened && (ig_explain_line(to, "", err) != 0 || ig_explain_add(to, name, err) != 0 ||
                        ig_explain_add(to, ": ", err) != 0 ||
                        print_widening(pieces, 2, &like, to->out, err) != 0))
            return -1;
    }
    return 0;
}

const ig_verb ig_verb_union = {.name = "union",
                               .need = need_union,
                               .step = step_union,
                               .takes_open = true,
                               .explain = explain_union};
