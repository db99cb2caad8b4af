-- What the page's policy allows: the SHA-256 of its style and of its script, in base64. A spec holds
-- them against the texts; after a change it says what belongs here.

return {
  style = "67fXW+maI9CoLVL6wePf7ZPtWAPsnDcMc+5rQQaNOHk=",
  script = "EReX5b0TmVqWswb5dZW2AFqk1Rj8PVO4v/U+ugl9N+c=",
}
