-- The half of tests/arrow that ingot does: `--set do=write` writes snapshots and what they hold,
-- `--set do=read` opens files of others and compares.

local ingot = require "ingot"
local lfs = require "lfs"
local native = require "ingot.native"
require "ingot.table" -- `save` of tables that were made by the host alone

local what <const> = ingot.option("do", "read")
local folder <const> = ingot.option("folder", "build/arrow/files")

local function write(name, bytes)
  assert(native.write(folder .. "/" .. name, bytes))
end

-- A table as JSON: columns with their types, and the exact text of each cell.
local function facts(data)
  local columns <const> = {}
  for i, column in ipairs(data:schema()) do
    local cells <const> = {}
    for row = 1, #data do
      cells[row] = data:text(row, column.name) or native.null
    end
    columns[i] = {
      name = column.name, type = column.type, unit = column.unit,
      cells = setmetatable(cells, { __array = true }),
    }
  end
  return native.json_encode({ columns = setmetatable(columns, { __array = true }) })
end

-- ---- write ----

-- Numbers of every width, with and without places and missing cells; texts that need 8 and 16 bits.
local function random_table(rows, seed)
  math.randomseed(seed)
  local widths <const> = { 100, 30000, 2000000000, 1 << 40 }
  local columns <const> = {}
  local function add(name, kind, scale, of_row)
    local values <const> = {}
    for row = 1, rows do
      values[row] = of_row(row)
    end
    columns[#columns + 1] = { name = name, type = kind, scale = scale, values = values }
  end
  for i, most in ipairs(widths) do
    add("int" .. i, "decimal", 0, function() return math.random(-most, most) end)
    add("scaled" .. i, "decimal", 2, function()
      return math.random(3) > 1 and { units = math.random(-most, most), scale = 2 } or nil
    end)
  end
  add("real", "real", nil, function() return math.random(4) > 1 and math.random() * 100 or nil end)
  add("text", "text", nil, function(row) return "商品 " .. row % 7 end)
  add("texts", "text", nil, function(row) return row % 5 > 0 and "code " .. row % 700 or nil end)
  add("month", "month", nil, function(row) return ("20%02d-%02d"):format(row % 90, row % 12 + 1) end)
  add("flag", "bool", nil, function() return math.random(2) == 1 end)
  add("flags", "bool", nil, function()
    local n <const> = math.random(3)
    if n < 3 then
      return n == 1
    end
  end)
  return native.table(columns, rows)
end

local function write_all()
  for i, rows in ipairs { 0, 1, 64, 1000, 20000 } do
    local data <const> = random_table(rows, i)
    data:save(("%s/ours-%d.arrow"):format(folder, rows))
    write(("ours-%d.json"):format(rows), facts(data))
  end
  local customs <const> = ingot.read("data/customs/export-*.csv",
    { profile = "gacc-zh", flow = "export" })
  customs:save(folder .. "/ours-customs.arrow") -- with coverage, units, files
  write("ours-customs.json", facts(customs))
end

-- ---- read ----

local function difference(data, expected)
  local schema <const> = data:schema()
  for i, column in ipairs(expected.columns) do
    if not schema[i] or schema[i].name ~= column.name or schema[i].type ~= column.type then
      return ("column %d: %s %s expected, got %s %s"):format(i, column.name, column.type,
        schema[i] and schema[i].name, schema[i] and schema[i].type)
    end
    for row, cell in ipairs(column.cells) do
      local got <const> = data:text(row, column.name)
      if (got or native.null) ~= cell then
        return ("column %s, row %d: '%s' expected, got '%s'"):format(column.name, row,
          tostring(cell), tostring(got))
      end
    end
    if #data ~= #column.cells then
      return ("%d rows expected, got %d"):format(#column.cells, #data)
    end
  end
  return #schema ~= #expected.columns and "columns too many" or nil
end

local function read_all()
  local names <const> = {}
  for name in lfs.dir(folder) do
    names[#names + 1] = name:match "^(theirs%-.*)%.arrow$"
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local file <close> = assert(io.open(("%s/%s.json"):format(folder, name), "rb"))
    local expected <const> = native.json_decode(file:read "a")
    local worked <const>, data <const> = pcall(ingot.open, ("%s/%s.arrow"):format(folder, name))
    local problem
    if expected.refused then
      local text <const> = tostring(data):gsub("^.*/", "")
      problem = (worked or text ~= expected.refused) and "got " .. text or nil
    else
      problem = worked and difference(data, expected) or not worked and tostring(data) or nil
    end
    print(problem and ("FAIL: ingot reads %s: %s"):format(name, problem)
      or "pass: ingot reads " .. name)
  end
end

if what == "write" then write_all() else read_all() end
