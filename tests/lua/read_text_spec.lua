-- Everything as text: whatever stands in the cells comes out of `save` again, cell for cell, and byte for
-- byte where the file was written as `save` writes. Tables are random, written by a writer of their own.

local ingot = require "ingot"
local new_random = require "support.random"
local rounds = require "support.rounds"
local scratch = require "support.scratch"

local PIECES <const> = { "", " ", "\t", "  ", "a", "007", "1.50", "-", "*", "...", "NA", "é", "茶", '"', '""',
  ",", ";", "'", "\\", "#", "\n", "\r\n", "\r", "=1+1", "\u{A0}", "\u{FEFF}", "2025-01", "1e5" }

describe("a table of texts", function()
  local here

  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  -- As RFC 4180 has it; quoted where it must be or spaces stand at an end, and where `also` says so.
  local function text_of(cell, also)
    if also() or cell:find '[,"\r\n]' or cell:find '^ ' or cell:find ' $' then
      return '"' .. cell:gsub('"', '""') .. '"'
    end
    return cell
  end

  local function file_of(rows, ending, also)
    local lines <const> = {}
    for r, cells in ipairs(rows) do
      local texts <const> = {}
      for c, cell in ipairs(cells) do texts[c] = text_of(cell, also) end
      lines[r] = table.concat(texts, ",") .. ending
    end
    return table.concat(lines)
  end

  local function bytes_of(path)
    local file <close> = assert(io.open(path, "rb"))
    return file:read "a"
  end

  local function never() return false end

  local OPTIONS <const> = { types = "text", header = true, delimiter = ",", quote = '"', escape = "",
    comment = "", trim = false, skip = 0 }

  local function saved(bytes)
    local data <close> = ingot.read(here:write("a.csv", bytes), OPTIONS)
    data:save(here:keep(here:path "b.csv"))
    return bytes_of(here:path "b.csv")
  end

  it("comes out as it was read, however it is quoted and its lines end", function()
    local random <const> = new_random(7)
    local function now_and_then() return random:chance(33) end
    for _ = 1, rounds(60) do
      local n_columns <const>, n_rows <const> = 1 + random:below(4), random:below(12)
      local rows <const> = { {} }
      for c = 1, n_columns do rows[1][c] = "name " .. c end
      for r = 2, n_rows + 1 do
        rows[r] = {}
        for c = 1, n_columns do
          rows[r][c] = random:pick(PIECES) .. random:pick(PIECES)
        end
        rows[r][1] = "r" .. rows[r][1]
      end
      local canonical <const> = file_of(rows, "\n", never)
      assert.equals(canonical, saved(canonical))
      assert.equals(canonical, saved(file_of(rows, "\r\n", now_and_then)))
    end
  end)
end)
