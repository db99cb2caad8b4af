-- What shells complete: asked of the shells themselves, with the functions that ingot prints for them.

local native <const> = require "ingot.native"
local program <const> = require "support.program"

local function shell(name)
  return os.execute(("command -v %s >/dev/null 2>&1"):format(name)) == true
end

-- What bash would offer for the last word, in order.
local function offered(...)
  local script <const> = os.tmpname()
  assert(native.write(script, program.ingot("completion", "bash").out .. [[
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete -p ingot >&2
_ingot
printf '%s\n' "${COMPREPLY[@]}"
]]))
  local words <const> = { ... }
  for i, word in ipairs(words) do
    words[i] = "'" .. word .. "'"
  end
  local pipe <const> = assert(io.popen(("bash %s %s 2>/dev/null"):format(script, table.concat(words, " "))))
  local found <const> = {}
  for line in pipe:lines() do
    found[#found + 1] = line ~= "" and line or nil
  end
  pipe:close()
  os.remove(script)
  table.sort(found)
  return found
end

describe("completion for bash", function()
  if not shell "bash" then
    pending "bash is not installed"
    return
  end

  it("offers commands, options, and what options may be", function()
    assert.same({ "types" }, offered("ingot", "ty"))
    assert.same({ "--set" }, offered("ingot", "run", "--s"))
    assert.same({ "export", "import" }, offered("ingot", "show", "--flow", ""))
    assert.same({ "bash", "zsh" }, offered("ingot", "completion", ""))
  end)

  it("offers names of what is listed and told of", function()
    assert.same({ "measures", "metrics" }, offered("ingot", "list", "me"))
    assert.same({ "table.top" }, offered("ingot", "help", "table.to"))
  end)

  it("offers files where files are meant, folders for --out", function()
    assert.same({ "CMakeLists.txt", "CMakePresets.json" }, offered("ingot", "run", "CMake"))
    assert.same({ "data" }, offered("ingot", "run", "x.lua", "--out", "dat"))
    assert.same({}, offered("ingot", "run", "--out", "CMake"))
  end)
end)

describe("completion for zsh", function()
  if not shell "zsh" then
    pending "zsh is not installed"
    return
  end

  it("is a script that zsh reads", function()
    local script <const> = os.tmpname()
    assert(native.write(script, program.ingot("completion", "zsh").out))
    assert.is_true(os.execute("zsh -n " .. script))
    os.remove(script)
  end)
end)

describe("ingot completion", function()
  it("knows two shells", function()
    local told <const> = program.ingot("completion", "fish")
    assert.same({ 64, "" }, { told.code, told.out })
    assert.equal("ingot: argument 'shell' must be one of 'bash', 'zsh'", told.err:match "^[^\n]*")
  end)
end)
