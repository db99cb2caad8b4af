-- What the page's policy allows: the SHA-256 of its style and of its script, in base64. A spec holds
-- them against the texts; after a change it says what belongs here.

return {
  style = "qa49O33Be2ZqHSL3O6g7vO21hE6XgO4N00fkQ1LPSUY=",
  script = "EReX5b0TmVqWswb5dZW2AFqk1Rj8PVO4v/U+ugl9N+c=",
}
