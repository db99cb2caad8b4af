/* Constants: a formula without columns is folded when it is bound, so its result step has the value. */
#include "formula/expression.h"

#include "formula/step.h"

int ig_expression_constant(ig_memory *memory, const ig_formula *formula, const ig_params *params,
                           ig_value *value, ig_error *err) {
    ig_table *nothing = ig_table_new(memory, 0, err);
    if (nothing == NULL) {
        return -1;
    }
    ig_expression *bound = ig_expression_bind(memory, formula, nothing, params, err);
    ig_table_release(nothing);
    if (bound == NULL) {
        return -1;
    }
    const ig_step *step = &bound->steps[bound->result];
    *value = (ig_value){.type = step->type, .missing = step->state != 0, .scale = step->scale};
    if (step->type == IG_DECIMAL) {
        value->integer = step->value.integer;
    } else if (step->type == IG_REAL) {
        value->real = step->value.real;
    }
    ig_expression_free(bound);
    return 0;
}
