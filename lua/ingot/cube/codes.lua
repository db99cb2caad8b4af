--- The HS codes that a cube is sliced to: which codes of the data they are, month by month, and that
--- nothing counts twice. A list of spans says which codes count when; most slices have one span
--- without months.
---
--- A code that the data hold is meant as it stands; one that they do not hold stands for all that
--- begin with it. Data may hold a heading and its subheadings (7614 and 76141000): then one level
--- is to be chosen, as the sum of both counts everything twice.

local coverage <const> = require "ingot.coverage"

local M = {}

---@class ingot.CodeSpan
---@field from? ingot.Period  first month; nil: from the beginning
---@field to? ingot.Period    last month; nil: without an end
---@field codes string[]      as the data hold them

local present_in <const> = setmetatable({}, { __mode = "k" })

local function type_of_codes(data)
  for _, column in ipairs(data:schema()) do
    if column.name == "hs" then
      return column.type
    end
  end
end

local function has_codes(data)
  return type_of_codes(data) == "text"
end

local function distinct_codes(data)
  local codes <const> = {}
  for row in data:distinct("hs"):rows() do
    codes[#codes + 1] = row.hs
  end
  return codes
end

-- The codes that a table holds or covers, in order.
local function present(data)
  local known = present_in[data]
  if known == nil then
    local seen <const>, list <const> = {}, {}
    local cells <const> = data:coverage()
    for _, source in ipairs { data, cells } do
      for _, code in ipairs(has_codes(source) and distinct_codes(source) or {}) do
        if not seen[code] then
          seen[code], list[#list + 1] = true, code
        end
      end
    end
    table.sort(list)
    known = { list = list, seen = seen }
    present_in[data] = known
  end
  return known
end

-- The first two codes of a sorted list of which one lies within the other.
local function nested(codes)
  for i = 2, #codes do
    if codes[i]:sub(1, #codes[i - 1]) == codes[i - 1] then
      return codes[i - 1], codes[i]
    end
  end
end

local function begin_with(prefix, codes)
  local found <const> = {}
  for _, code in ipairs(codes) do
    if code:sub(1, #prefix) == prefix then
      found[#found + 1] = code
    end
  end
  return found
end

-- The code of the data that a code lies within, where the data know nothing finer of it.
local function coarser(code, known)
  for n = #code - 1, 2, -1 do
    local above <const> = code:sub(1, n)
    if known.seen[above] then
      return #begin_with(above, known.list) == 1 and above or nil
    end
  end
end

local twice <const> = "%s, and the latter lies within the former: both would count twice; %s"

-- What a list of codes selects of the data; or nil and what is wrong.
local function expand(known, codes)
  local chosen <const>, taken <const> = {}, {}
  for _, code in ipairs(codes) do
    local above <const> = not known.seen[code] and coarser(code, known)
    if above then
      return nil, ("code %s is finer than the data, which hold %s alone; use %s"):format(code,
        above, above)
    end
    local found <const> = known.seen[code] and { code } or begin_with(code, known.list)
    for _, one in ipairs(#found > 0 and found or { code }) do
      if not taken[one] then
        taken[one], chosen[#chosen + 1] = true, one
      end
    end
  end
  local sorted <const> = { table.unpack(chosen) }
  table.sort(sorted)
  local heading <const>, part <const> = nested(sorted)
  if heading then
    return nil, twice:format(("it selects %s and %s"):format(heading, part),
      ("name the codes of one level, as %s alone"):format(heading))
  end
  return chosen
end

--- What lists of codes select of the data.
---@param data ingot.Table
---@param versions ingot.CodeSpan[]  with codes as they are written
---@return ingot.CodeSpan[]? spans
---@return string? message  why they cannot be taken
function M.resolve(data, versions)
  local kind <const> = type_of_codes(data) or "absent"
  if kind ~= "text" then
    return nil, kind == "absent" and "the data have no column 'hs'"
      or ("column 'hs' is %s; read it as text, with types = { hs = \"text\" }"):format(kind)
  end
  local known <const>, spans <const> = present(data), {}
  for i, version in ipairs(versions) do
    local codes <const>, problem <const> = expand(known, version.codes)
    if not codes then
      return nil, problem
    end
    spans[i] = { from = version.from, to = version.to, codes = codes }
  end
  return spans
end

--- What is wrong with taking all the data: they hold a code and others within it.
---@param data ingot.Table
---@return string? message
function M.whole_problem(data)
  local heading <const>, part <const> = nested(present(data).list)
  return heading and twice:format(("the data hold %s and %s"):format(heading, part),
    ('slice the cube to codes of one level, as cube:slice { hs = "%s" }'):format(heading)) or nil
end

local function both(a, b)
  local allowed <const>, kept <const> = {}, {}
  for _, code in ipairs(b) do
    allowed[code] = true
  end
  for _, code in ipairs(a) do
    kept[#kept + 1] = allowed[code] and code or nil
  end
  return kept
end

local function later(a, b)
  return a and b and (a.from >= b.from and a or b) or a or b
end

local function earlier(a, b)
  return a and b and (a.to <= b.to and a or b) or a or b
end

--- What is in both of two lists of spans; nil: no list, which is everything. Months that only
--- one has are in neither; a span without codes says that nothing counts in its months.
---@param a ingot.CodeSpan[]?
---@param b ingot.CodeSpan[]
---@return ingot.CodeSpan[]
function M.intersect(a, b)
  if not a then
    return b
  end
  local spans <const> = {}
  for _, one in ipairs(a) do
    for _, other in ipairs(b) do
      local from <const>, to <const> = later(one.from, other.from), earlier(one.to, other.to)
      if not (from and to) or from.from <= to.to then
        spans[#spans + 1] = { from = from, to = to, codes = both(one.codes, other.codes) }
      end
    end
  end
  return spans
end

--- The rows of a list of spans as a formula with its parameters.
---@param spans ingot.CodeSpan[]
---@return string text, table<string, string|string[]> params
function M.filter(spans)
  local terms <const>, params <const> = {}, {}
  for i, span in ipairs(spans) do
    local term = ("hs in $codes_%d"):format(i)
    params["codes_" .. i] = span.codes
    if span.from then
      term, params["from_" .. i] = ("%s and month >= $from_%d"):format(term, i), tostring(span.from)
    end
    if span.to then
      term, params["to_" .. i] = ("%s and month <= $to_%d"):format(term, i), tostring(span.to)
    end
    terms[i] = #spans > 1 and "(" .. term .. ")" or term
  end
  return table.concat(terms, " or "), params
end

--- The months that the data cover of a list of spans: all its codes of that month are.
---@param data ingot.Table
---@param spans? ingot.CodeSpan[]  nil: all codes
---@return ingot.CoverageMap
function M.covered(data, spans)
  if not spans or #spans == 1 and not (spans[1].from or spans[1].to) then
    return coverage.map(data, spans and spans[1].codes)
  end
  local map
  for _, span in ipairs(spans) do
    local within <const> = coverage.map(data, span.codes)
    local function keep(set, month_of)
      for key in pairs(set) do
        local month <const> = month_of(key)
        if span.from and month < span.from.from or span.to and month > span.to.to then
          set[key] = nil
        end
      end
    end
    keep(within.covered, function(month) return month end)
    keep(within.joint, function(year) return year * 12 + 1 end)
    for _, name in ipairs { "covered", "joint" } do
      for key in pairs(map and map[name] or {}) do
        within[name][key] = true
      end
    end
    map = within
  end
  return map
end

return M
