-- Sections as data: a list of tables, so that one is put elsewhere, left out or added in a line.

local blocks = require "ingot.article.blocks"
local claim = require "ingot.claim"
local error_ = require "ingot.error"
local sentence = require "ingot.article.sentence"
local suggest = require "ingot.suggest"

---@class ingot.Section  what is left out is not there
---@field name? string         for `order`
---@field title? ingot.Template  its heading, which a section with nothing to say does not have
---@field about? any           facts: a level, a row of a breakdown, classes, a list of these
---@field rules? (string|ingot.Rule)[]  that may speak of them: as `article:tell`
---@field most? integer        sentences by rules, at most
---@field order? "salience"|"given"
---@field say? ingot.Template|ingot.Template[]  sentences besides, said of `about` (a row, or each of a
---   list) and with `names`
---@field list? ingot.Template a phrase for each of `about`, which `say` knows as {list}: it is then
---   said once
---@field names? table<string, any>  what its templates know besides the article's names
---@field note? any            as `article:note`
---@field chart? table         the arguments of `article:chart`
---@field table? table         the arguments of `article:table`
---@field remark? any          as `article:remark`

---@class ingot.Article
local M = {}

local fields <const> = {
  name = true, title = true, about = true, rules = true, most = true, order = true, say = true,
  list = true, names = true, chart = true, table = true, note = true, remark = true,
}

-- ---- the parts of a section, in the order they stand ----

local function is_template(say)
  return type(say) == "string" or type(say) == "table" and #say == 0
end

