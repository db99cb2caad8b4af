--- The side of a session that a person sees: lines are read, put together to inputs, and handed to who
--- runs them.

local M = {}

---@alias ingot.SessionState "done"|"failed"|"more"|"gone"|"over"  "over": no more inputs

---@class ingot.SessionWorker  who holds the state
---@field eval fun(self: table, text: string, before: integer): ingot.SessionState
---@field complete fun(self: table, text: string): string[], integer

---@class ingot.SessionInput
---@field line fun(prompt: string, complete?: fun(line: string, cursor: integer): string?, string?): string|false|nil
---@field keep fun(line: string)  remembers a line in the history
---@field tell fun(text: string)  says what no worker says
---@field counts? boolean  its lines have numbers; else each input begins with line 1

local PROMPT <const>, GOES_ON <const> = "> ", ".. "

-- What all words begin with.
local function common(words)
  local shared = words[1]
  for _, word in ipairs(words) do
    while word:sub(1, #shared) ~= shared do
      shared = shared:sub(1, -2)
    end
  end
  while #shared > 0 and not utf8.len(shared) do
    shared = shared:sub(1, -2)
  end
  return shared
end

local WIDTH <const> = 100

--- Words side by side, as many as fit into a line.
---@param words string[]
---@return string
function M.columns(words)
  local native <const> = require "ingot.native"
  local widest = 0
  for _, word in ipairs(words) do
    widest = math.max(widest, native.width(word))
  end
  local each <const>, parts <const> = math.max(1, WIDTH // (widest + 2)), {}
  for i, word in ipairs(words) do
    local last <const> = i % each == 0 or i == #words
    parts[i] = word .. (last and (i < #words and "\n" or "") or (" "):rep(widest + 2 - native.width(word)))
  end
  return table.concat(parts)
end

-- What Tab does to a line: inserts what is common to all words, or lists them.
local function completer(worker, before)
  return function(line, cursor)
    local words <const>, there <const> = worker:complete(before .. line:sub(1, cursor))
    if #words == 0 then
      return nil
    end
    local rest <const> = common(words):sub(there + 1)
    if rest ~= "" then
      return rest
    end
    return nil, #words > 1 and M.columns(words) or nil
  end
end

M.hint = "ingot help NAME, in a shell, tells of a function; Tab completes, Ctrl-D ends"

-- What people type before they have read anything.
local wishes <const> = {
  exit = "end", quit = "end", ["exit()"] = "end", ["quit()"] = "end", help = "help", ["help()"] = "help",
  ["?"] = "help",
}

--- Reads inputs and has them run until there are no more. Gives the last state of each: whether one
--- failed.
---@param worker ingot.SessionWorker
---@param input ingot.SessionInput
---@return boolean worked
function M.run(worker, input)
  local lines, worked, count = {}, true, 0
  while true do
    local before <const> = #lines > 0 and table.concat(lines, "\n") .. "\n" or ""
    local line <const> = input.line(#lines > 0 and GOES_ON or PROMPT, completer(worker, before))
    count = count + (input.counts and 1 or 0)
    local wish <const> = line and #lines == 0 and wishes[line:match "^%s*(.-)%s*$"]
    if line == nil or wish == "end" then
      if #lines > 0 then
        input.tell(("the last input is not complete: '%s'"):format(lines[1]))
      end
      return worked and #lines == 0
    elseif line == false then
      lines = {}
    elseif wish == "help" then
      input.tell(M.hint)
    else
      input.keep(line)
      lines[#lines + 1] = line
      local state <const> = worker:eval(table.concat(lines, "\n"), math.max(0, count - #lines))
      lines = state == "more" and lines or {}
      worked = worked and (state == "more" or state == "done")
      if state == "over" then
        return false
      end
    end
  end
end

return M
