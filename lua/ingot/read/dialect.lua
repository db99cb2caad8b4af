--- How a file is written, as options of `ingot.read` and fields of a profile say it: which values each
--- may have, and what is wrong with others.

local suggest <const> = require "ingot.suggest"

local M = {}

local delimiter_bytes <const> = 7

local function show(value)
  return ("got '%s'"):format(tostring(value))
end

local function is_visible(text)
  return not text:find "[^\t\x20-\x7E]"
end

local function check_delimiter(text)
  if #text < 1 or #text > delimiter_bytes or not is_visible(text) then
    return "one to seven visible ASCII characters or TABs expected, " .. show(text)
  end
end

local function check_mark(text)
  if text ~= "" and (#text ~= 1 or not is_visible(text)) then
    return 'one visible ASCII character, or "" for none, expected, ' .. show(text)
  end
end

local function check_header(header)
  if type(header) == "string" and header ~= "auto" then
    return "true, false, \"auto\" or a list of column names expected, " .. show(header)
  elseif type(header) ~= "table" then
    return nil
  elseif #header == 0 then
    return "true, false, \"auto\" or a list of column names expected, got an empty list"
  end
  local seen <const> = {}
  for i, name in ipairs(header) do
    if type(name) ~= "string" or name == "" then
      return ("name %d: a text expected, %s"):format(i, show(name))
    elseif seen[name] then
      return ("the name '%s' stands twice"):format(name)
    end
    seen[name] = true
  end
end

local function check_skip(skip)
  if skip ~= "auto" and (math.type(skip) ~= "integer" or skip < 0) then
    return "a number of lines, or \"auto\", expected, " .. show(skip)
  end
end

local function check_missing(words)
  for i, word in ipairs(words) do
    if type(word) ~= "string" then
      return ("word %d: a text expected, got %s"):format(i, type(word))
    end
  end
  if #words == 0 and next(words) ~= nil then
    return 'a list of words expected, as { "n/a", ".." }'
  end
end

--- A check that a value is one of some texts.
---@param ... string
---@return fun(value: any): string? message
function M.one_of(...)
  local choices <const> = { ... }
  return function(value)
    for _, choice in ipairs(choices) do
      if choice == value then
        return nil
      end
    end
    return ("'%s' expected, %s%s"):format(table.concat(choices, "' or '"), show(value),
      suggest.did_you_mean(tostring(value), choices))
  end
end

--- Each part of how a file is written: the Lua types it may have, and a further check, which gives a
--- message.
---@type table<string, { [integer]: string, check?: fun(value: any): string? }>
M.rules = {
  delimiter = { "string", check = check_delimiter },
  quote = { "string", check = check_mark },
  escape = { "string", check = check_mark },
  comment = { "string", check = check_mark },
  trim = { "boolean" },
  header = { "boolean", "table", "string", check = check_header },
  skip = { "number", "string", check = check_skip },
  encoding = { "string", check = M.one_of("auto", "gb18030", "latin1", "utf8") },
  decimal = { "string", check = M.one_of(".", ",") },
  thousands = { "string", check = check_mark },
  missing = { "table", check = check_missing },
  ragged = { "string", check = M.one_of("reject", "pad") },
}

--- The parts that are found out from a file where neither the caller nor a profile gives them.
M.detected = { "delimiter", "quote", "escape", "comment", "trim", "header", "skip" }

--- What is wrong with the value of a part, or nil.
---@param name string
---@param value any
---@return string? message  without the part's name
function M.mistake(name, value)
  local rule <const> = M.rules[name]
  for _, expected in ipairs(rule) do
    if type(value) == expected then
      return rule.check and rule.check(value) or nil
    end
  end
  return ("%s expected, got %s"):format(table.concat(rule, " or "), type(value))
end

--- The first mistake among the parts that `entry` has, in order of name.
---@param entry table
---@return string? message  with the part's name
function M.first_mistake(entry)
  for _, name in ipairs(suggest.names(M.rules)) do
    if entry[name] ~= nil then
      local message <const> = M.mistake(name, entry[name])
      if message then
        return ("%s: %s"):format(name, message)
      end
    end
  end
end

return M
