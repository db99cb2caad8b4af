-- What a page looks like to its reader: the card that is shown, letters against their ground, what the Tab
-- key reaches. Scripts are run in the page.

local assert = require "luassert"
local native = require "ingot.native"

local M = {}

-- The card that is shown, and where; null when there is none.
M.SHOWN = [[
  var cards = Array.from(document.querySelectorAll(".n")).filter(function (n) {
    return n.getClientRects().length > 0;
  });
  if (cards.length !== 1) return { cards: cards.length };
  var box = cards[0].getBoundingClientRect();
  var at = document.elementFromPoint(box.left + box.width / 2, box.top + 20);
  var figure = cards[0].previousElementSibling.getBoundingClientRect();
  return { cards: 1, id: cards[0].id, active: document.activeElement.id,
    left: box.left, top: box.top, right: innerWidth - box.right, bottom: innerHeight - box.bottom,
    covers: box.top < figure.bottom - 4 && figure.top < box.bottom && box.left < figure.right
      && figure.left < box.right,
    over: cards[0].contains(at), scrolls: cards[0].scrollHeight - cards[0].clientHeight };
]]

-- Texts with less than 4.5 to 1 between them and their ground, and how many were looked at.
M.CONTRAST = [[
  function parts(color) { return color.match(/[\d.]+/g).map(Number); }
  function light(rgb) {
    var l = rgb.slice(0, 3).map(function (c) {
      c /= 255;
      return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
  }
  function ground(node) {
    for (; node; node = node.parentElement) {
      var c = parts(getComputedStyle(node).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
  }
  var poor = [], n = 0;
  document.querySelectorAll("body *").forEach(function (node) {
    var own = Array.from(node.childNodes).some(function (c) {
      return c.nodeType === 3 && c.data.trim();
    });
    if (!own || !node.getClientRects().length) return;
    var style = getComputedStyle(node), below = ground(node);
    var ink = parts(node.ownerSVGElement ? style.fill : style.color);
    var opacity = node.ownerSVGElement ? Number(style.fillOpacity) : 1;
    ink = ink.map(function (c, i) { return i < 3 ? c * opacity + below[i] * (1 - opacity) : c; });
    var a = light(ink), b = light(below);
    n += 1;
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) poor.push(node.textContent);
  });
  return [n, poor];
]]

-- Boxes that scroll take the Tab key too.
function M.next_figure(browser)
  for _ = 1, 2 do
    browser:press "Tab"
    if browser:run "return document.activeElement.className === 'f'" then return end
  end
end

function M.inside(shown, what)
  assert.equal(1, shown.cards, what)
  for _, side in ipairs { "left", "top", "right", "bottom" } do
    assert(shown[side] >= -0.5, ("%s: the card is %.1f px outside at the %s"):format(what,
      -shown[side], side))
  end
  assert.is_true(shown.over, what .. ": the card lies over the page")
  assert.is_false(shown.covers, what .. ": the card covers its figure")
end

--- The addresses that a page asked for, itself first.
function M.requests(browser)
  local urls = {}
  for _, entry in ipairs(browser:log "performance") do
    local message = assert(native.json_decode(entry.message)).message
    if message.method == "Network.requestWillBeSent" then
      urls[#urls + 1] = message.params.request.url
    end
  end
  return urls
end

return M
