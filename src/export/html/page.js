"use strict";
// Draws the graph of the data element on a canvas. Text of documents goes into the page as text nodes only.
const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, edges, groups, families, documents } = data;
const canvas = document.getElementById("map");
const pen = canvas.getContext("2d");
const byId = (id) => document.getElementById(id);
const view = { x: 0, y: 0, zoom: 1 };
const hidden = new Set();
let chosen = null;
let pointed = null;

nodes.forEach((node, at) => { node.at = at; node.edges = []; node.radius = node.size / 2; });
for (const edge of edges) {
  nodes[edge.source].edges.push(edge);
  if (edge.source !== edge.target) nodes[edge.target].edges.push(edge);
}
const byWeight = [...nodes].sort((a, b) => b.edges.length - a.edges.length || a.at - b.at);

/** An element with text or elements inside. */
function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

const isShown = (node) => !hidden.has(node.group);
const toScreen = (node) => [(node.x - view.x) * view.zoom + canvas.clientWidth / 2, (node.y - view.y) * view.zoom + canvas.clientHeight / 2];
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

let waiting = false;
function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; paint(); });
}

function paint() {
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const paper = color("--paper"), ink = color("--ink");
  const near = new Set(chosen ? chosen.edges.flatMap((edge) => [edge.source, edge.target]) : []);
  if (chosen) near.add(chosen.at);
  for (const edge of edges) {
    const from = nodes[edge.source], to = nodes[edge.target];
    if (!isShown(from) || !isShown(to)) continue;
    const [x1, y1] = toScreen(from), [x2, y2] = toScreen(to);
    if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > width || Math.min(y1, y2) > height) continue;
    const lit = chosen && (from === chosen || to === chosen);
    pen.globalAlpha = lit ? 0.95 : chosen ? 0.1 : edges.length > 1000 ? 0.3 : 0.5;
    pen.strokeStyle = families[edge.family].color;
    pen.lineWidth = lit ? 2 : 1;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
    if (lit || view.zoom > 1.2) arrow(x1, y1, x2, y2, to.radius * view.zoom);
  }
  const grow = Math.min(1, Math.max(0.35, view.zoom));
  for (const node of nodes) {
    if (!isShown(node)) continue;
    const [x, y] = toScreen(node);
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) continue;
    pen.globalAlpha = chosen && !near.has(node.at) ? 0.25 : 1;
    pen.fillStyle = groups[node.group].color;
    pen.beginPath();
    pen.arc(x, y, node.radius * grow, 0, 7);
    pen.fill();
    if (node === chosen || node === pointed) {
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.stroke();
    }
  }
  names(near, grow, width, height, paper, ink);
  pen.globalAlpha = 1;
}

function arrow(x1, y1, x2, y2, radius) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const x = x2 - Math.cos(angle) * radius, y = y2 - Math.sin(angle) * radius;
  pen.fillStyle = pen.strokeStyle;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - 8 * Math.cos(angle - 0.4), y - 8 * Math.sin(angle - 0.4));
  pen.lineTo(x - 8 * Math.cos(angle + 0.4), y - 8 * Math.sin(angle + 0.4));
  pen.fill();
}

/** Names where they cover no other name, the chosen one and the most connected first. */
function names(near, grow, width, height, paper, ink) {
  const taken = [];
  const first = [pointed, chosen].filter(Boolean);
  const rest = chosen ? byWeight.filter((node) => near.has(node.at)) : byWeight;
  pen.textAlign = "center";
  pen.lineJoin = "round";
  for (const node of [...first, ...rest]) {
    if (!isShown(node)) continue;
    const [x, y] = toScreen(node);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const size = Math.min(16, 10 + node.radius / 4);
    pen.font = `${size}px Helvetica, Arial, sans-serif`;
    const label = node.label.length > 40 && node !== pointed && node !== chosen ? node.label.slice(0, 38) + "…" : node.label;
    const half = pen.measureText(label).width / 2 + 2;
    const top = y + node.radius * grow + 1;
    const box = [x - half, top, x + half, top + size * 1.2];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    pen.globalAlpha = 1;
    pen.strokeStyle = paper;
    pen.lineWidth = 3;
    pen.strokeText(label, x, top + size * 0.95);
    pen.fillStyle = ink;
    pen.fillText(label, x, top + size * 0.95);
    if (taken.length > 250) break;
  }
}

function fit(which) {
  if (which.length === 0) return;
  const xs = which.map((node) => node.x), ys = which.map((node) => node.y);
  const low = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))];
  const high = [xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  view.x = (low[0] + high[0]) / 2;
  view.y = (low[1] + high[1]) / 2;
  // Names stand out on both sides of the outermost entities.
  const names = Math.min(240, canvas.clientWidth / 3);
  view.zoom = Math.min(2, (canvas.clientWidth - names) / (high[0] - low[0] + 1), (canvas.clientHeight - 80) / (high[1] - low[1] + 1));
  view.zoom = Math.max(0.02, view.zoom);
}

