local native <const> = require "ingot.native"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"

-- Joins and unions of random small tables against nested loops over the texts of their cells. The
-- rounds and the first seed are those of INGOT_TEST_ROUNDS and INGOT_TEST_SEED.

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end

-- ---- random tables ----

local words <const> = { "", "a", "A", "b", "Viet Nam", "中国", "76141000", "7614", "zz" }

local function decimal(units, scale)
  local text <const> = ("%0" .. scale + 1 .. "d"):format(math.abs(units))
  local digits <const> = scale > 0 and text:sub(1, -scale - 1) .. "." .. text:sub(-scale) or text
  return (units < 0 and "-" or "") .. digits
end

-- Type of a key → a maker of values; unlike scales share some values, wide ones need hashing.
local makers <const> = {
  text = function() return pick(words) end,
  bool = function() return below(2) == 0 end,
  month = function() return ("2025-%02d"):format(below(12) + 1) end,
  real = function() return (below(9) - 4) / 2 + 0.0 end,
  decimal = function(scale, wide)
    local units <const> = below(7) - 3
    return decimal(units * (wide and 123456789012345 or 1) * math.tointeger(10 ^ scale)
      + (below(4) == 0 and below(10) or 0), scale)
  end,
}
local key_types <const> = { "text", "text", "bool", "month", "real", "decimal", "decimal" }

local function column(name, type, n, wide)
  local scale <const> = type == "decimal" and pick { 0, 0, 2, 3 } or nil
  local values <const>, gaps <const> = {}, pick { 0, 0, 20, 100 }
  for i = 1, n do
    if below(100) >= gaps then
      values[i] = makers[type](scale, wide)
    end
  end
  return { name = name, type = type, scale = scale, values = values }
end