local function rows_of(about)
  local is_list = type(about) == "table" and not claim.is(about)
    and (#about > 0 or next(about) == nil)
  return is_list and about or nil
end

-- What a sentence of a section is said of: each row of a list, a row, or the names alone.
local function holders_of(section)
  local rows = not section.list and rows_of(section.about)
  if rows and not claim.is(rows[1]) then return rows end
  local about = section.about
  local is_row = type(about) == "table" and not claim.is(about) and about.subject
  return { is_row and about or {} }
end

-- A row with the names of its section beside it; the row's own go first.
local function joined(row, names, list)
  local all = {}
  for key, value in pairs(names or {}) do all[key] = value end
  for key, value in pairs(row) do all[key] = value end
  all.list = list or all.list
  return all
end

local function say(article, section)
  if section.say == nil then return end
  local listed = section.list and (rows_of(section.about) or { section.about })
  if listed and #listed == 0 then return end
  local list = listed and sentence.list(article, section.list, listed, 1)
  for _, template in ipairs(is_template(section.say) and { section.say } or section.say) do
    for _, row in ipairs(holders_of(section)) do
      blocks.add_sentence(article,
        sentence.of(article, template, joined(row, section.names, list), 1))
    end
  end
end

local function tell(article, section)
  if section.rules == nil then return end
  article:tell(section.about, section.rules, { most = section.most, order = section.order })
end

-- A part that another method of articles makes: `chart = { "bars", series }`.
local function by_method(name)
  return function(article, section)
    local given = section[name]
    if given ~= nil then article[name](article, table.unpack(given, 1, #given)) end
  end
end

local parts <const> = {
  tell, say,
  function(article, section)
    if section.note ~= nil then article:note(section.note, section.names) end
  end,
  by_method "chart", by_method "table",
  function(article, section)
    if section.remark ~= nil then article:remark(section.remark) end
  end,
}

-- ---- sections ----

local function problem_of(section)
  if type(section) ~= "table" then
    return ("a table of fields expected, got %s"):format(type(section))
  end
  if #section > 0 then return "fields by name expected, as title = …, got a list" end
  for _, key in ipairs(suggest.names(section)) do
    if not fields[key] then
      return suggest.unknown("field", "fields", key, suggest.names(fields))
    end
  end
  if section.rules ~= nil and section.about == nil then
    return 'rules speak of facts: about = … expected beside rules'
  elseif section.list ~= nil and section.about == nil then
    return "a list is made of rows: about = … expected beside list"
  elseif section.list ~= nil and section.say == nil then
    return "a list is said in a sentence: say = … expected beside list"
  end
  for _, name in ipairs { "most", "order" } do
    if section[name] ~= nil and section.rules == nil then
      return ("%s is of the sentences by rules: rules = … expected beside it"):format(name)
    end
  end
  for _, name in ipairs { "chart", "table" } do
    if section[name] ~= nil and (type(section[name]) ~= "table" or #section[name] == 0) then
      return ("%s: a list of the arguments of article:%s expected, got %s"):format(name, name,
        type(section[name]))
    end
  end
end

-- How a section is called in messages: "section 2 (destinations)".
local function called(i, section)
  local name = type(section) == "table" and (section.name or section.title)
  if type(name) == "table" then name = name.en or name.zh end
  return type(name) == "string" and ("section %d (%s)"):format(i, name) or "section " .. i
end

local function fill(article, section)
  local list = rawget(article, "blocks")
  local before = #list
  if section.title ~= nil then
    local fine, said = error_.try(sentence.of, article, section.title, section.names, 1)
    if not fine then error("title: " .. said, 0) end
    if said then blocks.add(article, { kind = "heading", sentences = { said } }) end
  end
  blocks.close(article)
  local titled = #list
  for _, part in ipairs(parts) do part(article, section) end
  if #list == titled and titled > before then list[titled] = nil end
  blocks.close(article)
end

-- The names in an order: a list, or a text with blanks or commas between them.
local function order_of(order)
  if type(order) == "table" then return order end
  local names = {}
  for name in order:gmatch "[^%s,]+" do names[#names + 1] = name end
  return names
end

-- The sections that an order names, as it names them; nil and a message.
local function ordered(sections, order)
  if order == nil or order == "" then return sections end
  if type(order) ~= "string" and type(order) ~= "table" then
    return nil, ("an order as text expected, as \"lead provinces\", got %s"):format(type(order))
  end
  local by_name, chosen = {}, {}
  for _, section in ipairs(sections) do
    if section.name then by_name[section.name] = section end
  end
  for i, name in ipairs(order_of(order)) do
    if not by_name[name] then
      return nil, suggest.unknown("section", "sections", tostring(name), suggest.names(by_name))
    end
    chosen[i] = by_name[name]
  end
  return chosen
end

--- Says sections, one after the other.
---
---     article:sections {
---       { title = "Destinations", about = cable:by("partner"):top(3, "exports", period),
---         rules = { "rank" }, order = "given" },
---       { title = "Comment", remark = "Grid renovation keeps demand up." },
---     }
---
---With an order, those it names alone, as it names them: `ingot.option("sections", "")` lets a reader
---set it, as `--set sections="provinces destinations"`.
---@param sections ingot.Section[]
---@param order? string|string[]  names of sections; none or "": all of them as they stand
---@return ingot.Article self
function M:sections(sections, order)
  if type(sections) ~= "table" then
    error(("sections: a list of sections expected, got %s"):format(type(sections)), 2)
  end
  local field = suggest.names(sections)[1]
  if field then
    error(("sections: a list of sections expected, as { { title = … } }, got the field '%s'")
      :format(field), 2)
  end
  local named = {}
  for i, section in ipairs(sections) do
    local problem = problem_of(section)
    local name = not problem and section.name
    if name and named[name] then problem = ("section %d has this name"):format(named[name]) end
    if problem then error(("sections: %s: %s"):format(called(i, section), problem), 2) end
    if name then named[name] = i end
  end
  local chosen, message = ordered(sections, order)
  if not chosen then error("sections: " .. message, 2) end
  for i, section in ipairs(chosen) do
    local fine, problem = error_.try(fill, self, section)
    if not fine then error(("sections: %s: %s"):format(called(i, section), problem), 2) end
  end
  return self
end

return M
