/* Drawing a boundary on a map. The corners stand in a text field all the time: the map only writes there, and reads what is written. */
(() => {
  "use strict";

  const tool = document.querySelector("[data-boundary]");
  const field = document.querySelector("textarea[data-corners]");
  if (!tool || !field || !window.L) return;
  const words = tool.dataset;
  const status = tool.querySelector("[role=status]");
  const given = JSON.parse(document.getElementById("boundary-drawing").textContent);
  const SNAP = 12; // pixels
  const MOST = 250; // corners that are shown as handles at once
  const STEP = 5; // metres an arrow key moves a corner; ten times that with shift
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

  /* Rings: {hole, points: [[north, east], …]}, as the lines of the field. */
  const read = () => {
    const rings = [];
    let ring = null;
    for (const line of field.value.split("\n").map((text) => text.trim().toLowerCase())) {
      if (!line) ring = null;
      else if (line === "hål") rings.push((ring = { hole: true, points: [] }));
      else {
        const point = line.replaceAll(",", ".").split(/[\s;]+/).map(Number);
        if (point.length !== 2 || !point.every(Number.isFinite) || point[0] < 1000) return null; // the server says what is wrong with it
        if (!ring) rings.push((ring = { hole: false, points: [] }));
        ring.points.push(point);
      }
    }
    return rings;
  };
  const written = (rings) =>
    rings.filter(({ points }) => points.length)
      .map(({ hole, points }) => (hole ? "hål\n" : "") + points.map(([n, e]) => `${+n.toFixed(3)} ${+e.toFixed(3)}`).join("\n"))
      .join("\n\n");
  const surface = (points) =>
    Math.abs(points.reduce((sum, [n, e], at) => {
      const [n2, e2] = points[(at + 1) % points.length];
      return sum + e * n2 - e2 * n;
    }, 0)) / 2;
  const total = (rings) => rings.reduce((sum, { hole, points }) => sum + (hole ? -1 : 1) * surface(points), 0);
  const flipped = (coordinates) => coordinates.map((part) => part.map((ring) => ring.map(([e, n]) => [n, e])));

  const past = [];
  const coming = [];
  let rings = read() || [];
  let latest = field.value;
  const change = (next, told = "") => {
    past.push(latest);
    coming.length = 0;
    set(written(next), told);
  };
  const set = (text, told) => {
    field.value = latest = text;
    rings = read() || [];
    draw();
    say(told);
  };
  const back = (from, to) => {
    if (!from.length) return;
    to.push(latest);
    set(from.pop(), "");
  };
  const say = (told) => {
    const square = words.surface.replace("{km2}", number.format(total(rings) / 1e6));
    status.textContent = [told, rings.length ? square : words.empty].filter(Boolean).join(" ");
  };

  const map = L.map(tool.querySelector(".boundary-map"), {
    crs: L.CRS.Simple, attributionControl: false, zoomControl: false, zoomSnap: 0.5, minZoom: -8, maxZoom: 3, scrollWheelZoom: false,
    doubleClickZoom: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
  });
  tool.hidden = false;
  const corners = (...polygons) => polygons.flatMap(flipped).flat(2);
  const seen = [...rings.flatMap(({ points }) => points), ...corners(given.before)];
  const around = seen.length ? seen : corners(...given.near.map(({ coordinates }) => coordinates));
  if (around.length) map.fitBounds(L.latLngBounds(around).pad(0.15), { animate: false }); // first of all: nothing is drawn before
  else map.setView(given.middle, -3);
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  const under = L.featureGroup().addTo(map);
  for (const { name, coordinates } of given.near) {
    L.polygon(flipped(coordinates), { className: "edge-near", weight: 1.5 }).bindTooltip(name, { sticky: true }).addTo(under);
  }
  const before = given.before.length ? L.polygon(flipped(given.before), { className: "edge-before", weight: 1.5, interactive: false }).addTo(under) : null;
  const own = L.polygon([], { className: "edge-own", weight: 2.5, interactive: false }).addTo(map);
  const handles = L.layerGroup().addTo(map);

  /* Where a corner may snap to: corners of the others first, else their lines. */
  const others = [...given.near.map(({ coordinates }) => coordinates), given.before].flatMap(flipped).flat();
  const snapped = (place) => {
    if (!tool.querySelector("[data-snap]").checked) return place;
    const here = map.latLngToLayerPoint(place);
    let best = null;
    let least = SNAP;
    const near = (point, slack) => {
      const far = here.distanceTo(map.latLngToLayerPoint(point)) + slack;
      if (far < least) [best, least] = [point, far];
    };
    for (const ring of others) ring.forEach((point) => near(point, -4)); // a corner wins over a line
    if (best) return L.latLng(best);
    for (const ring of others) {
      ring.forEach((point, at) => {
        const [a, b] = [point, ring[(at + 1) % ring.length]].map((end) => map.latLngToLayerPoint(end));
        near(map.layerPointToLatLng(L.LineUtil.closestPointOnSegment(here, a, b)), 0);
      });
    }
    return best ? L.latLng(best) : place;
  };

  const moved = (ring, at, place) => rings.map((one, index) =>
    index === ring ? { ...one, points: one.points.map((point, corner) => (corner === at ? [place.lat, place.lng] : point)) } : one);
  const without = (ring, at) =>
    rings.map((one, index) => (index === ring ? { ...one, points: one.points.filter((_, corner) => corner !== at) } : one));
  const withCorner = (ring, at, point) =>
    rings.map((one, index) => (index === ring ? { ...one, points: one.points.toSpliced(at, 0, point) } : one));
  const middle = ([n, e], [n2, e2]) => [(n + n2) / 2, (e + e2) / 2];

  const shape = (from = rings) => own.setLatLngs(
    from.reduce((parts, { hole, points }) => {
      if (hole && parts.length) parts[parts.length - 1].push(points);
      else parts.push([points]);
      return parts;
    }, []));

  let held = null; // the corner that had the focus last: it keeps it when all are drawn anew
  const draw = (focus = null) => {
    const kept = focus || (document.activeElement.classList.contains("corner") ? held : null);
    shape();
    handles.clearLayers();
    const box = map.getBounds().pad(0.2);
    const shown = rings.flatMap(({ points }, ring) => points.map((point, at) => ({ point, at, ring, of: points.length }))
      .filter(({ point }) => box.contains(point)));
    tool.classList.toggle("is-crowded", shown.length > MOST);
    if (shown.length > MOST) return;
    for (const corner of shown) handle(corner, kept);
  };

  const handle = ({ point, at, ring, of }, focus) => {
    const icon = L.divIcon({ className: "corner", iconSize: [24, 24], html: "<i></i>" });
    const label = words.corner.replace("{n}", at + 1).replace("{of}", of);
    const marker = L.marker(point, { icon, draggable: true, title: label, alt: label, autoPanOnFocus: false }).addTo(handles);
    const element = marker.getElement();
    element.setAttribute("aria-label", label);
    marker.on("drag", () => {
      marker.setLatLng(snapped(marker.getLatLng()));
      shape(moved(ring, at, marker.getLatLng()));
    });
    marker.on("dragend", () => {
      change(moved(ring, at, marker.getLatLng()));
    });
    element.addEventListener("focus", () => (held = { ring, at }));
    element.addEventListener("keydown", (event) => keyed(event, { point, at, ring, of }));
    const next = rings[ring].points[(at + 1) % of];
    if (of > 1) {
      const half = L.divIcon({ className: "corner-half", iconSize: [16, 16], html: "<i></i>" });
      L.marker(middle(point, next), { icon: half, keyboard: false, title: words.add }).addTo(handles)
        .on("click", () => change(withCorner(ring, at + 1, middle(point, next)), words.added));
    }
    if (focus && focus.ring === ring && Math.min(focus.at, of - 1) === at) element.focus({ preventScroll: true });
  };

  const MOVES = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const keyed = (event, { point, at, ring, of }) => {
    const move = MOVES[event.key];
    if (move) {
      const metres = STEP * (event.shiftKey ? 10 : 1);
      const place = { lat: point[0] + move[0] * metres, lng: point[1] + move[1] * metres };
      change(moved(ring, at, place), words.moved.replace("{m}", metres));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      change(without(ring, at), words.removed);
    } else if (event.key === "Insert" || event.key === "+") {
      change(withCorner(ring, at + 1, middle(point, rings[ring].points[(at + 1) % of])), words.added);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    const corner = move ? at : event.key === "Insert" || event.key === "+" ? at + 1 : Math.max(0, at - 1);
    draw({ ring, at: corner });
  };

  map.on("click", ({ latlng }) => {
    const place = snapped(latlng);
    const last = rings.length - 1;
    if (last < 0) change([{ hole: false, points: [[place.lat, place.lng]] }], words.added);
    else if (rings[last].points.length < 3 || tool.querySelector("[data-adding]").checked) {
      change(withCorner(last, rings[last].points.length, [place.lat, place.lng]), words.added);
    }
  });
  const press = (name, act) => tool.querySelector(`[data-do="${name}"]`).addEventListener("click", act);
  press("undo", () => back(past, coming));
  press("redo", () => back(coming, past));
  press("clear", () => change([]));
  const start = tool.querySelector('[data-do="before"]');
  start.hidden = !before;
  press("before", () => change(flipped(given.before).flatMap((part) =>
    part.map((points, at) => ({ hole: at > 0, points: points.slice(0, -1) })))));
  tool.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !["z", "y"].includes(event.key.toLowerCase())) return;
    event.preventDefault();
    if (event.key.toLowerCase() === "y" || event.shiftKey) back(coming, past);
    else back(past, coming);
  });
  field.addEventListener("change", () => {
    past.push(latest);
    latest = field.value;
    rings = read() || rings;
    draw();
    say("");
  });

  map.on("moveend", () => draw());
  draw();
  say("");
})();
