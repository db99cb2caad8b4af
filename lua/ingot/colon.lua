--- Methods that say so when they are asked with a dot: `cube.measure("exports")` loses the cube.

local M = {}

local function article_of(noun)
  return noun:find "^[aeiou]" and "an" or "a"
end

--- A method that wants an object of its class before it. A tail call: its errors count the levels
--- from the script.
---@param method function
---@param name string
---@param noun string  what the object is called: "cube"
---@param is fun(value: any): boolean
---@return function
function M.method(method, name, noun, is)
  return function(self, ...)
    if not is(self) then
      error(("%s: %s %s expected before it, got %s; a colon asks it, as %s:%s(…)"):format(name,
        article_of(noun), noun, type(self), noun:match "%a+$", name), 2)
    end
    return method(self, ...)
  end
end

--- Guards the methods of a class, or those that are named.
---@param methods table<string, function>
---@param noun string
---@param is fun(value: any): boolean
---@param names? string[]
function M.guard(methods, noun, is, names)
  if not names then
    names = {}
    for name, method in pairs(methods) do
      names[#names + 1] = type(method) == "function" and name or nil
    end
  end
  for _, name in ipairs(names) do
    methods[name] = M.method(methods[name], name, noun, is)
  end
end

--- A table of methods whose additions are guarded as well; it reads as the methods themselves.
---@param methods table<string, function>
---@param noun string
---@param is fun(value: any): boolean
---@return table<string, function>
function M.open(methods, noun, is)
  return setmetatable({}, {
    __index = methods,
    __pairs = function() return pairs(methods) end,
    __newindex = function(_, name, method)
      methods[name] = M.method(method, name, noun, is)
    end,
  })
end

return M
