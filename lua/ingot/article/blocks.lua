-- The blocks of an article in order, and the paragraph that sentences are added to while it is open.

local M = {}

--- Adds a block; it is open for sentences when it is a paragraph.
---@param article ingot.Article
---@param block table  kind, sentences: ingot.Sentence[]; versions: other fields, by language
---@return table block
function M.add(article, block)
  local blocks = rawget(article, "blocks")
  blocks[#blocks + 1] = block
  M.close(article)
  rawset(article, "open", block.kind == "paragraph" and block or nil)
  return block
end

--- Ends the paragraph that is open: what was said in it is said no more.
---@param article ingot.Article
function M.close(article)
  rawset(article, "documents", {})
  rawset(article, "open", nil)
  for _, context in pairs(rawget(article, "contexts")) do context.said = {} end
end

--- Adds a sentence to the paragraph that is open, or to a new one.
---@param article ingot.Article
---@param sentence ingot.Sentence?
function M.add_sentence(article, sentence)
  if not sentence then return end
  rawset(article, "documents", {})
  local block = rawget(article, "open")
  if block then
    block.sentences[#block.sentences + 1] = sentence
    return
  end
  -- The sentence was made before its paragraph: what it said is the paragraph's.
  local said = {}
  for lang, context in pairs(rawget(article, "contexts")) do said[lang] = context.said end
  M.add(article, { kind = "paragraph", sentences = { sentence } })
  for lang, context in pairs(rawget(article, "contexts")) do context.said = said[lang] end
end

-- Blocks that stand without words: what is left of a title may be nothing.
local wordless <const> = { remark = true, table = true, chart = true }

-- A block in one language; nil when there is nothing left of it.
local function in_language(block, lang)
  local copy, sentences = {}, {}
  for key, value in pairs(block) do copy[key] = value end
  copy.text, copy.texts = block.texts and block.texts[lang], nil
  copy.versions = nil
  for key, value in pairs(block.versions and block.versions[lang] or {}) do copy[key] = value end
  for _, sentence in ipairs(block.sentences or {}) do
    local spans = sentence[lang]
    if spans then
      spans.template, spans.rule = sentence.template, sentence.rule
      sentences[#sentences + 1] = spans
    end
  end
  copy.sentences = block.sentences and sentences
  if block.chart then
    copy.description, copy.source = block.chart:describe(lang), block.chart:source(lang)
  end
  return (#sentences > 0 or wordless[block.kind]) and copy or nil
end

-- Takes off a heading with nothing below it, when another follows or none does.
local function drop_heading(blocks, ended)
  local last = blocks[#blocks]
  if ended and last and last.kind == "heading" then blocks[#blocks] = nil end
end

--- The blocks as a document of one language has them.
---@param article ingot.Article
---@param lang string
---@return ingot.Block[]
function M.document(article, lang)
  local blocks = {}
  for _, block in ipairs(rawget(article, "blocks")) do
    local said = in_language(block, lang)
    drop_heading(blocks, said and said.kind == "heading")
    blocks[#blocks + 1] = said
  end
  drop_heading(blocks, true)
  return blocks
end

return M
