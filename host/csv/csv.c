/* The new reader takes the place of the one in old/ here. */
#include "csv/csv.h"
