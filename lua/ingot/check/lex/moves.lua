-- Words of movement: whether it is up or down, how large they make it, and what part of speech they are.

---@class ingot.check.MoveRow
---@field [1] integer  1 up, -1 down, 0 neither
---@field [2] "slight"|"plain"|"sharp"|"surge"
---@field [3] "verb"|"noun"|"adverb"|"adjective"
---@field [4] string   phrases with | between
local moves <const> = {
  -- up
  { 1, "plain", "verb", [[rose|rise|rises|rising|risen|increased|increase by|increases|increasing|to increase|
    grew|grow|grows|growing|grown|climbed|climb|climbs|climbing|gained|gain by|gains|gaining|advanced|
    advances|advancing|expanded|expand|expands|expanding|went up|going up|gone up|moved up|moving up|
    improved|improving|improves|strengthened|strengthening|picked up|picking up|picks up|added|adding|
    rebounded|rebounding|rebounds|recovered|recovering|recovers|bounced back|bounced|bouncing back|
    moved higher|moving higher|pushed up|pushed higher|edged higher|trended up|trended higher|ticked higher|
    widened|widening|widens|accelerated|accelerating|strengthens|firmed|firming|returned to growth|
    was up|were up|is up|are up|been up|came in higher|turned up|lifted|raised|boosted|exceeded|
    surpassed|exceeding|surpassing|saw growth|extended gains|built up|accumulated|accumulating]] },
  { 1, "plain", "noun", [[increase|an increase of|an increase|increases of|a rise of|rise|a rise|gain|a gain|
    a gain of|growth|growth of|a growth|a growth of|growth rate|growth rate of|a growth rate of|
    the growth rate|upturn|uptick|an uptick|uptick of|rebound|a rebound|recovery|a recovery|expansion|
    expansion of|increment|an increment of|incremental|a growth rate|advance of|an advance of|addition of|
    upward trend|an upward trend|uptrend|upside|improvement|improvement of|upswing|net increase|
    a net increase of|accumulation|buildup|build-up]] },
  { 1, "plain", "adverb", [[up|up by|upward|upwards|higher by]] },
  { 1, "plain", "adjective", [[higher|larger|greater|more|rising|stronger|bigger]] },
  { 1, "slight", "verb", [[edged up|edging up|edge up|edges up|inched up|inching up|ticked up|ticking up|nudged up|
    crept up|creeping up|inched higher|crept higher|nosed up|slightly rose|slightly increased|rose slightly|
    increased slightly|grew slightly|rose marginally|increased marginally|rose modestly|grew modestly|
    increased modestly|slightly grew|gained slightly|up slightly|up marginally|up modestly|climbed slightly]] },
  { 1, "slight", "noun", [[slight increase|a slight increase|a slight increase of|slight rise|a slight rise|
    a slight rise of|marginal increase|a marginal increase|modest increase|a modest increase|modest growth|
    modest rise|a modest rise|slight growth|small increase|a small increase|slight gain|modest gain|
    a modest gain|minor increase|a minor increase|small rise|a small rise]] },
  { 1, "slight", "adverb", [[slightly up|marginally up|slightly higher|marginally higher|a touch higher|
    modestly higher|slightly above|a little higher]] },
  { 1, "sharp", "verb", [[jumped|jump|jumps|jumping|leapt|leaped|leaping|leap|shot up|shooting up|spiked|spiking|
    spike|rallied|rallying|rose sharply|increased sharply|climbed sharply|rose significantly|
    increased significantly|rose markedly|grew rapidly|increased substantially|rose substantially|
    increased markedly|grew sharply|grew significantly|rose strongly|grew strongly|climbed steeply|
    sharply increased|significantly increased|escalated|escalating|escalate|sharply rose|swelled|
    rose notably|increased notably|rose considerably|increased considerably]] },
  { 1, "sharp", "noun", [[a jump|jump of|a jump of|sharp increase|a sharp increase|a sharp increase of|sharp rise|
    a sharp rise|significant increase|a significant increase|a significant increase of|substantial increase|
    a substantial increase|notable increase|a notable increase|strong growth|rapid growth|a spike|
    considerable increase|a considerable increase|significant growth|substantial growth|robust growth|
    dramatic increase|a dramatic increase|marked increase|a marked increase|sharp growth|leap of|a leap of|
    substantial escalation|a substantial escalation|escalation|significant rise|a significant rise|
    explosive growth|hefty increase|steep rise|a steep rise|steep increase]] },
  { 1, "sharp", "adverb", [[sharply up|sharply higher|up sharply|significantly higher|much higher|
    substantially higher|well above|markedly higher|considerably higher|far higher]] },
  { 1, "surge", "verb", [[surged|surge|surges|surging|soared|soar|soars|soaring|skyrocketed|skyrocketing|
    skyrocket|rocketed|rocketing|ballooned|exploded|boomed|zoomed]] },
  { 1, "surge", "noun", [[a surge|surge of|a surge of|a surge in|explosive increase|a boom|record surge]] },
  -- down
  { -1, "plain", "verb", [[fell|fall|falls|falling|fallen|decreased|decrease by|decreases|decreasing|to decrease|
    declined|decline by|declines|declining|dropped|drop by|drops|dropping|slid|slide|slides|sliding|lost|
    lose|losing|shed|sheds|shedding|eased|eases|easing|weakened|weakening|weakens|contracted|contract by|
    contracts|contracting|went down|going down|gone down|moved down|moved lower|moving lower|retreated|
    retreating|retreats|pulled back|pulling back|pull back|reduced|reducing|reduces|shrank|shrink|shrinks|
    shrinking|shrunk|receded|receding|softened|softening|subsided|narrowed|narrowing|narrows|lowered|
    lowering|cut by|was down|were down|is down|are down|been down|slowed|slowing|slows|retraced|corrected|
    trended down|trended lower|dwindled|dwindling|destocked|drew down|deteriorated|came in lower|
    turned down|pared|saw a decline|backed off|cooled|diminished|dipped|dips|dipping|slipped|slips|slipping|
    fell back|falling back|dropped back]] },
  { -1, "plain", "noun", [[decrease|a decrease of|a decrease|decreases of|a fall of|a fall|fall of|decline|
    a decline|a decline of|the decline|decline of|drop|a drop|a drop of|drop of|loss of|a loss of|reduction|
    a reduction|a reduction of|contraction|a contraction|a contraction of|pullback|a pullback|setback|
    downturn|shrinkage|drawdown|a drawdown of|downward trend|a downward trend|downtrend|retreat|a retreat|
    weakening|negative growth|net decrease|a net decrease of|slide of|a slide of|declining trend|slowdown|
    a dip of|a dip|dip|dip of|downtick|a downtick]] },
  { -1, "plain", "adverb", [[down|down by|downward|downwards|lower by]] },
  { -1, "plain", "adjective", [[lower|smaller|less|weaker|fewer]] },
  { -1, "slight", "verb", [[edged down|edging down|edge down|edges down|inched down|inching down|ticked down|
    ticking down|nudged down|crept down|edged lower|inched lower|slightly fell|slightly decreased|
    slightly declined|fell slightly|decreased slightly|declined slightly|dropped slightly|slightly dropped|
    fell marginally|declined marginally|decreased marginally|fell modestly|declined modestly|down slightly|
    down marginally|dipped slightly|slipped slightly|eased slightly|ticked lower|down modestly]] },
  { -1, "slight", "noun", [[slight decrease|a slight decrease|a slight decrease of|slight decline|a slight decline|
    a slight decline of|slight drop|a slight drop|a slight drop of|marginal decrease|marginal decline|
    a marginal decline|a marginal decrease|modest decline|a modest decline|modest decrease|modest drop|
    a modest drop|small decrease|a small decrease|small decline|slight fall|a slight fall|slight slowdown|
    a slight dip|slight dip|minor decline|a minor decline]] },
  { -1, "slight", "adverb", [[slightly down|marginally down|slightly lower|marginally lower|a touch lower|
    modestly lower|slightly below|a little lower|slightly weaker]] },
  { -1, "sharp", "verb", [[tumbled|tumble|tumbles|tumbling|slumped|slump|slumps|slumping|fell sharply|
    dropped sharply|declined sharply|decreased sharply|fell significantly|dropped significantly|
    decreased significantly|declined significantly|fell markedly|fell steeply|sank|sinking|sunk|
    sharply decreased|sharply declined|sharply fell|significantly decreased|dropped markedly|
    declined markedly|fell substantially|declined substantially|fell notably|fell considerably|sharply dropped]] },
  { -1, "sharp", "noun", [[sharp decrease|a sharp decrease|sharp decline|a sharp decline|a sharp decline of|
    sharp drop|a sharp drop|a sharp drop of|significant decrease|a significant decrease|significant decline|
    a significant decline|significant drop|a significant drop|substantial decline|a substantial decline|
    substantial decrease|a substantial decrease|steep decline|a steep decline|steep drop|a steep drop|
    steep fall|a steep fall|sharp fall|a sharp fall|notable decline|a notable decline|notable decrease|
    marked decline|a marked decline|marked decrease|considerable decline|a slump|slump of|a slump of|
    a tumble]] },
  { -1, "sharp", "adverb", [[sharply down|sharply lower|down sharply|significantly lower|much lower|
    substantially lower|well below|markedly lower|considerably lower|far lower]] },
  { -1, "surge", "verb", [[plunged|plunge|plunges|plunging|plummeted|plummet|plummets|plummeting|collapsed|
    collapse|collapses|collapsing|crashed|crashing|nosedived|cratered|nosediving]] },
  { -1, "surge", "noun", [[a plunge|plunge of|a plunge of|a collapse|a crash]] },
  -- by a factor
  { 1, "surge", "verb", "doubled|doubling|doubles|more than doubled|nearly doubled|almost doubled", factor = "2" },
  { 1, "surge", "verb", "tripled|tripling|more than tripled|nearly tripled|almost tripled|trebled", factor = "3" },
  { 1, "surge", "verb", "quadrupled|more than quadrupled|nearly quadrupled", factor = "4" },
  { -1, "sharp", "verb", "halved|halving|more than halved|nearly halved|almost halved", factor = "0.5" },
  -- neither
  { 0, "plain", "verb", [[remained unchanged|stayed flat|remained flat|was flat|were flat|held steady|
    remained stable|remained steady|stabilized|stabilised|was unchanged|were unchanged|held flat|
    was little changed|were little changed|kept unchanged|stayed unchanged|was stable|were stable|
    remained basically stable|remained largely stable|remained largely unchanged]] },
  { 0, "plain", "adverb", [[unchanged|flat|little changed|largely unchanged|basically unchanged|basically flat|
    broadly flat|on par with|on a par with|roughly flat|virtually unchanged|broadly unchanged|
    essentially flat|mostly flat|almost unchanged|nearly unchanged|basically stable]] },
}

-- Words that make the movement beside them small or large.
local sizes <const> = {
  slight = [[slightly|marginally|modestly|mildly|a little|somewhat|a touch|slight|modest|marginal|mild|minor|
    fractionally|minimally|gently|moderately]],
  sharp = [[sharply|significantly|substantially|markedly|considerably|steeply|strongly|rapidly|notably|
    dramatically|drastically|greatly|sharp|significant|substantial|marked|considerable|steep|notable|strong|
    drastic|dramatic|robust|rapid|massive|hefty|heavily|explosive|swiftly|abruptly]],
}

---@param add fun(phrases: string, sense: table)
return function(add)
  for _, row in ipairs(moves) do
    add(row[4], { move = row[1], size = row[2], form = row[3], factor = row.factor })
  end
  for size, phrases in pairs(sizes) do
    add(phrases, { size = size })
  end
end
