---@meta

--- A parsed formula. `tostring` gives its text.
---@class ingot.Formula
local Formula = {}

--- The text it was made from.
---@return string
function Formula:text() end

--- The columns it mentions, in order of appearance.
---@return string[]
function Formula:columns() end

--- The $names it mentions, without the $.
---@return string[]
function Formula:params() end

--- Its outermost aggregate calls, as "sum(qty_kg)", each once.
---@return string[]
function Formula:aggregates() end

--- Its calls of window functions, as "lag(qty_kg, 12)", each once.
---@return string[]
function Formula:windows() end

--- The formula as an SQL expression. A window function has none of its own: an error.
---@return string
function Formula:sql() end
