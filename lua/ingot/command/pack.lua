--- `ingot pack SOURCE… -o FILE`: reads files once and keeps what they hold as a snapshot, which opens
--- at once and knows its files.

local native <const> = require "ingot.native"
local snapshot <const> = require "ingot.snapshot"
local source <const> = require "ingot.command.source"
local terminal <const> = require "ingot.render.terminal"

local M = { name = "pack", summary = "keep what files hold as a snapshot that opens at once" }

local USAGE <const> = 64

function M.define(parser)
  source.define(parser)
  parser:option("-o --output", "the snapshot to write, as customs.arrow"):argname "FILE":count(1)
end

function M.run(args)
  local wanted <const>, mistake = source.find(args)
  if wanted and not snapshot.is(args.output) then
    mistake = ("--output: a path that ends in '.arrow' expected, got '%s'"):format(args.output)
  end
  if mistake then
    native.say(2, ("ingot: pack: %s\n"):format(mistake))
    return USAGE
  end
  local data <close>, paths <const> = source.open(wanted)
  snapshot.save(data, args.output)
  local rejects <const> = data:rejects()
  native.say(1, ("%s: %s from %s%s\n"):format(args.output, terminal.count(#data, "row"),
    terminal.count(#paths, "file"),
    rejects and ", " .. terminal.count(#rejects, "reject") or ""))
  return 0
end

M.job = require "ingot.command.whole".of(M.name)

return M
