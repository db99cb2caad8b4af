--- The note an article prints on the HS codes behind its figures: with the names its product gives
--- them, codes of one part together, and where the codes changed with an edition of the HS, the months of each set.

local words <const> = require "ingot.words"

local M = {}

-- What a product calls a code, by the longest of its parts that the code begins with.
local function part_of(definition, code)
  for n = #code, 2, -1 do
    local part <const> = definition and definition.parts and definition.parts[code:sub(1, n)]
    if part then
      return part
    end
  end
end

local function filled(template, values)
  return (template:gsub("{(%w+)}", values))
end

local function listed(items, list)
  local last <const> = items[#items]
  if #items < 2 then
    return last or ""
  end
  return table.concat(items, list.gap, 1, #items - 1) .. list.last .. last
end

-- Codes of one part together, where the first of them stands.
local function by_part(codes, definition)
  local groups <const>, of_part <const> = {}, {}
  for _, code in ipairs(codes) do
    local part <const> = part_of(definition, code)
    local group <const> = part and of_part[part] or { part = part }
    if #group == 0 then
      groups[#groups + 1] = group
      of_part[part or group] = group
    end
    group[#group + 1] = code
  end
  return groups
end

local function span_text(span, definition, language, lang)
  local items <const>, named = {}, false
  for i, group in ipairs(by_part(span.codes, definition)) do
    local part <const>, codes <const> = group.part, listed(group, language.list)
    items[i] = part and filled(language.code_note.part, { codes = codes, name = part[lang] or part.en })
      or codes
    named = named or part ~= nil
  end
  local form <const> = language.code_note[
    span.from and span.to and "between" or span.from and "from" or span.to and "to" or "always"]
  return filled(form, {
    codes = named and table.concat(items, language.code_note.part_gap) or listed(items, language.list),
    from = span.from and span.from:text(lang),
    to = span.to and span.to:text(lang),
  })
end

local function text(spans, definition, lang)
  local language <const> = words.language(lang)
  local texts <const>, count = {}, 0
  for i, span in ipairs(spans) do
    texts[i] = span_text(span, definition, language, lang)
    count = count + #span.codes
  end
  return language.codes[count == 1 and 1 or 2] .. table.concat(texts, language.code_note.gap)
end

--- The note on a list of codes with their months: a label, that has its text in each language.
---@param spans ingot.CodeSpan[]
---@param definition? ingot.Product  that names the codes
---@param within? ingot.Period       leaves out the codes of other months
---@return { code: string, en: string, zh: string }
function M.label(spans, definition, within)
  local counted <const> = {}
  for _, span in ipairs(spans) do
    local apart <const> = within
      and (span.from and within.to < span.from.from or span.to and within.from > span.to.to)
    counted[#counted + 1] = not apart and #span.codes > 0 and span or nil
  end
  return {
    code = "hs", en = text(counted, definition, "en"), zh = text(counted, definition, "zh"),
  }
end

return M
