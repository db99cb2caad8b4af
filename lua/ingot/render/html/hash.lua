-- What the page's policy allows: the SHA-256 of its style and of its script, in base64. A spec holds
-- them against the texts; after a change it says what belongs here.

return {
  style = "67fXW+maI9CoLVL6wePf7ZPtWAPsnDcMc+5rQQaNOHk=",
  script = "kBxxssXcGRT+yuV31KdOaQky4q9l4FOVmc9m1vIEVAE=",
}
