--- Where the computed words begin, for all languages; an article may set its own. In percent unless
--- said otherwise.

---@class ingot.Thresholds
---@field flat number          a smaller change is none: "flat"
---@field slight number        a smaller change is slight
---@field sharp number         from here a change is sharp …
---@field surge number         … and from here a surge or a plunge
---@field only number          a share below this of a part that falls is "only" so much
---@field over integer         decimals to which "over 60%" is cut: -1 is tens
---@field double_digit number  a double-digit change lies between this …
---@field triple_digit number  … and this
---@field engine number        parts that explain as much of a change are what moved it
---@field omission number      a member with as much of all changes is missed where it is not named

---@type ingot.Thresholds
return {
  flat = 0.05,
  slight = 3,
  sharp = 20,
  surge = 60,
  only = 50,
  over = -1,
  double_digit = 10,
  triple_digit = 100,
  engine = 50,
  omission = 10,
}
