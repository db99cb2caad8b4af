-- From sentences to claims. An article is read in order with what was spoken of last in mind: what a
-- figure is of, and of when, is told by its sentence, else by its paragraph, else by what the article
-- is about. What cannot be told is listed, never guessed.

local assemble <const> = require "ingot.check.read.assemble"
local atoms <const> = require "ingot.check.read.atoms"
local frames <const> = require "ingot.check.read.frame"
local mentions <const> = require "ingot.check.read.mentions"
local page_of <const> = require "ingot.check.page"
local products <const> = require "ingot.check.read.products"
local sentences_of <const> = require "ingot.check.read.sentence"
local subject_ <const> = require "ingot.check.subject"
local subjects <const> = require "ingot.check.read.subjects"
local tables <const> = require "ingot.check.read.tables"
local words <const> = require "ingot.check.read.words"
local worded <const> = require "ingot.check.read.worded"

local M = {}

---@class ingot.check.ReadState
---@field frame ingot.check.Frame
---@field calendar ingot.check.Calendar
---@field main ingot.check.Subject
---@field home? string
---@field subject ingot.check.Subject    spoken of last
---@field product? string                of the paragraph
---@field period? ingot.Period           of the paragraph
---@field plain? ingot.Period            the last that was no year to date
---@field relation? "mom"|"yoy"          said last
---@field shares_said? boolean            by the sentence before, which had no figure: a caption
---@field contributions_said? boolean     likewise
---@field caption_period? ingot.Period    of the caption before the paragraph
---@field said? "mom"|"yoy"              … in this paragraph
---@field members ingot.check.Subject[]  places with a figure, in the order of the paragraph
local State = {}
State.__index = State

function State:next_id()
  self.count = self.count + 1
  return "f" .. self.count
end

--- What a mention leaves open.
function State:topic()
  return { what = self.subject.what or self.main.what, flow = self.main.what,
    product = self.product or self.main.product }
end

local function is_to_date(p)
  return p.from % 12 == 0 and p:count() > 1 and p:count() < 12 and p:count() ~= 3 and p:count() ~= 6
end

function State:paragraph(block, heading)
  self.block, self.weekly = block, nil
  if not heading then
    self.product = self.heading_product
    self.period = self.caption_period or self.heading_period
    self.caption_period = nil
    self.subject = subjects.copy(self.main)
    self.subject.what = self.heading_what or self.main.what
    self.subject.product = self.product or self.main.product
    if self.period and self.calendar.main and is_to_date(self.period) and not is_to_date(self.calendar.main) then
      self.period = self.plain -- a year to date is not carried into the next paragraph
    end
  end
  self.members, self.parts, self.list, self.said = {}, nil, nil, nil
  self.astray, self.opens = false, not heading
end

local MOST_MEMBERS <const> = 40

local function place_name(subject)
  return subject.item or subject.partner or subject.province or subject.mode
end

