---@meta

--- A parsed formula. `tostring` gives its text.
---@class ingot.Formula
local Formula = {}

--- The text it was made from.
---
---     print(formula:text())   --> sum(value_usd) / sum(qty_kg)
---
---@return string
function Formula:text() end

--- The columns it mentions, in order of appearance.
---
---     print(table.concat(formula:columns(), ", "))   --> value_usd, qty_kg
---
---@return string[]
function Formula:columns() end

--- The $names it mentions, without the $.
---
---     print(#formula:params())   --> 0
---
---@return string[]
function Formula:params() end

--- Its outermost aggregate calls, as "sum(qty_kg)", each once.
---
---     print(table.concat(formula:aggregates(), ", "))   --> sum(value_usd), sum(qty_kg)
---
---@return string[]
function Formula:aggregates() end

--- Its calls of window functions, as "lag(qty_kg, 12)", each once.
---
---     print(#formula:windows())   --> 0
---
---@return string[]
function Formula:windows() end

--- The formula as an SQL expression. A window function has none of its own: an error.
---
---     print(formula:sql())
---
---@return string
function Formula:sql() end
