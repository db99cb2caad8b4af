-- Tables of an article: of data, or made of claims, where a row is a member of a breakdown, a level
-- or a table of names, and a column a head and a template, so that every number in it is a claim.

local blocks = require "ingot.article.blocks"
local claim = require "ingot.claim"
local error_ = require "ingot.error"
local kind_ = require "ingot.kind"
local phrase = require "ingot.phrase"
local sentence = require "ingot.article.sentence"
local words = require "ingot.words"

---@class ingot.Article
local M = {}

---@alias ingot.TableColumn ingot.Template[]  a head and a cell: { "Exports", "{exports:t1}" }

local wanted <const> = 'a head and a cell expected, as { "Exports", "{exports:t1}" }'

local function check_columns(columns, level)
  if type(columns) ~= "table" or #columns == 0 then
    error("table: a list of columns expected beside the rows, as { { \"Partner\", \"{name}\" } }, got "
      .. (type(columns) == "table" and "an empty one" or type(columns)), level + 1)
  end
  for i, column in ipairs(columns) do
    if type(column) ~= "table" then
      error(("table: column %d: %s, got %s"):format(i, wanted, type(column)), level + 1)
    elseif #column ~= 2 then
      error(("table: column %d: %s, got %d of them"):format(i, wanted, #column), level + 1)
    end
  end
end

-- What the templates of a row may name. A level is the row of its subject: under its metric's name.
local function names_of(row, lang)
  if not claim.is(row) then return row end
  local subject = row.subject
  return {
    [row.metric] = row, period = row.period, subject = subject,
    name = subject and subject.en or words.language(lang).total,
  }
end

-- The cells of one column in one language, from top to bottom.
local function cells_of(article, template, rows, lang)
  local text, message = sentence.text(article, template, lang)
  if message then error(message, 0) end
  local parsed
  parsed, message = phrase.parse(text, { lang = lang })
  if not parsed then error(message, 0) end
  local cells = {}
  -- Cells are no paragraph: what one says, the next may say again.
  local context = setmetatable({ said = false, cells = true }, { __index = article.contexts[lang] })
  for i, row in ipairs(rows) do
    cells[i], message = phrase.render(parsed, names_of(row, lang), context)
    if not cells[i] then error(message, 0) end
  end
  return cells
end

-- The unit of a cell that is one number and no more; nil of another that has a number.
local function unit_of(spans)
  local number, behind = spans[1], spans[2] or ""
  if type(number) == "string" or type(behind) ~= "string" or #spans > 2 then return nil end
  return behind
end

-- Whether all that have a number are but a number, and the unit that all of these have in common.
local function numbers_of(cells)
  local common, numeric = nil, false
  for _, spans in ipairs(cells) do
    if #spans > 1 or type(spans[1]) == "table" then
      local unit = unit_of(spans)
      if not unit then return false end
      numeric = true
      common = (common == nil or common == unit) and unit
    end
  end
  return numeric, common or ""
end

-- Per cent stays with its number; other units go into the head.
local function unit_to_head(head, cells, unit, lang)
  local word = unit:match "^%s*(.-)$"
  if word == "" or word == "%" then return end
  for i, spans in ipairs(cells) do
    cells[i] = type(spans[1]) == "table" and { spans[1] } or spans
  end
  local brackets = words.language(lang).unit_brackets
  head[#head + 1] = brackets[1] .. word .. brackets[2]
end

-- Has a mistake in a column say which.
local function in_column(c, level, make, ...)
  local fine, made = error_.try(make, ...)
  if not fine then error(("table: column %d: %s"):format(c, made), level + 1) end
  return made
end

local function in_language(article, heads, columns, rows, lang, level)
  local version = { head = {}, rows = {}, numeric = {} }
  for i = 1, #rows do version.rows[i] = {} end
  for c, column in ipairs(columns) do
    local said = heads[c] and heads[c][lang] or {}
    local head = table.move(said, 1, #said, 1, {})
    local cells = in_column(c, level + 1, cells_of, article, column[2], rows, lang)
    local numeric, unit = numbers_of(cells)
    if numeric then unit_to_head(head, cells, unit, lang) end
    version.head[c], version.numeric[c] = head, numeric
    for i, spans in ipairs(cells) do version.rows[i][c] = spans end
  end
  return version
end

local function add_claims(article, said, rows, columns, names, level)
  check_columns(columns, level + 1)
  if #rows == 0 and next(rows) ~= nil then
    error("table: a list of rows expected, got " .. kind_.of(rows), level + 1)
  end
  if #rows == 0 then return end
  for i, row in ipairs(rows) do
    if type(row) ~= "table" then
      error(("table: row %d: a row of a breakdown, a level or a table of names expected, got %s")
        :format(i, type(row)), level + 1)
    end
  end
  local heads, versions = {}, {}
  for c, column in ipairs(columns) do
    heads[c] = in_column(c, level + 1, sentence.of, article, column[1], names, 1)
  end
  for _, lang in ipairs(article.langs) do
    versions[lang] = in_language(article, heads, columns, rows, lang, level + 1)
  end
  blocks.add(article, { kind = "table", sentences = { said }, versions = versions })
end

local function title_of(article, title, names, level)
  local fine, said = error_.try(sentence.of, article, title, names, 1)
  if not fine then error("table: title: " .. said, level + 1) end
  return said
end

--- A table with its title. Of data:
---
---     article:table("Provinces", provinces:table("exports", period))
---
--- or of claims, where each number is traced like one of a sentence. A unit that all numbers of a
--- column share goes into its head; without rows there is no table.
---
---     article:table("Destinations", cable:by("partner"):top(5, "exports", period), {
---       { "Partner", "{name}" }, { "Exports", "{exports:t1}" }, { "YoY", "[{exports.yoy}|—]" },
---     })
---
---@param title ingot.Template
---@param data ingot.Table|ingot.Query|(ingot.Row|ingot.Claim|table)[]  rows: members, levels, names
---@param columns ingot.TableColumn[]|table|nil  of rows; of data: names for the title
---@param names table?  of rows: names for the title and the heads
---@return ingot.Article self
function M:table(title, data, columns, names)
  local kind = type(data)
  if kind == "table" and not claim.is(data) and not data.collect then
    add_claims(self, title_of(self, title, names, 2), data, columns, names, 2)
    return self
  end
  if kind ~= "userdata" and (kind ~= "table" or claim.is(data)) then
    error("table: a table, a query or a list of rows expected, got " .. kind_.of(data), 2)
  end
  local said = title_of(self, title, columns, 2)
  blocks.add(self, { kind = "table", sentences = { said }, table = data:collect() })
  return self
end

return M
