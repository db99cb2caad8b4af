-- A browser by WebDriver: requests to a chromedriver that runs already, through curl.

local native = require "ingot.native"

local Browser = {}
Browser.__index = Browser

local M = {}

local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function request(method, url, body)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(body and native.json_encode(body) or "")
  file:close()
  local data = body and " -H 'Content-Type: application/json' --data-binary @" .. quoted(name) or ""
  local pipe = assert(io.popen(("curl -sS -m 60 --noproxy '*' -X %s%s %s"):format(method, data,
    quoted(url))))
  local answer = pipe:read "a"
  pipe:close()
  os.remove(name)
  local decoded = assert(native.json_decode(answer))
  local value = decoded.value
  if type(value) == "table" and value.error then
    error(("%s %s: %s: %s"):format(method, url, value.error, value.message), 3)
  end
  return value
end

--- A new browser of a size; `phone` is one that is touched.
function M.open(driver, size)
  local arguments = { "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars" }
  if size.root then arguments[#arguments + 1] = "--no-sandbox" end
  arguments[#arguments + 1] = ("--window-size=%d,%d"):format(size.width, size.height)
  local metrics = { width = size.width, height = size.height, pixelRatio = 2, touch = true }
  local opened = request("POST", driver .. "/session", { capabilities = { alwaysMatch = {
    browserName = "chrome",
    ["goog:loggingPrefs"] = { browser = "ALL", performance = "ALL" },
    ["goog:chromeOptions"] = {
      args = arguments, mobileEmulation = size.phone and { deviceMetrics = metrics } or nil,
    },
  } } })
  return setmetatable({ url = ("%s/session/%s"):format(driver, opened.sessionId) }, Browser)
end

function Browser:close()
  request("DELETE", self.url)
end

function Browser:go(url)
  request("POST", self.url .. "/url", { url = url })
end

--- Runs the body of a function and returns what it returns.
function Browser:run(code, ...)
  local arguments = setmetatable({ ... }, { __array = true })
  return request("POST", self.url .. "/execute/sync", { script = code, args = arguments })
end

local keys <const> = { Tab = "\u{E004}", Escape = "\u{E00C}", Enter = "\u{E007}" }

function Browser:press(key)
  request("POST", self.url .. "/actions", { actions = { { type = "key", id = "k", actions = {
    { type = "keyDown", value = keys[key] }, { type = "keyUp", value = keys[key] },
  } } } })
end

-- The pointer over an element, by a selector; with `press` it clicks or taps there.
function Browser:point(selector, kind, press)
  local found = request("POST", self.url .. "/element", { using = "css selector", value = selector })
  local actions = { { type = "pointerMove", duration = 0, origin = found, x = 0, y = 0 } }
  if press then
    actions[2] = { type = "pointerDown", button = 0 }
    actions[3] = { type = "pointerUp", button = 0 }
  end
  request("POST", self.url .. "/actions", { actions = { {
    type = "pointer", id = kind, parameters = { pointerType = kind }, actions = actions,
  } } })
end

--- A command of the browser's own protocol: media, sizes.
function Browser:command(name, parameters)
  return request("POST", self.url .. "/goog/cdp/execute", { cmd = name, params = parameters })
end

--- What the console said, or (as "performance") what the network did.
function Browser:log(kind)
  return request("POST", self.url .. "/se/log", { type = kind })
end

--- Keeps a picture of what is seen.
function Browser:picture(path)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write((request("GET", self.url .. "/screenshot")))
  file:close()
  assert(os.execute(("base64 -d %s >%s"):format(quoted(name), quoted(path))))
  os.remove(name)
end

return M
