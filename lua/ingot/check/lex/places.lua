-- Partners, provinces, trade modes and regions by name, from the lists of `data/`, with names and
-- adjectives of the press that these do not have.

local dimension <const> = require "ingot.dimension"
local regions <const> = require "ingot.check.lex.regions"

-- Adjectives, and other names of the press, of partners by the name of the list.
local demonyms <const> = {
  Russia = "russian", Indonesia = "indonesian", Vietnam = "vietnamese", Malaysia = "malaysian",
  India = "indian", ["United States"] = "american", Japan = "japanese", ["South Korea"] = "south korean|korean",
  Thailand = "thai", Australia = "australian", Brazil = "brazilian", Mexico = "mexican",
  Canada = "canadian", Germany = "german", France = "french", Italy = "italian", Turkey = "turkish",
  Iran = "iranian", Iraq = "iraqi", ["Saudi Arabia"] = "saudi|saudi arabian", Guinea = "guinean",
  Chile = "chilean", Peru = "peruvian", Philippines = "philippine|filipino", Kazakhstan = "kazakh",
  ["South Africa"] = "south african", Egypt = "egyptian", Nigeria = "nigerian", Ghana = "ghanaian",
  Spain = "spanish", Netherlands = "dutch", Belgium = "belgian", ["United Kingdom"] = "british",
  Ukraine = "ukrainian", Poland = "polish", Greece = "greek", Norway = "norwegian", Sweden = "swedish",
  Bangladesh = "bangladeshi", Pakistan = "pakistani", Myanmar = "burmese", Cambodia = "cambodian",
  Laos = "laotian", Mongolia = "mongolian", Argentina = "argentine|argentinian", Colombia = "colombian",
  Zambia = "zambian", ["Democratic Republic of the Congo"] = "congolese", Taiwan = "taiwanese",
  Singapore = "singaporean", Portugal = "portuguese", Switzerland = "swiss", Jamaica = "jamaican",
  Bahrain = "bahraini", Oman = "omani", Qatar = "qatari", ["United Arab Emirates"] = "emirati",
  Kuwait = "kuwaiti", Israel = "israeli", Iceland = "icelandic", Morocco = "moroccan",
  Algeria = "algerian", Tunisia = "tunisian", Tanzania = "tanzanian", Kenya = "kenyan",
  Ethiopia = "ethiopian", Uzbekistan = "uzbek", ["New Zealand"] = "new zealand's", Bolivia = "bolivian",
  Finland = "finnish", Denmark = "danish", Austria = "austrian", Hungary = "hungarian",
  Romania = "romanian", Bulgaria = "bulgarian", Czechia = "czech", Venezuela = "venezuelan",
  Ecuador = "ecuadorian", Mozambique = "mozambican", Zimbabwe = "zimbabwean", Namibia = "namibian",
  China = "chinese",
}

local more_names <const> = {
  ["United States"] = "u.s.|us|usa|the us|the u.s.|the united states|u.s.a.|u.s|the states",
  ["United Kingdom"] = "u.k.|uk|the uk|the u.k.|the united kingdom|britain",
  Netherlands = "the netherlands", Philippines = "the philippines",
  ["United Arab Emirates"] = "uae|u.a.e.|the uae|the united arab emirates|emirates",
  Russia = "the russian federation", ["South Korea"] = "s. korea|s korea|republic of korea|korea",
  ["Democratic Republic of the Congo"] = "drc|dr congo|the drc|the democratic republic of congo|"
    .. "democratic republic of congo|d.r. congo|congo (drc)|the democratic republic of the congo",
  Taiwan = "taiwan china|taiwan, china|chinese taipei|taiwan province|china's taiwan|china taiwan|taiwan",
  ["Hong Kong"] = "hong kong china|hong kong, china|hong kong sar|china's hong kong|china hong kong",
  Macau = "macao china", China = "chinese mainland|mainland china|the chinese mainland",
  Vietnam = "viet nam", ["Ivory Coast"] = "cote d'ivoire|côte d'ivoire", Czechia = "the czech republic",
  Turkey = "türkiye|turkiye", Iran = "iran", Tanzania = "tanzania", Venezuela = "venezuela",
  Bolivia = "bolivia", ["Saudi Arabia"] = "ksa|saudi", ["Dominican Republic"] = "the dominican republic",
  Laos = "laos", Syria = "syria", Gambia = "the gambia", Moldova = "moldova",
}

