--- What the supervisor does for its workers. A request is the text of a process that is not trusted:
--- it is looked at here, and only what was made of it here goes further.

local native <const> = require "ingot.native"

local M = {}

local SECONDS <const> = 10 -- that a picture may take

local function refuse(crew, worker, problem)
  crew:answer(worker, native.json_encode { problem = problem })
end

local asked <const> = {}

-- { ask = "draw", picture = ingot.Picture without its texts } → { svg = … } or { problem = … }
function asked.draw(crew, worker, request)
  local picture <const>, problem <const> = require "ingot.render.checked"(request.picture)
  if not picture then
    return refuse(crew, worker, "is not given a picture that is none: " .. problem)
  end
  crew:plot(worker, require("ingot.render.plot").script(picture), SECONDS)
end

--- Answers a request, whatever it is.
---@param crew ingot.Crew
---@param event ingot.CrewEvent  of the kind "message"
function M.answer(crew, event)
  local request <const> = native.json_decode(event.text)
  local answer <const> = type(request) == "table" and asked[request.ask]
  if not answer then
    return refuse(crew, event.worker, "the request is not understood")
  end
  answer(crew, event.worker, request)
end

return M
