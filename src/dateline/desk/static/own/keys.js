// Keys: each is printed on what it does, and does no more than a click on that.
//
// Invariant: an element says its key itself (data-key); a key typed into a field is text; one that is held down is
// pressed once, so that nobody decides on a row of incidents by leaning on it. Nothing is kept.

const TYPED = "input, textarea, select, [contenteditable]";

/** The key that is meant: what it types or, where that is no Latin letter (Arabic, Cyrillic), what stands there in Latin. */
function keyOf(event) {
  const isLatin = event.key.length > 1 || event.key <= "~";
  const key = isLatin || !event.code.startsWith("Key") ? event.key : event.code.slice(3);
  return key.length === 1 ? key.toLowerCase() : key;
}

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
  if (event.repeat) return;
  if (event.key === "?") {
    event.preventDefault();
    location.assign("/help");
    return;
  }
  const element = elementFor(keyOf(event));
  if (!element) return;
  event.preventDefault();
  if (element.matches(TYPED)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
});
