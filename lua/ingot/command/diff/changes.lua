--- What differs between the two versions of a sentence, and why.

local definitions_ <const> = require "ingot.command.diff.definitions"
local label <const> = require "ingot.command.diff.label"
local sentences_ <const> = require "ingot.command.diff.sentences"

local M = {}

---@alias ingot.DiffCause
---| "new period"          the same of another period
---| "revised data"        the same of the same period has another value: the data are others
---| "changed definition"  …: its metric, product or region is defined otherwise
---| "changed rule"        …: neither the data nor a definition is other; or it is printed otherwise
---| "another rule"        another rule says it
---| "changed wording"     its template is another
---| "changed words"       the same template came to other words
---| "another subject"     the same template speaks of something else
---| "moved"               it stands elsewhere among the others
---| "added" | "removed"

---@class ingot.DiffChange
---@field cause ingot.DiffCause
---@field what string      "MoM of exports in 2025-04", "words"
---@field text string      "down 5.3% → down 4.9%"
---@field hidden? boolean  of a figure whose printed digits are the same
---@field from? string[]   the operands that moved, likewise
---@field old_id? string
---@field new_id? string

-- Pairs claims of the two by a list of keys; what is left of either stays behind.
local function pair_claims(old, new, keys, found)
  local waiting <const> = {}
  for i, key in ipairs(old[keys]) do
    if not found.old[i] then
      waiting[key] = waiting[key] or {}
      table.insert(waiting[key], i)
    end
  end
  for j, key in ipairs(new[keys]) do
    if not found.new[j] and waiting[key] and #waiting[key] > 0 then
      local i <const> = table.remove(waiting[key], 1)
      found.old[i], found.new[j] = j, i
    end
  end
end

-- "flow=…" and the period of an operand, and what it is to its claim.
local function operand_key(operand)
  return table.concat({ operand.of or "", operand.period or "", sentences_.identity(operand) }, "\0")
end

local function moved_operands(old, new)
  local before <const>, from <const> = {}, {}
  for _, operand in ipairs(old.operands or {}) do
    before[operand_key(operand)] = operand
  end
  for _, operand in ipairs(new.operands or {}) do
    local was <const> = before[operand_key(operand)]
    local aggregate <const> = (operand.name or ""):find "%(" -- of the data themselves
    if was and was.value ~= operand.value and not aggregate then
      from[#from + 1] = ("%s: %s → %s"):format(label.of(operand),
        label.exact(was.value, was.unit), label.exact(operand.value, operand.unit))
    end
  end
  return from
end

local function same_display(a, b)
  for _, name in ipairs { "unit", "decimals", "print_as", "mode" } do
    if (a.display or {})[name] ~= (b.display or {})[name] then
      return false
    end
  end
  return true
end

-- Why a value is another: by a definition it rests on, by its data, or by neither.
local function cause_of(entry, context)
  for _, definition in ipairs(context.definitions) do
    if definitions_.concerns(entry, definition) then
      return "changed definition"
    end
  end
  return definitions_.rests_on(entry, context.sources) and "revised data" or "changed rule"
end

local function figure_change(old, new, context)
  local change <const> = {
    what = label.of(new), old_id = old.id, new_id = new.id,
    text = label.change(old, new, context.old_lang, context.lang),
  }
  if old.period ~= new.period then
    change.cause, change.what = "new period", label.subject(new)
    change.text = ("%s in %s → %s in %s"):format(table.concat { label.figure(old, context.old_lang) },
      old.period, table.concat { label.figure(new, context.lang) }, new.period)
  elseif old.value ~= new.value then
    change.cause, change.from = cause_of(new, context), moved_operands(old, new)
    change.hidden = label.alike(old, new, context.old_lang, context.lang) or nil
    if change.hidden then
      change.text = ("%s → %s"):format(label.exact(old.value, old.unit),
        label.exact(new.value, new.unit))
    end
  elseif old.text ~= new.text or not same_display(old, new) then
    change.cause = "changed rule"
    change.text = "printed " .. change.text
    change.hidden = label.alike(old, new, context.old_lang, context.lang) or nil
  else
    return nil
  end
  return change
