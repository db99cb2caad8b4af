-- What formats may ask for, by name: how messages call it, and whether a value is of the kind.

local claim_ = require "ingot.claim"

local levels <const> = { level = true, ytd = true, full_year = true }
local amounts <const> = {
  level = true, ytd = true, full_year = true, share = true, rank = true, streak = true, hhi = true,
  effective = true, theil = true, laspeyres = true, paasche = true, fisher = true,
  import_parity = true, apparent_consumption = true, index = true,
}

-- The share of the k largest is an amount as well: cr3.
local function is_amount(c)
  return amounts[c.kind] or c.kind:find "^cr%d+$" ~= nil
end

--- What a value may be asked to be. All but rows are claims.
---@type table<string, { [1]: string, [2]: fun(value: any): boolean, plain?: boolean }>
return {
  claim = { "a claim", function() return true end },
  level = { "a level", function(c) return levels[c.kind] == true end },
  sided = { "a level of a metric with 'sides'", function(c)
    return levels[c.kind] == true and c.sides ~= nil
  end },
  share = { "a share", function(c) return c.kind == "share" end },
  change = { "a change (mom, yoy, diff …)", function(c) return not is_amount(c) end },
  growth = { "a change in percent (mom, yoy …)",
    function(c) return not is_amount(c) and c.unit == "%" end },
  position = { "a rank or streak", function(c) return c.kind == "rank" or c.kind == "streak" end },
  streak = { "a streak or run", function(c) return c.kind == "streak" or c.kind == "run" end },
  rows = {
    "a list of rows", plain = true, function(rows)
      if claim_.is(rows) or type(rows) ~= "table" or #rows == 0 then return false end
      for _, row in ipairs(rows) do
        if type(row) ~= "table" or not row.subject then return false end
      end
      return true
    end,
  },
}
