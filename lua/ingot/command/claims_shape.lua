--- What a `*.claims.json` must be for `why` and `diff` to read it, as data: a file may come from
--- anywhere, and what is not as a run writes it is named, not stumbled over.

local period <const> = require "ingot.period"

local M = {}

-- A shape says what is wrong below a value, as the place of it and the field that it lacks; nil when
-- nothing is. A place is a text in front of which stands that of what holds it.

local function of_type(name)
  return function(value) return type(value) ~= name and "" or nil end
end

local text <const>, any_table <const> = of_type "string", of_type "table"

local function whole(value)
  return math.type(value) ~= "integer" and "" or nil
end

local function is_period(value)
  return not (type(value) == "string" and period.parse(value)) and "" or nil
end

local function optional(shape)
  return function(value) return value ~= nil and shape(value) or nil end
end

local function either(one, other)
  return function(value) return one(value) and other(value) end
end

-- Sorted, so that of several faults the same is named.
local function names_of(value)
  local names <const> = {}
  for name in pairs(value) do
    names[#names + 1] = tostring(name)
  end
  table.sort(names)
  return names
end

local function has_no(field, problem)
  return problem == "" and (" has no '%s'"):format(field) or problem and (": %s%s"):format(field, problem)
end

local function map_of(shape)
  return function(value)
    if type(value) ~= "table" then
      return ""
    end
    for _, name in ipairs(names_of(value)) do
      local problem <const> = has_no(name, shape(value[name] == nil and value[tonumber(name)]
        or value[name]))
      if problem then
        return problem
      end
    end
  end
end

local function list_of(shape)
  return function(value)
    if type(value) ~= "table" then
      return ""
    end
    local n = 0
    for _ in pairs(value) do
      n = n + 1
    end
    for i = 1, math.max(n, #value) do
      local problem <const> = shape(value[i])
      if problem then
        return (": entry %d%s"):format(i, problem)
      end
    end
  end
end

local function record(fields)
  return function(value)
    if type(value) ~= "table" then
      return has_no(fields[1][1], "")
    end
    for _, field in ipairs(fields) do
      local problem <const> = has_no(field[1], field[2](value[field[1]]))
      if problem then
        return problem
      end
    end
  end
end

local place <const> = record {
  { "paragraph", whole }, { "sentence", whole }, { "row", optional(whole) },
  { "column", optional(whole) },
}

local source <const> = record {
  { "path", text }, { "table", optional(text) }, { "filter", optional(text) }, { "rows", whole },
  { "hash", optional(text) },
}

-- An operand is a small claim; those of a metric made of metrics hold operands in their turn.
local operands
local small <const> = {
  { "where", map_of(text) }, { "period", is_period }, { "unit", text }, { "value", optional(text) },
  { "formula", optional(text) }, { "rows", optional(whole) },
  { "operands", optional(function(value) return operands(value) end) },
}
local operand <const> = { { "name", text }, { "of", optional(text) } }
table.move(small, 1, #small, #operand + 1, operand)
operands = list_of(record(operand))

local claim <const> = {
  { "id", text }, { "text", text }, { "at", place }, { "metric", text }, { "measure", text },
  { "operands", operands }, { "base_period", optional(is_period) },
  { "display", record {
    { "unit", text }, { "decimals", optional(whole) }, { "print_as", optional(text) },
    { "mode", optional(text) },
  } },
  { "sources", optional(list_of(either(text, source))) },
}
table.move(small, 1, #small, #claim + 1, claim)

local sentence <const> = record {
  { "at", place }, { "kind", text }, { "text", text }, { "words", optional(text) },
  { "template", optional(text) }, { "rule", optional(text) },
}

local version <const> = record {
  { "codes", list_of(text) }, { "from", optional(is_period) }, { "to", optional(is_period) },
}
local member <const> = record {
  { "code", text }, { "from", optional(is_period) }, { "to", optional(is_period) },
}

local file <const> = record {
  { "script", optional(text) }, { "language", optional(text) }, { "period", optional(is_period) },
  { "sources", optional(list_of(source)) },
  { "products", optional(map_of(list_of(either(text, version)))) },
  { "regions", optional(map_of(record { { "of", text }, { "members", list_of(member) } })) },
  { "metrics", optional(map_of(any_table)) },
  { "sentences", optional(list_of(sentence)) }, { "claims", list_of(record(claim)) },
}

--- What is wrong with a decoded claims file, or nil: "claims: entry 3 has no 'id' as a run writes it".
---@param document table  without nulls
---@return string?
function M.problem(document)
  local problem <const> = file(document)
  if problem then
    return (problem:find "^:" and problem:sub(3) or "it" .. problem) .. " as a run writes it"
  end
  local seen <const> = {}
  for i, entry in ipairs(document.claims) do
    if seen[entry.id] then
      return ("claims: entry %d has the id of entry %d"):format(i, seen[entry.id])
    end
    seen[entry.id] = i
  end
end

return M
