---@class ingot.Article
local M = {}
return M
