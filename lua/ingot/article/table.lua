-- Tables of an article.

local blocks = require "ingot.article.blocks"
local sentence = require "ingot.article.sentence"

---@class ingot.Article
local M = {}

--- A table with its title.
---@param title ingot.Template
---@param data ingot.Table|ingot.Query
---@param names table?
---@return ingot.Article self
function M:table(title, data, names)
  local kind = type(data)
  if kind ~= "userdata" and (kind ~= "table" or not data.collect) then
    error(("table: a table or query expected, got %s"):format(kind), 2)
  end
  local said = sentence.of(self, title, names, 2)
  blocks.add(self, { kind = "table", sentences = { said }, table = data:collect() })
  return self
end

return M
