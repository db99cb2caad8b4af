---@meta

---@class ingot.Top
---@field by string              the column, as "qty" or "-qty"
---@field ties? "all"|"first"    "all" keeps rows equal to the n-th as well
---@field within? string|string[]
---@field others? string         one more row, behind those of each group of `within`, for what was
---   left out: the `agg` below computed anew over the rows of all groups left out. Text keys
---   outside `within` hold this label, which none of them may have as a value; other keys outside
---   it are missing. Only derive, select, rename and sort may stand between

---@class ingot.Over
---@field by? string|string[]    the columns whose equal values make a group
---@field sort? string|string[]  "-name" descends
---@field gaps? "zero"           periods without a row, between the first and the last of the whole
---   table, count as 0

--- What to do with a table; nothing runs before its rows are asked for, then once. Verbs give new
--- queries and leave this one as it was. It answers whatever a Table answers.
---@class ingot.Query
---@operator len: integer
local Query = {}

--- The rows where a condition is true. A function gets a row and may keep it while its query runs; it
--- is called in row order on the script's own thread and costs some 0.1 to 0.3 µs a row, fifty times
--- what a formula does. It gives true, false or nil; anything else is an error that names the row.
--- What it raises arrives where the rows were asked for: text, and errors of a kind, with " (row 7)"
--- behind the message, any other value as it was.
---@param condition string|ingot.Formula|fun(row: table): boolean?
---@param params? table<string, any>  values of the formula's $names
---@return ingot.Query
function Query:where(condition, params) end

--- Only these columns, in this order; names, or one list of them.
---@param ... string|string[]
---@return ingot.Query
function Query:select(...) end

--- Adds columns, or replaces those of the same name. They see the input's columns only.
---@param columns ingot.Terms  a map, in order of name, or a list of pairs { name, formula }
---@param params? table<string, any>
---@return ingot.Query
function Query:derive(columns, params) end

--- Groups by columns; the result takes `agg` and nothing else.
---@param ... string|string[]
---@return ingot.Grouping
function Query:by(...) end

--- One row of aggregates over all rows.
---@param results ingot.Terms
---@param params? table<string, any>
---@return ingot.Query
function Query:agg(results, params) end

--- Sorts by columns, "-name" descending; stable, missing cells last.
---@param ... string|string[]
---@return ingot.Query
function Query:sort(...) end

--- The n largest rows by one column, largest first; missing cells never enter. `within`: of each
--- group of equal values there, groups in order of first appearance. `others`: one more row for what
--- was left out.
---@param n integer
---@param options ingot.Top
---@return ingot.Query
function Query:top(n, options) end

--- The first n rows. An extract covers nothing, unless it leaves nothing out; so does one by `top`.
---@param n integer
---@return ingot.Query
function Query:limit(n) end

--- The first n rows, 10 by default.
---@param n? integer
---@return ingot.Query
function Query:head(n) end

--- The first row of each distinct combination of these columns (of all, without names), and only
--- these columns. Coverage stays where rows of all its cells do: when flow, hs and month, as far as the
--- rows have them, are among the columns, or nothing was left out; else nothing is covered any more.
---@param ... string|string[]
---@return ingot.Query
function Query:distinct(...) end

--- Adds columns, as `derive`, whose formulas may call window functions; rows keep their places.
--- In order of `sort` (missing last; without it, as rows come), within the groups of `by`:
--- `row_number()`, `rank()` and `dense_rank()` (by equal sort values), `cumulative_sum(x)`. On the
--- calendar, which is one month column (or a whole-number column `year`) as `sort`: `lag(x, n)` and
--- `lead(x, n)`, the value n periods before or behind; `moving_sum(x, n)` and `moving_mean(x, n)`
--- over n periods, missing unless each has a value. Two rows of one group and period are an error.
---@param over ingot.Over
---@param columns ingot.Terms  formulas only
---@param params? table<string, any>
---@return ingot.Query
function Query:window(over, columns, params) end

--- The rows of this and those of another side by side, where all keys are equal; a missing key
--- equals none. Columns: these, then the other's that are no keys. Rows: these in order, each with
--- its matches in the other's order; those of a right join in the other's order; those of a full
--- join that only the other has come last, and their keys are the other's. "semi" keeps the rows
--- with a match, "anti" those without. Texts are equal by their bytes, decimals by value; keys of
--- other unlike types or of unlike units are an error, as is a name that both have and no `suffix`
--- sets apart. Coverage stays this one's, unless a column of the other takes the place of one that it
--- speaks of: then nothing is covered.
---@param other ingot.Table|ingot.Query
---@param keys string|table<string|integer, string>  "hs", { "hs", "month" }, { partner = "iso" }
---@param kind? ingot.JoinKind|ingot.JoinOptions  "inner" by default
---@return ingot.Query
function Query:join(other, keys, kind) end

