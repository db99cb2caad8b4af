--- `ingot run SCRIPT`: runs a script and renders what it returns: articles and tables, printed and
--- written to the output folder. Nothing is written unless everything worked.

local article <const> = require "ingot.article"
local charts <const> = require "ingot.render.charts"
local claims_json <const> = require "ingot.render.claims"
local csv <const> = require "ingot.render.csv"
local document_ <const> = require "ingot.document"
local error_ <const> = require "ingot.error"
local fragile <const> = require "ingot.fragile"
local html <const> = require "ingot.render.html"
local lfs <const> = require "lfs"
local lint <const> = require "ingot.lint"
local markdown <const> = require "ingot.render.markdown"
local metric_record <const> = require "ingot.metric.record"
local native <const> = require "ingot.native"
local omissions <const> = require "ingot.render.omissions"
local option <const> = require "ingot.option"
local options <const> = require "ingot.command.options"
local output <const> = require "ingot.output"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local region <const> = require "ingot.region"
local script <const> = require "ingot.script"
local terminal <const> = require "ingot.render.terminal"
local text <const> = require "ingot.render.text"

local M = { name = "run", summary = "run a script; print and write what it returns" }

function M.define(parser)
  parser:description(M.summary .. [[


Printed are the texts of its articles, in the first of their languages, and its tables; written are,
below the folder of --out, <script>[-<period>].md, .html and .claims.json of each article (other
languages as .zh.md …, a second article as -2.md …), its tables as .csv and its charts as -1.svg …,
all of them or, where anything fails, none. Warnings go to stderr, with the script's line.]])
  parser:argument("script", "the script, a Lua file")
  parser:option("--set", "set an option of the script, as period=2025-04; a name that it has not lists "
    .. "those it has"):argname "NAME=VALUE":count "*"
  parser:option("--out", "folder for the outputs"):argname "DIR":default "out"
  parser:option("--root", "folder that relative paths start from"):argname "DIR"
  parser:flag("--fragile", "then move the data a little (last digits printed; late rows, all and "
    .. "of each larger member, by 0.5% and 1%) and list the sentences that would read otherwise")
  parser:flag("--no-charts", "draw no charts: their titles, words and sources stand for them")
  parser:flag("--omissions", "say behind each article what it leaves out: rules that never spoke, and "
    .. "large changes of which it says nothing")
  parser:option("--memory", "most memory that data and Lua may use together, as 512M or 2G"):argname "SIZE"
end

local function parse_settings(pairs_given)
  local values <const> = {}
  for _, given in ipairs(pairs_given) do
    local name <const>, value <const> = given:match "^([%a_][%w_]*)=(.*)$"
    if not name then
      error_.raise("command line", ("ingot: --set %s: NAME=VALUE expected"):format(given), 0)
    end
    values[name] = value
  end
  return values
end

local function is_table(value)
  return native.type(value) == "table" or native.type(value) == "query"
end

-- What a script returned, as a list of articles and tables.
local function results_of(value, path)
  if value == nil then
    return {}
  end
  if article.is(value) or is_table(value) then
    return { value }
  end
  if type(value) == "table" and #value > 0 then
    local results <const> = {}
    for i, item in ipairs(value) do
      if not article.is(item) and not is_table(item) then
        error_.raise("script", ("%s: item %d of the list it returns: an article or a table "
          .. "expected, got %s"):format(path, i, type(item)))
      end
      results[i] = item
    end
    return results
  end
  error_.raise("script", ("%s: returns a %s; an article, a table, a list of these or nothing "
    .. "expected"):format(path, type(value)))
end

-- "<script>[-<period>]": the article's own period, else the script's option of that name.
local function stem_of(path, own_period)
  local name <const> = path:match "([^/]+)$":gsub("%.lua$", "")
  local at <const> = own_period or option.asked "period"
  return period.is(at) and ("%s-%s"):format(name, at) or name
end

-- Goes over what the claims of a document, their operands, and the operands of those are of.
local function each_place(document, visit)
  local function go(what)
    visit(rawget(what, "where") or {})
    for _, operand in ipairs(rawget(what, "operands") or {}) do
      go(operand)
    end
  end
  for _, placed in ipairs(document_.spans(document)) do
    go(placed.span.claim)
  end
end

-- The codes, or the versions, of every product that the claims of a document and their operands name.
local function products_of(document)
  local products <const> = {}
  each_place(document, function(where)
    if where.product then
      products[where.product] = products[where.product] or product.record(where.product)
    end
  end)
  return next(products) and products
end

-- Every region that the claims of a document and their operands name.
local function regions_of(document)
  local regions <const> = {}
  each_place(document, function(where)
    for name in (where.region or ""):gmatch "%S+" do
      regions[name] = name ~= "outside" and region.record(name) or nil
    end
  end)
  return next(regions) and regions
end

-- Every metric that the claims of a document rest on.
local function metrics_of(document)
  local claims <const> = {}
  for i, placed in ipairs(document_.spans(document)) do
    claims[i] = placed.span.claim
  end
  local metrics <const> = metric_record.of(claims)
  return next(metrics) and metrics
end

-- Draws the charts of a document, unless none are wanted; why they could not be drawn is said once.
local function draw_charts(document, stem, path, out)
  local problem <const> = not out.undrawn and charts.draw(document, stem)
  if problem then
    out.undrawn = true
    io.stderr:write(("%s: warning: %s\n"):format(path, problem))
  end
end

-- Writes a document. Tables after the first are numbered: "stem-table-2.csv".
local function write_document(document, stem, path, out)
  local claims <const> = claims_json.render(document, {
    script = path, products = products_of(document) or nil, regions = regions_of(document) or nil,
    metrics = metrics_of(document) or nil, null = native.null,
  })
  out:add(stem .. ".md", markdown.render(document))
  out:add(stem .. ".html", html.render(document))
  out:add(stem .. ".claims.json", native.json_encode(claims, 2) .. "\n")
  local tables = 0
  for _, block in ipairs(document.blocks) do
    if block.kind == "table" then
      tables = tables + 1
      out:add(stem .. (tables > 1 and "-table-" .. tables or "") .. ".csv", csv.render(block))
    elseif block.svg_file then
      out:add(block.svg_path, block.svg_file)
    end
  end
end

-- Warns of words that contradict their figures.
local function warn_of_words(document, path)
  for _, finding in ipairs(lint.lint(document)) do
    io.stderr:write(("%s: warning: %s\n    %s\n"):format(script.place(path), finding, finding.text))
  end
end

local function render_article(result, path, out)
  local documents <const> = {}
  for i, lang in ipairs(result.langs) do
    documents[i] = result:document(lang)
    warn_of_words(documents[i], path)
  end
  local own <const> = out:stem(stem_of(path, documents[1].period))
  local printed <const> = text.render(documents[1], { table_text = terminal.render })
  for i, document in ipairs(documents) do
    -- A language that is not the first is named: "stem.zh.md".
    local stem <const> = i > 1 and own .. "." .. document.lang or own
    draw_charts(document, stem, path, out)
    write_document(document, stem, path, out)
  end
  return printed
end

local function render_table(result, path, out)
  out:add(out:stem(stem_of(path)) .. ".csv", result:csv())
  return terminal.render(result)
end

-- Behind the articles, on stdout only.
local function print_fragile(path)
  local reports <const> = fragile.of(path, function()
    return results_of(script.run(path), path)
  end)
  for _, report in ipairs(reports) do
    io.stdout:write("\n", fragile.text(report))
  end
end

local function warn(path)
  for _, warning in ipairs(read.warnings()) do
    local place <const> = warning.file == "" and script.place(path) or warning.file
    io.stderr:write(("%s: warning: %s\n"):format(place, warning.message))
  end
end

function M.run(args)
  if args.memory then
    native.memory_limit(options.size("--memory", args.memory))
  end
  if args.root then
    if lfs.attributes(args.root, "mode") ~= "directory" then
      error_.raise("no input", ("--root %s: no such folder"):format(args.root), 0)
    end
    local moved <const>, message <const> = lfs.chdir(args.root)
    if not moved then
      error_.raise("no input", ("--root %s: %s"):format(args.root, message), 0)
    end
  end
  option.begin(parse_settings(args.set))
  local value <const> = script.run(args.script)
  warn(args.script)
  local unknown <const> = option.unknown()
  if unknown then
    error_.raise("usage", args.script .. ": " .. unknown)
  end
  local out <const> = output.new(args.out)
  out.undrawn = args.no_charts
  local texts <const> = {}
  for i, result in ipairs(results_of(value, args.script)) do
    local render <const> = article.is(result) and render_article or render_table
    texts[i] = script.call(args.script, render, result, args.script, out)
    if args.omissions and article.is(result) then
      texts[#texts] = texts[#texts] .. "\n" .. script.call(args.script, omissions.render, result)
    end
  end
  out:write()
  io.stdout:write(table.concat(texts, "\n"))
  if args.fragile then
    print_fragile(args.script)
  end
  return 0
end

M.job = require "ingot.command.whole".of(M.name)

return M
