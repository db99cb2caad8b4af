--- Whether a formula is linear: sums and differences of its atoms, each times or by numbers. Of such
--- a formula the parts add up to the whole when those of its atoms do; of any other (a quotient, a
--- product of two, a logarithm, a sum and a constant) they do not.

local M = {}

-- The degree of an expression in its atoms: 0 a number, 1 linear. What has neither is thrown out of
-- the parser by error(nil), since no part of it matters any more.
local function give_up()
  error(nil, 0)
end

local expression -- brackets hold expressions, and expressions hold brackets

local function primary(stream)
  local token <const> = stream:take()
  if token == "-" or token == "+" then
    return primary(stream)
  elseif token == "(" then
    local degree <const> = expression(stream)
    return stream:take() == ")" and degree or give_up()
  elseif token and token:find "^[%d.]" then
    return 0
  elseif token and token:find "^[%a_@]" and stream:peek() ~= "(" then
    return 1
  end
  give_up()
end

local function term(stream)
  local degree = primary(stream)
  while stream:peek() == "*" or stream:peek() == "/" do
    local operator <const> = stream:take()
    local other <const> = primary(stream)
    if degree + other > 1 or operator == "/" and other > 0 then
      give_up()
    end
    degree = degree + other
  end
  return degree
end

function expression(stream)
  local degree <const> = term(stream)
  while stream:peek() == "+" or stream:peek() == "-" do
    stream:take()
    if term(stream) ~= degree then
      give_up()
    end
  end
  return degree
end

local Stream <const> = {}
Stream.__index = Stream

function Stream:peek()
  return self[self.at]
end

function Stream:take()
  self.at = self.at + 1
  return self[self.at - 1]
end

local function tokens_of(text)
  local stream <const> = setmetatable({ at = 1 }, Stream)
  local rest = text
  while rest ~= "" do
    local token <const> = rest:match "^[%a_@][%w_]*" or rest:match "^[%d.]+[eE][-+]?%d+"
      or rest:match "^[%d.]+" or rest:sub(1, 1)
    stream[#stream + 1], rest = token, rest:sub(#token + 1)
  end
  return stream
end

-- Each aggregate call becomes one name, the longest first, so that none is cut in two.
local function with_atoms(text, aggregates)
  local calls <const> = {}
  for i, call in ipairs(aggregates) do
    calls[i] = call:gsub("%s", "")
  end
  table.sort(calls, function(a, b) return #a > #b or #a == #b and a < b end)
  for _, call in ipairs(calls) do
    local from, to = text:find(call, 1, true)
    while from do
      text = text:sub(1, from - 1) .. "@" .. text:sub(to + 1)
      from, to = text:find(call, from, true)
    end
  end
  return text
end

--- Whether a formula is linear in its aggregate calls, or without any in its names.
---@param text string          a formula that parses
---@param aggregates string[]  its aggregate calls
---@return boolean
function M.is(text, aggregates)
  local stream <const> = tokens_of(with_atoms((text:gsub("%s", "")), aggregates))
  local fine <const>, degree <const> = pcall(expression, stream)
  return fine and degree == 1 and not stream:peek()
end

return M
