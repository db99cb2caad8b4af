--- A picture as a script for gnuplot. Texts are not in it: each is a token, `T7T`, and so are
--- tones, colours that stand for them; `ingot.render.svg` puts both in when the drawing is done.

local M = {}

--- Tones in order; the n-th is the colour #0000nn.
M.tones = { "ink", "muted", "grid", "axis", "blue", "orange", "green", "purple", "rose", "grey",
  "cold", "normal", "hot" }

local colours <const> = {}
for i, tone in ipairs(M.tones) do
  colours[tone] = ('"#0000%02x"'):format(i)
end

local HEAD <const> = [[
set terminal svg size %d,%d noenhanced font "sans,14" linewidth 1 butt
unset key
unset border
unset tics
set style fill solid 1 noborder
set lmargin at screen %.6f
set rmargin at screen %.6f
set tmargin at screen %.6f
set bmargin at screen %.6f
set xrange [%.12g:%.12g] noextend
set yrange [%.12g:%.12g] noextend
]]

-- A place as gnuplot takes it.
local function place(picture, on, at)
  local x <const>, y <const> = at[1] / picture.width, 1 - at[2] / picture.height
  if on == "page" then
    return ("screen %.6f, screen %.6f"):format(x, y)
  elseif on == "across" then
    return ("screen %.6f, first %.12g"):format(x, at[2])
  end
  return ("first %.12g, first %.12g"):format(at[1], at[2])
end

local function head(picture)
  local w <const>, h <const> = picture.width, picture.height
  return HEAD:format(w, h, picture.left / w, 1 - picture.right / w, 1 - picture.top / h,
    picture.bottom / h, picture.x.from, picture.x.to, picture.y.from, picture.y.to)
end

local function rule_line(picture, i, rule)
  local layer <const> = rule.on == "page" and "front" or "back"
  return ("set arrow %d from %s to %s nohead %s linewidth %.2f linecolor rgb %s\n"):format(i,
    place(picture, rule.on, rule.from), place(picture, rule.on, rule.to), layer, rule.wide or 1,
    colours[rule.tone])
end

-- A label whose shift is in pixels has to count them in letters of its own.
local function text_line(picture, i, text)
  local shift <const> = text.shift or { 0, 0 }
  return ('set label %d "T%dT" at %s %s front font ",%d" textcolor rgb %s offset screen %.6f, '
    .. "screen %.6f\n"):format(i, i, place(picture, text.on, text.at), text.align, text.size,
    colours[text.tone], shift[1] / picture.width, shift[2] / picture.height)
end

local styles <const> = {
  boxes = "using 1:2:3:4:5:6 with boxxyerror fillstyle solid 1 noborder linecolor rgb %s",
  line = "using 1:2 with lines linewidth 2.5 linecolor rgb %s",
  dots = "using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb %s",
}

local function data_block(i, mark)
  local lines <const> = { ("$d%d << E"):format(i) }
  for _, point in ipairs(mark.points) do
    local cells <const> = {}
    for j, value in ipairs(point or {}) do
      cells[j] = ("%.12g"):format(value)
    end
    lines[#lines + 1] = table.concat(cells, " ") -- an empty line is a gap
  end
  lines[#lines + 1] = "E\n"
  return table.concat(lines, "\n")
end

--- The script that draws a picture.
---@param picture ingot.Picture
---@return string
function M.script(picture)
  local parts <const>, plots <const> = { head(picture) }, {}
  for i, rule in ipairs(picture.rules) do
    parts[#parts + 1] = rule_line(picture, i, rule)
  end
  for i, text in ipairs(picture.texts) do
    parts[#parts + 1] = text_line(picture, i, text)
  end
  for i, mark in ipairs(picture.marks) do
    parts[#parts + 1] = data_block(i, mark)
    plots[i] = ("$d%d %s"):format(i, styles[mark.kind]:format(colours[mark.tone]))
  end
  parts[#parts + 1] = "plot " .. (#plots > 0 and table.concat(plots, ", \\\n  ") or "NaN") .. "\n"
  return table.concat(parts)
end

return M