function choose(node, move) {
  chosen = node;
  const panel = byId("entity");
  panel.replaceChildren();
  if (!node) {
    panel.append(make("p", "hint", "Click an entity to read what documents say of it."));
    draw();
    return;
  }
  if (move) { view.x = node.x; view.y = node.y; view.zoom = Math.max(view.zoom, 1); }
  hidden.delete(node.group);
  legend();
  panel.append(make("h2", "", node.label));
  const about = [node.class, ...node.places, node.period].filter(Boolean).join(" · ");
  panel.append(make("p", "small", about));
  if (node.aliases.length) panel.append(make("p", "small", "Also: " + node.aliases.join("; ")));
  panel.append(make("p", "small", node.iri));
  for (const edge of node.edges) {
    const forward = nodes[edge.source] === node;
    const other = nodes[forward ? edge.target : edge.source];
    const link = make("button", "", other.label);
    link.type = "button";
    link.onclick = () => choose(other, true);
    const fact = forward ? make("div", "fact", `${edge.label} → `, link) : make("div", "fact", link, ` → ${edge.label} → this`);
    if (edge.quote) fact.append(make("blockquote", "", `“${edge.quote}”`));
    const sure = edge.confidence === null ? "" : ` · confidence ${edge.confidence}`;
    fact.append(make("div", "small", edge.documents.map((at) => documents[at].title).join("; ") + sure));
    panel.append(fact);
  }
  if (!node.edges.length) panel.append(make("p", "hint", "No fact of this picture tells of it."));
  panel.append(make("p", "small", "Named in: " + node.documents.map((at) => documents[at].title).join("; ")));
  draw();
}

function legend() {
  const box = byId("groups");
  box.replaceChildren();
  groups.forEach((group, at) => {
    const count = nodes.filter((node) => node.group === at).length;
    if (!count) return;
    const check = make("input");
    check.type = "checkbox";
    check.checked = !hidden.has(at);
    check.onchange = () => { if (check.checked) hidden.delete(at); else hidden.add(at); draw(); };
    const dot = make("span", "dot");
    dot.style.background = group.color;
    box.append(make("label", "key", check, dot, `${group.label} (${count})`));
  });
}

function search() {
  const wanted = byId("search").value.trim().toLowerCase();
  const list = byId("hits");
  list.replaceChildren();
  if (!wanted) return [];
  const fits = (node) => [node.label, ...node.aliases].some((name) => name.toLowerCase().includes(wanted));
  const hits = byWeight.filter(fits).slice(0, 12);
  for (const node of hits) {
    const button = make("button", "", node.label);
    button.type = "button";
    button.onclick = () => choose(node, true);
    list.append(make("li", "", button, make("span", "small", ` ${node.class}`)));
  }
  if (!hits.length) list.append(make("li", "small", "nothing is called so"));
  return hits;
}

/** The node under a point of the canvas; the last one drawn lies on top. */
function under(x, y) {
  let found = null;
  const grow = Math.min(1, Math.max(0.35, view.zoom));
  for (const node of nodes) {
    const [left, top] = toScreen(node);
    if (isShown(node) && Math.hypot(left - x, top - y) < Math.max(6, node.radius * grow + 2)) found = node;
  }
  return found;
}

function zoom(factor, x, y) {
  const next = Math.min(8, Math.max(0.02, view.zoom * factor));
  const dx = x - canvas.clientWidth / 2, dy = y - canvas.clientHeight / 2;
  view.x += dx / view.zoom - dx / next;
  view.y += dy / view.zoom - dy / next;
  view.zoom = next;
  draw();
}

let drag = null;
canvas.onpointerdown = (event) => {
  drag = { x: event.offsetX, y: event.offsetY, moved: false };
  canvas.setPointerCapture(event.pointerId);
};
canvas.onpointermove = (event) => {
  if (!drag) {
    const node = under(event.offsetX, event.offsetY);
    if (node !== pointed) { pointed = node; canvas.style.cursor = node ? "pointer" : "grab"; draw(); }
    return;
  }
  const dx = event.offsetX - drag.x, dy = event.offsetY - drag.y;
  if (!drag.moved && Math.hypot(dx, dy) < 4) return;
  drag = { x: event.offsetX, y: event.offsetY, moved: true };
  view.x -= dx / view.zoom;
  view.y -= dy / view.zoom;
  draw();
};
canvas.onpointerup = (event) => {
  if (drag && !drag.moved) choose(under(event.offsetX, event.offsetY), false);
  drag = null;
};
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
}, { passive: false });
const middle = (factor) => zoom(factor, canvas.clientWidth / 2, canvas.clientHeight / 2);
canvas.onkeydown = (event) => {
  const step = 60 / view.zoom;
  const keys = {
    ArrowLeft: () => { view.x -= step; }, ArrowRight: () => { view.x += step; },
    ArrowUp: () => { view.y -= step; }, ArrowDown: () => { view.y += step; },
    "+": () => middle(1.25), "=": () => middle(1.25), "-": () => middle(0.8),
    "0": () => fit(nodes.filter(isShown)),
  };
  if (!(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
  draw();
};
document.onkeydown = (event) => {
  if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape") choose(null, false);
};
byId("search").oninput = search;
byId("search").onkeydown = (event) => {
  if (event.key !== "Enter") return;
  const hits = search();
  if (hits.length) choose(hits[0], true);
};
window.onresize = draw;
matchMedia("(prefers-color-scheme: dark)").onchange = draw;

byId("title").textContent = data.title;
byId("notes").textContent = [...data.notes, `${nodes.length} entities, ${edges.length} facts.`].join(" ");
legend();
const told = new Set(edges.map((edge) => edge.family));
families.forEach((family, at) => {
  if (!told.has(at)) return;
  const dash = make("span", "dash");
  dash.style.background = family.color;
  byId("families").append(make("div", "key", dash, family.label));
});
fit(nodes);
const named = decodeURIComponent(location.hash.slice(1));
const start = named && nodes.find((node) => node.label === named || node.iri === named || node.iri.endsWith("/" + named));
if (start) choose(start, true);
draw();
