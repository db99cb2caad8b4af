-- Words of size, and the changes they plainly contradict. A house writes "slightly" below 3% and
-- "surged" from 60% on; readers forgive a good deal more, so these ends are wide.

---@class ingot.check.SizeWords
---@field size "slight"|"sharp"|"surge"
---@field most? number               of an amount, percent: from here on the word is wrong
---@field least? number              below this it is wrong
---@field least_other? number        the same for prices and indices, which move less
---@field words table<string, integer>  the word and its direction; 0: any

---@type ingot.check.SizeWords[]
return {
  {
    size = "slight", most = 10,
    words = {
      slightly = 0, slight = 0, marginal = 0, marginally = 0, fractionally = 0, edged = 0, inched = 0,
      ["edging"] = 0, ["inching"] = 0, ["ticked"] = 0, dipped = -1, ["minor"] = 0,
    },
  },
  {
    size = "sharp", least = 3, least_other = 1,
    words = {
      sharply = 0, sharp = 0, steep = 0, steeply = 0, markedly = 0, significant = 0,
      significantly = 0, substantial = 0, substantially = 0, dramatic = 0, dramatically = 0,
      considerable = 0, considerably = 0, jumped = 1, jump = 1, jumping = 1, tumbled = -1, tumble = -1,
      slumped = -1, slump = -1, slumping = -1,
    },
  },
  {
    size = "surge", least = 10, least_other = 3,
    words = {
      surge = 1, surged = 1, surges = 1, surging = 1, soar = 1, soared = 1, soars = 1, soaring = 1,
      skyrocketed = 1, skyrocketing = 1, skyrocket = 1, rocketed = 1, explosive = 1, exploded = 1,
      plunge = -1, plunged = -1, plunges = -1, plunging = -1, plummeted = -1, plummeting = -1,
      plummet = -1, plummets = -1, collapsed = -1, nosedived = -1,
    },
  },
}
