--- One article in a ledger: JSON, one value a line, so that a desk can read it, search it, and see in
--- its version control which figure changed. The first line is of the article, each further one of a
--- figure, in the order of the text:
---
---     {"ingot_ledger":1,"title":"…","issued":"2025-05-29","period":"2025-04","article":"april.txt"}
---     {"kind":"level","what":"import","product":"primary aluminum","period":"2025-04","value":"250500",
---      "step":"1","unit":"t","digits":"250,500","quote":"250,500 mt"}           (on one line)

local claim_ <const> = require "ingot.check.claim"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local subjects <const> = require "ingot.check.subject"
local undated <const> = require "ingot.check.undated"

local M = {}

local FORMAT <const> = 1
local LONGEST_NAME <const> = 80 -- bytes, without date and ending

M.ENDING = ".ledger.jsonl"

local head_order <const> = { __order = { "ingot_ledger", "title", "issued", "period", "article" } }
local figure_order <const> = { __order = {
  "kind", "what", "product", "partner", "province", "mode", "item", "group", "period", "base", "whole",
  "value", "step", "unit", "n", "bound", "approx", "mean", "digits", "quote",
} }
local subject_order <const> = { __order = subjects.fields }
local place_order <const> = { __order = { "period", "mean", "what" } }

---@class ingot.check.Issue   an article as a ledger knows it
---@field name string      its file in the ledger
---@field title string
---@field issued? string   "2025-05-29", "2025-05"
---@field period? string   its main period
---@field article string

-- ---- what stands in the first line ----

-- A day without a year is the first one after the months that the article is of.
local function issued(dateline, main)
  if not dateline then
    return nil
  end
  local year = dateline.year
  if not year and main then
    local last <const> = main.to
    year = last // 12 + (dateline.month <= last % 12 + 1 and 1 or 0)
  end
  return year and ("%04d-%02d"):format(year, dateline.month)
    .. (dateline.day and ("-%02d"):format(dateline.day) or "")
end

local function stem(path)
  return (path:gsub("^.*/", ""):gsub("%.%w+$", ""))
end

local function slug(text)
  local plain <const> = text:lower():gsub("['’]", ""):gsub("[%s%p%c]+", "-"):gsub("^%-", "")
  local cut <const> = #plain > LONGEST_NAME and utf8.len(plain)
    and plain:sub(1, utf8.offset(plain, 0, LONGEST_NAME + 1) - 1) or plain:sub(1, LONGEST_NAME)
  return (cut:gsub("%-$", ""))
end

--- What a ledger calls an article.
---@param result { name: string, page: ingot.check.Page, claims: ingot.check.Claim[] }
---@return ingot.check.Issue
function M.issue(result)
  local main <const> = claim_.main_period(result.claims)
  local date <const> = issued(result.page.dateline, main)
  local title <const> = result.page.title or stem(result.name)
  local name = slug(title)
  name = name ~= "" and utf8.len(name) and name or "article"
  local when <const> = date or main and tostring(main)
  return {
    name = name .. (when and "-" .. when or "") .. M.ENDING, title = title, issued = date,
    period = main and tostring(main), article = (result.name:gsub("^.*/", "")),
  }
end

-- ---- writing ----

-- Bytes that are no text, from an article that is none, stand as question marks.
local function legible(text)
  return utf8.len(text) and text or (text:gsub("[\x80-\xff]", "?"))
end

local function subject_in(record, subject)
  for _, field in ipairs(subject and subjects.fields or {}) do
    record[field] = subject[field] and legible(subject[field])
  end
  return record
end

-- A period as it is kept; none where the article names no year.
local function dated(when)
  return when and not undated.is(when) and tostring(when) or nil
end

local function base_of(base)
  return base and setmetatable(subject_in({
    period = dated(base.period), mean = base.mean,
  }, base.subject), place_order)
end

local function record_of(claim)
  local whole <const> = claim.whole
  return setmetatable(subject_in({
    kind = claim.kind, period = dated(claim.period), base = base_of(claim.base),
    whole = whole and setmetatable(subject_in({
      period = dated(whole.period),
    }, whole.subject), subject_order),
    value = number.text(claim.value), step = number.text(claim.step), unit = claim.unit, n = claim.n,
    bound = claim.bound, approx = claim.approx and legible(claim.approx), mean = claim.mean,
    digits = legible(claim.digits), quote = legible(claim.quote),
  }, claim.subject), figure_order)
end

