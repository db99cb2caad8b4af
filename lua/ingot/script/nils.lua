--- Mistakes that end in a value that is nil or called the wrong way: told with what the script calls
--- the table, and with the name in it that was meant.

local public <const> = require "ingot.script.public"
local suggest <const> = require "ingot.suggest"

local M = {}

-- The names that lead to a token, as { "data", "rows" } before the dot of `data.rows.x`, and how many
-- tokens they take; nil when something else than names leads there.
local function chain_before(tokens, at)
  local names <const> = {}
  while at >= 1 and tokens[at].kind == "name" do
    table.insert(names, 1, tokens[at].text)
    local joint <const> = tokens[at - 1]
    if not joint or joint.text ~= "." then
      -- The result of a call, or of an index, has no name.
      return (not joint or joint.text ~= ":") and names or nil
    end
    at = at - 2
  end
end

-- What a chain of names stands for where that can be told without running anything.
local function value_of(variables, names)
  local value = variables[names[1]]
  if value == nil and type(variables._ENV) == "table" then
    value = rawget(variables._ENV, names[1])
  end
  for i = 2, #names do
    if type(value) ~= "table" then
      return nil
    end
    value = rawget(value, names[i])
  end
  return value
end

-- Calls `visit(names, key, sign)` for every `names.key` and `names:key` of the line.
local function each_field(mistake, visit)
  local tokens <const> = mistake.tokens
  for i = 3, #tokens do
    local sign <const> = tokens[i - 1].text
    if tokens[i].line == mistake.line and tokens[i].kind == "name" and (sign == "." or sign == ":") then
      local names <const> = chain_before(tokens, i - 2)
      if names then
        visit(names, tokens[i].text, sign)
      end
    end
  end
end

--- "attempt to index a nil value (field 'titel')": of which table, and its nearest name.
---@param mistake ingot.Mistake
---@return string?
function M.field(mistake)
  local start <const>, key <const> = mistake.text:match "^(attempt to .- %(%a+ '([%w_]+)')%)$"
  if not start or not mistake.variables or not mistake.text:find(" a nil value (", 1, true) then
    return nil
  end
  local found, owner, n = nil, nil, 0
  each_field(mistake, function(names, name)
    local value <const> = name == key and value_of(mistake.variables, names)
    if type(value) == "table" and rawget(value, key) == nil and not rawequal(value, found) then
      found, owner, n = value, table.concat(names, "."), n + 1
    end
  end)
  if n ~= 1 then
    return nil
  end
  local near <const> = suggest.nearest(key, suggest.names_of(found))
  return ("%s of '%s'%s)"):format(start, owner, near and (", did you mean '%s'?"):format(near) or "")
end

local comparisons <const> = { ["<"] = true, [">"] = true, ["<="] = true, [">="] = true }

-- The names that a token begins, and the place of the last; nil when they do not end there.
local function chain_after(tokens, at)
  local names <const> = {}
  while tokens[at] and tokens[at].kind == "name" do
    names[#names + 1] = tokens[at].text
    local joint <const> = tokens[at + 1] and tokens[at + 1].text
    if joint ~= "." then
      local called <const> = joint == ":" or joint == "(" or joint == "[" or joint == "{"
      return not called and names or nil
    end
    at = at + 2
  end
end

--- "attempt to compare number with nil": what it is that is nil.
---@param mistake ingot.Mistake
---@return string?
function M.compared(mistake)
  if not mistake.variables or not mistake.text:match "^attempt to compare .*%f[%a]nil%f[%A]" then
    return nil
  end
  local named <const>, list <const> = {}, {}
  local function look(names)
    local text <const> = names and table.concat(names, ".")
    if names and not named[text] and text ~= "nil" and value_of(mistake.variables, names) == nil then
      named[text], list[#list + 1] = true, ("'%s'"):format(text)
    end
  end
  for i, token in ipairs(mistake.tokens) do
    if token.line == mistake.line and token.kind == "sign" and comparisons[token.text] then
      look(chain_before(mistake.tokens, i - 1))
      look(chain_after(mistake.tokens, i + 1))
    end
  end
  if #list == 0 or #list > 2 then
    return nil
  end
  return ("%s (%s %s nil)"):format(mistake.text, table.concat(list, " and "),
    #list > 1 and "are" or "is")
end

--- `ingot:read("x.csv")`: a colon where a dot is meant.
---@param mistake ingot.Mistake
---@return string?
function M.dotted(mistake)
  local found
  each_field(mistake, function(names, key, sign)
    local value <const> = sign == ":" and mistake.variables and value_of(mistake.variables, names)
    if type(value) == "table" and public.is_module(value) and (pcall(function() return value[key] end)) then
      found = found or ("%s is called with a dot, as %s.%s(…)"):format(key,
        table.concat(names, "."), key)
    end
  end)
  return found
end

return M
