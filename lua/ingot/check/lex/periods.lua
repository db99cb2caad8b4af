-- Periods: a table of forms, each a row of words and classes of words, with what it means. The longest
-- form that fits wins, among equals the earlier.

local dates <const> = require "ingot.check.lex.dates"

local M = {}

---@class ingot.check.When
---@field kind "month"|"quarter"|"half"|"year"|"range"|"same"|"previous"|"last"|"week"|"day"
---@field year? integer
---@field to_year? integer  of a range over years
---@field from? integer     first month, 1 to 12
---@field to? integer       last month
---@field day? integer      of a date
---@field back? integer     relative: so many of its kind before the one spoken of; 0: that one
---@field year_back? integer  "April last year": 1; "April this year": 0
---@field news? boolean     "last month" of news is the month it is about
---@field years? integer    of "same": so many years before
---@field joint? boolean    January and February as one
---@field ytd? boolean      from January on, to a month that is not said
---@field n? integer        of "last": so many
---@field of? string        of "last": "month" "quarter" "year" "week"
---@field spoken? integer  "the ten months": so many, of which the article has spoken; else from January on
---@field part? string      "end" "mid" "early" "late": of a month or year

-- Makers: what was captured → a When.
local function month(c)
  return { kind = "month", from = c.m, to = c.m, year = c.y, day = c.d, year_back = c.year_back,
    part = c.part }
end

local function range(c)
  return { kind = "range", from = c.m, to = c.m2 or c.m, year = c.y2 and c.y or c.y,
    to_year = c.y2 and c.y2 ~= c.y and c.y2 or nil, year_back = c.year_back,
    joint = c.m == 1 and c.m2 == 2 or nil }
end

-- "January to April 2025": the year stands behind.
local function range_of_months(c)
  if c.m2 and c.m2 < c.m and not c.y2 then -- "November to March 2025"
    return { kind = "range", from = c.m, to = c.m2, year = c.y and c.y - 1, to_year = c.y }
  end
  return range(c)
end

local function first_months(c)
  if c.n > 12 then
    return nil
  end
  return { kind = c.n == 12 and "year" or "range", from = 1, to = c.n, year = c.y,
    year_back = c.year_back }
end

-- "In the ten months": three or six are a quarter or half as likely.
local function months_spoken_of(c)
  local when <const> = c.n ~= 3 and c.n ~= 6 and c.n < 12 and first_months(c) or nil
  if when then
    when.spoken = c.n
  end
  return when
end

local function quarter_of(n, c)
  return { kind = "quarter", from = 3 * n - 2, to = 3 * n, year = c.y, year_back = c.year_back }
end

local function half_of(n, c)
  return { kind = "half", from = 6 * n - 5, to = 6 * n, year = c.y, year_back = c.year_back }
end

local function first_quarters(c)
  return c.n <= 4 and { kind = "range", from = 1, to = 3 * c.n, year = c.y, year_back = c.year_back }
    or nil
end

local function year(c)
  return { kind = "year", year = c.y, back = not c.y and (c.year_back or 0) or nil,
    year_back = c.year_back, part = c.part }
end

local function fixed(when)
  return function(c)
    local result <const> = {}
    for key, value in pairs(when) do
      result[key] = value
    end
    result.year = result.year or c.y
    return result
  end
end

local function same(c)
  return { kind = "same", years = not c.y and (c.n or 1) or nil, year = c.y }
end

local function last_ones(c)
  return { kind = "last", n = c.n, of = c.span }
end

