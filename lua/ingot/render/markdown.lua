-- A document as CommonMark with pipe tables. What Markdown would take for markup is escaped, so the
-- page shows the same characters as the text.

local cells_of = require "ingot.render.cells".of
local document_ = require "ingot.document"
local words = require "ingot.words"

local M = {}

-- Inside a line these begin markup anywhere; "&" begins an entity, "$" a formula on some sites. With
-- a blank at either end nothing is emphasised, and behind one a line begins as if it were not there.
local function inline(text)
  return (text:gsub("%s+", " "):match "^ ?(.-) ?$":gsub("[\\`*_%[%]<>~&$]", "\\%0"))
end

local function cell(text)
  return (inline(text):gsub("|", "\\|"))
end

-- At the start of a line these begin a heading, a list, a rule.
local function line(text)
  return (inline(text):gsub("^[-+#=]", "\\%0"):gsub("^(%d+)([.)])", "%1\\%2"))
end

-- "#" at its end would be taken away.
local function heading(text)
  return (inline(text):gsub("#+$", "\\%0"))
end

local function plain(document, block)
  return line(document_.text(document, block))
end

local function pipe_row(cells)
  return "| " .. table.concat(cells, " | ") .. " |"
end

local function pipe_table(block)
  local cells = cells_of(block)
  local heads, rules, lines = {}, {}, {}
  for i, head in ipairs(cells.heads) do
    heads[i], rules[i] = cell(head), cells.numeric[i] and "---:" or "---"
  end
  lines[1], lines[2] = pipe_row(heads), pipe_row(rules)
  for _, row in ipairs(cells.rows) do
    local texts = {}
    for i, text in ipairs(row) do texts[i] = cell(text) end
    lines[#lines + 1] = pipe_row(texts)
  end
  return table.concat(lines, "\n")
end

local blocks <const> = {
  title = function(document, block) return "# " .. heading(document_.text(document, block)) end,
  heading = function(document, block) return "## " .. heading(document_.text(document, block)) end,
  paragraph = plain,
  note = function(document, block) return "*" .. inline(document_.text(document, block)) .. "*" end,
  remark = function(document, block)
    local label = words.language(document.lang).remark
    -- The colon stays outside: of "**注：**文" Markdown makes no emphasis, as no blank follows.
    local name, gap = label:match "^(.-)([:%s]*)$"
    if label:find "：$" then name, gap = label:match "^(.-)(：)$" end
    return ("> **%s**%s%s"):format(inline(name), gap, inline(document_.text(document, block)))
  end,
  table = function(document, block)
    return ("**%s**\n\n%s"):format(inline(document_.text(document, block)), pipe_table(block))
  end,
  -- A picture says title and source itself.
  chart = function(document, block)
    if block.svg_path then
      local path = block.svg_path:gsub("[^%w._-]", function(c)
        return ("%%%02X"):format(c:byte())
      end)
      return ("![%s](%s)"):format(inline(block.alt), path)
    end
    return line(document_.caption(document, block)) .. "\n\n*" .. inline(block.source) .. "*"
  end,
}

---@param document ingot.Document
---@return string markdown ends with a line break
function M.render(document)
  local parts = {}
  for i, block in ipairs(document.blocks) do
    parts[i] = blocks[block.kind](document, block)
  end
  return table.concat(parts, "\n\n") .. "\n"
end

return M
