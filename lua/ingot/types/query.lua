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
--- queries and leave this one as it was. It answers whatever a Table answers (table.lua).
---@class ingot.Query: ingot.Table
---@operator len: integer
local Query = {}

--- A query grouped by columns, on its way to `agg`.
---@class ingot.Grouping
local Grouping = {}

--- One row a group, in order of first appearance: the keys, then these results. A function gets a
--- group: its columns as read-only arrays, and `n`, the number of its rows. The group is valid during
--- the call, its arrays for ever. A call costs some 0.5 µs, reading a value 0.05 to 0.1 µs.
---
---     print(customs:by("month", "partner"):agg { qty_t = "sum(qty_kg) / 1000" })
---
---@param results ingot.Terms
---@param params? table<string, any>
---@return ingot.Query
function Grouping:agg(results, params) end

--- The aggregation as a grid, computed at once: a row a group, the keys, then one column for each
--- value of `column` in rising order, named by its text ("2025-04"; "missing" where there is none),
--- with the result's name behind it where there are several ("2025-04 qty"). A cell without a row is
--- missing. More than 10,000 columns are an error.
---
---     print(customs:by("partner"):pivot("month", "sum(qty_kg) / 1000"))
---
---@param column string
---@param results ingot.Term|ingot.Terms
---@param params? table<string, any>
---@return ingot.Table
function Grouping:pivot(column, results, params) end
