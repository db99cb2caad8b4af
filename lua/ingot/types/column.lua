---@meta

--- A column as a read-only array: `#c`, `c[i]` from 1, nil where missing. `ipairs` stops at the
--- first missing cell. It stays good after its table was closed.
---@class ingot.Column
---@field [integer] any
---@operator len: integer
local Column = {}
