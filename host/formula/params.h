/*
 * Values for the $names of a formula: scalars or lists. They are bound, never pasted. A text that
 * meets a month column is read as a month when bound; a number may meet decimal and real.
 */
#ifndef INGOT_FORMULA_PARAMS_H
#define INGOT_FORMULA_PARAMS_H

#include "base/memory.h"
#include "table/column.h"

typedef struct ig_value {
    ig_type type;
    bool missing;
    uint8_t scale;     /* decimal */
    int64_t integer;   /* decimal units, month */
    double real;       /* real */
    bool boolean;      /* bool */
    const char *bytes; /* text: owned by the params once set */
    size_t size_bytes; /* text */
} ig_value;

typedef struct ig_params ig_params;

ig_params *ig_params_new(ig_memory *memory, ig_error *err) IG_CHECKED; /* one reference */
ig_params *ig_params_retain(ig_params *params);
void ig_params_release(ig_params *params); /* NULL is nothing */

/* Sets a name to n values (copied); `list` tells {x} from x. Before the params are shared. */
int ig_params_set(ig_params *params, const char *name, bool list, const ig_value *values, size_t n,
                  ig_error *err) IG_CHECKED;

/* Looks a name up; false when it was not given. The values are borrowed. */
bool ig_params_find(const ig_params *params, const char *name, bool *list, const ig_value **values,
                    size_t *n);
size_t ig_params_size(const ig_params *params);
const char *ig_params_name(const ig_params *params, size_t i);

#endif
