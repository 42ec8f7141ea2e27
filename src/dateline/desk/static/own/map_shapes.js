// What a map draws of places and outlines, as GeoJSON: nothing here knows the page, or what draws.
//
// Invariant: a place has the shape of what is known of it: a point, a ring of so many kilometres, an area.

export const [EXACT, NEAR, COUNTRY] = [1, 2, 6];

/** What the picture shows; where that is no drawing of the page, all points. */
export function bounds(svg, places) {
  if (svg) {
    const { west, south, east, north } = svg.dataset;
    return [[Number(west), Number(south)], [Number(east), Number(north)]];
  }
  const at = places.features.filter((one) => one.properties.precision < COUNTRY).map((one) => one.geometry.coordinates);
  if (!at.length) return [[-170, -55], [180, 75]];
  const [lons, lats] = [at.map(([lon]) => lon), at.map(([, lat]) => lat)];
  const least = (list) => list.reduce((a, b) => Math.min(a, b));
  const most = (list) => list.reduce((a, b) => Math.max(a, b));
  return [[least(lons) - 0.5, Math.max(least(lats) - 0.5, -85)], [most(lons) + 0.5, Math.min(most(lats) + 0.5, 85)]];
}

/** The outlines by id, whichever of the two formats they come in. */
export function features(outlines, topojson) {
  const found = [];
  if (outlines?.type === "Topology") {
    for (const [level, object] of Object.entries(outlines.objects)) {
      for (const one of topojson.feature(outlines, object).features) found.push({ ...one, properties: { ...one.properties, level, id: one.id ?? one.properties.id } });
    }
  } else if (outlines?.type === "FeatureCollection") {
    for (const one of outlines.features) found.push({ ...one, properties: { level: "admin1", ...one.properties, id: one.id ?? one.properties?.id } });
  }
  return found;
}

export function collection(list) {
  return { type: "FeatureCollection", features: list };
}

/** What is drawn of the places: points, the rings that near ones lie in, and areas. */
export function parts(ground, places) {
  const byId = new Map(ground.map((one) => [one.properties.id, one]));
  const at = places.features.map((one) => ({ ...one, properties: { ...one.properties } }));
  const points = at.filter((one) => one.properties.precision <= NEAR);
  const rings = points.filter((one) => one.properties.precision === NEAR).map(ring);
  const areas = [];
  for (const one of at) {
    if (one.properties.precision <= NEAR || one.properties.precision > COUNTRY) continue;
    const area = byId.get(one.properties.area);
    areas.push(area ? { type: "Feature", geometry: area.geometry, properties: one.properties } : ring(one));
  }
  return { points: collection(points), rings: collection(rings), areas: collection(areas) };
}

/** A circle of so many kilometres around a point, on the sphere. */
function ring(one) {
  const [lon, lat] = one.geometry.coordinates;
  const reach = (one.properties.radius_km ?? 25) / 6371.0088;
  const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const corners = Array.from({ length: 65 }, (_, n) => {
    const turn = (n / 64) * 2 * Math.PI;
    const to = Math.asin(Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(turn));
    const along = lambda + Math.atan2(Math.sin(turn) * Math.sin(reach) * Math.cos(phi), Math.cos(reach) - Math.sin(phi) * Math.sin(to));
    return [(along * 180) / Math.PI, (to * 180) / Math.PI];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [corners] }, properties: one.properties };
}

/** The middle of the largest ring of an outline: where its name stands. */
export function middle(one) {
  const rings = one.geometry?.type === "Polygon" ? [one.geometry.coordinates[0]] : (one.geometry?.coordinates ?? []).map((part) => part[0]);
  let [best, size] = [[0, 0], -1];
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let n = 0; n + 1 < ring.length; n += 1) {
      const cross = ring[n][0] * ring[n + 1][1] - ring[n + 1][0] * ring[n][1];
      area += cross;
      x += (ring[n][0] + ring[n + 1][0]) * cross;
      y += (ring[n][1] + ring[n + 1][1]) * cross;
    }
    if (Math.abs(area) > size) [best, size] = [area ? [x / (3 * area), y / (3 * area)] : ring[0], Math.abs(area)];
  }
  return { type: "Feature", geometry: { type: "Point", coordinates: best }, properties: one.properties };
}