-- A form: words with | between alternatives; ? when it may be left out; {x} a class of `dates`;
-- {yb} "this year", "last year" or the like; {to} what joins two ends; {span} months, years ….
local forms <const> = {
  { "{m} {d} ,? {y}", month }, { "{m} {d} ,? {yb}", month }, { "{m} {d}", month },
  { "{m} - {d} - {y}", month }, { "{d} - {m} - {y}", month },
  { "the? {d} of? {m} ,? {y}?", month }, { "{m} {d} {to} {d} ,? {y}?", month },
  { "{m} ,? {y}", month }, { "{m} of? the? {y}", month }, { "{m} , {yb}", month },
  { "{m} of? {yb}", month }, { "{m}", month }, { "{m} - {z}", function(c)
    return { kind = "month", from = c.m, to = c.m, year = c.z }
  end }, { "{m} ' {z}", function(c)
    return { kind = "month", from = c.m, to = c.m, year = c.z }
  end }, { "{m} ’ {z}", function(c)
    return { kind = "month", from = c.m, to = c.m, year = c.z }
  end },
  { "{part} of? {m} ,? {y}?", month }, { "{part} - {m} {y}?", month },
  { "the? month of {m} ,? {y}?", month }, { "{y} {m}", month },
  { "from? {m} {to} {m} ,? {y}?", range_of_months }, { "from? {m} {to} {m} of? {yb}",
    range_of_months },
  { "from? {m} {y} {to} {m} {y}", range_of_months },
  { "from? {y} {m} {to} {m}", range_of_months },
  { "between {m} and {m} {y}?", range_of_months },
  { "between {m} and {m} of? {yb}", range_of_months },
  { "{jan} and|& {feb} ,? {y}?", range_of_months }, { "{jan} and|& {feb} of? {yb}",
    range_of_months },
  { "{jan} / {feb} ,? {y}?", range_of_months },
  { "{jan} , {feb} {y}?", range_of_months },
  { "the? first|1st {n} months|quarters of the? fiscal|financial|marketing|crop year", fixed {
    kind = "fiscal" } },
  { "the? fiscal|financial|crop|marketing year to|through|ended|ending {m} {y}?", function(c)
    return { kind = "last", n = 12, of = "month", to = c.m, year = c.y }
  end },
  { "the half - year", fixed { kind = "half", back = 0 } },
  { "from|since the beginning|start of the|this year", fixed { kind = "range", from = 1, ytd = true,
    year_back = 0 } },
  { "in? the? first|1st {n} months of? {y}?", first_months },
  { "the? first|1st {n} months of? {yb}", first_months }, { "first|1st - {n} - months of? "
    .. "{y}?", first_months },
  { "{n} - month {y}", first_months },
  { "in|over|for|during? the? {n} months to|through|ended|ending|until {m} {y}?", function(c)
    return { kind = "last", n = c.n, of = "month", to = c.m, year = c.y }
  end },
  { "the? first {n} quarters of? {y}?", first_quarters },
  { "the? first {n} quarters of? {yb}", first_quarters },
  { "the? {o} quarter of|in? {y}?", function(c) return quarter_of(c.o, c) end },
  { "the? {o} quarter , {y}", function(c) return quarter_of(c.o, c) end },
  { "the? {o} quarter of|in? {yb}", function(c) return quarter_of(c.o, c) end },
  { "the? {o} - quarter {y}?", function(c) return quarter_of(c.o, c) end },
  { "the? {y} {o} quarter", function(c) return quarter_of(c.o, c) end },
  { "{q} of|in|,? {y}?", function(c) return quarter_of(c.q, c) end },
  { "{q} of? {yb}", function(c) return quarter_of(c.q, c) end },
  { "{q} ' {z}", function(c) return quarter_of(c.q, { y = c.z }) end },
  { "{q} - {z}", function(c) return quarter_of(c.q, { y = c.z }) end },
  { "{y} {q}", function(c) return quarter_of(c.q, c) end },
  { "{y} - {q}", function(c) return quarter_of(c.q, c) end },
  { "{q} {to} {q} of? {y}?", function(c)
    return { kind = "range", from = 3 * c.q - 2, to = 3 * c.q2, year = c.y }
  end },
  { "{pq}", function(c) return c.pq end },
  { "the? {o} half of|in? {y}?", function(c) return c.o <= 2 and half_of(c.o, c) or nil end },
  { "the? {o} half of|in? {yb}", function(c) return c.o <= 2 and half_of(c.o, c) or nil end },
  { "the? {o} - half of|in? {y}?", function(c) return c.o <= 2 and half_of(c.o, c) or nil end },
  { "the? {o} half - year {y}?", function(c) return c.o <= 2 and half_of(c.o, c) or nil end },
  { "the? {y} {o} half", function(c) return c.o <= 2 and half_of(c.o, c) or nil end },
  { "{h} of|in|,? {y}?", function(c) return half_of(c.h, c) end },
  { "{h} of? {yb}", function(c) return half_of(c.h, c) end },
  { "{y} {h}", function(c) return half_of(c.h, c) end },
  { "{y}", year }, { "the? full|whole|entire - year of? {y}?", year }, { "full - year of? "
    .. "{y}?", year },
  { "the? full|whole|entire|calendar year of? {y}?", year }, { "the? year of? {y}", year },
  { "the? whole|all|entire of {y}", year }, { "the? entirety of {y}", year }, { "all of {yb}",
    year },
  { "the? whole|all|entire of {yb}", year },
  { "{part} of? {y}", year }, { "{part} - {y}", year },
  { "{y} {to} {y}", function(c)
    return { kind = "range", from = 1, to = 12, year = c.y, to_year = c.y2 }
  end },
  { "between {y} and {y}", function(c)
    return { kind = "range", from = 1, to = 12, year = c.y, to_year = c.y2 }
  end },
  { "{y} / {z}", function(c)
    return { kind = "range", year = c.y, to_year = c.z, season = true }
  end },
  { "{yb}", year },
  -- to a month that is not said
  { "the? year - to - date", fixed { kind = "range", from = 1, ytd = true } },
  { "the? year to date", fixed { kind = "range", from = 1, ytd = true } },
  { "ytd", fixed { kind = "range", from = 1, ytd = true } },
  { "so far this|the year", fixed { kind = "range", from = 1, ytd = true, year_back = 0 } },
  { "so far in {y}", fixed { kind = "range", from = 1, ytd = true } },
  { "this year so far", fixed { kind = "range", from = 1, ytd = true, year_back = 0 } },
  { "since the? start|beginning of the|this year", fixed { kind = "range",
    from = 1, ytd = true, year_back = 0 } },
  { "since the? start|beginning of {y}", fixed { kind = "range", from = 1, ytd = true } },
  { "from the? start|beginning of the|this year", fixed { kind = "range",
    from = 1, ytd = true, year_back = 0 } },
  { "from the? start|beginning of {y}", fixed { kind = "range", from = 1, ytd = true } },
  { "since {jan}", fixed { kind = "range", from = 1, ytd = true } },
  -- the one before
  { "last month", fixed { kind = "month", back = 1, news = true } },
  { "the? previous|prior|preceding|last month", fixed { kind = "month", back = 1 } },
  { "the month before|earlier|prior|ago", fixed { kind = "month", back = 1 } },
  { "a|one|1 month earlier|ago|before|prior|previously", fixed { kind = "month", back = 1 } },
  { "the? month - earlier|ago level|figure|month|period?", fixed { kind = "month", back = 1 } },
  { "this|the|current|the current|reporting month", fixed { kind = "month", back = 0 } },
  { "the same month", fixed { kind = "month", back = 0 } },
  { "the next|following|coming month", fixed { kind = "month", back = -1 } },
  { "next month", fixed { kind = "month", back = -1 } },
  { "{n} months earlier|ago|before", function(c) return { kind = "month", back = c.n } end },
  { "the? previous|prior|preceding|last quarter", fixed { kind = "quarter", back = 1 } },
  { "the quarter before|earlier", fixed { kind = "quarter", back = 1 } },
  { "a|one quarter earlier|ago|before", fixed { kind = "quarter", back = 1 } },
  { "for|in|over the half -? year", fixed { kind = "half", back = 0 } },
  { "the {n} - month total|tally|figure|period", first_months },
  { "in|over|for|during the {n} months", months_spoken_of },
  { "this|the current? quarter", fixed { kind = "quarter", back = 0 } },
  { "next quarter", fixed { kind = "quarter", back = -1 } },
  { "the? previous|prior|preceding half", fixed { kind = "half", back = 1 } },
  { "the? previous|prior|preceding period", fixed { kind = "previous", back = 1 } },
  { "the period before", fixed { kind = "previous", back = 1 } },
  { "the? previous|prior|preceding|last week", fixed { kind = "week", back = 1 } },
  { "a|one week earlier|ago|before", fixed { kind = "week", back = 1 } },
  { "this|the week", fixed { kind = "week", back = 0 } }, { "next week", fixed { kind = "week",
    back = -1 } },
  { "next year", fixed { kind = "year", back = -1 } },
  { "the same|corresponding|comparable|like period|month|quarter|time|half|months|stretch|span|year "
    .. "of|in|from|a? {y}", same },
  { "the? same|corresponding|comparable|like period|month|quarter|time|half|months "
    .. "of|in|from? {yb1}", same },
  { "the? same|corresponding|comparable|like period|month|quarter|time|half|months a|one "
    .. "year ago|earlier|before|prior|previously", same },
  { "the? same|corresponding|comparable period|month|quarter|half|months of|in the? "
    .. "previous|prior|preceding year", same },
  { "the? same|corresponding {n} months of|in|from {y}", function(c) return same { y = c.y } end },
  { "the? same|corresponding {n} months of? {yb1}", function() return same {} end },
  { "the? same|corresponding {n} months a|one year ago|earlier|before", function() return same {} end },
  { "{y} 's? same|corresponding period|month", same },
  { "the? same|corresponding period|month|quarter|half , {y}", same },
  { "last year ' s same|corresponding period|month", same },
  { "last year 's same|corresponding period|month", same },
  { "a|one year earlier|ago|before|prior|previously", same },
  { "the year before|earlier|prior", same }, { "the? year - earlier|ago|on "
    .. "period|month|quarter|level|figure|half?", same },
  { "the? year - earlier|ago period|month|quarter|level|figure", same },
  { "{n} years earlier|ago|before", same },
  { "the same period", fixed { kind = "same" } }, { "the corresponding period",
    fixed { kind = "same" } },
  { "the? past|last|latest|previous|preceding|recent {n} {span}", last_ones },
}