function State:remember(figure)
  if figure.role ~= "level" or not place_name(figure.subject) or figure.was_base then
    return
  end
  local last <const> = self.members[#self.members]
  if last and place_name(last) == place_name(figure.subject) then
    return
  end
  if #self.members >= MOST_MEMBERS then
    table.remove(self.members, 1)
  end
  self.members[#self.members + 1] = figure.subject
end

local function prepare(sentences)
  local known <const> = products.new()
  for _, sentence in ipairs(sentences) do
    sentence.atoms, sentence.letters = atoms.of(sentence)
  end
  for pass = 1, 2 do -- names that later sentences give are known to earlier ones
    for _, sentence in ipairs(sentences) do
      if pass == 2 or not sentence.cell then
        sentence.mentions = mentions.of(sentence.atoms, sentence.letters, known)
      end
    end
  end
  return known
end

local passing <const> = { tariff = true, cost = true, profit = true }

local function remember_sentence(state, walk)
  if walk.owned and not passing[walk.subject.what] then
    state.subject = subjects.copy(walk.subject)
    local product <const> = walk.subject.product
    if walk.part then
      state.parts = true
    elseif product and (not state.parts or product == state.main.product) then
      state.product = product
    end
  end
  local main <const>, p = state.calendar.main, walk.period
  if p and (not main or p.to > main.to - 12) then -- "in April last year" is said in passing
    state.period = p
    state.plain = not is_to_date(p) and p or state.plain
  end
  state.weekly = walk.weekly
  state.relation = walk.relation or state.relation
  state.said = walk.relation or state.said
end

local function put_aside(list, page, sentence, token)
  local block <const> = sentence.placed or page.blocks[sentence.block]
  local offset <const>, length <const> = page_of.span(block, token.from, token.to)
  list[#list + 1] = { quote = block.text:sub(token.from, token.to), offset = offset,
    length = length, sentence = sentence.n }
end

local not_traded <const> = { years = true, months = true, days = true, weeks = true, hours = true,
  quarters = true, km = true, mm = true, ["°C"] = true, ["m2"] = true, W = true, times = true }

local flows_of_power <const> = { export = true, import = true, production = true }

-- Modules and cells are traded by the watt.
local function is_power(figure)
  return figure.unit == "W" and flows_of_power[figure.subject.what]
end

-- Whether a sentence without figures that opens a paragraph turns to something else: "Chrome ore told
-- another story."
local function turns_away(sentence)
  local to <const> = sentence.letters:match "^x+()[uL]" or sentence.letters:match "^x+()$"
  local first <const> = to and sentence.mentions[1]
  if not to or first and first.first < to or sentence.role == "title" then
    return false
  end
  local low <const>, next_one <const> = sentence.atoms[1].token.low, sentence.atoms[2]
  if words.is_general(low) or words.sides[low]
    or to > 2 and #next_one.token.low > 3 and words.is_general(next_one.token.low) then
    return false
  end
  return sentence.letters:find "[q%%#P]" == nil
end

-- Numbers that no rule reads: those that look like figures are listed.
local function is_figure(figure, letters)
  local token <const> = figure.token
  return figure.role ~= "none" and not not_traded[figure.unit]
    and (figure.unit ~= "" or token.digits:find "[.,]" and letters:find "[FVudgLS]")
end

-- What a line without figures puts what follows it under: "Refined tin exports from Indonesia:".
local function lead_in(state, sentence, walk)
  if sentence.letters:find ":$" and walk.owned and walk.subject.product then
    state.heading_product, state.heading_what = walk.subject.product, walk.subject.what
  end
end

local MOST_TITLE <const> = 8 -- atoms of a line that names a product: "1. Raw cotton"

local function title_product(state, sentence, opens)
  local from <const>, to = sentence.letters:match "^#?()[xa]+()[:,]?$"
  if not from or to - from > MOST_TITLE then
    return nil
  end
  local list = {}
  for at = from, to - 1 do
    list[#list + 1] = sentence.atoms[at].token.low
  end
  return state.products:name(list, opens)
end

-- Whether a sentence says of its figures only which flow they are: "Imports: 18,240 t", "Imports in
-- March: …"; the product stands in the heading above.
local function wants_product(sentence)
  local mention <const> = sentence and sentence.mentions and sentence.mentions[1]
  return mention and mention.what and not mention.product and mention.what ~= "price"
    and sentence.letters:find "^P?F" and sentence.letters:find "[q%%#]" and true or false
end

local function read_sentence(state, page, sentence, out, next_one)
  if state.block ~= sentence.block then
    state:paragraph(sentence.block, page.blocks[sentence.block].kind == "heading")
  end
  local figures <const>, walk <const> = sentences_of.figures(sentence, state)
  state.astray = state.astray and not walk.named
  for _, figure in ipairs(figures) do
    if state.astray and not walk.named and not walk.topic then
      figure.unsure = true
    end
    if figure.role and figure.role ~= "none" and figure.token.value
      and not (not_traded[figure.unit] and not is_power(figure)) then
      out.claims[#out.claims + 1] = assemble.claim(figure, page, sentence, state)
      state:remember(figure)
      if figure.role == "share" and subject_.is_total(figure.subject)
        and figure.subject.product ~= state.main.product then
        walk.part = true
      end
    elseif is_figure(figure, sentence.letters) then
      put_aside(out.not_understood, page, sentence, figure.token)
    end
  end
  for _, figure in ipairs(figures) do -- "rose 3% to 12,000 mt": said of what follows
    local of <const> = figure.claim and figure.of and figure.of.claim
    if of and not figure.claim.of then
      figure.claim.of = { id = of.id }
    end
  end
  local in_words <const> = worded.of(sentence, walk, page, state)
  for _, claim in ipairs(in_words) do
    out.claims[#out.claims + 1] = claim
  end
  worded.list(state, sentence, walk, in_words)
  remember_sentence(state, walk)
  local is_caption <const> = not sentence.letters:find "[%%qp]"
  state.shares_said = is_caption and sentence.letters:find "S" ~= nil
  state.contributions_said = is_caption and walk.contributing
  state.caption_period = is_caption and page.blocks[sentence.block].kind == "caption" and walk.period or nil
  if page.blocks[sentence.block].kind == "heading" then
    state.heading_period = walk.period
    state.heading_product = walk.owned and walk.subject.product or nil
    state.heading_what = walk.owned and walk.subject.what or nil
  end
  state.astray = state.astray or state.opens and turns_away(sentence)
  state.opens = false
  if not sentence.letters:find "[%%qpFVLu]" then
    local named <const> = title_product(state, sentence, wants_product(next_one))
    if named and next_one and next_one.block == sentence.block then -- "**Spodumene.** Arrivals …"
      state.product, state.subject.product = named, named
    else
      state.heading_product = named or state.heading_product
    end
    lead_in(state, sentence, walk)
  end
end

local MOST_CLAIMS <const> = 1500 -- an article has some hundred; what stands behind them is not read

--- The claims of an article, in the order of the text.
---@param page ingot.check.Page
---@param sentences ingot.check.Sentence[]
---@return ingot.check.Claim[] claims
---@return { quote: string, offset: integer, sentence: integer }[] not_understood
---@return ingot.check.Sentence? unread  from where on nothing was read: there are more figures than
---   an article has
function M.claims(page, sentences)
  local known <const> = prepare(sentences)
  local frame <const> = frames.of(sentences, page.dateline)
  local state <const> = setmetatable({ frame = frame, calendar = frame.calendar, main = frame.main,
    home = frame.home, subject = subjects.copy(frame.main), members = {}, count = 0,
    products = known }, State)
  local out <const> = { claims = {}, not_understood = {} }
  local heads <const> = tables.new(page, sentences)
  local unread
  for i, sentence in ipairs(sentences) do
    if #out.claims + #out.not_understood >= MOST_CLAIMS then
      unread = sentence
      break
    elseif sentence.cell then
      tables.read(heads, sentence, state, out, put_aside)
    else
      read_sentence(state, page, sentence, out, sentences[i + 1])
    end
  end
  table.sort(out.claims, function(a, b)
    if a.digits_offset ~= b.digits_offset then
      return a.digits_offset < b.digits_offset
    end
    return tonumber(a.id:sub(2)) < tonumber(b.id:sub(2))
  end)
  local renamed <const> = {}
  for i, claim in ipairs(out.claims) do
    renamed[claim.id] = "f" .. i
  end
  for _, claim in ipairs(out.claims) do
    claim.id = renamed[claim.id]
    if claim.of then
      claim.of.id = renamed[claim.of.id]
    end
  end
  return out.claims, out.not_understood, unread
end

return M