--- These rows, then those of others, by name of column; what one side lacks is missing there.
--- Decimals widen to the larger scale, decimal with real to real, which `warnings()` says; other
--- unlike types and unlike units are an error. Coverage, rejects and warnings are joined; where a
--- column that coverage speaks of is another in one part, nothing is covered.
---@param ... ingot.Table|ingot.Query
---@return ingot.Query
function Query:union(...) end

--- Other names for columns, which stay where they are. Coverage goes by the new names; where another
--- column takes the place of one that it speaks of, nothing is covered any more.
---@param names table<string, string>  new name → old name
---@return ingot.Query
function Query:rename(names) end

--- The result: a table is its own, a query runs once.
---@return ingot.Table
function Query:collect() end

--- Goes over the rows as plain tables. decimal(0) is an integer, another decimal the nearest float,
--- a missing cell nil.
---@return fun(): table?
function Query:rows() end

--- One column as a read-only array.
---@param name string
---@return ingot.Column
function Query:column(name) end

--- The one cell of a table of one row and one column.
---@return any
function Query:value() end

--- A number without loss: units and scale of a decimal, one float of a real, nil when missing.
---@param row integer  from 1
---@param name string
---@return integer|number|nil units, integer? scale
function Query:exact(row, name) end

--- The exact text of a cell; nil when missing.
---@param row integer  from 1
---@param name string
---@return string?
function Query:text(row, name) end

--- The whole table as RFC 4180 text in UTF-8, with LF at each line's end.
---@return string
function Query:csv() end

--- The columns: type as "decimal(2)", number of missing cells, unit and source header where known.
---@return { name: string, type: string, missing: integer, unit?: string, source?: string }[]
function Query:schema() end

--- The cells of flow × code × month that the data speak for.
---@return ingot.Table?
function Query:coverage() end

--- What the reader could not take: file, line, column, kind, value, reason, record.
---@return ingot.Table?
function Query:rejects() end

--- What the reader wants known: file, message.
---@return ingot.Table?
function Query:warnings() end

--- How the files behind it were read, one row a decision: file, what ("delimiter", "quote", "escape",
--- "comment", "trim", "header", "skip", "encoding"), value, given (by options or profile), and why,
--- where it was found out. nil without files.
---@return ingot.Table?
function Query:detected() end

--- What is in each column: column, type, unit, rows, missing, distinct values, min, max.
---@return ingot.Table
function Query:describe() end

--- The table as it would have been read on a date: of each flow, code and month the latest vintage
--- not after it. For a table as `ingot.read` gave it with `vintage = …`, or a snapshot of that.
---@param date string  "2025-05-31"
---@return ingot.Table
function Query:as_of(date) end

--- Writes the table as its name says: `.arrow` (a snapshot, see ingot.open), `.csv` (UTF-8, RFC 4180)
--- or `.json` (a list of records). The last two are what was read: the columns `file` and `line` that
--- the reader added at the end are left out. Cells stay as they are, also those that a spreadsheet
--- would take for formulas (=, +, -, @). The file appears whole or not at all.
---@param path string
function Query:save(path) end

--- Bytes held.
---@return integer
function Query:bytes() end

--- The plan as text: one verb a line, sources first, with the rows and columns they read. Nothing
--- runs.
---@return string
function Query:explain() end

--- Lets the memory go at once. Later use is an error; closing again is not.
function Query:close() end

--- A query grouped by columns, on its way to `agg`.
---@class ingot.Grouping
local Grouping = {}

--- One row a group, in order of first appearance: the keys, then these results. A function gets a
--- group: its columns as read-only arrays, and `n`, the number of its rows. The group is valid during
--- the call, its arrays for ever. A call costs some 0.5 µs, reading a value 0.05 to 0.1 µs.
---@param results ingot.Terms
---@param params? table<string, any>
---@return ingot.Query
function Grouping:agg(results, params) end

--- The aggregation as a grid, computed at once: a row a group, the keys, then one column for each
--- value of `column` in rising order, named by its text ("2025-04"; "missing" where there is none),
--- with the result's name behind it where there are several ("2025-04 qty"). A cell without a row is
--- missing. More than 10,000 columns are an error.
---@param column string
---@param results ingot.Term|ingot.Terms
---@param params? table<string, any>
---@return ingot.Table
function Grouping:pivot(column, results, params) end
