-- Characters written as `&name;` or `&#number;`.

local M = {}

local names <const> = {
  amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = "\u{A0}", ensp = "\u{2002}",
  emsp = "\u{2003}", thinsp = "\u{2009}", percnt = "%", comma = ",", period = ".", plus = "+",
  minus = "−", ndash = "–", mdash = "—", hyphen = "‐", shy = "\u{AD}", lsquo = "‘", rsquo = "’",
  ldquo = "“", rdquo = "”", hellip = "…", middot = "·", bull = "•", times = "×", divide = "÷",
  euro = "€", pound = "£", yen = "¥", cent = "¢", dollar = "$", sol = "/", lpar = "(", rpar = ")",
  colon = ":", semi = ";", num = "#", ast = "*", lowbar = "_", sect = "§", copy = "©", reg = "®",
  trade = "™", deg = "°", plusmn = "±", le = "≤", ge = "≥", asymp = "≈", frac12 = "½", frac14 = "¼",
  frac34 = "¾", sup2 = "²", sup3 = "³", laquo = "«", raquo = "»", larr = "←", rarr = "→", uarr = "↑",
  darr = "↓", uuml = "ü", Uuml = "Ü", ouml = "ö", auml = "ä", eacute = "é", egrave = "è", ocirc = "ô",
  ccedil = "ç", atilde = "ã", aacute = "á", oacute = "ó", iacute = "í", zwnj = "\u{200C}",
  zwj = "\u{200D}", numsp = "\u{2007}", puncsp = "\u{2008}", tab = " ", Tab = " ", NewLine = " ",
  lsqb = "[", rsqb = "]", vert = "|", verbar = "|", excl = "!", quest = "?", commat = "@", equals = "=",
}

-- What browsers make of the numbers 128 to 159, which are no characters of their own.
local windows <const> = { [0x80] = 0x20AC, [0x85] = 0x2026, [0x91] = 0x2018, [0x92] = 0x2019,
  [0x93] = 0x201C, [0x94] = 0x201D, [0x95] = 0x2022, [0x96] = 0x2013, [0x97] = 0x2014,
  [0x99] = 0x2122 }

local function character(code)
  code = code and windows[code] or code
  if not code or code == 0 or code > 0x10FFFF or code >= 0xD800 and code < 0xE000 then
    return "\u{FFFD}"
  end
  return utf8.char(code)
end

--- How many bytes the name of a character takes that begins at an ampersand, and that character; nil
--- when none is written there.
---@param bytes string
---@param i integer
---@return integer? size
---@return string? character
function M.at(bytes, i)
  local hex <const>, hex_to = bytes:match("^&#[xX](%x%x?%x?%x?%x?%x?);?()", i)
  if hex then
    return hex_to - i, character(tonumber(hex, 16))
  end
  local decimal <const>, decimal_to = bytes:match("^&#(%d%d?%d?%d?%d?%d?%d?);?()", i)
  if decimal then
    return decimal_to - i, character(math.tointeger(tonumber(decimal)))
  end
  local name <const>, name_to = bytes:match("^&(%a%w?%w?%w?%w?%w?%w?%w?);()", i)
  local text <const> = name and names[name]
  if text then
    return name_to - i, text
  end
  if bytes:find("^&nbsp%A", i) then
    return 5, "\u{A0}"
  end
end

return M
