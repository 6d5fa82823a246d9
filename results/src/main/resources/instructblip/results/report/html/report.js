
"use strict";
(function () {
  const bar = document.getElementById("filters");
  if (!bar) {
    return;
  }
  const cards = Array.from(document.querySelectorAll(".card"));
  const chips = Array.from(bar.querySelectorAll("button"));
  const set = document.getElementById("set");
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  const none = document.getElementById("none");
  const texts = new Map();
  let kind = "all";

  function textOf(card) {
    if (!texts.has(card)) {
      texts.set(card, card.querySelector(".body").textContent.toLowerCase());
    }
    return texts.get(card);
  }

  function fits(card, sought) {
    return (kind === "all" || card.dataset.kinds.split(" ").includes(kind))
      && (!set || set.value === "" || card.dataset.set === set.value)
      && sought.every(word => textOf(card).includes(word));
  }

  function update() {
    const sought = words.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    let shown = 0;
    for (const card of cards) {
      card.hidden = !fits(card, sought);
      shown += card.hidden ? 0 : 1;
    }
    none.hidden = shown > 0;
    status.textContent = shown + " of " + cards.length;
  }

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      kind = chip.dataset.kind;
      chips.forEach(each => each.setAttribute("aria-pressed", String(each === chip)));
      update();
    });
  }
  words.addEventListener("input", update);
  if (set) {
    set.addEventListener("change", update);
  }
  bar.hidden = false;
  update();
})();