-- A table of keys k1, k2 … of given types and a column of its own; by chance behind verbs that leave
-- it as a list of rows.
local function random_side(types, wide, own, most)
  local n <const>, columns <const>, ids <const> = below(most), {}, {}
  for i, type in ipairs(types) do
    columns[i] = column("k" .. i, type, n, wide)
  end
  for i = 1, n do
    ids[i] = i
  end
  columns[#columns + 1] = { name = own, type = "decimal", scale = 0, values = ids }
  local data <const> = native.table(columns, n)
  return pick {
    function() return data end,
    function() return data:where(own .. " % 3 ~= 1") end,
    function() return data:sort("-" .. own) end,
    function() return data:limit(n // 2) end,
  }()
end

-- ---- slow joins ----

local function canonical(text, type)
  if text and type == "decimal" and text:find(".", 1, true) then
    text = text:gsub("%.?0+$", "")
    return text == "-0" and "0" or text
  end
  return text
end

-- The rows of a table as lists of texts, and the types of its columns.
local function cells_of(data)
  local table_ <const>, rows <const>, types <const> = data:collect(), {}, {}
  local schema <const> = table_:schema()
  for i, field in ipairs(schema) do
    types[i] = field.type:match "^%a+"
  end
  for row = 1, #table_ do
    rows[row] = {}
    for i, field in ipairs(schema) do
      rows[row][i] = canonical(table_:text(row, field.name), types[i])
    end
  end
  return rows, schema
end

local function matches(a, b, n_keys)
  for i = 1, n_keys do
    if a[i] == nil or a[i] ~= b[i] then
      return false
    end
  end
  return true
end

-- One row of the result: keys, then the own columns of both sides.
local function joined(a, b, n_keys)
  local row <const> = {}
  for i = 1, n_keys do
    row[i] = a and a[i] or b and not a and b[i] or nil
  end
  row[n_keys + 1], row[n_keys + 2] = a and a[n_keys + 1], b and b[n_keys + 1]
  return row
end

local slow <const> = {}

local function left_join(left, right, n_keys, outer, turned)
  local result <const>, met <const> = {}, {}
  for _, a in ipairs(left) do
    local found = false
    for k, b in ipairs(right) do
      if matches(a, b, n_keys) then
        found, met[k] = true, true
        result[#result + 1] = joined(turned and b or a, turned and a or b, n_keys)
      end
    end
    if outer and not found then
      result[#result + 1] = joined(not turned and a or nil, turned and a or nil, n_keys)
    end
  end
  return result, met
end

function slow.inner(left, right, n_keys) return (left_join(left, right, n_keys, false)) end
function slow.left(left, right, n_keys) return (left_join(left, right, n_keys, true)) end
function slow.right(left, right, n_keys)
  return (left_join(right, left, n_keys, true, true))
end
function slow.full(left, right, n_keys)
  local result <const>, met <const> = left_join(left, right, n_keys, true)
  for k, b in ipairs(right) do
    if not met[k] then
      result[#result + 1] = joined(nil, b, n_keys)
    end
  end
  return result
end

local function filtered(left, right, n_keys, wanted)
  local result <const> = {}
  for _, a in ipairs(left) do
    local found = false
    for _, b in ipairs(right) do
      found = found or matches(a, b, n_keys)
    end
    if found == wanted then
      result[#result + 1] = a
    end
  end
  return result
end

function slow.semi(left, right, n_keys) return filtered(left, right, n_keys, true) end
function slow.anti(left, right, n_keys) return filtered(left, right, n_keys, false) end

local kinds <const> = { "inner", "left", "right", "full", "semi", "anti" }

local function assert_rows(expected, found, width, what)
  assert.equal(#expected, #found, what)
  for row = 1, #expected do
    for i = 1, width do
      assert.equal(expected[row][i], found[row][i],
        ("%s: row %d, column %d"):format(what, row, i))
    end
  end
end

local function turned(keys)
  local other <const> = {}
  for left, right in pairs(keys) do
    other[math.type(left) and left or right] = math.type(left) and right or left
  end
  return other
end

local first <const> = tonumber(os.getenv "INGOT_TEST_SEED" or 1)

local function seeded(seed)
  random = random_of(seed)
  for _ = 1, 5 do
    below(2)
  end
end

local function random_keys(types, right)
  local keys <const> = {}
  if below(3) > 0 then
    for i = 1, #types do
      keys[i] = "k" .. i
    end
    return keys, right
  end
  local names <const> = {}
  for i = 1, #types do
    keys["k" .. i], names["other" .. i] = "other" .. i, "k" .. i
  end
  return keys, right:rename(names)
end

local function join_round(seed)
  seeded(seed)
  local types <const> = {}
  for i = 1, pick { 1, 1, 2, 3 } do
    types[i] = pick(key_types)
  end
  local wide <const> = below(2) == 0
  local most <const> = pick { { 30, 30 }, { 4, 90 }, { 90, 4 }, { 1, 9 }, { 9, 1 } }
  local left <const> = random_side(types, wide, "a", most[1])
  local keys <const>, right <const> = random_keys(types, random_side(types, wide, "b", most[2]))
  local a <const>, b <const>, counts <const> = cells_of(left), cells_of(right), {}
  for _, kind in ipairs(kinds) do
    local found <const> = cells_of(left:join(right, keys, kind))
    local width <const> = (kind == "semi" or kind == "anti") and #types + 1 or #types + 2
    assert_rows(slow[kind](a, b, #types), found, width, ("seed %d, %s"):format(seed, kind))
    counts[kind] = #found
  end
  assert.equal(#left, counts.semi + counts.anti)
  assert.equal(counts.left, counts.inner + counts.anti)
  assert.equal(counts.full, counts.left + #right:join(left, turned(keys), "anti"))
end

-- ---- unions ----

local union_types <const> = { t = "text", m = "month", b = "bool", r = "real" }

local function random_part(types)
  local n <const>, columns <const> = below(12), {}
  for _, name in ipairs { "t", "m", "b", "d", "e", "r" } do
    if below(4) > 0 then
      columns[#columns + 1] = column(name, types[name], n, name == "e")
    end
  end
  columns[#columns + 1] = column("id", "decimal", n)
  local data <const> = native.table(columns, n)
  return below(3) == 0 and data:where("id >= 0 or is_missing(id)") or data
end

-- decimals that meet reals are compared as numbers.
local function number_of(text, type)
  return text and (type == "decimal" or type == "real") and tonumber(text) + 0.0 or text
end

local function union_round(seed)
  seeded(seed)
  local parts <const>, expected <const>, names <const>, place <const> = {}, {}, {}, {}
  for i = 1, pick { 2, 2, 3, 5 } do
    local types <const> = setmetatable({ d = "decimal", e = pick { "decimal", "real" } },
      { __index = union_types })
    parts[i] = random_part(types)
    local rows <const>, schema <const> = cells_of(parts[i])
    for _, field in ipairs(schema) do
      if not place[field.name] then
        names[#names + 1] = field.name
        place[field.name] = #names
      end
    end
    for _, row in ipairs(rows) do
      local whole <const> = {}
      for k, field in ipairs(schema) do
        whole[place[field.name]] = number_of(row[k], field.type:match "^%a+")
      end
      expected[#expected + 1] = whole
    end
  end
  local joint <const> = parts[1]:union(table.unpack(parts, 2))
  local found <const>, schema <const> = cells_of(joint)
  assert.equal(#names, #schema)
  for _, row in ipairs(found) do
    for i, field in ipairs(schema) do
      assert.equal(names[i], field.name)
      row[i] = number_of(row[i], field.type:match "^%a+")
    end
  end
  assert_rows(expected, found, #names, ("seed %d"):format(seed))
end

describe("joins and unions", function()
  it("join as nested loops do", function()
    for seed = first, first + rounds(200) - 1 do
      join_round(seed)
    end
  end)

  it("put parts below one another by name", function()
    for seed = first, first + rounds(200) - 1 do
      union_round(seed)
    end
  end)

  it("give the same bits for any number of threads", function()
    local before <const> = native.threads()
    seeded(7)
    local function side(n, scale, own)
      local k <const>, w <const>, v <const> = {}, {}, {}
      for i = 1, n do
        k[i] = below(10) > 0 and decimal(below(n) * 1000003, scale) or nil
        w[i], v[i] = "w" .. below(n), i
      end
      return native.table({ { name = "k", type = "decimal", scale = scale, values = k },
        { name = "w", type = "text", values = w },
        { name = own, type = "decimal", scale = 0, values = v } }, n)
    end
    local a <const>, b <const> = side(90000, 0, "a"), side(70000, 2, "b")
    local texts <const> = {}
    for _, n in ipairs { 1, 2, 3, 8, 16 } do
      native.threads(n)
      local parts <const> = {}
      for i, kind in ipairs(kinds) do
        parts[i] = a:join(b, kind == "semi" and { "k", "w" } or "w",
          { kind = kind, suffix = "_b" }):csv()
      end
      parts[#parts + 1] = a:union(b, a:where("a > 100")):csv()
      texts[#texts + 1] = table.concat(parts, "\n")
    end
    native.threads(before)
    for i = 2, #texts do
      assert.is_true(texts[1] == texts[i])
    end
  end)
end)
