/* The map that zooms. An improvement of the drawn one, which stays: without script, for print, and one press away. */
(() => {
  "use strict";

  const button = document.querySelector("[data-zoom]");
  const box = button && document.getElementById(button.dataset.zoom);
  if (!box || !window.L) return;
  const drawn = document.getElementById(button.dataset.hides);
  const status = box.querySelector("[role=status]");
  const words = box.dataset;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let map = null;

  const fetched = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.json();
  };

  const line = (css, text) => {
    const found = document.createElement("p");
    if (css) found.className = css;
    found.textContent = text;
    return found;
  };

  const link = (href, text) => {
    const found = document.createElement("a");
    found.href = href;
    found.textContent = text;
    return found;
  };

  const sign = (letter) => `<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="#k-${letter}"/></svg>`;

  const told = ({ id, properties: area }) => {
    const found = document.createElement("div");
    const category = line(`cat cat-${area.tecken}`, "");
    category.innerHTML = sign(area.tecken);
    category.append(area.kategori);
    const place = [area.lpo && `LPO ${area.lpo}`, area.kommun].filter(Boolean).join(", ");
    const links = line("pop-links", "");
    links.append(link(`#omrade-${id}`, words.row));
    if (area.href && !area.href.includes("#")) links.append(link(area.href, words.more));
    found.append(line("pop-name", area.namn), category, line("", place), line("muted", words.number.replace("{n}", area.nummer)), links);
    return found;
  };

  const add = (feature) => {
    const { tecken, namn, kategori, mitt } = feature.properties;
    const parts = L.featureGroup();
    if (feature.geometry.type !== "Point") {
      const css = `area area-${tecken}`;
      L.geoJSON(feature, { style: { className: css, fillColor: "url(#streck-zoom)", fillOpacity: 1, weight: 2 } }).addTo(parts);
    }
    const icon = L.divIcon({ className: `map-sign mark-${tecken}`, html: sign(tecken), iconSize: [24, 24] });
    const marker = L.marker([mitt[1], mitt[0]], { icon, title: namn, riseOnHover: true }).addTo(parts);
    parts.bindPopup(() => told(feature), { maxWidth: 280 }).addTo(map);
    marker.getElement().setAttribute("aria-label", `${namn}, ${kategori}`);
    parts.on("popupopen", ({ popup }) => {
      popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
      popup.getElement().querySelector(".pop-links a").focus({ preventScroll: true });
    });
    parts.on("popupclose", () => {
      const gone = document.activeElement === document.body || box.querySelector(".leaflet-popup")?.contains(document.activeElement);
      if (gone) marker.getElement()?.focus({ preventScroll: true });
    });
    return parts;
  };

  const make = async () => {
    const [base, areas] = await Promise.all([fetched(words.base), fetched(words.areas)]);
    map = L.map(box.querySelector(".zoom-map"), {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 4, maxZoom: 15, zoomSnap: 0.5,
      zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, maxBounds: [[53, 5], [71, 30]],
    });
    L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(words.source).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
    const ground = L.geoJSON(base, {
      interactive: false,
      style: ({ properties: { slag } }) => ({ className: slag === "region" ? "zoom-region" : "zoom-land", fill: slag !== "region" }),
    });
    const all = areas.features.map(({ properties: { mitt } }) => [mitt[1], mitt[0]]);
    map.fitBounds(all.length ? L.latLngBounds(all).pad(0.15) : ground.getBounds(), { maxZoom: 11, animate: false });
    ground.addTo(map);
    areas.features.forEach(add);
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup(); // Leaflet hears it only while the map itself has the focus, not what stands on it
    });
    const far = () => map.getContainer().classList.toggle("is-far", map.getZoom() < 7.5);
    map.on("zoomend", far);
    far();
  };

  const show = async (on) => {
    box.hidden = !on;
    status.textContent = "";
    if (on && !map) {
      try {
        await make();
      } catch {
        if (map) map.remove();
        map = null;
        status.textContent = words.failed;
        return;
      }
    }
    drawn.classList.toggle("is-zoomed", on);
    button.setAttribute("aria-expanded", String(on));
    button.textContent = on ? button.dataset.shown : button.dataset.hidden;
    if (on) {
      map.invalidateSize();
      box.querySelector(".zoom-map").focus({ preventScroll: true });
    }
  };

  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
})();
