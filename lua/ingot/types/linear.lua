---@meta
-- Systems of linear inequalities over exact fractions: host/lua/linear.c.

---@alias ingot.Exact integer|string  12, "-0.125" or "-7/3"

---@class ingot.LinearEnd
---@field at ingot.Exact
---@field open? boolean  the end itself is not among the values

---@class ingot.LinearMember
---@field row integer
---@field side "low"|"high"   which end of the row takes part
---@field multiplier string   the rows times these add up to something impossible: "3/2"

---@class ingot.Linear
local Linear = {}

--- A new variable without bounds.
---@return integer variable  1, 2, 3 …
function Linear:variable() end

--- A new row: low ≤ Σ coefficient × variable ≤ high, switched on.
---@param sum table<integer, ingot.Exact>  variable → coefficient
---@param low? ingot.LinearEnd
---@param high? ingot.LinearEnd
---@return integer row  1, 2, 3 …
function Linear:row(sum, low, high) end

--- Other ends for a row.
---@param row integer
---@param low? ingot.LinearEnd
---@param high? ingot.LinearEnd
function Linear:set(row, low, high) end

--- A row that is off counts for nothing.
---@param row integer
---@param on boolean
function Linear:switch(row, on) end

--- Whether some values meet all rows that are on; where none do, rows that cannot hold together and of
--- which none can be spared, in their order.
---@return boolean feasible
---@return ingot.LinearMember[]? conflict
function Linear:check() end

--- Between which ends a sum lies under the rows that are on; nil where it has no end. An error where
--- they are not feasible.
---@param sum table<integer, ingot.Exact>
---@return ingot.LinearEnd? low   at as "n/d" or "n"
---@return ingot.LinearEnd? high
function Linear:range(sum) end
