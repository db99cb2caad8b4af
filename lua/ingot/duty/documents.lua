--- What a script returned, rendered: the files of its articles and tables, and the text to print.

local article <const> = require "ingot.article"
local charts <const> = require "ingot.render.charts"
local claims_json <const> = require "ingot.render.claims"
local csv <const> = require "ingot.render.csv"
local document_ <const> = require "ingot.document"
local html <const> = require "ingot.render.html"
local lint <const> = require "ingot.lint"
local markdown <const> = require "ingot.render.markdown"
local metric_record <const> = require "ingot.metric.record"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local region <const> = require "ingot.region"
local script <const> = require "ingot.script"
local terminal <const> = require "ingot.render.terminal"
local text <const> = require "ingot.render.text"

local M = {}

---@class ingot.Rendering  of all that a script returned
---@field task ingot.RunTask
---@field output ingot.Output
---@field about ingot.RunAbout
---@field warn fun(place: string, message: string)
---@field claims integer     so far
---@field undrawn? boolean   charts are not drawn

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
local function draw_charts(document, stem, rendering)
  local problem <const> = not rendering.undrawn and charts.draw(document, stem)
  if problem then
    rendering.undrawn = true
    rendering.warn(rendering.task.script, problem)
  end
end

--- The claims of a document, as its claims file has them.
---@param document ingot.Document
---@param script_path string
---@param about? ingot.RunAbout
---@return table
function M.claims(document, script_path, about)
  return claims_json.render(document, {
    script = script_path, run = about, products = products_of(document) or nil,
    regions = regions_of(document) or nil, metrics = metrics_of(document) or nil, null = native.null,
  })
end

-- Tables after the first are numbered: "stem-table-2.csv".
local function add_document(document, stem, rendering)
  local output <const> = rendering.output
  local claims <const> = M.claims(document, rendering.task.script, rendering.about)
  rendering.claims = rendering.claims + #claims.claims
  output:add(stem .. ".md", markdown.render(document))
  output:add(stem .. ".html", html.render(document))
  output:add(stem .. ".claims.json", native.json_encode(claims, 2) .. "\n")
  local tables = 0
  for _, block in ipairs(document.blocks) do
    if block.kind == "table" then
      tables = tables + 1
      output:add(stem .. (tables > 1 and "-table-" .. tables or "") .. ".csv", csv.render(block))
    elseif block.svg_file then
      output:add(block.svg_path, block.svg_file)
    end
  end
end

-- Warns of words that contradict their figures.
local function warn_of_words(document, rendering)
  for _, finding in ipairs(lint.lint(document)) do
    rendering.warn(script.place(rendering.task.script), ("%s\n    %s"):format(finding, finding.text))
  end
end

local function render_article(result, rendering)
  local documents <const> = {}
  for i, lang in ipairs(result.langs) do
    documents[i] = result:document(lang)
    warn_of_words(documents[i], rendering)
  end
  local own <const> = rendering.output:stem(stem_of(rendering.task.script, documents[1].period))
  local printed <const> = text.render(documents[1], { table_text = terminal.render })
  for i, document in ipairs(documents) do
    -- A language that is not the first is named: "stem.zh.md".
    local stem <const> = i > 1 and own .. "." .. document.lang or own
    draw_charts(document, stem, rendering)
    add_document(document, stem, rendering)
  end
  return printed
end

local function render_table(result, rendering)
  rendering.output:add(rendering.output:stem(stem_of(rendering.task.script)) .. ".csv", result:csv())
  return terminal.render(result)
end

--- Adds the files of a result to the outputs and gives its text.
---@param result ingot.Article|ingot.Table|ingot.Query
---@param rendering ingot.Rendering
---@return string
function M.render(result, rendering)
  return (article.is(result) and render_article or render_table)(result, rendering)
end

return M
