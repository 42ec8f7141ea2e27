// Brushing a timeline: drag across it, and the page shows the days between.
//
// Invariant: what is brushed is written into the form of the page and sent like it: the state is the address.

const DAY = 86_400_000;

for (const figure of document.querySelectorAll("[data-brush]")) {
  const svg = figure.querySelector("svg[data-first]");
  const form = document.getElementById("days");
  if (svg && form) brush(svg, form);
}

function brush(svg, form) {
  const first = Date.parse(svg.dataset.first);
  const last = Date.parse(svg.dataset.last) + DAY;
  const [left, right] = [Number(svg.dataset.left), Number(svg.dataset.right)];
  const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  band.setAttribute("class", "brush");
  band.setAttribute("y", "0");
  band.setAttribute("height", String(svg.viewBox.baseVal.height));
  let from = null;

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return Math.min(Math.max(point.x, left), right);
  };
  const day = (x) => {
    const moment = first + ((x - left) / (right - left)) * (last - first);
    return new Date(Math.min(Math.floor(moment / DAY) * DAY, last - DAY)).toISOString().slice(0, 10);
  };

  document.querySelector("[data-brush-help]")?.removeAttribute("hidden");
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("a")) return;
    from = at(event);
    svg.setPointerCapture(event.pointerId);
    svg.append(band);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = at(event);
    band.setAttribute("x", String(Math.min(from, to)));
    band.setAttribute("width", String(Math.abs(to - from)));
  });
  const drop = () => {
    from = null;
    band.remove();
  };
  svg.addEventListener("pointercancel", drop);
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [start, end] = [from, at(event)].sort((a, b) => a - b);
    drop();
    if (end - start < 4) return;
    form.elements.after.value = day(start);
    form.elements.before.value = day(end);
    form.requestSubmit();
  });
}
