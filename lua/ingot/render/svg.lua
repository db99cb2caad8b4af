--- A picture as SVG: drawn by gnuplot, then made one of ours. Texts and tones are put in, escaped;
--- ids get a prefix, so that several stand in one page; what is the colour of writing is that of the
--- page around it. The same picture gives the same bytes.

local escape <const> = require "ingot.render.html.escape"
local native <const> = require "ingot.native"
local plot <const> = require "ingot.render.plot"
local scale <const> = require "ingot.chart.scale"

local M = {}

-- Colours that are told apart by who sees red and green alike, and that stand out against white as
-- against near-black. Tones of writing take the page's own colour.
local tones <const> = {
  ink = { "currentColor" },
  muted = { "currentColor", 0.72 },
  grid = { "currentColor", 0.14 },
  axis = { "currentColor", 0.55 },
  blue = { "#2f7ebc" },
  orange = { "#e07b16" },
  green = { "#159a80" },
  purple = { "#9a6fd0" },
  rose = { "#d8588c" },
  grey = { "#858c96" },
  cold = { "#2f7ebc", 0.13 },
  normal = { "#159a80", 0.13 },
  hot = { "#d8588c", 0.13 },
}

local FONTS <const> = "'Noto Sans','Helvetica Neue',Arial,'Noto Sans SC','Noto Sans CJK SC',"
  .. "'Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

-- What gnuplot wrote for a tone, as attributes of `fill` or `stroke`.
local function paint(name, quote, value)
  local n <const> = value:match "^rgb%(%s*0,%s*0,%s*(%d+)%)$"
  local tone <const> = n and plot.tones[tonumber(n)]
  if not tone then
    return name .. "=" .. quote .. "currentColor" .. quote
  end
  local colour <const>, opacity <const> = table.unpack(tones[tone])
  local text = ('%s="%s"'):format(name, colour)
  if opacity and name ~= "color" then
    text = ('%s %s-opacity="%.2f"'):format(text, name, opacity)
  end
  return text
end

-- The drawing without the head, definitions and names that gnuplot gives it.
local function body_of(svg)
  local body = svg:match "<g id=\"gnuplot_canvas\">(.*)</g>%s*</svg>%s*$"
  if not body then
    return nil
  end
  body = body:gsub("<defs>.-</defs>", ""):gsub("<rect x=\"0\" y=\"0\"[^>]*/>", "")
    :gsub('<g id="gnuplot_plot_%d+[%w]*"%s*>%s*<title>[^<]*</title>', "<g>")
    :gsub("<title>[^<]*</title>", "")
    :gsub('(<g fill="none") color="[^"]*"', "%1")
    :gsub('%s+font%-family="[^"]*"', "")
    :gsub('(%d+)%.00"', '%1"')
    :gsub("<polygon fill = ", "<polygon fill="):gsub(" points = ", " points=")
    :gsub('(%l+)=(["\'])([^"\']*)%2', function(name, quote, value)
      if (name == "fill" or name == "stroke" or name == "color") and value ~= "none"
        and value ~= "currentColor" then
        return paint(name, quote, value)
      end
    end)
  repeat
    local n, m
    body, n = body:gsub("<g[^>]*>%s*</g>%s*", "")
    body, m = body:gsub("<g>%s*(<g[^>]*>[^<]*</g>)%s*</g>", "%1")
  until n + m == 0
  return (body:gsub("[\t ]*\n%s*", "\n"):gsub("^%s+", ""):gsub("%s+$", ""))
end

-- A dot is an element of its own: nothing refers to anything.
local function with_dots(body)
  return (body:gsub("<use xlink:href='#gpPt6' transform='translate%(([%d.-]+),([%d.-]+)%) "
    .. "scale%(([%d.]+)%)' color=\"(#%x+)\"/>", '<circle cx="%1" cy="%2" r="%3" fill="%4" stroke="none"/>'))
end

local function with_texts(body, texts)
  return (body:gsub("<text>T(%d+)T</text>", function(n)
    return ("<text>%s</text>"):format(escape(texts[tonumber(n)].text))
  end))
end

