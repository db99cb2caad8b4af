--- The four belts of China, by provinces.
return {
  source = "National Bureau of Statistics of China: 东西中部和东北地区划分方法, 2011-06-13",
  {
    name = "china_east", of = "province", en = "eastern China", zh = "东部地区",
    "Beijing", "Tianjin", "Hebei", "Shanghai", "Jiangsu", "Zhejiang", "Fujian", "Shandong",
    "Guangdong", "Hainan",
  },
  {
    name = "china_central", of = "province", en = "central China", zh = "中部地区",
    "Shanxi", "Anhui", "Jiangxi", "Henan", "Hubei", "Hunan",
  },
  {
    name = "china_west", of = "province", en = "western China", zh = "西部地区",
    "Inner Mongolia", "Guangxi", "Chongqing", "Sichuan", "Guizhou", "Yunnan", "Tibet", "Shaanxi",
    "Gansu", "Qinghai", "Ningxia", "Xinjiang",
  },
  {
    name = "china_northeast", of = "province", en = "north-eastern China", zh = "东北地区",
    "Liaoning", "Jilin", "Heilongjiang",
  },
  {
    name = "china_belts", of = "province", en = "the four belts of China", zh = "四大地区",
    parts = { "china_east", "china_central", "china_west", "china_northeast" },
  },
}
