// A text and the list of its reports, tied together: what is pointed at, or stepped to, stands out in both.
//
// Invariant: which report stands out for good is said by the address (#ID); without this the address alone does it.

const page = document.querySelector(".document");
const list = page.querySelector(".told");
const lines = [...page.querySelectorAll(".lines > li")];

const inText = (number) => page.querySelectorAll(`.text [data-r~="${number}"]`);
const lineOf = (number) => lines.find((line) => line.dataset.r === number);
const anchorOf = (line) => line.querySelector(".at").hash;
const current = () => lines.find((line) => anchorOf(line) === location.hash);

/** Let one report, or none, stand out. */
function light(line) {
  for (const lit of page.querySelectorAll(".lit")) lit.classList.remove("lit");
  page.classList.toggle("has-lit", Boolean(line));
  if (!line) return;
  line.classList.add("lit");
  for (const piece of inText(line.dataset.r)) piece.classList.add("lit");
}

/** Bring a line of the list into sight without moving the text. */
function reveal(line) {
  if (list.scrollHeight <= list.clientHeight) return;
  const top = line.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 40 || top > list.clientHeight - 80) list.scrollTop += top - list.clientHeight / 3;
}

/** Follow the address: its report stands out, its sentence has the focus. */
function follow() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (target?.closest(".elsewhere")) {
    location.replace(target.href + location.hash);
    return;
  }
  for (const line of lines) line.removeAttribute("aria-current");
  const line = current();
  if (!line) {
    if (location.hash.length > 1) light(null);
    return;
  }
  line.setAttribute("aria-current", "true");
  light(line);
  reveal(line);
  target?.closest(".said")?.focus({ preventScroll: true });
}

function step(by) {
  const at = lines.indexOf(current());
  const next = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
  if (next) location.replace(anchorOf(next));
}

for (const button of page.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => step(Number(button.dataset.step)));
}
for (const line of lines) {
  for (const event of ["pointerenter", "focusin"]) line.addEventListener(event, () => light(line));
  for (const event of ["pointerleave", "focusout"]) line.addEventListener(event, () => light(current()));
}
page.querySelector(".text").addEventListener("pointerover", (event) => {
  for (const near of page.querySelectorAll(".near")) near.classList.remove("near");
  const piece = event.target.closest("mark[data-r], .said");
  if (!piece) return;
  for (const number of piece.dataset.r.split(" ")) lineOf(number)?.classList.add("near");
});
page.querySelector(".text").addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const numbers = event.target.closest("mark[data-r], .said")?.dataset.r.split(" ") ?? [];
  const next = numbers[(numbers.indexOf(current()?.dataset.r) + 1) % numbers.length];
  const line = lineOf(next);
  if (line) location.replace(anchorOf(line));
});

/** Keep in the address which kinds are marked. */
page.querySelector("[data-marks]").addEventListener("change", (event) => {
  const boxes = [...event.currentTarget.elements].filter((one) => one.name === "mark");
  const address = new URL(location.href);
  address.searchParams.delete("mark");
  const chosen = boxes.filter((one) => one.checked);
  if (chosen.length < boxes.length) {
    for (const one of chosen.length ? chosen : [{ value: "none" }]) address.searchParams.append("mark", one.value);
  }
  history.replaceState(null, "", address);
});

addEventListener("hashchange", follow);
follow();
