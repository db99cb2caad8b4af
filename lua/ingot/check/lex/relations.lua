-- How figures are related: against which base, part of what, in which order, about or over.

local rows <const> = {
  { { relation = "mom" }, [[mom|m/m|m-o-m|m.o.m|month-on-month|month-over-month|month on month|month over month|
    month-to-month|monthly basis|on a monthly basis|on a month-on-month basis|on month|on-month|on the month|
    on a mom basis|sequentially|from month to month|month-over month|compared with the previous month|
    compared to the previous month|compared to last month|compared with last month|from the previous month|
    versus the previous month|from last month|from the prior month|over the previous month|
    than the previous month|than in the previous month|compared to the prior month|
    compared with a month earlier|compared with a month ago|from a month earlier|from a month ago|
    than a month earlier|on the previous month|环比]] },
  { { relation = "yoy" }, [[yoy|y/y|y-o-y|y.o.y|year-on-year|year-over-year|year on year|year over year|
    year-to-year|annual basis|on an annual basis|on a year-on-year basis|on year|on-year|on the year|
    on a yoy basis|annually|on a yearly basis|compared with the same period last year|
    compared to the same period last year|compared with the same month last year|
    compared to the same month last year|compared with the same period of last year|
    compared to the same period of last year|compared with the same month of last year|
    compared to the same month of last year|compared with a year earlier|compared with a year ago|
    compared to a year earlier|compared to a year ago|compared with last year|compared to last year|
    from the same period last year|from the same month last year|from the same period of last year|
    from the same month of last year|from a year earlier|from a year ago|from a year before|
    than a year earlier|than a year ago|than the same period last year|than in the same period last year|
    than in the same month last year|over the same period last year|over the same period of last year|
    over the same month last year|versus a year earlier|versus the same period last year|
    against the same period last year|year-earlier|over a year earlier|over the previous year|
    from the previous year|on the previous year|than the previous year|than last year|from last year|
    over last year|compared to the previous year|compared with the previous year|同比|
    compared with the same period a year earlier|compared to the same period a year earlier|
    from the same period a year earlier|from the same month a year earlier|than in the same period of last year|
    compared with the corresponding period last year|compared with the prior year|versus last year|
    versus the previous year|versus the prior year|from the prior year]] },
  { { relation = "mom" }, "monthly one|monthly change|monthly change of|monthly variation|change on month" },
  { { relation = "yoy" }, "annual one|yearly one|annual change|yearly change|annual variation|change on year" },
  { { relation = "qoq" }, [[qoq|q/q|q-o-q|quarter-on-quarter|quarter-over-quarter|quarter on quarter|
    quarter over quarter|from the previous quarter|compared with the previous quarter|
    compared to the previous quarter|from the prior quarter|on a quarterly basis|on the previous quarter|
    than the previous quarter|over the previous quarter|from last quarter|on quarter|on the quarter]] },
  { { relation = "hoh" }, [[hoh|h/h|half-on-half|half-over-half|from the previous half|
    compared with the previous half|half on half]] },
  { { relation = "wow" }, "wow|w/w|week-on-week|week on week|week-over-week|on week|from the previous week" },
  { { relation = "previous" }, [[compared with the previous period|compared to the previous period|
    from the previous period|than the previous period|period-on-period|pop]] },
  { { relation = "mom", move = 1, size = "plain", form = "noun" },
    "monthly increase|monthly growth|monthly rise|monthly gain|month-on-month increase of" },
  { { relation = "mom", move = -1, size = "plain", form = "noun" },
    "monthly decrease|monthly decline|monthly drop|monthly fall|month-on-month decrease of" },
  { { relation = "yoy", move = 1, size = "plain", form = "noun" },
    "annual increase|annual growth|annual rise|annual gain|yearly increase|yearly growth|annual growth rate" },
  { { relation = "yoy", move = -1, size = "plain", form = "noun" },
    "annual decrease|annual decline|annual drop|annual fall|yearly decrease|yearly decline" },
  { { cumulative = true }, [[cumulative|cumulatively|accumulated|accumulative|in aggregate|running total|
    cumulative total|aggregate|累计|year-to-date total]] },
  { { compare = true }, [[from|compared with|compared to|compares with|against|versus|vs|vs.|than|in comparison with|
    in comparison to|relative to|as against|as opposed to|up from|down from|when compared with|
    when compared to|comparing with|comparing to|in contrast to|outpacing|over that of]] },
  { { compare = true, move = 1, size = "plain", form = "adverb" }, "up from|higher than" },
  { { compare = true, move = -1, size = "plain", form = "adverb" }, "down from|lower than" },
  { { share = true }, [[accounting for|accounted for|accounts for|account for|making up|made up|makes up|make up|
    representing|represented|represents|represent|constituting|constituted|constitutes|comprising|comprised|
    comprises|share|shares|market share|a share of|share of|proportion|a proportion of|proportion of|
    percentage of|taking up|took up|takes up|occupying|occupied|contributing|contribution|contributed|
    or about|equivalent to|equal to|the share of|its share|their share|weight|portion|占|占比]] },
  { { whole = true }, [[the total|total|overall|all|entire|the whole|in total|grand total|the country's total|
    the overall total|altogether|the national total|national total|combined total|the overall|
    of the total|of total|whole|total volume|the total volume|the aggregate]] },
  { { rank = true }, [[ranked|ranking|ranks|rank|topped|topping|tops|top|led|leads|leading|placed|came in|
    took the lead|ranking list|in the order of|the top|headed|heading]] },
  { { rank = true, ordinal = 1 }, [[largest|the largest|biggest|the biggest|top destination|top source|
    top supplier|top buyer|the top supplier|the top destination|leading supplier|leading destination|
    leading source|number one|no. 1|the leading supplier|main destination|primary destination|
    highest|the highest|ranked first|ranking first|in first place|first place|top spot|the top spot|
    topped the list|led the way|main supplier|the main supplier|top exporter|top importer|leading buyer|
    primary source|most important]] },
  { { rank = true, ordinal = 2 }, [[second-largest|second largest|the second largest|second-biggest|
    second biggest|runner-up|ranked second|ranking second|in second place|second place]] },
  { { rank = true, ordinal = 3 }, [[third-largest|third largest|the third largest|third-biggest|third biggest|
    ranked third|ranking third|in third place|third place]] },
  { { rank = true, ordinal = 4 }, "fourth-largest|fourth largest|ranked fourth|ranking fourth" },
  { { rank = true, ordinal = 5 }, "fifth-largest|fifth largest|ranked fifth|ranking fifth" },
  { { rank = true, ordinal = -1 }, "smallest|the smallest|lowest|the lowest" },
  { { rank = true, follow = true }, [[followed by|trailed by|followed|followed closely by|ahead of|next came|
    came next|then|after that|next was|next were|behind]] },
  { { streak = true }, [[consecutive|in a row|straight|running|on end|successive|consecutively|in succession]] },
  { { approx = "about" }, [[about|approximately|around|roughly|some|circa|approx|approx.|~|≈|close to|
    in the region of|or so|in the vicinity of|around about|约|estimated]] },
  { { approx = "nearly" }, "nearly|almost|just under|just below|just shy of|nearing|approaching|a little under" },
  { { approx = "slightly over" }, "slightly over|just over|just above|a little over|slightly more than" },
  { { bound = "above" }, [[over|more than|above|at least|no less than|not less than|in excess of|upwards of|
    exceeding|exceeded|exceeds|topping|surpassing|surpassed|greater than|higher than|beyond|≥|>|north of|
    breaking through|broke through|crossed|crossing|upward of|as much as over|well over]] },
  { { bound = "below" }, [[under|less than|below|at most|no more than|not more than|up to|lower than|within|≤|<|
    fewer than|short of|south of|as little as|well under|at a maximum of]] },
  { { respectively = true }, "respectively" },
  { { each = true }, "each|apiece|both" },
  { { together = true }, [[together|combined|jointly|collectively|in combination|taken together|between them|
    altogether|the two|these two|the three|these three|the top two|the top three|the top five]] },
  { { others = true }, [[other countries|other countries and regions|others|other regions|the rest|the remainder|
    the remaining|rest of the world|other destinations|other origins|other sources|remaining countries|
    other provinces|other products|all others|remaining|elsewhere|the others]] },
  { { world = true }, [[according to|as per|to the rest of the world|
    with the rest of the world|from the rest of the world]] },
  { { conj = "but" }, "but|yet|though" },
  { { conj = "and" }, "and|as well as|along with|plus|&|coupled with" },
  { { conj = "while" }, "while|whereas|whilst|meanwhile|at the same time" },
  { { conj = "although" }, "although|despite|in spite of|even though|notwithstanding" },
  { { conj = "however" }, "however|nevertheless|nonetheless|in contrast|by contrast|conversely|on the contrary" },
  { { again = true }, "again|once again|further|continued to|continues to|still|once more" },
  { { only = true }, "only|merely|just|a mere|as little as" },
  { { double_digit = true }, "double-digit|double digits|double digit|double-digits" },
  { { of_them = true }, "of which|among them|among which|of them|of these|of this|including|among these|"
    .. "out of which" },
  { { highest = true }, "record high|a record high|all-time high|a new high|new high|highest level|record" },
  { { contribution = true }, "contributed to|driven by|main driver|core engine|core engines" },
  { { none = true }, "none|from none|no imports|no exports|nil|zero" },
  { { forecast = true }, [[expected|is expected|are expected|is expected to|are expected to|forecast|forecasts|
    forecasted|projected|is projected|expects|predicted|predicts|anticipated|likely|may|might|could|
    will|would|outlook|estimates|planned|plans|target|targets|targeted]] },
}

