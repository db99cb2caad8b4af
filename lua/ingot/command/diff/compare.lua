--- Two claims files compared: what they were made of, and sentence by sentence what changed and why.

local changes_ <const> = require "ingot.command.diff.changes"
local definitions_ <const> = require "ingot.command.diff.definitions"
local label <const> = require "ingot.command.diff.label"
local match <const> = require "ingot.command.diff.match"
local sentences_ <const> = require "ingot.command.diff.sentences"

local M = {}

---@class ingot.DiffContext
---@field sources ingot.DiffSource[]
---@field definitions ingot.DiffDefinition[]
---@field step? string  of files of two periods: "month", "quarter" …
---@field old_lang? string
---@field lang? string

---@class ingot.DiffItem  a sentence that is not as it was
---@field causes ingot.DiffCause[]  each once, in the order below
---@field old? ingot.DiffSentence
---@field new? ingot.DiffSentence
---@field changes ingot.DiffChange[]
---@field hidden boolean     whether nothing of it shows: figures moved below their printed digits
---@field known_template? boolean  of one added or removed: whether the other file uses what said it

---@class ingot.Comparison
---@field sources ingot.DiffSource[]
---@field definitions ingot.DiffDefinition[]
---@field scripts? { old: string, new: string }  where they differ
---@field step? string        as in the context
---@field revised string[]    of these: what both know and the new has otherwise
---@field items ingot.DiffItem[]  in order of the new file; what was removed, where it stood
---@field same integer        sentences that read as they did

local order <const> = {
  "added", "removed", "new period", "revised data", "changed definition", "changed rule",
  "another rule", "changed wording", "changed words", "another subject", "moved",
}

local function causes_of(changes, moved)
  local present <const>, causes <const> = { moved = moved or nil }, {}
  for _, change in ipairs(changes) do
    present[change.cause] = true
  end
  for _, cause in ipairs(order) do
    causes[#causes + 1] = present[cause] and cause or nil
  end
  return causes
end

local function only_hidden(changes)
  for _, change in ipairs(changes) do
    if not change.hidden then
      return false
    end
  end
  return #changes > 0
end

local function said_in(sentences, sentence)
  local wanted <const> = sentence.rule or sentence.template
  for _, other in ipairs(sentences) do
    if wanted and (other.rule or other.template) == wanted then
      return true
    end
  end
  return false
end

local function alone(cause, sentence, others)
  return {
    causes = { cause }, changes = {}, hidden = false,
    old = cause == "removed" and sentence or nil, new = cause == "added" and sentence or nil,
    known_template = said_in(others, sentence),
  }
end

-- Sentences that stayed as they were where they were say nothing.
local function item_of(pair, old, new, context)
  local a <const>, b <const> = old[pair.i], new[pair.j]
  local changes <const> = changes_.of(a, b, context)
  if #changes == 0 and not pair.moved and a.text ~= b.text and a.text and b.text then
    changes[1] = { cause = "changed wording", what = "words", text = "other words" }
  end
  if #changes == 0 and not pair.moved then
    return nil
  end
  return {
    causes = causes_of(changes, pair.moved), old = a, new = b, changes = changes,
    hidden = only_hidden(changes) and not pair.moved,
  }
end

-- Where an item stands among all: by the new sentence, or behind the one that preceded it.
local function in_order(placed)
  table.sort(placed, function(a, b)
    if a.place ~= b.place then
      return a.place < b.place
    end
    return a.second < b.second
  end)
  local items <const> = {}
  for i, one in ipairs(placed) do
    items[i] = one.item
  end
  return items
end

-- The items of all sentences, and how many stayed as they were.
local function items_of(old, new, context)
  local found <const>, removed <const>, added <const> = match.pairs(old, new)
  local placed <const>, new_place <const>, same = {}, {}, 0
  for _, pair in ipairs(found) do
    new_place[pair.i] = pair.j
    local item <const> = item_of(pair, old, new, context)
    placed[#placed + 1] = item and { place = pair.j, second = 0, item = item } or nil
    same = same + (item and not item.hidden and 0 or 1)
  end
  for _, j in ipairs(added) do
    placed[#placed + 1] = { place = j, second = 0, item = alone("added", new[j], old) }
  end
  for _, i in ipairs(removed) do
    local before = i
    while before > 0 and not new_place[before] do
      before = before - 1
    end
    placed[#placed + 1] = {
      place = new_place[before] or 0, second = i, item = alone("removed", old[i], new),
    }
  end
  return in_order(placed), same
end

--- Compares two claims files.
---@param old table
---@param new table
---@return ingot.Comparison
function M.of(old, new)
  local other_period <const> = old.period ~= new.period
  local context <const> = {
    step = other_period and label.step(old.period, new.period) or nil,
    sources = definitions_.sources(old, new), definitions = definitions_.changes(old, new),
    old_lang = old.language, lang = new.language,
  }
  local items <const>, same <const> = items_of(sentences_.of(old), sentences_.of(new), context)
  return {
    sources = context.sources, definitions = context.definitions, items = items, same = same,
    scripts = old.script ~= new.script and { old = old.script, new = new.script } or nil,
    step = context.step,
    revised = other_period and changes_.revised_since(old, new) or {},
  }
end

return M
