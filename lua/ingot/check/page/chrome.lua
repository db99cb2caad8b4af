-- What stands around an article: menus, related news, forms, contact lines. It is told by its own
-- words, whole lines of them, and never taken from a block that holds a figure with a unit.

local M = {}

-- From such a line on all is cut, once there has been an article.
local rest <const> = {
  "^related news:?$", "^related articles?:?$", "^related posts?:?$", "^related stories:?$",
  "^related reading:?$", "^related content:?$", "^read more:?$", "^read next:?$", "^read also:?$",
  "^more news:?$", "^more from .*$", "^latest news:?$", "^most read:?$", "^most popular:?$",
  "^popular posts:?$", "^trending.*$", "^recommended.*$", "^you may also like.*$",
  "^you might also like.*$", "^leave a comment.*$", "^leave a reply.*$", "^comments?:?$",
  "^comments? %(%d+%)$", "^post a comment.*$", "^add a comment.*$", "^recent posts:?$",
  "^recent comments:?$", "^about the author:?$", "^about us:?$", "^see also:?$", "^hot news:?$",
  "^editor'?s picks?:?$", "^other news:?$", "^previous post.*$", "^next post.*$", "^previous article.*$",
  "^next article.*$",
}

-- Such a block is cut alone.
local alone <const> = {
  "^published[^%l]", "^published$", "^source:", "^sources:", "^author:", "^editor:", "^edited by ",
  "^by %u[%w.]+ %u[%w.]+$", "^reporter:", "^post time:", "^posted on ", "^posted by ", "^posted:",
  "^last updated", "^updated:", "^updated on ", "^release date:", "^date:", "^share this", "^share:?$",
  "^share on ", "^share article", "^share via", "^spread the love", "^tweet$", "^facebook$",
  "^twitter$", "^linkedin$", "^whatsapp$", "^email$", "^print$", "^copy link", "^follow us",
  "^like this", "^loading", "^subscribe", "^sign up", "^sign in", "^log in", "^login", "^register",
  "^newsletter", "^download the app", "^download our app", "^download app", "^get the app",
  "^download$", "^get in touch", "^contact us", "^contact:", "^for queries", "^for any inquiries",
  "^for any queries", "^for enquiries", "^for more information", "^for inquiries",
  "^for further information", "^for details, please", "^please contact", "^data source statement",
  "^data source: ", "^disclaimer", "^this article is for reference", "^copyright", "^©",
  "^%(c%) ", "^all rights reserved", "all rights reserved%.?$", "^we use cookies", "^this website uses",
  "^this site uses", "^by continuing to", "^accept all", "^accept cookies", "^accept$", "^cookie",
  "^privacy policy", "^terms of", "^terms and", "^home$", "^home [>/»|]", "^menu$", "^search$",
  "^search for", "^skip to", "^back to top", "^click here", "^click to", "^your email address",
  "^required fields", "^name %*", "^save my name", "^tags?:", "^categor[yi]e?s?:", "^filed under",
  "^keywords?:", "^advertisement", "^sponsored", "^photo:", "^photo credit", "^image:",
  "^image credit", "^image source", "^picture:", "^%d+ min[utes]* read", "^%d+ hours? ago$",
  "^%d+ minutes? ago$", "^%d+ days? ago$", "^views:? ?%d*", "^%d+ views$", "^%d+ comments?$",
  "^whatsapp:", "^tel[.:]", "^telephone:", "^phone:", "^fax:", "^e%-?mail:", "^wechat",
  "^next page", "^previous page", "^page %d+ of %d+",
}

-- A line that points to other articles: figures in it are theirs.
local pointers <const> = {
  "^read more: .", "^related: .", "^see also: .", "^also read: .", "^read also: .", "^more: .",
  "^related article: .", "^related articles: .", "^related news: .", "^read: .", "^recommended: .",
  "^further reading: .", "^you may also like: .", "^don't miss: .", "^next: .", "^previous: .",
}

-- A line that says nothing of the article and may tell its date.
local dated <const> = { "^published", "^post", "^updated", "^last updated", "^date:", "^release date:" }

local figures <const> = {
  "%d%s*%%", "%d%s*mt%f[%A]", "%d%s*tons?%f[%A]", "%d%s*tonnes?%f[%A]", "%d%s*kt%f[%A]",
  "%d%s*million%f[%A]", "%d%s*percent", "%d%s*per cent", "%d%s*yuan", "%d,%d%d%d",
}

local LONGEST_CALL <const> = 60     -- bytes of a line that opens the rest of a page
local LONGEST_LINE <const> = 500    -- of one that is cut alone
local LEAST_ARTICLE <const> = 150   -- bytes that make a paragraph an article's

local function any(text, patterns)
  for i = 1, #patterns do
    if text:find(patterns[i]) then
      return patterns[i]
    end
  end
end

local function holds_figures(low)
  return any(low, figures) ~= nil
end

-- "Title - Name of the site": the title again.
local function is_title_again(low, title)
  return title and #title > 20 and #low > #title and low:sub(1, #title) == title
    and low:find("^%s*[%-–—|]", #title + 1) ~= nil and #low - #title < 80
end

---@class ingot.check.Cut
---@field offset integer   bytes of the article from 0
---@field length integer
---@field why string       "related news", "by the line 'subscribe'" …

local function is_date_line(low)
  return any(low, dated) ~= nil
end

--- Takes what is no article out of a page.
---@param blocks ingot.check.Block[]  with `from` and `to`, bytes of the source from 1
---@param title? string
---@return ingot.check.Block[] kept
---@return ingot.check.Cut[] cut
---@return ingot.check.Block[] dated  of those cut, such as may tell the date
function M.part(blocks, title)
  local kept <const>, cut <const>, dates <const> = {}, {}, {}
  local low_title <const> = title and title:lower()
  local seen = false
  local function take(block, why)
    cut[#cut + 1] = { offset = block.from - 1, length = block.to - block.from + 1, why = why }
  end
  for i, block in ipairs(blocks) do
    local text <const> = block.text or ""
    local low <const> = #text <= LONGEST_LINE and text:lower() or nil
    local opens <const> = low and #low <= LONGEST_CALL and any(low, rest)
    if opens and seen then
      for j = i, #blocks do
        take(blocks[j], "from '" .. text .. "' on")
      end
      break
    end
    if opens then
      take(block, "'" .. text .. "'")
    elseif low and block.kind ~= "table" and is_date_line(low) and not holds_figures(low) then
      take(block, "a line of date or source")
      dates[#dates + 1] = block
    elseif low and block.kind ~= "table" and any(low, alone) and not holds_figures(low) then
      take(block, "a line of the page")
    elseif low and seen and block.kind ~= "table" and any(low, pointers) then
      take(block, "a line about other articles")
    elseif low and i > 1 and is_title_again(low, low_title) then
      take(block, "the title again")
    else
      seen = seen or #text >= LEAST_ARTICLE
      kept[#kept + 1] = block
    end
  end
  return kept, cut, dates
end

return M
