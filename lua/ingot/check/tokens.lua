-- A page as sentences of tokens: words with the senses of the lexicon, figures with value and unit,
-- periods, marks. A phrase of the lexicon is one token, and so is a figure with its unit. Brackets,
-- commas and semicolons stay as marks; a semicolon ends no sentence.

local atoms_ <const> = require "ingot.check.lex.atoms"
local codes <const> = require "ingot.check.lex.codes"
local number <const> = require "ingot.number"
local defined <const> = require "ingot.check.lex.defined"
local numbers <const> = require "ingot.check.lex.numbers"
local periods <const> = require "ingot.check.lex.periods"
local phrases <const> = require "ingot.check.lex.phrases"
local sentences <const> = require "ingot.check.lex.sentences"
local units <const> = require "ingot.check.lex.units"

local M = {}

---@class ingot.check.Sentence
---@field block integer    number of its block on the page
---@field n integer        number of the sentence on the page
---@field tokens ingot.check.Token[]
---@field role "title"|"body"|"table"|"caption"|"note"
---@field cell? { row: integer, column: integer }  of a table; row 0: its head
---@field text ingot.check.Placed  the block or cell the tokens count their bytes in

---@class ingot.check.Token
---@field kind "word"|"number"|"period"|"mark"
---@field text string
---@field low string
---@field from integer        bytes of the text of its block
---@field to integer
---@field blank boolean       whether a blank stands before it
---@field sense? ingot.check.Sense  of a word
---@field when? ingot.check.When    of a period
---@field digits? string      of a number, as written
---@field digits_from? integer
---@field digits_to? integer
---@field value? ingot.Number in the base unit, scale applied; nil: more than 64 bits hold
---@field step? ingot.Number  one unit of the last digit as written
---@field unit? string        base unit; nil: a bare number
---@field unit_text? string   unit with its scale as written
---@field power? integer      of ten, that scale and unit came to
---@field signed? boolean     "-3.5%", "+3.5%"
---@field malformed? string   what is wrong with how it is written
---@field code? boolean       no figure: a tariff code, a grade, a number of a thing
---@field range? "first"|"last"  one of two ends: "10-15%"
---@field shared? boolean     its unit stands behind a later number: "3.2 and 4.5 million mt"
---@field bracketed? boolean  "(2,700 mt)"

local roles <const> = { title = "title", table = "table", caption = "caption", note = "note" }