--- What a ledger keeps of an article: the name of its file, and the bytes of it.
---@param result { name: string, page: ingot.check.Page, claims: ingot.check.Claim[] }
---@return string name
---@return string bytes
function M.write(result)
  local issue <const> = M.issue(result)
  local lines <const> = { native.json_encode(setmetatable({
    ingot_ledger = FORMAT, title = legible(issue.title), issued = issue.issued, period = issue.period,
    article = legible(issue.article),
  }, head_order)) }
  for _, claim in ipairs(result.claims) do
    lines[#lines + 1] = native.json_encode(record_of(claim))
  end
  return issue.name, table.concat(lines, "\n") .. "\n"
end

-- ---- reading ----

local kinds <const> = {}
for _, kind in ipairs { "level", "mom", "yoy", "ytd", "ytd_yoy", "share", "rank", "change", "net",
  "streak", "index", "bound" } do
  kinds[kind] = true
end

local function text_or_nil(value) return value == nil or type(value) == "string" end
local function count_or_nil(value) return value == nil or math.type(value) == "integer" end

local function is_number(value)
  return type(value) == "string" and number.parse(value) ~= nil
end

local function is_subject(record)
  for _, field in ipairs(subjects.fields) do
    if not text_or_nil(record[field]) then
      return false
    end
  end
  return true
end

local function is_period(value)
  return value == nil or type(value) == "string" and period.parse(value) ~= nil
end

local function is_place(value)
  return value == nil or type(value) == "table" and is_period(value.period) and is_subject(value)
    and count_or_nil(value.mean)
end

-- Each with what it must be.
local demands <const> = {
  { "kind", function(v) return kinds[v] end, "a kind of figure, as level or yoy" },
  { "period", is_period, "a period, as 2025-04" },
  { "base", is_place, "what it is against, as an object" },
  { "whole", is_place, "what it is a share of, as an object" },
  { "value", is_number, "a number as text" },
  { "step", is_number, "a number as text" },
  { "unit", function(v) return type(v) == "string" end, "a unit as text" },
  { "digits", function(v) return type(v) == "string" end, "text" },
  { "quote", function(v) return type(v) == "string" end, "text" },
  { "n", count_or_nil, "a whole number" },
  { "mean", count_or_nil, "a whole number" },
  { "bound", text_or_nil, "above or below" },
  { "approx", text_or_nil, "text" },
}

local function damage(path, line, message)
  error_.raise("data", ("%s:%d: %s"):format(path, line, message), 0)
end

local function drop_nulls(value)
  for key, item in pairs(value) do
    if item == native.null then
      value[key] = nil
    elseif type(item) == "table" then
      drop_nulls(item)
    end
  end
  return value
end

local function object_of(text, path, line)
  local decoded <const>, problem <const> = native.json_decode(text)
  if decoded == nil then
    damage(path, line, problem)
  elseif type(decoded) ~= "table" then
    damage(path, line, "an object expected, got a " .. type(decoded))
  end
  return drop_nulls(decoded)
end

local function head_of(record, path)
  local format <const> = record.ingot_ledger
  if math.type(format) ~= "integer" or format < 1 then
    damage(path, 1, "no article of a ledger: 'ingot_ledger' expected")
  elseif format > FORMAT then
    damage(path, 1, ("a ledger of format %d; this program knows %d and older"):format(format, FORMAT))
  end
  for _, field in ipairs { "title", "article", "issued", "period" } do
    local value <const> = record[field]
    if not text_or_nil(value) or not value and (field == "title" or field == "article") then
      damage(path, 1, ("'%s': text expected"):format(field))
    end
  end
end

local function subject_of(record)
  if not record.what then
    return nil
  end
  local subject <const> = {}
  for _, field in ipairs(subjects.fields) do
    subject[field] = record[field]
  end
  return subject
end

local function place_of(record)
  return record and {
    period = record.period and period.of(record.period), subject = subject_of(record),
    mean = record.mean,
  }
end

local function claim_of(record, issue, n)
  return {
    id = "ledger " .. n, issue = issue, kind = record.kind, subject = subject_of(record),
    period = record.period and period.of(record.period), base = place_of(record.base),
    whole = place_of(record.whole), value = number.from(record.value), step = number.from(record.step),
    unit = record.unit, n = record.n, bound = record.bound, approx = record.approx,
    mean = record.mean, digits = record.digits, quote = record.quote,
  }
end

--- The figures of an article of a ledger. Damage is an error that names file and line.
---@param bytes string
---@param path string
---@param name string  of the file
---@return ingot.check.Issue issue
---@return ingot.check.Claim[] claims  without places; each with its `issue`
function M.read(bytes, path, name)
  local issue, claims, n = nil, {}, 0
  for text in bytes:gmatch "([^\n]*)\n?" do
    n = n + 1
    if n == 1 then
      local head <const> = object_of(text, path, 1)
      head_of(head, path)
      issue = { name = name, title = head.title, issued = head.issued, period = head.period,
        article = head.article }
    elseif text:find "%S" then
      local record <const> = object_of(text, path, n)
      for _, demand in ipairs(demands) do
        if not demand[2](record[demand[1]]) then
          damage(path, n, ("'%s': %s expected"):format(demand[1], demand[3]))
        end
      end
      if not is_subject(record) then
        damage(path, n, "what it is of: text expected")
      end
      claims[#claims + 1] = claim_of(record, issue, n)
    end
  end
  return issue, claims
end

return M