-- Numbers in words.
local counts <const> = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
  "eleven", "twelve" }
local orders <const> = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
  "ninth", "tenth", "eleventh", "twelfth" }

local fractions <const> = {
  { "half|a half|one half|one-half", 1, 2 }, { "a third|one third|one-third", 1, 3 },
  { "two thirds|two-thirds", 2, 3 }, { "a quarter|one quarter|one-quarter|a fourth|one-fourth", 1, 4 },
  { "three quarters|three-quarters|three-fourths", 3, 4 }, { "a fifth|one fifth|one-fifth", 1, 5 },
  { "two fifths|two-fifths", 2, 5 }, { "a tenth|one tenth|one-tenth", 1, 10 },
  { "four fifths|four-fifths", 4, 5 }, { "three fifths|three-fifths", 3, 5 },
}

---@param add fun(phrases: string, sense: table)
return function(add)
  for _, row in ipairs(rows) do
    add(row[2], row[1])
  end
  for n, word in ipairs(counts) do
    add(word, { n = n })
  end
  for n, word in ipairs(orders) do
    add(word, { ordinal = n })
  end
  for _, row in ipairs(fractions) do
    add(row[1], { fraction = { row[2], row[3] } })
  end
  add("double|twofold|two-fold|twice", { factor = "2" })
  add("triple|threefold|three-fold|thrice", { factor = "3" })
  add("quadruple|fourfold|four-fold", { factor = "4" })
  add("fivefold|five-fold", { factor = "5" })
  add("tenfold|ten-fold", { factor = "10" })
end
