--- A cube of few cells, for what is said of members: tonnes by member and month.
---
---     small_cube { dimension = "province", levels = { ["32"] = { ["2025-04"] = 100 } } }

local ingot = require "ingot"

local keys <const> = { partner = "partner_code", province = "province_code", mode = "mode_code" }

---@param spec { dimension?: string, levels: table<string, table<string, number>>, flow?: string,
---   from?: string, to?: string }  by code and month; every month from `from` to `to` is covered
---@return ingot.Cube
return function(spec)
  local key <const> = keys[spec.dimension or "partner"]
  local columns <const> = {
    month = {}, flow = {}, hs = {}, qty_kg = {}, value_usd = {}, [key] = {},
  }
  local codes <const> = {}
  for code in pairs(spec.levels) do codes[#codes + 1] = code end
  table.sort(codes)
  for _, code in ipairs(codes) do
    local months <const> = {}
    for month in pairs(spec.levels[code]) do months[#months + 1] = month end
    table.sort(months)
    for _, month in ipairs(months) do
      local n <const> = #columns.month + 1
      columns.month[n], columns.flow[n], columns.hs[n] = month, spec.flow or "export", "76141000"
      columns[key][n], columns.value_usd[n] = code, 1000
      columns.qty_kg[n] = spec.levels[code][month] * 1000 // 1 | 0
    end
  end
  return ingot.cube(ingot.table(columns, {
    units = { qty_kg = "kg" }, covers = { from = spec.from or "2023-01", to = spec.to or "2025-12" },
  }))
end
