-- The lexicon as one trie over words. What begins with a word is built when that word is first met:
-- an article meets a small part of it. A hyphen between the words of a
-- phrase counts as a blank, and so does a stroke as itself.

local M = {}

---@class ingot.check.Sense
---@field flow? string        "export" "import" "net import" "production" "stock" "price" "index" …
---@field value? string       "USD": of money rather than amount
---@field flow_verb? boolean  "exported"
---@field move? 1|-1|0        which way
---@field size? "slight"|"plain"|"sharp"|"surge"
---@field form? "verb"|"noun"|"adverb"|"adjective"
---@field factor? string      "2" of doubled, "0.5" of halved
---@field relation? "mom"|"yoy"|"qoq"|"hoh"|"wow"|"previous"
---@field cumulative? boolean
---@field compare? boolean    "from", "compared with"
---@field level? boolean      "reached", "stood at"
---@field mean? boolean       "averaged"
---@field share? boolean
---@field whole? boolean      "the total"
---@field rank? boolean
---@field ordinal? integer    "second"; -1: the smallest
---@field follow? boolean     "followed by"
---@field streak? boolean     "consecutive"
---@field partner? string     English name of data/partners.csv
---@field demonym? boolean    "Russian"
---@field province? string    English name of data/provinces.csv
---@field mode? string        trade mode, lower case
---@field region? string
---@field approx? string      "about", "nearly"
---@field bound? "above"|"below"
---@field respectively? boolean
---@field each? boolean
---@field together? boolean
---@field others? boolean
---@field conj? "but"|"and"|"while"|"although"|"however"
---@field again? boolean
---@field only? boolean
---@field double_digit? boolean
---@field of_them? boolean    "of which", "including"
---@field forecast? boolean   "is expected to": what follows is no statement of fact
---@field n? integer          "three"
---@field fraction? { [1]: integer, [2]: integer }  "two thirds"

local tables <const> = { "relations", "moves", "flows", "places" }

-- Names that are words too: they count only as they are written with a capital.
local proper <const> = { us = "US", may = false, turkey = "Turkey", china = "China", chile = "Chile",
  niger = "Niger", chad = "Chad", mali = "Mali", jordan = "Jordan", guinea = "Guinea",
  polish = "Polish", oman = "Oman", peru = "Peru", cuba = "Cuba", togo = "Togo", saba = "Saba" }

local trie

-- Phrases and senses in turns, by their first word, that are no part of the trie yet.
local waiting

-- Strokes and Chinese characters are words.
local function spaced(phrase)
  if phrase:find "[/,&]" then
    phrase = phrase:gsub("[/,&]", " %0 ")
  end
  if phrase:find "[\xE3-\xE9]" then
    phrase = phrase:gsub("[\xE3-\xE9][\x80-\xBF][\x80-\xBF]", " %0 ")
  end
  return phrase
end

local function add_phrase(root, phrase, sense)
  local node = root
  phrase = spaced(phrase)
  for word in phrase:gmatch "[^%s%-]+" do
    local below = node[word]
    if not below then
      below = {}
      node[word] = below
    end
    node = below
  end
  if node == root then
    return
  end
  local own <const> = node[1]
  if not own then
    node[1] = sense
    return
  end
  local merged <const> = {}
  for key, value in pairs(sense) do
    merged[key] = value
  end
  for key, value in pairs(own) do -- who came first has the say
    merged[key] = value
  end
  node[1] = merged
end

local function put_by(phrase, sense)
  local first <const> = phrase:match "^[%s%-]*([^%s%-/,&\xE3-\xE9]+)"
    or spaced(phrase):match "[^%s%-]+"
  if first then
    local list <const> = waiting[first] or {}
    waiting[first] = list
    local n <const> = #list
    list[n + 1], list[n + 2] = phrase, sense
  end
end

local function gather()
  trie, waiting = {}, {}
  local function add(phrases, sense)
    for phrase in phrases:gmatch "[^|]+" do
      put_by(phrase, sense)
    end
  end
  for _, name in ipairs(tables) do
    require("ingot.check.lex." .. name)(add)
  end
end

-- The trie, with all that begins with a word.
local function built(word)
  if not trie then
    gather()
  end
  local list <const> = waiting[word]
  if list then
    waiting[word] = nil
    for i = 1, #list, 2 do
      add_phrase(trie, list[i], list[i + 1])
    end
  end
  return trie
end

local kept_in_compound <const> = { "partner", "province", "region", "flow", "mode", "relation" }

-- Inside a compound ("start-up") only names and flows are what they seem.
local function holds_in_compound(sense)
  for _, field in ipairs(kept_in_compound) do
    if sense[field] then
      return true
    end
  end
  return false
end

local function joined(atoms, i)
  local hyphen <const>, word <const> = atoms[i], atoms[i + 1]
  return hyphen and hyphen.text == "-" and not hyphen.blank and word and word.kind == "w"
    and not word.blank
end

local function fits_case(atom)
  local written <const> = proper[atom.low]
  return written == nil or atom.text == written or atom.text == atom.text:upper()
end

--- The longest phrase that begins at atom i: its sense and last atom; nil when none does.
---@param atoms ingot.check.lex.Atom[]
---@param i integer
---@param last integer
---@return ingot.check.Sense?
---@return integer? to
function M.find(atoms, i, last)
  local node, at = built(atoms[i].low), i
  local sense, to = nil, nil
  if not fits_case(atoms[i]) then
    return nil
  end
  while at <= last do
    local next_node = node[atoms[at].low]
    if not next_node and at > i and joined(atoms, at) and at < last then
      at = at + 1
      next_node = node[atoms[at].low]
    end
    if not next_node then
      break
    end
    node = next_node
    if node[1] then
      sense, to = node[1], at
    end
    at = at + 1
  end
  if not sense then
    return nil
  end
  local inside <const> = i > 1 and atoms[i - 1].text == "-" and not atoms[i].blank
    and not atoms[i - 1].blank or joined(atoms, to + 1)
  if inside and not holds_in_compound(sense) then
    return nil
  end
  return sense, to
end

return M
