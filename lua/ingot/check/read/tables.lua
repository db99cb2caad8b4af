-- Cells of tables: a number is what its row and its column say of it. The row's first cell names a
-- month, a place, a product or a flow, the column's head a measure, a relation, a period, a unit;
-- either may do the other's work.

local atoms_of <const> = require "ingot.check.read.atoms"
local assemble <const> = require "ingot.check.read.assemble"
local periods <const> = require "ingot.check.read.periods"
local subjects <const> = require "ingot.check.read.subjects"
local units <const> = require "ingot.check.lex.units"

local M = {}

---@class ingot.check.Label   what a head or a first cell says
---@field relation? "mom"|"yoy"
---@field share? boolean
---@field change? boolean
---@field period? table        of a token
---@field cumulative? boolean
---@field what? string
---@field product? string
---@field place? table
---@field unit? string
---@field power? integer
---@field rank? boolean
---@field contribution? boolean  to the growth of the whole
---@field text string

local relations <const> = { mom = "mom", yoy = "yoy", qoq = "mom", hoh = "mom", previous = "mom" }
local MOST_WORDS <const> = 12 -- of a label looked through for a unit

-- The unit words of a label: "Imports, million t", "Volume ('000 tonnes)".
local function unit_of(text)
  local tries <const>, list = units.tries(), {}
  text = text:gsub("10[, ]000 ", "ten thousand "):gsub("1[, ]000 ", "thousand ")
  for word in text:gsub("[(),:%[%]]", " "):gsub("%%", " %% "):gsub("/", " / "):gmatch "%S+" do
    list[#list + 1] = { text = word, low = word:lower(), blank = true }
    if #list == MOST_WORDS then
      break
    end
  end
  local found
  for at = 1, #list do
    local power <const>, last <const> = units.walk(list, at, #list, tries.scales)
    local unit <const>, to = units.walk(list, power and last + 1 or at, #list, tries.units)
    if unit and to and (#list[at].low > 1 or list[at].low:find "[t%%$€£¥]") then
      found = { unit = unit.unit, power = (power or 0) + unit.power }
      if list[to + 1] and list[to + 1].low == "/" then
        local below <const> = units.walk(list, to + 2, #list, tries.below)
        found.unit = below and found.unit .. "/" .. below.unit or found.unit
      end
      break
    end
  end
  return found
end

local readers <const> = {
  R = function(label, atom)
    label.relation = label.relation or relations[atom.sense.relation]
    label.cumulative = label.cumulative or atom.sense.cumulative or atom.sense.relation == "ytd"
  end,
  S = function(label) label.share = true end,
  g = function(label) label.change = true end,
  u = function(label) label.change = true end,
  P = function(label, atom)
    if atom.when.kind == "same" then
      label.relation = "yoy"
    else
      label.period = label.period or atom.when
    end
  end,
  B = function(label) label.place = { item = "others" } end,
  W = function(label) label.total = true end,
}

local function label_of(sentence, text, products)
  local label = { text = text, words = {} }
  for _, atom in ipairs(sentence.atoms) do
    local read <const> = readers[atom.c]
    if read then
      read(label, atom)
    elseif atom.c == "x" then
      label.words[#label.words + 1] = atom.token.low
    end
  end
  for _, mention in ipairs(sentence.mentions) do
    label.what = label.what or mention.what
    label.product = label.product or mention.product
    if mention.partner or mention.province or mention.item or mention.mode then
      label.place = mention
    end
  end
  local unit <const> = unit_of(text)
  if unit then
    label.unit, label.power = unit.unit, unit.power
  end
  for _, atom in ipairs(sentence.atoms) do
    local token <const> = atom.token
    local zeros <const> = token.digits and token.unit and token.digits:gsub("[^%d]", ""):match "^1(000+)$"
    if zeros and sentence.cell.row == 0 then -- "1 000 t"
      label.unit, label.power, label.times = token.unit, atoms_of.scale(token) + #zeros, true
    end
  end
  local low <const> = text:lower()
  label.share = label.share or low:find "share" ~= nil or low:find "%% of" ~= nil
  label.change = label.change or low:find "change" ~= nil
  label.total = label.total or low:find "^total" ~= nil
  label.contribution = low:find "^contribut" ~= nil
  label.rank = sentence.cell.row == 0 and low:find "^rank" ~= nil
  if not label.what and not label.product and not label.place then
    label.product = products:name(label.words, false)
  end
  if not label.place and not label.what and not label.period and not label.relation
    and not label.share and not label.total and not label.product and not label.contribution
    and low:find "%a" then
    label.name = text
  end
  return label
end

---@param page ingot.check.Page
function M.new(page)
  return { page = page, columns = {}, rows = {} }
end

-- A relation's column is dated by the columns before it: by the latest of their group.
local function date_label(heads, label, column, state)
  local latest
  for at = column - 1, 1, -1 do
    local other <const> = heads.columns[at]
    local p <const> = other and other.period
      and periods.resolve(other.period, state.calendar, state.calendar.main)
    if p and (not latest or p.to > latest.to) then
      latest, label.period = p, other.period
    end
    label.cumulative = label.cumulative or other and other.cumulative and not latest
    if other and other.relation then
      break
    end
  end
end

-- A column of percentages behind those of two periods compares them: "Q1 2025 | Q1 2024 | %".
local function compare(heads, label, column, state)
  local this, other
  for at = column - 1, 1, -1 do
    local before <const> = heads.columns[at]
    local p <const> = before and before.period and not before.relation
      and periods.resolve(before.period, state.calendar, state.calendar.main)
    if not p or other then
      break
    end
    this, other = p, this
  end
  if this and other then
    local later <const>, earlier <const> = this.to > other.to and this or other, this.to > other.to and other or this
    label.relation = periods.relation(later, earlier)
  end
end

local function first_of(a, b, field)
  if a and a[field] ~= nil then
    return a[field]
  end
  return b and b[field]
end

local function subject_of(state, row, column)
  local subject <const> = subjects.copy(state.main)
  subject.what = first_of(column, row, "what") or subject.what
  subject.product = first_of(row, column, "product") or subject.product
  for _, label in ipairs { column or {}, row or {} } do
    local place <const> = label.place
    for _, field in ipairs { "partner", "province", "mode", "item" } do
      if place and place[field] and (place[field] ~= state.home or not label.what) then
        subject[field] = place[field]
      end
    end
  end
  if row and row.name then
    subject.item = row.name
  end
  return subject
end

local function period_of(state, row, column)
  local year <const> = first_of(column, row, "period")
  local base <const> = state.period or state.calendar.whole or state.calendar.main
  local p
  for _, label in ipairs { row or {}, column or {} } do
    if label.period then
      local when = label.period
      if when.kind ~= "year" and not when.year and year and year.kind == "year" and year.year then
        when = setmetatable({ year = year.year }, { __index = when })
      end
      local resolved <const> = periods.resolve(when, state.calendar, base)
      if resolved and (not p or resolved:count() < p:count()) then
        p = resolved
      end
    end
  end
  p = p or base
  if p and p:count() == 1 and (first_of(column, row, "cumulative")) then
    p = p:ytd()
  end
  return p
end

local function figure_of(atom, row, column, state)
  local token <const> = atom.token
  local unit = token.unit ~= "" and token.unit or nil
  local relation <const> = first_of(column, row, "relation")
  local share <const> = first_of(column, row, "share")
  local power = 0
  if not unit then
    local labelled <const> = column and column.unit and column or row and row.unit and row
      or state.table_unit
    if relation or share then
      unit = labelled and (labelled.unit == "%" or labelled.unit == "pp" or labelled == column)
        and labelled.unit or "%"
      power = labelled and labelled.unit == unit and labelled.power or 0
    elseif labelled then
      unit, power = labelled.unit, labelled.power
    end
  end
  if column and column.times and token.shared then
    unit, power = column.unit, column.power - atoms_of.scale(token)
  end
  local figure = { token = token, unit = unit or "", shift = power, bound = atom.bound,
    approx = atom.approx,
    subject = subject_of(state, row, column), period = period_of(state, row, column),
    relation = relation }
  local change <const> = relation or first_of(column, row, "change")
  figure.role = unit == "%" and (share and "share" or change and "rate" or "level")
    or change and "change" or "level"
  if unit == "pp" and column and column.contribution then
    figure.role, figure.inherited = "contribution", state.relation
  end
  return figure
end

-- What a cell of words adds to the name of its row: its flow, product or place, its period.
local function add_words(row, label)
  for _, field in ipairs(row and { "what", "product", "period" } or {}) do
    row[field] = row[field] or label[field]
  end
  if row and not row.name then
    row.place = row.place or label.place
  end
end

local MOST_RANK <const> = 1000

local function rank_of(token, column)
  local n <const> = column and column.rank and token.value and tonumber(token.digits)
  return n and math.type(n) == "integer" and n > 0 and n <= MOST_RANK and n or nil
end

--- Takes a cell in: the head, a row's name, or a figure.
---@param heads table
---@param sentence ingot.check.Sentence
---@param state ingot.check.ReadState
---@param out { claims: table[], not_understood: table[] }
---@param put_aside function
function M.read(heads, sentence, state, out, put_aside)
  local block <const>, cell <const> = heads.page.blocks[sentence.block], sentence.cell
  if heads.block ~= block then
    heads.block, heads.columns, heads.rows, heads.contributions = block, {}, {}, nil
    for i, head in ipairs(block.head or {}) do
      heads.columns[i] = heads.columns[i] or { text = head.text, words = {}, unset = true }
    end
  end
  local placed <const> = cell.row == 0 and block.head and block.head[cell.column]
    or block.rows and block.rows[cell.row] and block.rows[cell.row][cell.column]
  sentence.placed = sentence.placed or placed
  local text <const> = placed and placed.text or ""
  if cell.row == 0 then
    local label = label_of(sentence, text, state.products)
    if label.unit == "%" and not (label.relation or label.share or label.change or label.what
      or label.place or label.period) then
      compare(heads, label, cell.column, state)
    end
    if (label.relation or label.share or label.change) and not label.period
      and not label.cumulative then
      date_label(heads, label, cell.column, state)
    end
    label.contribution = label.contribution or heads.contributions and not label.what
    heads.contributions = label.contribution
    heads.columns[cell.column] = label
    return
  elseif cell.column == 1 then
    heads.rows[cell.row] = label_of(sentence, text, state.products)
    return
  end
  if not sentence.letters:find "[%%qp#]" then
    add_words(heads.rows[cell.row], label_of(sentence, text, state.products))
    return
  end
  for _, atom in ipairs(sentence.atoms) do
    if atom.token.kind == "number" then
      local figure <const> = figure_of(atom, heads.rows[cell.row],
        heads.columns[cell.column], state)
      local n <const> = rank_of(atom.token, heads.columns[cell.column])
      if n then
        out.claims[#out.claims + 1] = assemble.worded({ kind = "rank", n = n, token = atom.token,
          subject = figure.subject, period = figure.period }, heads.page, sentence, state)
      elseif atom.token.value and not atom.token.malformed then
        out.claims[#out.claims + 1] = assemble.claim(figure, heads.page, sentence, state)
      else
        put_aside(out.not_understood, heads.page, sentence, atom.token)
      end
    end
  end
end

return M
