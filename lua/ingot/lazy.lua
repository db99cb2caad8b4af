--- A module that is loaded when one of its fields is first asked for: for what most runs do not need.
---
---     local lazy <const> = require "ingot.lazy"
---     local html <const> = lazy "ingot.render.html"  ---@module "ingot.render.html"
---     html.render(document)                          --> here it is loaded

---@param name string  of a module that gives a table
---@return table
return function(name)
  return setmetatable({}, {
    __index = function(self, field)
      local value <const> = require(name)[field]
      rawset(self, field, value)
      return value
    end,
  })
end