-- Whether a unit or a scale stands from atom i on.
local function is_unit_from(atoms, i)
  local atom <const> = atoms[i]
  if not atom then
    return false
  end
  local trie <const> = units.tries()
  local low <const> = atom.low
  if low == "m" or low == "k" or low == "b" or low == "t" then
    return true
  end
  if units.walk(atoms, i, #atoms, trie.scales) then
    return true
  end
  local found <const>, to <const> = units.walk(atoms, i, #atoms, trie.units)
  if not found then
    return false
  end
  -- "2025 year", "May 30 days" name no amounts; "5 points" do
  local after <const> = atoms[to + 1]
  return not (found.unit == "units" and after and after.low == "of")
end

-- ---- number words that are figures: "two million tonnes", "five percent" ----

local spelled <const> = { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8,
  nine = 9, ten = 10, eleven = 11, twelve = 12 }
local measures <const> = { ["%"] = true, pp = true, t = true, USD = true, CNY = true, points = true }

local function spelled_number(atoms, i, first, last)
  local n <const> = spelled[atoms[i].low]
  if not n or not atoms[i + 1] or i == last then
    return nil
  end
  local digits <const> = atoms[i].text
  atoms[i].text = tostring(n)
  local token <const>, _, to <const> = numbers.read(atoms, i, first, last)
  atoms[i].text = digits
  if not measures[token.unit or ""] then
    return nil
  end
  token.digits, token.spelled = digits, true
  return token, to
end

-- ---- one sentence ----

local relatives <const> = { same = true, month = true, quarter = true, half = true, year = true,
  week = true, previous = true }

local function word_token(atoms, i, to, text, sense)
  return { kind = atoms[i].kind == "m" and not sense and "mark" or "word", from = atoms[i].from,
    to = atoms[to].to, text = text:sub(atoms[i].from, atoms[to].to), sense = sense,
    code = atoms[i].code or nil, possessive = atoms[i].possessive }
end

-- "steel-core" is one word, when no part of it is a phrase.
local function compound_end(atoms, i, last)
  local to = i
  while to + 2 <= last and atoms[to + 1].text == "-" and not atoms[to + 1].blank
    and atoms[to + 2].kind == "w" and not atoms[to + 2].blank
    and not phrases.find(atoms, to + 2, last) do
    to = to + 2
  end
  return to
end

local function finish_token(token, atoms, i, text)
  token.text = token.text or text:sub(token.from, token.to)
  token.low = token.low or token.text:lower()
  token.blank = atoms[i].blank
  if token.kind == "number" then
    if token.to > token.digits_to then
      token.unit_text = text:sub(token.digits_to + 1, token.to):match "^%s*(.-)$"
    elseif token.from < token.digits_from and token.unit then
      token.unit_text = text:sub(token.from, token.digits_from - 1):gsub("^[-+%s]+", "")
        :gsub("%s+$", "")
    end
    token.sign = nil
  end
  return token
end

-- A number as written, so that a year that closes a bracketed sum is no amount.
local function number_token(atoms, i, first, last, marked)
  local token <const>, from <const>, to <const> = numbers.read(atoms, i, first, last)
  if marked[i] and not (token.unit and (token.unit == "%" or token.power > 0)) then
    token.code = true
    return { kind = "number", from = atoms[i].from, to = atoms[i].to, digits = atoms[i].text,
      digits_from = atoms[i].from, digits_to = atoms[i].to, value = token.value, step = token.step,
      code = true, power = 0 }, i
  end
  if token.unit == "%" and codes.is_purity(atoms[i].text, atoms[from - 1], atoms[to + 1]) then
    token.code = true
  end
  return token, to
end

-- Atoms before number i that belong to it: a sign, a currency.
local function starts_number(atoms, i, first, last)
  local j = i
  while j < last and j < i + 4 and (atoms[j].kind == "m" or atoms[j].kind == "w")
    and not atoms[j + 1].date do
    j = j + 1
    if atoms[j].kind == "n" then
      local token <const>, from <const>, to <const> = numbers.read(atoms, j, first, last)
      if from == i and token.digits then
        return j, token, from, to
      end
      return nil
    end
  end
end

local signs <const> = { ["-"] = true, ["−"] = true, ["–"] = true, ["+"] = true, ["﹣"] = true,
  ["－"] = true, ["＋"] = true }

local function may_lead(atom)
  return signs[atom.low] or units.tries().before[atom.low] ~= nil
end

local function read_sentence(atoms, first, last, text, opens_block)
  local marked <const> = codes.mark(atoms, first, last, function(i)
    return is_unit_from(atoms, i + 1)
  end, opens_block)
  local out <const> = {}
  local i = first
  while i <= last do
    local atom <const> = atoms[i]
    local token, to
    local when, when_to = nil, nil
    if not marked[i] and atom.kind ~= "m" then
      when, when_to = periods.read(atoms, i, last, is_unit_from)
    end
    local sense, sense_to = nil, nil
    if atom.kind ~= "n" then
      sense, sense_to = phrases.find(atoms, i, last)
    end
    if when and (not sense or when_to >= sense_to) then
      token, to = { kind = "period", from = atom.from, to = atoms[when_to].to, when = when }, when_to
    elseif atom.kind == "n" then
      token, to = number_token(atoms, i, first, last, marked)
    else
      local at
      if may_lead(atom) then
        at = starts_number(atoms, i, first, last)
      end
      if at then
        token, to = number_token(atoms, at, first, last, marked)
        if token.from > atom.from then -- what leads is a word of its own
          token, to = nil, nil
        end
      end
      if not token then
        token, to = spelled_number(atoms, i, first, last)
      end
      if not token then
        to = sense_to or atom.kind == "w" and compound_end(atoms, i, last) or i
        sense = sense or atom.ordinal and { ordinal = atom.ordinal } or nil -- "21st"
        token = word_token(atoms, i, to, text, sense)
      end
    end
    out[#out + 1] = finish_token(token, atoms, i, text)
    i = to + 1
  end
  return out
end

-- ---- what tokens say of their neighbours ----

local dashes <const> = { ["-"] = true, ["–"] = true, ["—"] = true, ["~"] = true, ["−"] = true }

-- Gives a bare number the unit of a later one.
local function share_unit(token, with, shared)
  local value <const>, step <const>, malformed <const> =
    numbers.value(token.digits, with.power or 0, token.value and number.sign(token.value) < 0)
  if value then
    token.value, token.step, token.malformed = value, step, malformed
    token.unit, token.power, token.shared = with.unit, with.power, shared
    token.unit_text = with.unit_text
  end
end

local function is_bare(token)
  return token and token.kind == "number" and not token.code and not token.unit
    and (token.power or 0) == 0
end

local function is_figure(token)
  return token and token.kind == "number" and not token.code
end

local function mark_ranges(tokens)
  for i = 2, #tokens - 1 do
    local a <const>, join <const>, b <const> = tokens[i - 1], tokens[i], tokens[i + 1]
    if is_figure(a) and is_figure(b) and b.unit then
      local before <const> = tokens[i - 2]
      local joins <const> = dashes[join.text] or join.low == "to" and is_bare(a)
        and not (before and before.low == "from")
        or join.low == "and" and before and before.low == "between"
      if joins and (not a.unit or a.unit == b.unit) then
        if is_bare(a) then
          share_unit(a, b, true)
        end
        a.range, b.range = "first", "last"
        a.ends = a.value and b.value and { low = a.value, high = b.value }
        b.ends = a.ends
      elseif join.low == "to" and is_bare(a) then
        share_unit(a, b, true)
      end
    end
  end
end

-- "3.2, 4.5 and 5.6 million mt": walks back from a figure with a unit over bare ones.
local function share_units(tokens)
  local i = #tokens
  while i > 1 do
    local token <const> = tokens[i]
    if is_figure(token) and token.unit and not token.shared then
      local j = i - 1
      while j > 1 do
        local joined = false
        while j > 1 and (tokens[j].text == "," or tokens[j].low == "and" or tokens[j].low == "or"
          or tokens[j].text == "/") do
          joined, j = true, j - 1
        end
        if not joined or not is_bare(tokens[j]) then
          break
        end
        share_unit(tokens[j], token, true)
        j = j - 1
      end
    end
    i = i - 1
  end
end

local amounts <const> = { t = true, units = true, m3 = true, barrels = true, bags = true, bales = true }

-- Whether a noun stands behind a number, of which it may be the count: "2.4 million people".
local function counts_something(after)
  return after ~= nil and after.kind == "word" and not after.sense and #after.text > 4
end

-- "2.68 million tons, up from 2.40 million in September": the unit is that of the number before.
local function lend_scaled(tokens)
  local lender
  for i, token in ipairs(tokens) do
    if is_figure(token) and (token.power or 0) >= 3 then
      if token.unit then
        lender = (amounts[token.unit] or units.currencies[token.unit]) and token or nil
      elseif lender and token.value and not counts_something(tokens[i + 1]) then
        token.unit, token.unit_text = lender.unit, token.unit_text
      end
    end
  end
end

local function mark_brackets(tokens)
  local depth = 0
  for _, token in ipairs(tokens) do
    if token.text == "(" or token.text == "（" then
      depth = depth + 1
    elseif token.text == ")" or token.text == "）" then
      depth = math.max(depth - 1, 0)
    elseif depth > 0 and token.kind == "number" then
      token.bracketed = true
    end
  end
end

-- "than" + "a year earlier" → one word that says against what.
local relation_of <const> = { month = "mom", quarter = "qoq", half = "hoh", year = "yoy", same = "yoy",
  week = "wow", previous = "previous" }

local function join_relations(tokens)
  local out <const> = {}
  for i, token in ipairs(tokens) do
    local before <const>, after <const> = out[#out], tokens[i + 1]
    local when <const> = token.when
    if when and relatives[when.kind] and (when.back == 1 or when.kind == "same" and when.years == 1)
      and before and before.sense and before.sense.compare and before.kind == "word"
      and not before.sense.move and not (after and after.possessive) then
      before.sense = { relation = relation_of[when.kind], when = when, compare = true }
      before.text = before.text .. " " .. token.text
      before.low, before.to = before.text:lower(), token.to
    else
      out[#out + 1] = token
    end
  end
  return out
end

-- ---- a page ----

-- The unit a column says in its head: "Amount (mt)", "Share, %".
local function unit_of_head(cell)
  local atoms <const> = atoms_.scan(cell.text)
  local trie <const> = units.tries()
  for i = 1, #atoms do
    local scale, scale_to = units.walk(atoms, i, #atoms, trie.scales)
    if scale and #atoms[i].text == 1 then
      scale, scale_to = nil, nil
    end
    local digits <const> = atoms[i].text:gsub("[^%w]", "")
    local tens <const> = digits == "10000" and 4 or (digits == "1000" or digits == "000") and 3
    if tens then
      scale, scale_to = tens, i
    end
    local found <const> = units.walk(atoms, (scale_to or i - 1) + 1, #atoms, trie.units)
    if found and (scale or i == 1 or not atoms[i].text:find "^%a%a%a+$" or #atoms[i].text > 3) then
      return { unit = found.unit, power = found.power + (scale or 0) }
    end
  end
end

-- Bare numbers of a column have the unit of its head.
local function take_unit(tokens, unit)
  for _, token in ipairs(tokens) do
    if is_bare(token) then
      share_unit(token, unit, true)
    end
  end
end

local function add_sentences(result, placed, fields)
  local text <const> = placed.text
  local atoms <const> = atoms_.join_groups(atoms_.scan(text), is_unit_from)
  for k, range in ipairs(sentences.ranges(atoms)) do
    local tokens = read_sentence(atoms, range[1], range[2], text, k == 1)
    defined.apply(tokens, result.defined)
    mark_ranges(tokens)
    share_units(tokens)
    lend_scaled(tokens)
    mark_brackets(tokens)
    tokens = join_relations(tokens)
    if fields.unit then
      take_unit(tokens, fields.unit)
    end
    result[#result + 1] = { block = fields.block, n = #result + 1, tokens = tokens,
      role = fields.role, cell = fields.cell, text = placed }
  end
end

--- The sentences of a page in order; cells of tables are sentences of their own.
---@param page ingot.check.Page
---@return ingot.check.Sentence[]
function M.of(page)
  local result <const> = { defined = defined.of(page) }
  for b, block in ipairs(page.blocks) do
    local role <const> = roles[block.kind] or "body"
    if block.kind == "table" then
      local heads <const> = {}
      for column, cell in ipairs(block.head or {}) do
        heads[column] = unit_of_head(cell)
        add_sentences(result, cell, { block = b, role = role, cell = { row = 0, column = column } })
      end
      for row, cells in ipairs(block.rows or {}) do
        for column, cell in ipairs(cells) do
          add_sentences(result, cell, { block = b, role = role, cell = { row = row, column = column },
            unit = heads[column] })
        end
      end
    else
      add_sentences(result, block, { block = b, role = role })
    end
  end
  result.defined = nil
  return result
end

return M