---@class ingot.SvgWords
---@field id string       of this picture among others of a page: letters, digits, hyphens
---@field lang "en"|"zh"
---@field title string
---@field alt string
---@field source string

-- Alone in a file it has a background of its own; inside a page the page's.
local STYLE <const> = "<style>svg:root{color:#1f2328;background:#fff}@media (prefers-color-scheme:"
  .. "dark){svg:root{color:#e6e8eb;background:#15181c}}</style>\n"

-- A page says what the picture shows below it, for all readers; a file says it in itself.
local function head(words, top, width, height, style)
  local described <const> = style ~= nil
  return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 %d %d %d" width="%d" height="%d" '
    .. 'role="img" aria-labelledby="%s-title%s" xml:lang="%s" lang="%s" '
    .. 'style="max-width:100%%;height:auto" font-family="%s" font-size="14">\n'
    .. '<title id="%s-title">%s</title>\n%s%s'):format(
    -top, width, height, width, height, words.id, described and (" %s-desc"):format(words.id) or "",
    words.lang == "zh" and "zh-Hans" or words.lang, words.lang == "zh" and "zh-Hans" or words.lang,
    FONTS, words.id, escape(words.title), described and ('<desc id="%s-desc">%s</desc>\n'):format(
      words.id, escape(words.alt)) or "", style or "")
end

local function text_lines(lines, y, step, attributes)
  local parts <const> = {}
  for i, line in ipairs(lines) do
    parts[i] = ('<text x="4" y="%d" fill="currentColor" %s>%s</text>\n'):format(
      y + (i - 1) * step, attributes, escape(line))
  end
  return table.concat(parts)
end

local function columns(width, size)
  return math.floor((width - 12) / (size * 0.56))
end

-- With its title above and its source below: what a file holds that goes its own ways.
local function alone(picture, words, body)
  local title <const> = scale.lines(words.title, columns(picture.width, 18))
  local source <const> = scale.lines(words.source, columns(picture.width, 12))
  local top <const>, bottom <const> = 16 + 24 * #title, 14 + 17 * #source
  return head(words, top, picture.width, picture.height + top + bottom, STYLE)
    .. text_lines(title, -top + 24, 24, 'font-size="18" font-weight="600"')
    .. body .. "\n"
    .. text_lines(source, picture.height + 18, 17, 'font-size="12" fill-opacity="0.72"')
    .. "</svg>\n"
end

---@class ingot.Drawing
---@field inline string  for a page that says title and source itself
---@field file string    with both in it

-- A picture without its texts, as it is handed over.
local function plain(picture)
  local texts <const>, copy <const> = {}, {}
  for name, value in pairs(picture) do
    copy[name] = value
  end
  for i, text in ipairs(picture.texts) do
    texts[i] = {
      at = text.at, on = text.on, align = text.align, tone = text.tone, size = text.size,
      shift = text.shift,
    }
  end
  copy.texts = texts
  return copy
end

--- What gnuplot draws of a picture. Not here: the supervisor is asked, which looks at the picture and
--- writes the script itself.
---@param picture ingot.Picture
---@return string? svg     with tokens for texts and tones
---@return string? problem "is not installed (…)", "took longer than 10 seconds", "failed"
function M.draw(picture)
  local answer <const> = native.json_decode(native.ask(native.json_encode {
    ask = "draw", picture = plain(picture),
  }))
  return answer.svg, answer.problem
end

--- Draws a picture; nil and a problem when gnuplot is not there or fails.
---@param picture ingot.Picture
---@param words ingot.SvgWords
---@param draw? fun(picture: ingot.Picture): string?, string?  for tests
---@return ingot.Drawing?
---@return string? problem
function M.render(picture, words, draw)
  local svg <const>, problem <const> = (draw or M.draw)(picture)
  if not svg then
    return nil, problem
  end
  local body = body_of(svg)
  if not body then
    return nil, "wrote a picture that is not understood"
  end
  body = with_texts(with_dots(body), picture.texts)
  return {
    inline = head(words, 0, picture.width, picture.height) .. body .. "\n</svg>\n",
    file = alone(picture, words, body),
  }
end

return M
