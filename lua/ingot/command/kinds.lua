--- What `ingot list` lists: the registry of each kind of definitions.
---@type table<string, string>
return {
  metrics = "ingot.metrics", measures = "ingot.measure", products = "ingot.product", regions = "ingot.region",
  classes = "ingot.class", rules = "ingot.rules", displays = "ingot.display",
  formats = "ingot.format", indices = "ingot.index",
}
