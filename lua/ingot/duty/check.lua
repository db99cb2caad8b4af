--- `ingot check ARTICLE…`: reads articles, checks them, and prints or writes what was found. Nothing is
--- printed unless all articles could be read, and what a ledger keeps is in its place.

local articles_ <const> = require "ingot.check.articles"
local check <const> = require "ingot.check"
local claims_file <const> = require "ingot.command.claims_file"
local error_ <const> = require "ingot.error"
local lazy <const> = require "ingot.lazy"
local native <const> = require "ingot.native"
local output <const> = require "ingot.output"
local page_ <const> = require "ingot.check.page"
local report <const> = require "ingot.check.report"

local ledger_ <const> = lazy "ingot.check.ledger" ---@module "ingot.check.ledger"
local of_script <const> = lazy "ingot.duty.check_with" ---@module "ingot.duty.check_with"

---@class ingot.CheckTask
---@field articles string[]  as the command line has them
---@field claims string[]
---@field with? string       a script
---@field settings table<string, string>
---@field ledger? string
---@field keep boolean       whether the ledger keeps the articles
---@field page? { folder: string, name?: string }
---@field print? boolean
---@field json? boolean
---@field width? integer     of the terminal
---@field colour boolean

-- What the figures are held against, of the program's own.
local function sources_of(task)
  local sources <const> = {}
  for i, path in ipairs(task.claims) do
    sources[i] = { name = path, document = claims_file.load(path) }
  end
  if task.with then
    local made <const> = of_script.sources(task.with, task.settings)
    table.move(made, 1, #made, #sources + 1, sources)
  end
  return #sources > 0 and sources or nil
end

-- The name of an article's page: that of its file, with another ending.
local function page_name(out, path)
  local stem <const> = path == articles_.STDIN and "article" or path:match "([^/]+)$":gsub("%.%w+$", "")
  return out:stem(stem .. ".check") .. ".html"
end

local function write_pages(task, results)
  local out <const> = output.new(task.page.folder)
  for _, result in ipairs(results) do
    out:add(task.page.name or page_name(out, result.name), report.html(result))
  end
  out:write()
end

local function keep(task, results)
  local out <const> = output.new(task.ledger)
  for _, result in ipairs(results) do
    out:add(ledger_.entry(result))
  end
  out:write()
end

-- The title over each of several reports.
local function heading(result)
  return ("==> %s <==\n"):format(require "ingot.visible"(result.name))
end

local function printed(task, results)
  if task.json then
    return report.json(results)
  end
  local parts <const> = {}
  for i, result in ipairs(results) do
    parts[i] = (#results > 1 and heading(result) or "")
      .. report.terminal(result, { width = task.width, colour = task.colour })
  end
  return table.concat(parts, "\n")
end

local function exit_code(results)
  for _, result in ipairs(results) do
    if result.verdict == "inconsistent" then
      return 1
    end
  end
  return 0
end

local function in_order(texts)
  local order <const> = {}
  for i = 1, #texts do
    order[i] = i
  end
  return order
end

-- Articles of one ledger in the order in which they came out, so that each is held against those before
-- it; without a date they come last.
local function by_issue(texts)
  local days <const> = {}
  for i, article in ipairs(texts) do
    local day <const> = page_.read(article.bytes, article.path).dateline
    days[i] = day and day.year and (day.year * 12 + day.month) * 31 + (day.day or 0) or math.huge
  end
  local order <const> = in_order(texts)
  table.sort(order, function(a, b)
    if days[a] ~= days[b] then
      return days[a] < days[b]
    end
    return a < b
  end)
  return order
end

---@param task ingot.CheckTask
---@return integer exit_code
return function(task)
  local texts <const> = articles_.read(task.articles)
  if task.page and task.page.name and #texts > 1 then
    error_.raise("command line", ("ingot: check: --html %s: of several articles a folder is expected, as DIR/")
      :format(task.page.name), 0)
  end
  local sources <const> = sources_of(task)
  local ledger <const> = task.ledger and ledger_.open(task.ledger)
  local results <const> = {}
  for _, i in ipairs(ledger and by_issue(texts) or in_order(texts)) do
    local article <const> = texts[i]
    results[i] = check.article(article.bytes, { name = article.path, claims = sources, ledger = ledger })
    if ledger and #texts > 1 then
      ledger_.add(ledger, results[i])
    end
  end
  if task.page then
    write_pages(task, results)
  end
  if task.keep then
    keep(task, results)
  end
  if task.print then
    native.say(1, printed(task, results))
  end
  return exit_code(results)
end
