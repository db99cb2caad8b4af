--- `ingot check ARTICLE…`: reads published articles and proves or refutes their figures. What others
--- wrote is read by a worker. It has one folder to write into: with both a page and a ledger asked for,
--- the page is made first, by a worker that prints nothing.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local run <const> = require "ingot.command.run"
local supervise <const> = require "ingot.command.supervise"

local M = { name = "check", summary = "prove or refute the figures of published articles" }

function M.define(parser)
  parser:description(M.summary .. [[


Every figure of an article (text, Markdown or HTML, in English) is read as a claim that stands for
the values behind its printed digits; figures that cannot all hold are named, with the proof and the
smallest repair. In the margin: ✓ holds with others, ? nothing else bears on it, ! holds only if
cut or rounded up, or its words do not fit, ✗ contradicted.

Exit codes: 0 consistent, also where figures hold only if they were cut or rounded up, or where
words alone do not fit; 1 a figure or a label is contradicted.]])
  parser:argument("article", "an article, a pattern of them, or - for standard input"):args "+"
  parser:option("--claims", "hold the figures against those of a *.claims.json file of ours")
    :argname "FILE":count "*"
  parser:option("--with", "hold them against the articles that this script returns"):argname "SCRIPT"
  parser:option("--set", "set an option of that script, as period=2025-04"):argname "NAME=VALUE":count "*"
  parser:option("--data", "a further folder that it may read"):argname "DIR":count "*"
  parser:option("--ledger", "hold them against the articles that were checked with this folder before, and "
    .. "keep them there"):argname "DIR"
  parser:flag("--json", "print for machines")
  parser:option("--html", "write a page of the report: a file or, of several articles, a folder")
    :argname "FILE"
  options.define_reading(parser)
end

-- The articles, the claims files and the ledger; with a script, all that scripts may read.
local function reads_of(args)
  local sources <const> = table.move(args.article, 1, #args.article, 1, {})
  table.move(args.claims, 1, #args.claims, #sources + 1, sources)
  sources[#sources + 1] = args.ledger
  local reads <const> = places.of_sources(sources, args.data)
  local of_script <const> = args.with and places.of { script = args.with } or {}
  return table.move(of_script, 1, #of_script, #reads + 1, reads)
end

-- The folder of the pages, and the name of the one page where it is a file that was named.
local function page_of(args)
  if not args.html then
    return nil
  end
  local there <const> = native.look(args.html)
  local is_folder <const> = there and there.kind == "folder" or args.html:sub(-1) == "/"
  if is_folder then
    return { folder = args.html }
  end
  return { folder = places.of_output(args.html), name = args.html:match "[^/]+$" }
end

local function is_coloured()
  local none <const>, kind <const> = native.getenv "NO_COLOR", native.getenv "TERM"
  return native.isatty(1) and (none or "") == "" and kind ~= "dumb"
end

-- The job, of a report that is printed or of a page that is written.
local function job_of(args, task)
  return {
    name = "ingot check", module = "ingot.duty.check", limits = options.limits(args),
    reads = reads_of(args), out = task.ledger or task.page and task.page.folder,
    args = {
      articles = args.article, claims = args.claims, with = args.with,
      settings = run.settings(args.set), ledger = args.ledger, keep = task.ledger ~= nil,
      page = task.page, print = task.print, json = args.json, width = native.columns(1),
      colour = is_coloured(),
    },
  }
end

-- Settings are of a script, and what is written has a place.
local function check_usage(args)
  for _, name in ipairs { "ledger", "html" } do
    if args[name] == "" then
      error_.raise("command line", ("ingot: check: --%s: a path expected, got an empty text"):format(name), 0)
    end
  end
  if #args.set > 0 and not args.with then
    error_.raise("command line", ("ingot: check: --set %s: --with SCRIPT expected, whose option it sets")
      :format(args.set[1]), 0)
  end
end

---@param args table
---@return ingot.Job
function M.job(args)
  check_usage(args)
  local page <const> = not args.ledger and page_of(args) or nil
  return job_of(args, { ledger = args.ledger, page = page, print = true })
end

--- With a page and a ledger: first the page.
---@param args table
---@return fun(job: ingot.Job): integer?
function M.supervisor(args)
  return args.ledger and args.html and function(job)
    local code <const> = supervise.run(job_of(args, { page = page_of(args) }))
    if code > 1 then
      return code
    end
    return (supervise.run(job))
  end or nil
end

return M
