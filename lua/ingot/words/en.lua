--- The words of English.

return {
  unit_gap = " ",
  sentence_gap = " ",
  period = {
    months = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    },
    quarters = { "first", "second", "third", "fourth" },
    halves = { "first", "second" },
    day = "{day} {month} {year}",
    text = {
      month = "{month} {year}", quarter = "Q{n} {year}", half = "the {half} half of {year}",
      year = "{year}", range = "{month} to {last} {year}",
      years = "{month} {year} to {last} {last_year}",
    },
    months_text = {
      month = "{month}", quarter = "Q{n}", half = "the {half} half", year = "the full year",
      range = "{month} to {last}", years = "{month} {year} to {last} {last_year}",
    },
    -- behind "exports totaled 82,900 mt": "from January to April 2025", "in Q1 2025"
    within = { range = "from {period}", other = "in {period}" },
  },
  mean_basis = {
    of_base = "against the monthly mean of {first} and {last}",
    of_own = "by the monthly mean of {first} and {last}",
  },
  adjusted = {
    mom_adjusted = "a day", yoy_adjusted = "a day",
    mom_holiday = "adjusted for Lunar New Year", yoy_holiday = "adjusted for Lunar New Year",
  },
  ordinals = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  },
  ordinal_endings = { "st", "nd", "rd", other = "th", [11] = "th", [12] = "th", [13] = "th" },
  remark = "Analyst's note (not from the data): ",
  codes = { "HS code: ", "HS codes: " }, -- of one, of several
  code_note = {
    part = "{codes} for {name}", part_gap = "; ", always = "{codes}",
    from = "{codes} from {from} on", to = "{codes} up to {to}",
    between = "{codes} from {from} to {to}", gap = "; ",
  },
  -- Names that have an article inside a sentence.
  definite = {
    "Bahamas", "British Virgin Islands", "Canary Islands", "Cayman Islands",
    "Central African Republic", "Comoros", "Cook Islands", "Democratic Republic of the Congo",
    "Dominican Republic", "Faroe Islands", "Gambia", "Gambier Islands", "Maldives",
    "Marquesas Islands", "Marshall Islands", "Netherlands", "Netherlands Antilles", "Philippines",
    "Republic of the Congo", "Society Islands", "Solomon Islands", "Tuamotus",
    "Turks and Caicos Islands", "United Arab Emirates", "United Kingdom", "United States",
  },
  article = "the ",
  -- What a metric is of a member of a dimension, by the flow; {metric} is its noun.
  parts = {
    partner = { export = "{metric} to {name}", import = "{metric} from {name}" },
    province = { export = "{metric} from {name}", import = "{metric} into {name}" },
    mode = { export = "{metric} under {name}", import = "{metric} under {name}" },
    hs = { export = "{metric} of {name}", import = "{metric} of {name}" },
    other = "{metric} for {name}",
  },
  brackets = { "(", ")" },
  unit_brackets = { " (", ")" }, -- of a unit in the head of a table
  total = "Total",               -- the whole as a row of a table
  list = {
    gap = ", ", last = " and ", more = " and ", cut_last = ", ",
    others = { -- behind a list that was cut: of one member, of several
      partner = { "one other country or region", "other countries and regions" },
      province = { "one other province", "other provinces" },
      mode = { "one other mode", "other modes" },
      hs = { "one other product", "other products" },
      region = { "one other region", "other regions" },
      other = { "one other", "others" },
    },
  },
  -- Further forms of the verbs below, which count as the same word.
  forms = {
    rose = { "rise", "rises", "rising", "risen" },
    increased = { "increase", "increases", "increasing" },
    climbed = { "climb", "climbs", "climbing" },
    grew = { "grow", "grows", "growing", "grown", "growth" },
    advanced = { "advance", "advances", "advancing" },
    gained = { "gain", "gains", "gaining" },
    fell = { "fall", "falls", "falling", "fallen" },
    declined = { "decline", "declines", "declining" },
    dropped = { "drop", "drops", "dropping" },
    decreased = { "decrease", "decreases", "decreasing" },
    jumped = { "jump", "jumps", "jumping" },
    surged = { "surge", "surges", "surging" },
    soared = { "soar", "soars", "soaring" },
    plunged = { "plunge", "plunges", "plunging" },
    tumbled = { "tumble", "tumbles", "tumbling" },
    slumped = { "slump", "slumps", "slumping" },
  },
  wording = {
    change = { [1] = "up", [0] = "flat", [-1] = "down" },
    -- Verbs and nouns in the order of preference: a paragraph takes the first it has not had.
    rise = {
      [1] = { "rose", "increased", "climbed", "grew", "advanced" },
      [0] = { "held steady", "stayed flat", "barely changed" },
      [-1] = { "fell", "declined", "dropped", "decreased", "retreated" },
    },
    increase = {
      [1] = { "increase", "rise", "gain", "advance" },
      [0] = { "change" },
      [-1] = { "decrease", "decline", "drop", "fall" },
    },
    moved = {
      slight = {
        [1] = { "rose slightly", "edged up", "inched up", "ticked up", "increased slightly" },
        [-1] = { "fell slightly", "edged down", "dipped", "slipped", "declined slightly" },
      },
      plain = {
        [1] = { "rose", "increased", "climbed", "grew", "advanced" },
        [-1] = { "fell", "declined", "dropped", "decreased", "retreated" },
      },
      sharp = {
        [1] = { "rose sharply", "jumped", "climbed sharply", "increased sharply", "grew sharply" },
        [-1] = { "fell sharply", "tumbled", "dropped sharply", "declined sharply",
          "decreased sharply" },
      },
      surge = {
        [1] = { "surged", "soared", "shot up", "rocketed" },
        [-1] = { "plunged", "plummeted", "slumped", "collapsed" },
      },
    },
    from = { from_zero = " from none", tiny = " from a low base" },
    -- What a change is against: behind its number, and behind words that need none.
    steps = {
      month = "MoM", quarter = "QoQ", half = "on the half-year before", year = "YoY",
      range = "on the period before",
    },
    earlier = {
      month = "a month earlier", quarter = "a quarter earlier", half = "half a year earlier",
      year = "a year earlier", range = "in the period before",
    },
    turned = "turned from {base}",
    against = "against {base}",
    side = "{side} of {amount}",
    adjusted = " ({change} {basis})",
    basis = " {basis}",
    verb_gap = " ",
    drops_verb = true, -- the second of two changes that go the same way, behind an "and"
    by = " by ",
    opposed = "but",
    joined = "and",
    although = "although ",
    still = "still ",
    regained = "regained",
    engine = { [1] = "core engine", [-1] = "main drag" },
    resilient = "resilient",
    only = "only ",
    again = " again",
    over = "over ",
    about = "about ",
    double_digit = "double-digit ",
    streak = " for the {ordinal} consecutive {period}",
    periods = {
      month = "month", quarter = "quarter", half = "half-year", year = "year", range = "period",
    },
  },
}