-- Codes of two letters, and names that are words of their own, mean nobody unless written above.
local LEAST_LETTERS <const> = 4
local not_names <const> = { chad = true, jordan = false, georgia = false, other = true, unknown = true,
  turkey = false, saba = true, guinea = false }

local province_words <const> = { "province", "autonomous region", "municipality", "city" }
local more_provinces <const> = {
  Guangxi = "guangxi zhuang autonomous region", Xinjiang = "xinjiang uygur autonomous region|xinjiang uyghur",
  ["Inner Mongolia"] = "inner mongolia autonomous region", Ningxia = "ningxia hui autonomous region",
  Tibet = "xizang|tibet autonomous region",
}

local modes <const> = {
  ["ordinary trade"] = "ordinary trade|general trade|ordinary trade mode|general trade mode",
  ["processing with imported materials"] = [[processing with imported materials|
    processing trade with imported materials|feed processing trade|feed processing|
    import processing trade|imported material processing|processing trade with purchased materials|
    processing with purchased materials|feeding processing trade|processing with imported material|
    processing trade of imported materials]],
  ["processing with supplied materials"] = [[processing with supplied materials|
    processing trade with supplied materials|incoming material processing|
    processing of supplied materials|tolling trade|toll processing|processing with customer's materials|
    processing with incoming materials|incoming processing trade|supplied material processing]],
  ["processing trade"] = "processing trade|processing trade mode",
  ["barter trade"] = "barter trade|barter",
  ["border trade"] = "border trade|small-scale border trade|border small-scale trade|border small trade",
  ["bonded warehousing"] = [[bonded warehousing|bonded warehouse|bonded warehouses|
    bonded supervision sites|bonded warehouse goods|inbound and outbound goods in bonded supervision places|
    bonded supervision places|bonded warehouse trade|bonded areas]],
  ["logistics in special supervision areas"] = [[logistics in special supervision areas|
    logistics goods in special customs supervision areas|customs special supervision areas|
    special customs supervision areas|logistics goods in customs special supervision areas|
    logistics goods under special customs supervision|special customs supervision zones|
    special supervision areas]],
  ["contracted projects abroad"] = [[contracted projects abroad|overseas contracted projects|
    foreign contracted projects|overseas project contracting]],
  ["compensation trade"] = "compensation trade",
  ["goods on lease"] = "leasing trade|goods on lease",
  ["outward processing"] = "outward processing",
  ["other"] = "other trade modes|other modes",
}

-- A name as the lexicon has phrases: small, without brackets.
local function phrase_of(name)
  return (name:lower():gsub("[()]", ""))
end

---@param add fun(phrases: string, sense: table)
return function(add)
  for en, phrases in pairs(demonyms) do
    add(phrases, { partner = en, demonym = true })
  end
  for region, phrases in pairs(regions) do
    add(phrases, { region = region })
  end
  for en, phrases in pairs(more_names) do
    add(phrases, { partner = en })
  end
  dimension.each_name("partner", function(code, en, name)
    if name == code or #name < LEAST_LETTERS or name:byte() >= 0xE3 then
      return -- Chinese is written without blanks: none of it stands in English
    end
    local low <const> = name:lower()
    if #name >= LEAST_LETTERS and not not_names[low] then
      add(phrase_of(name), { partner = en })
    end
  end)
  dimension.each_name("province", function(code, en, name)
    if name ~= code and name:byte() < 0xE3 then
      add(phrase_of(name), { province = en })
      if name == en then
        for _, word in ipairs(province_words) do
          add(phrase_of(en) .. " " .. word, { province = en })
        end
      end
    end
  end)
  for en, phrases in pairs(more_provinces) do
    add(phrases, { province = en })
  end
  for mode, phrases in pairs(modes) do
    add(phrases, { mode = mode })
  end
end
