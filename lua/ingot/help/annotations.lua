--- What the annotations of a module say: reads its text, runs nothing. The comments of `---` above a
--- function are its text and examples, those of `---@` its parameters and what it gives.

local M = {}

---@class ingot.Doc
---@field name string          "top"
---@field owner string         of what it is a field: "Table", "M"
---@field colon boolean        asked with a colon
---@field params string        "n, options"
---@field text string[]        lines; "" between paragraphs
---@field example string[]     lines of Lua
---@field takes { name: string, type: string, text: string }[]
---@field gives { type: string, text: string }[]
---@field raw boolean?         without any comment
---@field line integer         where it is declared
---@field module string        below lua/ingot

---@class ingot.Annotated
---@field docs table<string, ingot.Doc>                 "Table.top" → what is told of it
---@field order string[]                                its keys, as they stand in the text
---@field requires table<string, string>                local → module
---@field same table<string, { [1]: string, [2]: string }>  "Cube.slice" → local and field it is
---@field line integer        lines read

-- "---@param n? integer  how many" → name, type and text. A type ends at two blanks.
local function split_type(text)
  local kind <const>, about <const> = text:match "^(.-)%s%s+(.*)$"
  return kind or text, about or ""
end

local readers <const> = {
  param = function(doc, rest)
    local name <const>, after <const> = rest:match "^(%S+)%s+(.*)$"
    local kind <const>, about <const> = split_type(after or "")
    doc.takes[#doc.takes + 1] = { name = name or rest, type = kind, text = about }
    return doc.takes[#doc.takes]
  end,
  ["return"] = function(doc, rest)
    local kind <const>, about <const> = split_type(rest)
    doc.gives[#doc.gives + 1] = { type = kind, text = about }
    return doc.gives[#doc.gives]
  end,
  type = function(doc, rest)
    doc.type = rest
  end,
}

-- Empty lines at either end say nothing.
local function trim(lines)
  while lines[1] == "" do
    table.remove(lines, 1)
  end
  while #lines > 0 and lines[#lines] == "" do
    lines[#lines] = nil
  end
  return lines
end

-- What a block of comment lines says.
local function doc_of(block)
  local doc <const> = { text = {}, example = {}, takes = {}, gives = {}, raw = #block == 0 or nil }
  local last
  for _, line in ipairs(block) do
    local tag <const>, rest <const> = line:match "^%-%-%-@(%a+)%s*(.*)$"
    if tag then
      last = readers[tag] and readers[tag](doc, rest)
    elseif last then -- what a parameter's text goes on with
      last.text = (last.text .. " " .. line:gsub("^%-+%s*", "")):gsub("^ ", "")
    else
      local code <const> = line:match "^%-%-%-%s%s%s%s%s(.*)$"
      local lines <const> = code and doc.example or doc.text
      lines[#lines + 1] = code or line:gsub("^%-%-%-%s?", "")
    end
  end
  trim(doc.text)
  trim(doc.example)
  return doc
end

local function add(found, owner, separator, name, params, block)
  local key <const> = owner .. "." .. name
  local doc <const> = doc_of(block)
  if found.docs[key] and doc.raw then
    return
  end
  doc.name, doc.owner, doc.colon, doc.params = name, owner, separator == ":", params
  doc.line = found.line
  if not found.docs[key] then
    found.order[#found.order + 1] = key
  end
  found.docs[key] = doc
end

-- "Cube.slice, Cube.query = slice.slice, slice.query": which is which.
local function add_same(found, left, right)
  local sources <const> = {}
  for source in right:gmatch "[%w_.]+" do
    sources[#sources + 1] = source
  end
  local i = 0
  for target in left:gmatch "[%w_.]+" do
    i = i + 1
    local from <const>, field <const> = (sources[i] or ""):match "^([%w_]+)%.([%w_]+)$"
    if from and target:find(".", 1, true) then
      found.same[target] = { from, field }
    end
  end
end

-- A field of the table that a module is: "read.read", or `require "ingot.read".read`.
local function add_field(found, field, value, block)
  local module <const>, from <const> = value:match '^require "ingot%.([%w_.]-)"%.?([%w_]*)'
  if module then
    found.requires[module] = module
    found.same["M." .. field] = { module, from }
  else
    add_same(found, "M." .. field, value)
  end
  if #block > 0 then
    add(found, "M", ".", field, "", block)
  end
end

-- What a line that is no comment declares; `block` is what stands above it.
local function declare(found, line, block)
  local owner <const>, separator <const>, name <const>, params <const> =
    line:match "^function [%w_.]-([%w_]+)([.:])([%w_]+)%(([^)]*)%)?"
  if owner then
    return add(found, owner, separator, name, params, block)
  end
  local variable <const>, module <const> = line:match "^local ([%w_]+)[^=]*= require ?%(?\"ingot%.([%w_.]+)\""
  if variable then
    found.requires[variable] = module
    return
  end
  local left <const>, right <const> = line:match "^([%u][%w_.]*%.[%w_., ]*) = ([%w_., ]+)"
  if left then
    add_same(found, left, right)
  end
  local field <const>, value <const> = line:match "^  ([%w_]+) = (.*)$"
  if field then -- of a table that the module is
    add_field(found, field, value, block)
  end
end

--- Reads the annotations of a module's text.
---@param text string
---@return ingot.Annotated
function M.parse(text)
  local found <const> = { docs = {}, order = {}, requires = {}, same = {}, line = 0 }
  local block = {}
  for line in text:gmatch "[^\n]*" do
    found.line = found.line + 1
    local comment <const> = line:match "^%s*(%-%-%-.*)$"
    if comment then
      block[#block + 1] = comment
    else
      declare(found, line, block)
      block = {}
    end
  end
  return found
end

return M
