--- Lint of a finished article: words that contradict the figures beside them, verbs said twice,
--- and what no sentence may hold ("nan", "-0.0%", two blanks). Rules are in lint/.
---
---     for _, finding in ipairs(ingot.lint(article)) do print(finding) end
---     --> paragraph 1, sentence 2: direction: 'rose' speaks of -5.3%, which is a fall

local article_ <const> = require "ingot.article"
local figures <const> = require "ingot.lint.figures"
local form <const> = require "ingot.lint.form"
local repeats <const> = require "ingot.lint.repeats"
local sentences_ <const> = require "ingot.lint.sentences"

---@class ingot.Finding
---@field rule string   "direction", "size", "bound", "repeated verb", "nan" …
---@field at { paragraph: integer, sentence: integer }  as claims have it
---@field lang string
---@field text string   the sentence
---@field message string

local M = {}

local Finding <const> = {
  __name = "ingot.finding",
  __tostring = function(finding)
    return ("paragraph %d, sentence %d: %s: %s"):format(finding.at.paragraph, finding.at.sentence,
      finding.rule, finding.message)
  end,
}

-- What of a text breaks a rule of form, as it stands there; nil when nothing does.
local function broken(rule, text)
  if rule.check then
    return rule.check(text)
  end
  for _, pattern in ipairs(rule.find or {}) do
    local found <const> = text:match(pattern)
    if found then
      return found
    end
  end
end

local function applies(rule, sentence)
  return (not rule.lang or rule.lang == sentence.lang)
    and (not rule.kinds or rule.kinds[sentence.kind])
end

local function check_form(sentence, report)
  for _, rule in ipairs(form) do
    local found <const> = applies(rule, sentence) and broken(rule, sentence.text)
    if found then
      report(rule.rule, ("'%s': %s"):format(found, rule.message))
    end
  end
end

-- In the order of the text, and of rules in one sentence.
local function in_order(findings, place)
  for i, finding in ipairs(findings) do
    place[finding].n = i
  end
  table.sort(findings, function(a, b)
    local x <const>, y <const> = place[a], place[b]
    if x.sentence ~= y.sentence then
      return x.sentence < y.sentence
    end
    return x.n < y.n
  end)
  return findings
end

local function lint_document(document, findings)
  local sentences <const> = sentences_.of(document)
  local place <const>, index <const>, own <const> = {}, {}, {}
  local function add(sentence, rule, message)
    local finding <const> = setmetatable({
      rule = rule, at = sentence.at, lang = sentence.lang, text = sentence.text, message = message,
    }, Finding)
    own[#own + 1], place[finding] = finding, { sentence = index[sentence] }
  end
  for i, sentence in ipairs(sentences) do
    index[sentence] = i
    local function report(rule, message)
      add(sentence, rule, message)
    end
    check_form(sentence, report)
    for _, rule in ipairs(figures.rules) do
      rule(sentence, report)
    end
  end
  repeats.check(sentences, add)
  table.move(in_order(own, place), 1, #own, #findings + 1, findings)
end

--- What is wrong with the words of an article, in each of its languages, or of a document; an empty
--- list when nothing is.
---
---     for _, finding in ipairs(ingot.lint(article)) do print(finding) end
---
---@param what ingot.Article|ingot.Document
---@return ingot.Finding[]
function M.lint(what)
  local findings <const> = {}
  if article_.is(what) then
    for _, lang in ipairs(what.langs) do
      lint_document(what:document(lang), findings)
    end
  elseif type(what) == "table" and type(rawget(what, "blocks")) == "table" then
    lint_document(what, findings)
  else
    error(("lint: an article or a document expected, got %s"):format(type(what)), 2)
  end
  return findings
end

return M