local joins <const> = { ["-"] = true, ["–"] = true, ["—"] = true, ["to"] = true, through = true,
  ["until"] = true, till = true, thru = true, ["~"] = true, ["−"] = true }

local year_words <const> = {
  ["this year"] = 0, ["the year"] = 0, ["last year"] = 1, ["the previous year"] = 1,
  ["the prior year"] = 1, ["previous year"] = 1, ["prior year"] = 1, ["the preceding year"] = 1,
  ["the current year"] = 0, ["the last year"] = 1, ["the same year"] = 0, ["that year"] = 0,
}

local spans <const> = { month = "month", months = "month", year = "year", years = "year",
  quarter = "quarter", quarters = "quarter", week = "week", weeks = "week" }

local parts <const> = { ["end"] = "end", ["mid"] = "mid", early = "early", late = "late", ["-end"] = "end",
  middle = "mid", beginning = "early", start = "early" }

local function year_back(atoms, i)
  for width = 2, 1, -1 do
    local words <const> = {}
    for j = i, i + width do
      words[#words + 1] = atoms[j] and atoms[j].low
    end
    local back <const> = #words == width + 1 and year_words[table.concat(words, " ")]
    if back then
      return back, i + width
    end
  end
end

-- Classes of forms beyond those of `dates`, with the names their captures have.
local classes <const> = setmetatable({
  to = function(atoms, i)
    return joins[atoms[i].low], i
  end,
  yb = year_back,
  yb1 = function(atoms, i)
    local back <const>, to <const> = year_back(atoms, i)
    if back == 1 then
      return back, to
    end
  end,
  span = function(atoms, i)
    return spans[atoms[i].low], i
  end,
  part = function(atoms, i)
    return parts[atoms[i].low], i
  end,
  jan = function(atoms, i)
    local value <const>, to <const> = dates.classes.m(atoms, i)
    return value == 1 and value or nil, to
  end,
  feb = function(atoms, i)
    local value <const>, to <const> = dates.classes.m(atoms, i)
    return value == 2 and value or nil, to
  end,
  pq = function(atoms, i)
    local n <const>, kind <const>, of <const> = dates.part_of_year(atoms[i])
    if n then
      return (kind == "q" and quarter_of or half_of)(n, { y = of }), i
    end
  end,
}, { __index = dates.classes })

-- What these may begin with; see `dates.openers`.
local year_openers <const> = {}
for words in pairs(year_words) do
  year_openers[words:match "^%S+"] = true
end
local months <const> = dates.openers.m
local openers <const> = setmetatable({
  to = { joins }, yb = { year_openers }, yb1 = { year_openers }, span = { spans }, part = { parts },
  jan = months, feb = months, pq = { true },
}, { __index = dates.openers })

local captured_as <const> = { jan = "m", feb = "m", yb = "year_back", yb1 = "year_back" }

-- "{m} and|& {d}?" → its items.
local function compile(form)
  local items <const> = {}
  for part in form:gmatch "%S+" do
    local body <const>, optional <const> = part:match "^(.-)(%??)$"
    local class <const> = body:match "^{(%w+)}$"
    local item <const> = { optional = optional == "?" }
    if class and classes[class] then
      item.class, item.name = classes[class], captured_as[class] or class
      item.opens = openers[class]
    else
      item.words = {}
      for word in body:gmatch "[^|]+" do
        item.words[word] = true
      end
      item.opens = { item.words }
    end
    items[#items + 1] = item
  end
  return items
end

-- What items from `k` on may begin with: sets of words, `digits`, or nothing (`ends`).
local function openers_from(items, k)
  local found <const> = {}
  for at = k, #items do
    for _, set in ipairs(items[at].opens) do
      if set == true then
        found.digits = true
      else
        found[#found + 1] = set
      end
    end
    if not items[at].optional then
      return found
    end
  end
  found.ends = true
  return found
end

-- Forms by the word they may begin with, or for atoms with digits, each with what must follow that
-- word; a class may be of several atoms, so that behind it anything may.
local index

local function add_start(list, entry, seconds)
  list = list or {}
  list[#list + 1] = { entry = entry, seconds = seconds }
  return list
end

local function indexed()
  if index then
    return index
  end
  index = { words = {}, digits = {} }
  for order, form in ipairs(forms) do
    local entry <const> = { items = compile(form[1]), make = form[2], order = order }
    for k, item in ipairs(entry.items) do
      local seconds <const> = not item.class and openers_from(entry.items, k + 1) or nil
      for _, set in ipairs(item.opens) do
        if set == true then
          add_start(index.digits, entry, seconds)
        else
          for word in pairs(set) do
            index.words[word] = add_start(index.words[word], entry, seconds)
          end
        end
      end
      if not item.optional then
        break
      end
    end
  end
  return index
end

local function has_digits(atom)
  return atom.kind == "n" or atom.low:find "%d" ~= nil
end

local function may_follow(seconds, atom)
  if seconds.ends or not atom then
    return seconds.ends
  end
  for _, words in ipairs(seconds) do
    if words[atom.low] then
      return true
    end
  end
  return seconds.digits and has_digits(atom)
end

local function capture(captures, name, value)
  if captures[name] ~= nil then
    name = name .. "2"
  end
  captures[name] = value
  return name
end

-- The last atom of the longest way items from `k` on fit atoms from `i` on.
local function fit(items, k, atoms, i, last, captures, is_unit)
  local item <const> = items[k]
  if not item then
    return i - 1
  end
  if i <= last then
    local value, to
    if item.class then
      value, to = item.class(atoms, i, is_unit)
    elseif item.words[atoms[i].low] then
      value, to = true, i
    end
    if value and to <= last then
      local name <const> = item.class and capture(captures, item.name, value)
      local stop <const> = fit(items, k + 1, atoms, to + 1, last, captures, is_unit)
      if stop then
        return stop
      end
      if name then
        captures[name] = nil
      end
    end
  end
  return item.optional and fit(items, k + 1, atoms, i, last, captures, is_unit) or nil
end

--- The period that begins at atom i, and its last atom; nil when none does.
---@param atoms ingot.check.lex.Atom[]
---@param i integer
---@param last integer
---@param is_unit fun(atoms: ingot.check.lex.Atom[], i: integer): boolean  whether a unit begins there
---@return ingot.check.When?
---@return integer? to
function M.read(atoms, i, last, is_unit)
  local atom <const> = atoms[i]
  if atom.date then
    return { kind = "month", from = atom.date.month, to = atom.date.month, year = atom.date.year,
      day = atom.date.day }, i
  end
  local found <const> = indexed()
  local best, best_to, best_order
  local captures = {}
  local after <const> = i < last and atoms[i + 1] or nil
  local function try(starts)
    for _, start in ipairs(starts) do
      local entry <const>, seconds <const> = start.entry, start.seconds
      local to = (not seconds or may_follow(seconds, after))
        and fit(entry.items, 1, atoms, i, last, captures, is_unit)
      if to and atoms[to].text == "," then -- no year came behind it
        to = to - 1
      end
      if to and (not best_to or to > best_to or to == best_to and entry.order < best_order) then
        local when <const> = entry.make(captures)
        if when then
          best, best_to, best_order = when, to, entry.order
        end
      end
      if to then
        captures = {}
      end
    end
  end
  try(found.words[atom.low] or {})
  if has_digits(atom) then
    try(found.digits)
  end
  return best, best_to
end

return M
