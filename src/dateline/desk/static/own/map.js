// The map that turns and zooms, over the picture that the server drew.
//
// Invariant: it shows the places of the page's own GeoJSON, as closely as they are known, and asks nobody but the desk.
// Where a browser cannot draw it (no WebGL 2), or anything fails, the picture stays, and the slider redraws that.
// What the slider chooses is written into the address: the state is the address.

import { COUNTRY, EXACT, NEAR, bounds, collection, features, middle, parts } from "./map_shapes.js";

const VENDOR = "/static/vendor/";
const section = document.getElementById("map");
const COLOURS = {
  light: { ink: "#1f3a4d", line: "#a8a294", land: "#fbfaf7", name: "#566069" },
  dark: { ink: "#9dc4dd", line: "#566069", land: "#14181b", name: "#a9b2b9" },
};

const drawn = hasWebGL() ? turning().catch(stay) : Promise.resolve(null);
sliding();

function hasWebGL() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function stay(error) {
  console.info("the map stays a picture:", error?.message ?? error);
  section.querySelector(".turned").hidden = true;
  section.querySelector("figure").hidden = false;
  return null;
}

async function json(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// The map

async function turning() {
  const [maplibre, topojson, places, outlines] = await Promise.all([
    import(`${VENDOR}maplibre-gl/maplibre-gl.mjs`),
    import(`${VENDOR}topojson-client/index.js`),
    json(section.dataset.places),
    json(section.dataset.outlines).catch(() => null),
  ]);
  maplibre.setWorkerUrl(`${location.origin}${VENDOR}maplibre-gl/maplibre-gl-worker.mjs`);
  const ground = features(outlines, topojson);
  const colours = matchMedia("(prefers-color-scheme: dark)").matches ? COLOURS.dark : COLOURS.light;
  const figure = section.querySelector("figure");
  const held = section.querySelector(".turned");
  held.hidden = false;
  const map = new maplibre.Map({
    container: held,
    style: { version: 8, sources: {}, layers: [{ id: "land", type: "background", paint: { "background-color": colours.land } }] },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 14,
    bounds: bounds(figure.querySelector("svg"), places),
    fitBoundsOptions: { padding: 10 },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
  await new Promise((resolve, reject) => {
    map.once("load", resolve);
    map.once("error", (event) => reject(event.error));
    map.getCanvas().addEventListener("webglcontextlost", () => stay("the browser lost the picture"), { once: true });
  });
  figure.hidden = true;
  paint(map, ground, places, colours);
  name(map, ground, colours);
  const clusters = marking(map, maplibre);
  telling(map, maplibre);
  map.once("idle", () => (section.dataset.ready = "true"));
  return async (address) => {
    fill(map, ground, await json(address));
    clusters();
  };
}

function hatch(colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 12, height: 12 });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  for (const shift of [-12, 0, 12]) {
    pen.moveTo(shift, 12);
    pen.lineTo(shift + 12, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, 12, 12);
}

function paint(map, ground, places, colours) {
  const { points, rings, areas } = parts(ground, places);
  map.addImage("hatch", hatch(colours.ink));
  map.addSource("ground", { type: "geojson", data: collection(ground) });
  map.addSource("areas", { type: "geojson", data: areas });
  map.addSource("rings", { type: "geojson", data: rings });
  map.addSource("points", { type: "geojson", data: points, cluster: true, clusterRadius: 40, clusterProperties: { total: ["+", ["get", "count"]] } });
  const at = (level) => ["==", ["get", "level"], level];
  map.addLayer({ id: "provinces", type: "line", source: "ground", filter: at("admin1"), minzoom: 3, paint: { "line-color": colours.line, "line-width": 0.7 } });
  map.addLayer({ id: "countries", type: "line", source: "ground", filter: at("country"), paint: { "line-color": colours.line, "line-width": 1.6 } });
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-pattern": "hatch", "fill-opacity": ["case", ["==", ["get", "precision"], COUNTRY], 0.35, 0.7] } });
  map.addLayer({ id: "edges", type: "line", source: "areas", paint: { "line-color": colours.ink, "line-width": 1.4 } });
  map.addLayer({ id: "rings", type: "line", source: "rings", paint: { "line-color": colours.ink, "line-width": 1, "line-dasharray": [2, 2] } });
  map.addLayer({ id: "points", type: "circle", source: "points", filter: ["!", ["has", "point_count"]], paint: { "circle-radius": ["min", 14, ["+", 5, ["sqrt", ["get", "count"]]]], "circle-color": colours.ink, "circle-stroke-color": colours.land, "circle-stroke-width": 1.5 } });
}

/** Names on the ground and of places; the browser's own letters, as nothing is fetched from elsewhere. */
function name(map, ground, colours) {
  map.addSource("names", { type: "geojson", data: collection(ground.map(middle)) });
  const look = { "text-color": colours.name, "text-halo-color": colours.land, "text-halo-width": 1.5 };
  const layout = { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-max-width": 8 };
  const at = (level) => ["==", ["get", "level"], level];
  map.addLayer({ id: "province-names", type: "symbol", source: "names", filter: at("admin1"), minzoom: 5, layout: { ...layout, "text-size": 11 }, paint: look });
  map.addLayer({ id: "country-names", type: "symbol", source: "names", filter: at("country"), layout: { ...layout, "text-size": 13, "text-transform": "uppercase", "text-letter-spacing": 0.1 }, paint: look });
  map.addLayer({ id: "place-names", type: "symbol", source: "points", filter: ["!", ["has", "point_count"]], layout: { ...layout, "text-size": 12, "text-anchor": "left", "text-offset": [1, 0] }, paint: { ...look, "text-color": colours.ink } });
}

function fill(map, ground, places) {
  for (const [name, data] of Object.entries(parts(ground, places))) map.getSource(name).setData(data);
}

/** Clusters are buttons with their number; each opens what it holds. */
function marking(map, maplibre) {
  const shown = new Map();
  const update = () => {
    const now = new Map();
    for (const one of map.querySourceFeatures("points", { filter: ["has", "point_count"] })) {
      const { cluster_id: id, total } = one.properties;
      if (now.has(id)) continue;
      now.set(id, shown.get(id) ?? marker(map, maplibre, one.geometry.coordinates, id, total));
    }
    for (const [id, one] of shown) if (!now.has(id)) one.remove();
    shown.clear();
    for (const [id, one] of now) shown.set(id, one);
  };
  map.on("render", () => map.isSourceLoaded("points") && update());
  return () => {
    for (const one of shown.values()) one.remove();
    shown.clear();
  };
}

function marker(map, maplibre, at, id, total) {
  const element = Object.assign(document.createElement("button"), { type: "button", className: "cluster", textContent: total.toLocaleString("en") });
  element.setAttribute("aria-label", `${total} here, at several places: open`);
  element.addEventListener("click", async () => {
    map.easeTo({ center: at, zoom: await map.getSource("points").getClusterExpansionZoom(id) });
  });
  return new maplibre.Marker({ element }).setLngLat(at).addTo(map);
}

/** A place says what it is, and leads to what is there. */
function telling(map, maplibre) {
  for (const layer of ["points", "areas"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    map.on("click", layer, (event) => {
      if (layer === "areas" && map.queryRenderedFeatures(event.point, { layers: ["points"] }).length) return;
      const { name, count, listed, address, precision } = event.features[0].properties;
      const told = document.createElement("div");
      const place = Object.assign(document.createElement("a"), { href: address, textContent: name });
      const list = Object.assign(document.createElement("a"), { href: listed, textContent: `${count.toLocaleString("en")} listed` });
      const close = precision === EXACT ? "" : precision === NEAR ? " (near)" : " (somewhere in it)";
      told.append(place, close, document.createElement("br"), list);
      new maplibre.Popup().setLngLat(event.lngLat).setDOMContent(told).addTo(map);
    });
  }
}

// The slider

function sliding() {
  const form = document.querySelector(".slider");
  const days = document.getElementById("days");
  const input = form.querySelector("input");
  const months = [...form.querySelectorAll("option")].map((one) => one.label);
  if (months.length < 2) return;
  const [from, until] = [days.elements.after, days.elements.before];
  const at = from.value === until.value ? months.indexOf(from.value) + 1 : 0;
  const said = () => (input.value === "0" ? "all" : months[input.value - 1]);
  input.value = String(Math.max(at, 0));
  form.querySelector("output").value = said();
  input.setAttribute("aria-valuetext", said());
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  input.addEventListener("input", () => {
    form.querySelector("output").value = said();
    input.setAttribute("aria-valuetext", said());
    clearTimeout(timer);
    timer = setTimeout(() => choose(input.value === "0" ? "" : months[input.value - 1], from, until), 120);
  });
}

async function choose(month, from, until) {
  from.value = until.value = month;
  const address = new URL(location.href);
  const data = new URL(section.dataset.places, location.href);
  for (const one of [address, data]) {
    for (const name of ["after", "before"]) {
      if (month) one.searchParams.set(name, month);
      else one.searchParams.delete(name);
    }
  }
  history.replaceState(null, "", address);
  try {
    await redraw(address);
    const show = await drawn;
    if (show) await show(data);
  } catch (error) {
    console.info("the month could not be shown:", error?.message ?? error);
  }
}

/** Take the picture, the numbers and the list of places from the page of these days. */
async function redraw(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const hidden = section.querySelector("figure").hidden;
  for (const part of ["#map figure", "h1", "main > ol"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  section.querySelector("figure").hidden = hidden;
}
