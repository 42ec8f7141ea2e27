// Keys: each is printed on what it does, and does no more than a click on that.
//
// Invariant: an element says its key itself (data-key); a key typed into a field is text. Nothing is kept.

const TYPED = "input, textarea, select, [contenteditable]";

/** The first element that can be seen and has this key. */
function elementFor(key) {
  return [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key === key && !one.disabled && one.checkVisibility(),
  );
}

// On a narrow screen the rooms are a strip: the one that is open is brought into sight.
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const isTyped = event.target.matches?.(TYPED);
  if (isTyped) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") {
    event.preventDefault();
    location.assign("/help");
    return;
  }
  const element = elementFor(event.key);
  if (!element) return;
  event.preventDefault();
  if (element.matches(TYPED)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
});
