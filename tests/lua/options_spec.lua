-- Sizes and durations as the command line takes them, and the limits they make.

local error_ = require "ingot.error"
local options = require "ingot.command.options"

local function refused(read, name, text)
  local worked <const>, raised <const> = pcall(read, name, text)
  assert.is_false(worked, text)
  assert.equal(64, error_.exit_code(raised))
  return tostring(raised)
end

describe("a size of the command line", function()
  it("is a number with K, M or G; none is no size", function()
    assert.same({ 2 << 30, 512 << 20, 1536, nil }, {
      options.size("--memory", "2G"), options.size("--memory", "512M"), options.size("--memory", "1.5K"),
      options.size("--memory", "none"),
    })
  end)

  it("is refused as anything else", function()
    for _, text in ipairs { "", "2", "2g", "2GB", "-1G", "0G", "G", "1e3M", "0.0001K", "None",
      "99999999999999999999G" } do
      assert.equal(("ingot: --output %s: a size such as 512M or 2G expected, or none"):format(text),
        refused(options.size, "--output", text))
    end
  end)

  it("is said as it would be given", function()
    for _, text in ipairs { "2G", "512M", "64K", "1536M", "1K" } do
      assert.equal(text, options.size_text(options.size("--memory", text)))
    end
    assert.equal("2K", options.size_text(1025))
  end)
end)

describe("a duration of the command line", function()
  it("is a number with ms, s, m or h; none is no duration", function()
    assert.same({ 60, 120, 0.5, 5400, nil }, {
      options.duration("--time", "60s"), options.duration("--time", "2m"),
      options.duration("--time", "500ms"), options.duration("--time", "1.5h"),
      options.duration("--time", "none"),
    })
  end)

  it("is refused as anything else", function()
    for _, text in ipairs { "", "60", "60 s", "1min", "0s", "-1s", "s", "inf", "1d" } do
      assert.equal(("ingot: --cpu %s: a duration such as 60s, 2m or 500ms expected, or none"):format(text),
        refused(options.duration, "--cpu", text))
    end
  end)

  it("is said as it would be given, in seconds", function()
    assert.same({ "60s", "120s", "500ms", "1500ms", "0.000333s" }, {
      options.duration_text(60), options.duration_text(120), options.duration_text(0.5),
      options.duration_text(1.5), options.duration_text(1 / 3000),
    })
  end)
end)

describe("limits of the command line", function()
  it("are those that are not none", function()
    assert.same({ memory = 1 << 30, cpu = 2 }, options.limits {
      memory = "1G", time = "none", cpu = "2s", script = "s.lua",
    })
  end)
end)
