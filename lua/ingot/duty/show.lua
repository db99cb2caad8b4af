--- `ingot show SOURCE`: what the reader makes of files, or what a snapshot holds: how it was read,
--- columns, units, coverage, remarks and first rows; with `--rejects`, what could not be taken, row by
--- row; with `--verify`, that a snapshot holds what was written.

local facts <const> = require "ingot.command.show.facts"
local json <const> = require "ingot.command.show.json"
local kinds <const> = require "ingot.command.kinds"
local native <const> = require "ingot.native"
local source <const> = require "ingot.duty.source"
local text <const> = require "ingot.command.show.text"
local verify <const> = require "ingot.command.show.verify"

local USAGE <const> = 64

-- What is meant by a source that is a kind of definitions, and no file.
local function find(args)
  local word <const> = args.source[1]
  if kinds[word] and #args.source == 1 and not native.look(word) then
    return nil, ("'%s' is no source; use: ingot list %s"):format(word, word)
  end
  return source.find(args)
end

-- Files with faults are what one wants to look at: they are shown with what could be read.
local function show(wanted, args)
  if not wanted.snapshot then
    wanted.options.on_error = "collect"
  end
  local data <close>, paths <const>, options <const> = source.open(wanted)
  local found <const> = facts.of(data, paths, options)
  return args.json and json.of(found, data:head(args.head), args.rejects)
    or text.of(found, data, args)
end

---@param args table
---@return integer exit_code
return function(args)
  local wanted <const>, mistake = find(args)
  if args.verify and wanted and not wanted.snapshot then
    mistake = "--verify: a snapshot expected, as customs.arrow"
  end
  if mistake then
    native.say(2, ("ingot: show: %s\n"):format(mistake))
    return USAGE
  end
  native.say(1, args.verify and verify.of(wanted.snapshot) or show(wanted, args))
  return 0
end
