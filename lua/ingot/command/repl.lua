--- `ingot repl`: a session. The terminal is held here; what is typed runs in a worker.

local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local visible <const> = require "ingot.visible"

local M = { name = "repl", summary = "try things out, one line after the other" }

local SIGNALLED <const> = 128 -- exit codes of signals begin here, as a shell has them
local LIMITS <const> = { memory = "2G", output = "none" }

function M.define(parser)
  parser:description(M.summary .. [[


An expression is printed as it comes: tables as tables, articles as text. `ingot` is there already.
What is defined stays, also by local. Tab completes names, methods, columns inside formulas, and
files; Ctrl-C leaves a line or stops a query, Ctrl-D ends. Lines typed before are kept in
$XDG_STATE_HOME/ingot/history. From a pipe, lines are run without prompts.]])
  parser:option("--data", "a further folder that may be read"):argname "DIR":count "*"
  parser:option("--out", "folder that files may be saved to"):argname "DIR":default "out"
  options.define_limits(parser, LIMITS)
  parser:flag("--trusted", "let it use all of Lua's libraries, and everything that you may read and write")
end

local function job_of(args)
  return {
    name = "line", module = "ingot.duty.repl", args = {}, limits = options.limits(args),
    reads = places.of { data = args.data }, out = args.out, trusted = args.trusted,
  }
end

local function tell(text)
  io.stderr:write(visible(text), "\n")
end

-- The next line of a pipe: what is left of it, and more until one ends.
local function line_reader()
  local rest, from = "", 1
  return function()
    local parts <const> = {}
    while true do
      local stop <const> = rest:find("\n", from, true)
      parts[#parts + 1] = rest:sub(from, (stop or 0) - 1)
      if stop then
        from = stop + 1
        return table.concat(parts)
      end
      rest, from = native.piped(), 1
      if not rest then
        rest = ""
        local last <const> = table.concat(parts)
        return last ~= "" and last or nil
      end
    end
  end
end

-- Lines of a pipe.
local function piped()
  return {
    line = line_reader(),
    keep = function() end,
    tell = tell,
    counts = true,
  }
end

-- Lines of a terminal, with those that were typed before.
local function typed()
  local history_ <const> = require "ingot.repl.history"
  local history <const> = history_.open(history_.path())
  return {
    line = function(prompt, complete)
      return native.line { prompt = prompt, history = history.lines, complete = complete }
    end,
    keep = function(line) history:add(line) end,
    tell = tell,
  }
end

function M.run(args)
  local remote_ <const>, desk <const> = require "ingot.repl.remote", require "ingot.repl.desk"
  local crew <close> = native.crew()
  local remote <const> = remote_.new(crew, job_of(args), function(text) io.stderr:write(text) end)
  local terminal <const> = native.isatty(0) and native.isatty(1)
  if terminal then
    io.stdout:write("ingot ", native.version, "; ", desk.hint, "\n")
    io.stdout:flush()
  end
  local worked <const> = desk.run(remote, terminal and typed() or piped())
  local signal <const> = remote:close()
  if signal then
    return SIGNALLED + signal
  end
  return (terminal or worked) and 0 or 1
end

return M
