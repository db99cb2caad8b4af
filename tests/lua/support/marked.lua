--- Articles for specs whose claims stand in the text, so that a rule is tested without the reader:
---
---     marked.of "Exports reached {21,300 mt|level}, down {5.3%|mom -} but up {8.43%|yoy}."
---
--- Behind the bar: the kind, "-" for a negative, and fields: `to=Mexico`, `at=Jiangsu`, `of=leading`
--- (an index), `what=import`, `product=alumina`, `in=2025-03`, `n=2`, `under=barter`. A field stays for
--- the claims behind it in its sentence; a sentence begins with copper exports in April 2025.

local number <const> = require "ingot.number"
local page <const> = require "ingot.check.page"
local period <const> = require "ingot.period"

local M = {}

local fields <const> = { to = "partner", at = "province", under = "mode", of = "item", what = "what",
  product = "product" }

-- How a unit is written: its base unit, and what 10 is to be raised to.
local units <const> = {
  ["mt"] = { "t", 0 }, ["kt"] = { "t", 3 }, ["million tons"] = { "t", 6 }, ["%"] = { "%", 0 },
  ["points"] = { "points", 0 }, ["percentage points"] = { "pp", 0 }, ["yuan/mt"] = { "CNY/t", 0 },
  [""] = { "", 0 },
}

local function subject_of(state)
  local subject <const> = {}
  for _, field in pairs(fields) do subject[field] = state[field] end
  return subject
end

local function read(mark, state)
  local quote <const>, spec <const> = mark:match "^(.-)|(.*)$"
  local claim <const> = { quote = quote, kind = spec:match "^%S+", sign = 1 }
  for word in spec:gmatch "%S+" do
    local key <const>, value <const> = word:match "^(%a+)=(.*)$"
    if word == "-" then claim.sign = -1 end
    if fields[key] then state[fields[key]] = value ~= "none" and value:gsub("_", " ") or nil end
    if key == "in" then state.period = value end
    if key == "n" then claim.n = math.tointeger(value) end
  end
  local digits <const> = quote:match "[%d.,]*%d" or quote
  local unit <const> = units[quote:match "%d%s*(%a*[%a%%/ ]*)$" or ""] or units[""]
  local plain <const> = quote:find "%d" and digits:gsub(",", "") or tostring(claim.n or 1)
  local size <const> = number.shift(number.from(plain), unit[2])
  claim.digits, claim.unit = digits, unit[1]
  claim.value = claim.sign < 0 and number.negate(size) or size
  claim.step = number.shift(number.exact(1), unit[2] - #(plain:match "%.(%d+)" or ""))
  claim.period = period(state.period)
  claim.subject = subject_of(state)
  claim.role = state.role
  return claim
end

-- One byte a blank and words of letters; numbers with what belongs to them.
local function tokens_of(text, from, to)
  local tokens, at = {}, from
  while at <= to do
    local first, last = text:find("^%d[%d.,]*%d", at)
    if not first then first, last = text:find("^%d", at) end
    local kind, digits = nil, nil
    if first then
      kind, digits = "number", text:sub(first, last)
      last = select(2, text:find("^%s?%%", last + 1)) or select(2, text:find("^ mt%f[%A]", last + 1)) or last
    end
    if not first then
      first, last = text:find("^%a+", at)
      kind = first and "word" or "mark"
    end
    first, last = first or at, last or at
    if not text:find("^%s", at) then
      local piece <const> = text:sub(first, last)
      tokens[#tokens + 1] = { kind = kind, text = piece, low = piece:lower(), from = first, to = last,
        digits = digits }
    end
    at = last + 1
  end
  return tokens
end

local function sentences_of(block, index, list)
  local from = 1
  while from <= #block.text do
    local stop <const> = block.text:find("[.;]%s+%u", from)
    local to <const> = stop or #block.text
    list[#list + 1] = { block = index, n = #list + 1, tokens = tokens_of(block.text, from, to),
      role = block.kind == "title" and "title" or "body" }
    from = to + 2
  end
end

--- Reads a marked text; a first line ending in "\n\n" without a full stop is its title.
---@param text string
---@param defaults? table  fields of claims that say none: { what = "import" }
---@return ingot.check.Page page
---@return ingot.check.Sentence[] sentences
---@return ingot.check.Claim[] claims
function M.of(text, defaults)
  local plain <const> = text:gsub("{(.-)|.-}", "%1")
  local made <const> = page.read(plain, "article.txt")
  local sentences <const>, claims <const> = {}, {}
  for i, block in ipairs(made.blocks) do sentences_of(block, i, sentences) end
  local at, state = 0, {}
  local rest, cut = text, 0
  local sentence_of_state
  while true do
    local from <const>, to <const> = rest:find "{.-}"
    if not from then break end
    at = at + from - 1
    local mark <const> = rest:sub(from + 1, to - 1)
    local quote <const> = mark:match "^(.-)|"
    local n, block = 1, 1
    for _, sentence in ipairs(sentences) do
      local tokens <const> = sentence.tokens
      local offset <const> = page.offset(made.blocks[sentence.block], tokens[1].from)
      if offset <= at then n, block = sentence.n, sentence.block end
    end
    if sentence_of_state ~= n then
      state = { what = "export", product = "copper", period = "2025-04" }
      for key, value in pairs(defaults or {}) do state[key] = value end
      sentence_of_state = n
    end
    state.role = sentences[n].role
    local claim <const> = read(mark, state)
    claim.id, claim.offset, claim.length = "f" .. #claims + 1, at, #quote
    claim.digits_offset = at + (quote:find(claim.digits, 1, true) or 1) - 1
    claim.sentence, claim.block = n, block
    claims[#claims + 1] = claim
    at = at + #quote
    cut = cut + to
    rest = rest:sub(to + 1)
  end
  return made, sentences, claims
end

return M
