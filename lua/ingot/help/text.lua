--- What is told of a function, as a terminal shows it.

local M = {}

-- Whether the text has the object as its first parameter, which a colon hands over.
local function has_self(entry)
  return entry.subject.separator == ":" and not entry.doc.colon
end

-- "table:top(n, options) → ingot.Query"
local function signature(entry)
  local doc <const>, gives <const> = entry.doc, {}
  for i, each in ipairs(doc.gives) do
    gives[i] = each.type:gsub("^([%w_.|?%[%]]+) [%w_?]+$", "%1")
  end
  local params <const> = has_self(entry) and doc.params:gsub("^[%w_]+,? ?", "") or doc.params
  if params == "" and doc.type then -- a field that is a function: its type says all
    return entry.called .. (doc.type:gsub("^fun", ""):gsub("%): ?", ") → "))
  end
  return ("%s(%s)%s"):format(entry.called, params, #gives > 0 and " → " .. table.concat(gives, ", ")
    or "")
end

local function indented(lines, out)
  for _, line in ipairs(lines) do
    out[#out + 1] = line == "" and "" or "    " .. line
  end
end

local function takes_of(takes, out)
  local widest = 0
  for _, each in ipairs(takes) do
    widest = math.max(widest, #each.name)
  end
  for _, each in ipairs(takes) do
    out[#out + 1] = ("    %s  %s%s"):format(each.name .. (" "):rep(widest - #each.name), each.type,
      each.text ~= "" and ": " .. each.text or "")
  end
end

--- All that is told of one function.
---@param entry ingot.HelpEntry
---@return string
function M.entry(entry)
  local doc <const> = entry.doc
  if not doc then
    return entry.called .. "\n"
  end
  local out <const> = { signature(entry) }
  if #doc.text > 0 then
    out[#out + 1] = ""
    indented(doc.text, out)
  end
  local takes <const> = table.move(doc.takes, has_self(entry) and 2 or 1, #doc.takes, 1, {})
  if #takes > 0 then
    out[#out + 1] = ""
    takes_of(takes, out)
  end
  for _, each in ipairs(doc.gives) do
    if each.text ~= "" then
      out[#out + 1] = ("    → %s: %s"):format(each.type, each.text)
    end
  end
  if #doc.example > 0 then
    out[#out + 1] = ""
    out[#out + 1] = "for example:"
    indented(doc.example, out)
  end
  return table.concat(out, "\n") .. "\n"
end

-- The first sentence of what is told.
local function gist(doc)
  local text <const> = doc and table.concat(doc.text, " ") or ""
  return (text:match "^(.-[.:])%s" or text):gsub("[.:]$", "")
end

--- One line each.
---@param entries ingot.HelpEntry[]
---@return string
function M.list(entries)
  local widest, lines <const> = 0, {}
  for _, entry in ipairs(entries) do
    widest = math.max(widest, #entry.called)
  end
  for i, entry in ipairs(entries) do
    lines[i] = ("  %s  %s\n"):format(entry.called .. (" "):rep(widest - #entry.called), gist(entry.doc))
  end
  return table.concat(lines)
end

--- What a subject is, and its functions.
---@param subject ingot.HelpSubject
---@param entries ingot.HelpEntry[]
---@return string
function M.subject(subject, entries)
  return ("%s: %s\n\n%s\ningot help %s tells all of one.\n"):format(subject.name, subject.about,
    M.list(entries), entries[1] and entries[1].called or "NAME")
end

return M
