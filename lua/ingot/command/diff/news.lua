--- What is new between two runs of a script, by the claims files of their articles.

local claims_file <const> = require "ingot.command.claims_file"
local compare <const> = require "ingot.command.diff.compare"
local text <const> = require "ingot.command.diff.text"

local M = {}

-- Those in the language of the first, which is that of what is printed; what is no claims file counts
-- for nothing.
local function documents_of(texts)
  local documents <const> = {}
  for _, each in ipairs(texts) do
    local is_one <const>, document <const> = pcall(claims_file.decode, each, "claims")
    if is_one and (not documents[1] or document.language == documents[1].language) then
      documents[#documents + 1] = document
    end
  end
  return documents
end

--- What changed in the articles, for people; "" when nothing did, or when it cannot be told by article.
---@param before string[]  claims files of the earlier run
---@param now string[]     of the later one
---@return string
function M.between(before, now)
  local old <const>, new <const>, parts <const> = documents_of(before), documents_of(now), {}
  if #old ~= #new then
    return ""
  end
  for i, document in ipairs(new) do
    local compared <const> = compare.of(old[i], document)
    parts[#parts + 1] = text.differs(compared) and text.people(compared) or nil
  end
  return table.concat(parts, "\n")
end

return M
