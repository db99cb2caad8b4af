local native <const> = require "ingot.native"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"
local sqlite <const> = require "support.sqlite"
local twin <const> = require "support.twin"

-- Random queries over random tables, held against SQLite. A round is a pair of tables and the
-- queries over them; a failure names the round, the query and the SQL.

local QUERIES <const> = 50 -- of a round
local quoted <const> = twin.quoted

-- A query in the making: `query` for ingot, `sql` for SQLite, `columns` as terms with names.

local function columns_of(from)
  local columns <const> = {}
  for i, column in ipairs(from.columns) do
    columns[i] = { name = column.name, text = "`" .. column.name .. "`",
      sql = quoted(column.name), type = column.type, plain = true,
      size = ({ int = 100, quarter = 5, real = 50, huge = math.huge })[column.type] }
  end
  return columns
end

local function column_like(name, term)
  return { name = name, text = "`" .. name .. "`", sql = quoted(name), type = term.type,
    size = term.size, plain = term.plain }
end

local function list_of(columns)
  local sqls <const> = {}
  for i, column in ipairs(columns) do sqls[i] = column.sql end
  return table.concat(sqls, ", ")
end

local function names_of(columns)
  local names <const> = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  return names
end

-- A random choice of columns, in their order; at least one.
local function some(random, columns, percent)
  local chosen <const> = {}
  for _, column in ipairs(columns) do
    if random:chance(percent) then chosen[#chosen + 1] = column end
  end
  return #chosen > 0 and chosen or { random:pick(columns) }
end

-- Columns that can be told apart to the last bit on both sides.
local function exact(columns)
  local found <const> = {}
  for _, column in ipairs(columns) do
    if column.type ~= "real" or column.plain then found[#found + 1] = column end
  end
  return found
end

-- Names never given before.
local given = 0
local function new_name(letter)
  given = given + 1
  return letter .. given
end

local verbs <const> = {}

function verbs.where(random, now)
  local term <const> = twin.formula({ random = random, columns = now.columns }, "bool")
  return { query = now.query:where(term.text), columns = now.columns,
    sql = ("SELECT %s FROM (%s) WHERE %s"):format(list_of(now.columns), now.sql, term.sql) }
end

function verbs.derive(random, now)
  local scope <const> = { random = random, columns = now.columns }
  local type <const> = random:pick { "int", "quarter", "real", "text", "bool", "month" }
  local term <const> = twin.formula(scope, type)
  local name <const> = random:chance(30) and random:pick(now.columns).name or new_name "v"
  local columns <const>, sqls <const>, replaced = {}, {}, false
  for i, column in ipairs(now.columns) do
    local is_it <const> = column.name == name
    replaced = replaced or is_it
    columns[i] = is_it and column_like(name, term) or column
    sqls[i] = is_it and term.sql .. " AS " .. quoted(name) or column.sql
  end
  if not replaced then
    columns[#columns + 1] = column_like(name, term)
    sqls[#sqls + 1] = term.sql .. " AS " .. quoted(name)
  end
  return { query = now.query:derive { [name] = term.text }, columns = columns,
    sql = ("SELECT %s FROM (%s)"):format(table.concat(sqls, ", "), now.sql) }
end

function verbs.select(random, now)
  local columns <const> = some(random, now.columns, 60)
  return { query = now.query:select(table.unpack(names_of(columns))), columns = columns,
    sql = ("SELECT %s FROM (%s)"):format(list_of(columns), now.sql) }
end

function verbs.distinct(random, now)
  local candidates <const> = exact(now.columns)
  if #candidates == 0 then return now end
  local columns <const> = some(random, candidates, 30)
  return { query = now.query:distinct(table.unpack(names_of(columns))), columns = columns,
    sql = ("SELECT DISTINCT %s FROM (%s)"):format(list_of(columns), now.sql) }
end

function verbs.rename(random, now)
  local old <const>, name <const> = random:pick(now.columns), new_name "w"
  local columns <const>, sqls <const> = {}, {}
  for i, column in ipairs(now.columns) do
    columns[i] = column == old and column_like(name, column) or column
    sqls[i] = column == old and column.sql .. " AS " .. quoted(name) or column.sql
  end
  return { query = now.query:rename { [name] = old.name }, columns = columns,
    sql = ("SELECT %s FROM (%s)"):format(table.concat(sqls, ", "), now.sql) }
end

function verbs.agg(random, now)
  local candidates <const> = exact(now.columns)
  local keys <const> = random:chance(80) and #candidates > 0
    and some(random, candidates, 120 // #candidates) or {}
  local columns <const>, sqls <const>, terms <const> = {}, {}, {}
  for i, key in ipairs(keys) do columns[i], sqls[i] = key, key.sql end
  for i = 1, 1 + random:below(3) do
    local term <const> = twin.aggregate { random = random, columns = now.columns }
    local name <const> = new_name "a"
    terms[i] = { name, term.text }
    columns[#columns + 1] = column_like(name, term)
    sqls[#sqls + 1] = term.sql .. " AS " .. quoted(name)
  end
  local sql = ("SELECT %s FROM (%s)"):format(table.concat(sqls, ", "), now.sql)
  if #keys > 0 then sql = sql .. " GROUP BY " .. list_of(keys) end
  local grouped <const> = #keys > 0 and now.query:by(table.unpack(names_of(keys))) or now.query
  return { query = grouped:agg(terms), columns = columns, sql = sql }
end

-- Besides its own. Huge numbers stay apart: coalesced into a column of small ones, they overflow.
local also_joins <const> = { int = "quarter", quarter = "int" }

-- Pairs of columns of two queries that can be held against each other.
local function pairs_between(left, right)
  local found <const> = {}
  for _, a in ipairs(exact(left)) do
    for _, b in ipairs(exact(right)) do
      if a.type == b.type or also_joins[a.type] == b.type then found[#found + 1] = { a, b } end
    end
  end
  return found
end

local joins <const> = {
  inner = "SELECT %s FROM (%s) l JOIN (%s) r ON %s",
  left = "SELECT %s FROM (%s) l LEFT JOIN (%s) r ON %s",
  right = "SELECT %s FROM (%s) l RIGHT JOIN (%s) r ON %s",
  full = "SELECT %s FROM (%s) l FULL JOIN (%s) r ON %s",
  semi = "SELECT %s FROM (%s) l WHERE EXISTS (SELECT 1 FROM (%s) r WHERE %s)",
  anti = "SELECT %s FROM (%s) l WHERE NOT EXISTS (SELECT 1 FROM (%s) r WHERE %s)",
}
local kinds <const> = { "inner", "left", "right", "full", "semi", "anti" }

-- Joins with another query, when it has columns of a type both know.
local function join(random, now, other)
  local candidates <const> = pairs_between(now.columns, other.columns)
  if #candidates == 0 then return now end
  local kind <const>, keys <const>, is_key <const> = random:pick(kinds), {}, {}
  local conditions <const>, coalesced <const> = {}, {}
  for _ = 1, 1 + random:below(2) do
    local pair <const> = random:pick(candidates)
    local a <const>, b <const> = pair[1], pair[2]
    if not keys[a.name] and not is_key[b.name] then
      keys[a.name], is_key[b.name] = b.name, true
      conditions[#conditions + 1] = ("l.%s = r.%s"):format(a.sql, b.sql)
      coalesced[a.name] = { like = a.type == "int" and b or a, -- whole numbers beside quarters
        sql = ("COALESCE(l.%s, r.%s) AS %s"):format(a.sql, b.sql, a.sql) }
    end
  end
  local columns <const>, sqls <const>, taken <const> = {}, {}, {}
  for i, column in ipairs(now.columns) do
    local outer <const> = kind == "right" or kind == "full"
    local both <const> = outer and coalesced[column.name]
    columns[i] = both and column_like(column.name, both.like) or column
    sqls[i], taken[column.name] = both and both.sql or "l." .. column.sql, true
  end
  if kind ~= "semi" and kind ~= "anti" then
    for _, column in ipairs(other.columns) do
      if not is_key[column.name] then
        local name <const> = taken[column.name] and column.name .. "_u" or column.name
        columns[#columns + 1] = column_like(name, column)
        sqls[#sqls + 1] = ("r.%s AS %s"):format(column.sql, quoted(name))
      end
    end
  end
  return { columns = columns,
    query = now.query:join(other.query, keys, { kind = kind, suffix = "_u" }),
    sql = joins[kind]:format(table.concat(sqls, ", "), now.sql, other.sql,
      table.concat(conditions, " AND ")) }
end

-- One below the other; each side may lack columns.
local function union(random, now, other)
  local columns <const>, known <const>, left <const>, right <const> = {}, {}, {}, {}
  local mine <const>, theirs <const> = some(random, now.columns, 80), some(random, other.columns, 80)
  for _, side in ipairs { mine, theirs } do
    for _, column in ipairs(side) do
      if not known[column.name] then
        known[column.name] = true
        columns[#columns + 1] = column
      end
    end
  end
  for i, column in ipairs(columns) do
    left[i], right[i] = "NULL AS " .. column.sql, "NULL AS " .. column.sql
    for _, own in ipairs(mine) do if own.name == column.name then left[i] = column.sql end end
    for _, own in ipairs(theirs) do if own.name == column.name then right[i] = column.sql end end
  end
  return { columns = columns,
    query = now.query:select(table.unpack(names_of(mine)))
      :union(other.query:select(table.unpack(names_of(theirs)))),
    sql = ("SELECT %s FROM (%s) UNION ALL SELECT %s FROM (%s)"):format(table.concat(left, ", "),
      now.sql, table.concat(right, ", "), other.sql) }
end

-- Windows over rows that `n` numbers.
local windows <const> = {
  { "row_number()", "ROW_NUMBER() OVER (%s ORDER BY n)", "n" },
  { "rank()", "CASE WHEN i IS NOT NULL THEN RANK() OVER (%s ORDER BY i DESC NULLS LAST) END", "-i" },
  { "dense_rank()", "CASE WHEN m IS NOT NULL THEN DENSE_RANK() OVER (%s ORDER BY m NULLS LAST) END",
    "m" },
  { "cumulative_sum(i)", "CASE WHEN i IS NOT NULL THEN SUM(i) OVER (%s ORDER BY n) END", "n" },
  { "cumulative_sum(d)", "CASE WHEN d IS NOT NULL THEN SUM(d) OVER (%s ORDER BY n) END", "n" },
}

local function window(random, now)
  local keys <const> = random:chance(70) and { random:pick { "k", "b", "j" } } or {}
  local how <const> = random:pick(windows)
  local over <const> = #keys > 0 and "PARTITION BY " .. quoted(keys[1]) or ""
  local columns <const> = table.move(now.columns, 1, #now.columns, 1, {})
  columns[#columns + 1] = column_like("o", { type = how[1]:find "(d)" and "quarter" or "int",
    size = 1000, plain = true })
  return { columns = columns,
    query = now.query:window({ by = keys, sort = how[3] }, { o = how[1] }),
    sql = ("SELECT %s, %s AS o FROM (%s)"):format(list_of(now.columns), how[2]:format(over),
      now.sql) }
end

local usual <const> = { "where", "where", "derive", "agg", "select", "distinct", "rename" }

local function grown(random, now, depth)
  for _ = 1, random:below(depth + 1) do
    now = verbs[random:pick(usual)](random, now)
  end
  return now
end

-- A query: tables, filtered; perhaps one verb of two tables or a window; then whatever comes.
local function random_query(random, t, u)
  local now = random:chance(50) and verbs.where(random, t) or t
  local turn <const> = random:below(10)
  if turn < 3 then
    now = join(random, now, grown(random, u, 2))
  elseif turn < 4 then
    now = union(random, now, random:chance(50) and verbs.where(random, u) or u)
  elseif turn < 5 then
    now = window(random, now)
  end
  return grown(random, now, 3)
end

-- Sorted by all columns, then perhaps cut: rows that are alike cannot be told apart.
local function ordered(random, now)
  local orders <const>, sqls <const> = {}, {}
  for i, column in ipairs(now.columns) do
    if column.type == "real" and not column.plain then return nil end
    local descending <const> = random:chance(40)
    orders[i] = (descending and "-" or "") .. column.name
    sqls[i] = ("%s %s NULLS LAST"):format(column.sql, descending and "DESC" or "ASC")
  end
  local query = now.query:sort(table.unpack(orders))
  local sql = ("SELECT %s FROM (%s) ORDER BY %s"):format(list_of(now.columns), now.sql,
    table.concat(sqls, ", "))
  if random:chance(50) then
    local n <const> = random:below(20)
    query, sql = query:limit(n), sql .. " LIMIT " .. n
  end
  return { query = query, sql = sql, columns = now.columns, in_order = true }
end

-- Answers ---------------------------------------------------------------------------------------

local truths <const> = { ["true"] = "1", ["false"] = "0" }

-- A cell as both sides would write it: whole numbers by their digits, others by twelve.
local function plain_cell(cell, type)
  if not cell then return "-" end
  if type == "bool" then return truths[cell] or cell end
  if type == "text" or type == "month" then return "'" .. cell end
  if cell:find "^%-?%d+$" then return cell end
  local value <const> = tonumber(cell)
  local whole <const> = value and math.tointeger(value)
  return whole and ("%d"):format(whole) or ("%.12g"):format(value)
end

local function ours(made)
  local answer <const>, rows <const> = made.query:collect(), {}
  for row = 1, #answer do
    local cells <const> = {}
    for i, column in ipairs(made.columns) do
      cells[i] = plain_cell(answer:text(row, column.name), column.type)
    end
    rows[row] = cells
  end
  return rows
end

local function theirs(made, answer)
  for _, cells in ipairs(answer) do
    for i, column in ipairs(made.columns) do cells[i] = plain_cell(cells[i], column.type) end
  end
  return answer
end

local function lines_of(rows, in_order)
  local lines <const> = {}
  for i, cells in ipairs(rows) do lines[i] = table.concat(cells, " | ") end
  if not in_order then table.sort(lines) end
  return lines
end

-- Equal, or as near as sums of doubles in two orders come.
local function near(a, b)
  if a == b then return true end
  local x <const>, y <const> = tonumber(a), tonumber(b)
  return x and y and math.abs(x - y) <= 1e-9 * math.max(math.abs(x), math.abs(y), 1)
end

local function rows_near(ours_, theirs_)
  for i, line in ipairs(ours_) do
    local other = (theirs_[i] .. " | "):gmatch "(.-) | "
    for cell in (line .. " | "):gmatch "(.-) | " do
      if not near(cell, other()) then return false end
    end
  end
  return true
end

local function difference(made, answer)
  local a <const> = lines_of(ours(made), made.in_order)
  local b <const> = lines_of(theirs(made, answer), made.in_order)
  if #a == #b and (table.concat(a, "\n") == table.concat(b, "\n") or rows_near(a, b)) then
    return nil
  end
  return ("%s\nours:\n  %s\nSQLite's:\n  %s"):format(made.sql, table.concat(a, "\n  "),
    table.concat(b, "\n  "))
end

local function check_round(seed)
  local random <const> = random_of(seed)
  local tables <const>, setup <const> = {}, {}
  for i, name in ipairs { "t", "u" } do
    local made <const> = twin.table(random, random:below(random:pick { 4, 20, 60 }))
    local columns <const> = columns_of(made)
    setup[i] = twin.sql_table(made, name)
    tables[i] = { columns = columns, query = native.table(twin.native(made)):limit(made.n),
      sql = ("SELECT %s FROM %s"):format(list_of(columns), name) }
  end
  local queries <const>, sqls <const> = {}, {}
  for i = 1, QUERIES do
    local made <const> = random_query(random, tables[1], tables[2])
    queries[i] = random:chance(40) and ordered(random, made) or made
    sqls[i] = queries[i].sql
  end
  local answers <const> = sqlite.answers(table.concat(setup), sqls)
  for i, made in ipairs(queries) do
    local wrong <const> = difference(made, answers[i])
    assert(not wrong, ("round %d, query %d: %s"):format(seed, i, wrong))
  end
end

describe("random queries against SQLite", function()
  it("answer alike: filters, formulas, groups, joins, unions, windows, orders", function()
    if not sqlite.is_there() then
      pending "sqlite3 3.39 or newer is not installed"
      return
    end
    for seed = 1, rounds(40) do
      check_round(seed)
    end
  end)
end)
