--- A ledger: the figures of every article that was checked, one file an article in one folder. A new
--- article is held against them: copies of last month's figures, year-to-date chains that break, rates
--- that earlier levels refute, past figures given otherwise, ranks and runs that cannot be.
---
---     local books = ledger.open "ledger"
---     local findings = ledger.findings(books, claims, page, "april.txt")
---     local name, bytes = ledger.entry { name = "april.txt", page = page, claims = claims }

local book_ <const> = require "ingot.check.ledger.book"
local entry <const> = require "ingot.check.ledger.entry"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

---@class ingot.check.Ledger
---@field folder string
---@field articles { issue: ingot.check.Issue, claims: ingot.check.Claim[] }[]  oldest issue first

local MOST_FILES <const> = 20000
local LARGEST <const> = 4 << 20   -- bytes of a file
local MOST_BYTES <const> = 256 << 20

local function must(value, message, kind)
  return value or error_.raise(kind, message, 0)
end

-- Oldest first; of one day, or without one, by period, then by name.
local function older(a, b)
  local x <const>, y <const> = a.issue, b.issue
  local day <const>, other <const> = x.issued or x.period or "", y.issued or y.period or ""
  if day ~= other then
    return day < other
  end
  return x.name < y.name
end

local function is_entry(name)
  return name:sub(-#entry.ENDING) == entry.ENDING
end

--- Reads a ledger; a folder that is not there yet is an empty one. Other files in it are left alone.
--- A damaged file is an error that names it and the line.
---@param folder string
---@return ingot.check.Ledger
function M.open(folder)
  local ledger <const> = { folder = folder, articles = {} }
  local look <const>, problem <const>, kind <const> = native.look(folder)
  if not look then
    return problem and error_.raise(kind, problem, 0) or ledger
  end
  local bytes_read = 0
  for _, name in ipairs(must(native.names(folder))) do
    if is_entry(name) then
      local path <const> = folder .. "/" .. name
      local bytes <const> = must(native.slurp(path, LARGEST + 1))
      bytes_read = bytes_read + #bytes
      if #bytes > LARGEST then
        error_.raise("limit", ("%s: more than %d bytes"):format(path, LARGEST), 0)
      elseif bytes_read > MOST_BYTES or #ledger.articles >= MOST_FILES then
        error_.raise("limit", folder .. ": too large for a ledger; move old articles out of it", 0)
      end
      local issue <const>, claims <const> = entry.read(bytes, path, name)
      table.insert(ledger.articles, { issue = issue, claims = claims })
    end
  end
  table.sort(ledger.articles, older)
  return ledger
end

--- What the ledger has of other articles than this one, as claims without a place in the text; each
--- has its `issue`.
---@param ledger ingot.check.Ledger
---@param own? string  name of this article's own file in the ledger
---@return ingot.check.Claim[]  oldest issue first
function M.claims(ledger, own)
  local all <const> = {}
  for _, article in ipairs(ledger.articles) do
    if article.issue.name ~= own then
      table.move(article.claims, 1, #article.claims, #all + 1, all)
    end
  end
  return all
end

local rules <const> = { "growth", "chain", "stale", "revised", "ranks" }

-- A figure of other months is neither a copy nor a revision besides.
local function explain(context, findings)
  for _, finding in ipairs(findings) do
    if finding.shifted then
      context.explained[finding.claims[1]], finding.shifted = true, nil
    end
  end
end

--- Holds an article against a ledger. What the article's own entry says of it does not count.
---@param ledger ingot.check.Ledger
---@param claims ingot.check.Claim[]
---@param page ingot.check.Page
---@param name? string  of the article
---@return ingot.check.Finding[]
function M.findings(ledger, claims, page, name)
  local own <const> = entry.issue { name = name or "", page = page, claims = claims }
  ---@type ingot.check.ledger.Context
  local context <const> = {
    own = book_.of(claims), past = book_.of(M.claims(ledger, own.name)), page = page, explained = {},
  }
  local findings <const> = {}
  for _, rule in ipairs(rules) do
    local found <const> = require("ingot.check.ledger." .. rule).find(context)
    explain(context, found)
    table.move(found, 1, #found, #findings + 1, findings)
  end
  return findings
end

--- What the ledger is to keep of an article: the name of a file in it, which the same article had
--- before, and its bytes.
---@param result { name: string, page: ingot.check.Page, claims: ingot.check.Claim[] }
---@return string name
---@return string bytes
function M.entry(result)
  return entry.write(result)
end

--- Has a ledger know an article as if it had been kept: those that are checked next are held against
--- it. No file is written.
---@param ledger ingot.check.Ledger
---@param result { name: string, page: ingot.check.Page, claims: ingot.check.Claim[] }
function M.add(ledger, result)
  local name <const>, bytes <const> = entry.write(result)
  for i, article in ipairs(ledger.articles) do
    if article.issue.name == name then
      table.remove(ledger.articles, i)
      break
    end
  end
  local issue <const>, claims <const> = entry.read(bytes, name, name)
  table.insert(ledger.articles, { issue = issue, claims = claims })
  table.sort(ledger.articles, older)
end

return M
