-- The one script of a page. Style shows the cards; what style cannot do is: Escape closes one,
-- Enter and the blank close and open it, a second click or tap closes it, and so does one elsewhere.
-- A figure that its own card would cover is moved above it.

return [[
(function () {
  var shut = null, before = null;
  function open() { if (shut) shut.classList.remove("shut"); shut = null; }
  function close(claim) { open(); shut = claim; if (claim) claim.classList.add("shut"); }
  function claimOf(node) { return node && node.closest ? node.closest(".c") : null; }
  function toggle(claim) { if (shut === claim) open(); else close(claim); }
  document.addEventListener("keydown", function (event) {
    var claim = claimOf(document.activeElement);
    if (event.key === "Escape") close(document.querySelector(".c:hover") || claim);
    if (claim && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      toggle(claim);
    }
  });
  function uncover(claim) {
    var figure = claim.querySelector(".f").getBoundingClientRect();
    var card = claim.querySelector(".n").getBoundingClientRect();
    if (card.height && card.top < figure.bottom - 4 && figure.top < card.bottom
      && card.left < figure.right && figure.left < card.right) {
      scrollBy(0, figure.bottom - card.top + 12);
    }
  }
  document.addEventListener("focusin", function (event) {
    var claim = claimOf(event.target);
    if (claim !== shut) open();
    if (claim) requestAnimationFrame(function () { uncover(claim); });
  });
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "mouse" && claimOf(event.target) !== shut) open();
  });
  document.addEventListener("pointerdown", function (event) {
    before = document.activeElement;
    if (!claimOf(event.target) && claimOf(before)) before.blur();
  });
  document.addEventListener("click", function (event) {
    var claim = claimOf(event.target), figure = event.target;
    if (!claim || !figure.classList.contains("f")) return;
    figure.focus();
    if (before === figure) toggle(claim); else open();
  });
})();
]]
