--- A comparison of claims files, for people and for machines.

local document_ <const> = require "ingot.document"
local native <const> = require "ingot.native"
local terminal <const> = require "ingot.render.terminal"
local visible <const> = require "ingot.visible"

local M = {}

local function place(sentence)
  return document_.place(sentence.at, sentence.kind)
end

-- ---- for people ----

local source_words <const> = {
  changed = "its bytes changed", ["other rows"] = "other rows of it", added = "is new",
  removed = "is no longer used",
}

local function rows_text(source)
  if source.old_rows and source.rows and source.old_rows ~= source.rows then
    return (", %s → %s"):format(terminal.thousands(source.old_rows),
      terminal.count(source.rows, "row"))
  end
  return ""
end

local function head(out, compared)
  if compared.scripts then
    out[#out + 1] = ("script: %s → %s"):format(visible(compared.scripts.old or "none"),
      visible(compared.scripts.new or "none"))
  end
  for _, source in ipairs(compared.sources) do
    out[#out + 1] = ("data %s: %s%s"):format(visible(source.path), source_words[source.change],
      rows_text(source))
  end
  for _, definition in ipairs(compared.definitions) do
    out[#out + 1] = visible(("%s %s: %s"):format(definition.kind, definition.name, definition.text))
  end
  for _, text in ipairs(compared.revised) do
    out[#out + 1] = visible("revised since: " .. text)
  end
end

local function cause_text(cause, step)
  return cause == "new period" and "new " .. (step or "period") or cause
end

-- Other words are no news where another month or member is named.
local function title_causes(item, step)
  local causes <const>, present <const> = {}, {}
  for _, cause in ipairs(item.causes) do
    present[cause] = true
  end
  local expected <const> = present["new period"] or present["another subject"]
  for _, cause in ipairs(item.causes) do
    causes[#causes + 1] = not (expected and cause == "changed words") and cause_text(cause, step)
      or nil
  end
  return table.concat(causes, ", ")
end

local function title_of(item, step)
  local sentence <const> = item.new or item.old
  local from <const> = item.new and item.old and place(item.old) ~= place(item.new)
    and (" (was %s)"):format(place(item.old)) or ""
  local why = ""
  if not item.old or not item.new then
    why = (sentence.rule or sentence.template) and not item.known_template
      and (item.new and ", by what said nothing in the old" or ", what said it says nothing in the new")
      or ""
  end
  return ("%s%s: %s%s"):format(place(sentence), from, title_causes(item, step), why)
end

local function sentence_lines(out, item)
  local was <const>, is <const> = item.old and item.old.text, item.new and item.new.text
  if was == is then
    return
  end
  out[#out + 1] = was and visible("  - " .. was) or nil
  out[#out + 1] = is and visible("  + " .. is) or nil
end

-- What both sentences, which stand below, say themselves: all of another subject.
local function silent_in(item)
  local figures, others = 0, 0
  for _, change in ipairs(item.changes) do
    figures = figures + ((change.old_id or change.new_id) and 1 or 0)
    others = others + (change.cause == "another subject" and 1 or 0)
  end
  return { ["another subject"] = figures == others }
end

local function item_lines(out, item, step)
  out[#out + 1] = visible(title_of(item, step))
  local silent <const> = silent_in(item)
  for _, change in ipairs(item.changes) do
    if not silent[change.cause] and not change.hidden and change.what ~= "words" then
      out[#out + 1] = visible(("  %s: %s"):format(change.what, change.text))
    end
    for _, from in ipairs(not change.hidden and change.from or {}) do
      out[#out + 1] = visible("    " .. from)
    end
  end
  sentence_lines(out, item)
end

local function hidden_figures(items)
  local n = 0
  for _, item in ipairs(items) do
    for _, change in ipairs(item.changes) do
      n = n + (change.hidden and 1 or 0)
    end
  end
  return n
end

--- Whether anything differs.
---@param compared ingot.Comparison
---@return boolean
function M.differs(compared)
  return #compared.items + #compared.sources + #compared.definitions + #compared.revised > 0
    or compared.scripts ~= nil
end

--- What an editor reads: nothing when nothing differs.
---@param compared ingot.Comparison
---@return string
function M.people(compared)
  local out <const> = {}
  head(out, compared)
  for _, item in ipairs(compared.items) do
    if not item.hidden then
      out[#out + 1] = #out > 0 and "" or nil
      item_lines(out, item, compared.step)
    end
  end
  local hidden <const> = hidden_figures(compared.items)
  if M.differs(compared) then
    out[#out + 1] = ""
    out[#out + 1] = ("%s as before%s"):format(terminal.count(compared.same, "sentence"), hidden > 0
      and (", %s changed behind the same digits"):format(terminal.count(hidden, "figure")) or "")
  end
  return #out > 0 and table.concat(out, "\n") .. "\n" or ""
end

-- ---- for machines ----

local function ordered(keys, fields)
  return setmetatable(fields, { __order = keys })
end

local function array(list)
  return setmetatable(list, { __array = true })
end

local function each(list, fn)
  local made <const> = {}
  for i, item in ipairs(list) do
    made[i] = fn(item)
  end
  return array(made)
end

local function sentence_json(sentence)
  return sentence and ordered({ "paragraph", "sentence", "row", "column", "kind", "text", "template", "rule" }, {
    paragraph = sentence.at.paragraph, sentence = sentence.at.sentence, row = sentence.at.row,
    column = sentence.at.column, kind = sentence.kind, text = sentence.text,
    template = sentence.template, rule = sentence.rule,
  })
end

local function change_json(change)
  return ordered({ "cause", "what", "text", "old_id", "new_id", "hidden", "from" }, {
    cause = change.cause, what = change.what, text = change.text, old_id = change.old_id,
    new_id = change.new_id, hidden = change.hidden,
    from = change.from and #change.from > 0 and array(change.from) or nil,
  })
end

local function item_json(item)
  return ordered({ "causes", "old", "new", "changes" }, {
    causes = array(item.causes), old = sentence_json(item.old), new = sentence_json(item.new),
    changes = each(item.changes, change_json),
  })
end

--- The same as JSON.
---@param compared ingot.Comparison
---@return string
function M.json(compared)
  return native.json_encode(ordered({
    "differs", "step", "scripts", "sources", "definitions", "revised", "same", "sentences",
  }, {
    differs = M.differs(compared), step = compared.step,
    scripts = compared.scripts and ordered({ "old", "new" }, compared.scripts),
    sources = each(compared.sources, function(source)
      return ordered({ "path", "change", "old_rows", "rows" }, source)
    end),
    definitions = each(compared.definitions, function(definition)
      return ordered({ "kind", "name", "text" }, definition)
    end),
    revised = array(compared.revised), same = compared.same,
    sentences = each(compared.items, item_json),
  }), 2) .. "\n"
end

return M