end

local function add_figures(changes, old, new, context)
  local found <const> = { old = {}, new = {} }
  pair_claims(old, new, "keys", found)
  pair_claims(old, new, "loose", found)
  for j, entry in ipairs(new.claims) do
    local i <const> = found.new[j]
    changes[#changes + 1] = i and figure_change(old.claims[i], entry, context) or not i and {
      cause = "another subject", what = "now says", new_id = entry.id,
      text = ("%s: %s"):format(label.of(entry), table.concat { label.figure(entry, context.lang) }),
    } or nil
  end
  for i, entry in ipairs(old.claims) do
    changes[#changes + 1] = not found.old[i] and {
      cause = "another subject", what = "no longer says", old_id = entry.id,
      text = ("%s: %s"):format(label.of(entry),
        table.concat { label.figure(entry, context.old_lang) }),
    } or nil
  end
end

local function same_rule(old, new)
  if old.rule or new.rule then
    return old.rule == new.rule
  end
  return old.template == nil or new.template == nil or old.template == new.template
end

local function add_wording(changes, old, new)
  if not same_rule(old, new) then
    local by_rule <const> = old.rule or new.rule
    changes[#changes + 1] = {
      cause = by_rule and "another rule" or "changed wording", what = by_rule and "rule" or "template",
      text = ("%s → %s"):format(old.rule or old.template or "none",
        new.rule or new.template or "none"),
    }
  end
end

-- Other words by the same template follow from other figures, or name another month; else a rule
-- that chooses words did it. Those of another template are its own.
local function add_words(changes, old, new, context)
  if same_rule(old, new) and old.words and new.words and old.words ~= new.words then
    local cause <const> = #changes > 0 and "changed words" or context.step and "new period"
      or "changed rule"
    changes[#changes + 1] = { cause = cause, what = "words", text = "other words" }
  end
end

--- What differs between the versions of a sentence; an empty list when nothing does.
---@param old ingot.DiffSentence
---@param new ingot.DiffSentence
---@param context ingot.DiffContext
---@return ingot.DiffChange[]
function M.of(old, new, context)
  local changes <const> = {}
  add_wording(changes, old, new)
  add_figures(changes, old, new, context)
  add_words(changes, old, new, context)
  return changes
end

-- ---- what both files know, wherever it stands in them ----

-- Levels by what they are of and when: those of claims, and those that claims stand on.
local function levels_of(document)
  local levels <const>, order <const> = {}, {}
  local function add(entry)
    local key <const> = table.concat({
      entry.metric or entry.name, entry.period or "", entry.unit or "",
      sentences_.identity { name = "", where = entry.where },
    }, "\0")
    order[#order + 1] = not levels[key] and key or nil
    levels[key] = levels[key] or entry
  end
  local metrics <const> = document.metrics or {}
  for _, entry in ipairs(document.claims) do
    if entry.measure == "level" then
      add(entry)
    end
    for _, operand in ipairs(entry.operands or {}) do
      if metrics[operand.name] and operand.of ~= "population" then
        add(operand)
      end
    end
  end
  return levels, order
end

--- Levels of the same periods that both files rest on and that are others in the new: what was
--- revised since, where the files are of two periods.
---@param old table  claims file
---@param new table
---@return string[]
function M.revised_since(old, new)
  local before <const> = levels_of(old)
  local now <const>, order <const> = levels_of(new)
  local list <const> = {}
  for _, key in ipairs(order) do
    local was <const>, is <const> = before[key], now[key]
    if was and was.value ~= is.value then
      list[#list + 1] = ("%s in %s: %s → %s"):format(
        label.subject { name = is.metric or is.name, where = is.where }, is.period,
        label.exact(was.value, was.unit), label.exact(is.value, is.unit))
    end
  end
  return list
end

return M
