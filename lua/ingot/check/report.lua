-- Reports of a check, each loaded when asked for.

local lazy <const> = require "ingot.lazy"

local html <const> = lazy "ingot.check.report.html"
local json <const> = lazy "ingot.check.report.json"
local terminal <const> = lazy "ingot.check.report.terminal"

local M = {}

--- What `print` shows of a result: its findings and what they come to, without a line break at the end.
---@param result ingot.check.Result
---@return string
function M.text(result)
  return (terminal.brief(result):gsub("\n$", ""))
end

--- The article with marks in the margin, the findings, and what they come to.
---@param result ingot.check.Result
---@param options? ingot.check.TerminalOptions
---@return string
function M.terminal(result, options)
  return terminal.render(result, options)
end

--- One result, or a list of several.
---@param results ingot.check.Result[]
---@return string
function M.json(results)
  return json.render(results)
end

--- A page that needs nothing else.
---@param result ingot.check.Result
---@return string
function M.html(result)
  return html.render(result)
end

return M
