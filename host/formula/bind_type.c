/*
 * Conversions that change no value: nil takes any type, decimals gain places or become real, constant
 * text that meets a month becomes one. Everything else is an error that names both sides.
 */
#include "formula/binder.h"

#include "formula/kernels.h"
#include "table/month.h"

#include <string.h>

static int read_month(ig_binder *binder, uint32_t *index, ig_error *err) {
    const ig_step *step = ig_bind_step(binder, *index);
    ig_text text = ig_bind_text_constant(step);
    int32_t month = 0;
    if (step->state != 0) {
        return ig_bind_missing(binder, IG_MONTH, 0, step->node, index, err);
    }
    if (!ig_month_parse(text.bytes, text.size_bytes, true, &month)) {
        int n = text.size_bytes < 60 ? (int)text.size_bytes : 60;
        return ig_bind_fail(binder, binder->tree->nodes[step->node].begin, err,
                            "'%.*s' is no month", n, text.bytes);
    }
    ig_value value = {.type = IG_MONTH, .integer = month};
    return ig_bind_constant(binder, &value, step->node, index, err);
}

/* Reads constant texts as months where one of n steps is a month. */
static int read_months(ig_binder *binder, uint32_t *steps, uint32_t n, ig_error *err) {
    bool month = false;
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *step = ig_bind_step(binder, steps[i]);
        month = month || (!step->nil && step->type == IG_MONTH);
    }
    for (uint32_t i = 0; i < n && month; i++) {
        const ig_step *step = ig_bind_step(binder, steps[i]);
        bool readable = !step->nil && step->type == IG_TEXT && step->constant;
        if (readable && read_month(binder, &steps[i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_bind_convert(ig_binder *binder, uint32_t *index, ig_type type, unsigned scale,
                    ig_error *err) {
    const ig_step from = *ig_bind_step(binder, *index);
    if (from.nil) {
        return ig_bind_missing(binder, type, scale, from.node, index, err);
    }
    ig_step step = {.type = type,
                    .scale = (uint8_t)scale,
                    .node = from.node,
                    .unit = from.unit,
                    .unit_node = from.unit_node};
    if (type == IG_REAL && from.type == IG_DECIMAL) {
        step.run = ig_kernel_to_real;
        step.scale = 0;
        step.a = from.scale;
        return ig_bind_add(binder, step, index, 1, index, err);
    }
    if (type == IG_DECIMAL && from.scale < scale) {
        step.run = ig_kernel_scale_int;
        step.a = ig_pow10(scale - from.scale);
        return ig_bind_add(binder, step, index, 1, index, err);
    }
    return 0;
}

/* The type that all of n steps can take; false when there is none. `odd` is then the one that does
   not go with `first`. */
static bool common_type(const ig_binder *binder, const uint32_t *steps, uint32_t n, ig_type *type,
                        unsigned *scale, uint32_t *first, uint32_t *odd) {
    *first = IG_UNBOUND;
    *scale = 0;
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *step = ig_bind_step(binder, steps[i]);
        if (step->nil) {
            continue;
        }
        if (*first == IG_UNBOUND) {
            *first = steps[i];
            *type = step->type;
        }
        bool numbers = ig_bind_is_number(step) && (*type == IG_DECIMAL || *type == IG_REAL);
        if (step->type != *type && !numbers) {
            *odd = steps[i];
            return false;
        }
        *type = step->type == IG_REAL ? IG_REAL : *type;
        *scale = step->type == IG_DECIMAL && step->scale > *scale ? step->scale : *scale;
    }
    return true;
}

int ig_bind_common(ig_binder *binder, uint32_t at, uint32_t *steps, uint32_t n, ig_type *type,
                   unsigned *scale, bool *any, ig_error *err) {
    uint32_t first = IG_UNBOUND, odd = IG_UNBOUND;
    *type = IG_DECIMAL;
    if (read_months(binder, steps, n, err) != 0) {
        return -1;
    }
    if (!common_type(binder, steps, n, type, scale, &first, &odd)) {
        return ig_bind_fail_types(binder, at, first, odd, err);
    }
    *any = first != IG_UNBOUND;
    return 0;
}

int ig_bind_unify(ig_binder *binder, uint32_t at, uint32_t *steps, uint32_t n, ig_error *err) {
    ig_type type = IG_DECIMAL;
    unsigned scale = 0;
    bool any = false;
    if (ig_bind_common(binder, at, steps, n, &type, &scale, &any, err) != 0) {
        return -1;
    }
    if (!any) {
        return 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (ig_bind_convert(binder, &steps[i], type, type == IG_DECIMAL ? scale : 0, err) != 0) {
            return -1;
        }
    }
    return type == IG_TEXT ? ig_bind_text_merge(binder, steps, n, err) : 0;
}

int ig_bind_units(const ig_binder *binder, uint32_t at, const uint32_t *args, uint32_t n,
                  ig_step *step, ig_error *err) {
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *arg = ig_bind_step(binder, args[i]);
        if (arg->unit == NULL) {
            continue;
        }
        if (step->unit == NULL) {
            step->unit = arg->unit;
            step->unit_node = arg->unit_node;
        } else if (strcmp(step->unit, arg->unit) != 0) {
            char a[IG_OPERAND_TEXT], b[IG_OPERAND_TEXT];
            return ig_bind_fail(binder, at, err, "unlike units: %s is in %.60s, %s in %.60s",
                                ig_bind_name(binder, step->unit_node, a), step->unit,
                                ig_bind_name(binder, arg->unit_node, b), arg->unit);
        }
    }
    return 0;
}
