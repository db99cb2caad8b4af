--- The script of `ingot check --with SCRIPT`: runs it, and has the claims of its articles as their files
--- would have them.

local article <const> = require "ingot.article"
local claims_file <const> = require "ingot.command.claims_file"
local documents <const> = require "ingot.duty.documents"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local script <const> = require "ingot.script"

local M = {}

local function articles_of(value)
  local list <const> = {}
  for _, item in ipairs(article.is(value) and { value } or type(value) == "table" and value or {}) do
    list[#list + 1] = article.is(item) and item or nil
  end
  return list
end

-- In English where the article has it: sentences of ours may stand in what is checked.
local function document_of(one)
  for _, lang in ipairs(one.langs) do
    if lang == "en" then
      return one:document(lang)
    end
  end
  return one:document(one.langs[1])
end

-- What the script prints is no part of the report.
local function print_apart(...)
  local texts <const> = table.pack(...)
  for i = 1, texts.n do
    texts[i] = tostring(texts[i])
  end
  native.say(2, table.concat(texts, "\t") .. "\n")
end

--- What a script's articles claim.
---@param path string
---@param settings table<string, string>
---@return { name: string, document: table }[]
function M.sources(path, settings)
  option.begin(settings)
  _G.print = print_apart
  local articles <const> = articles_of(script.run(path))
  local unknown <const> = option.unknown()
  if unknown then
    error_.raise("usage", path .. ": " .. unknown)
  elseif #articles == 0 then
    error_.raise("script", ("--with %s: an article to check against is expected, it returns none"):format(
      path), 0)
  end
  local sources <const> = {}
  for i, one in ipairs(articles) do
    local claims <const> = script.call(path, documents.claims, document_of(one), path)
    sources[i] = { name = path, document = claims_file.decode(native.json_encode(claims), path) }
  end
  return sources
end

return M
