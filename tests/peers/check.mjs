// Reads exports with graphology, Cytoscape.js and Mermaid, and prints what each found, a JSON object a line.
//
// usage: node check.mjs FOLDER-OF-PACKAGES FOLDER-OF-EXPORTS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, folder] = process.argv.slice(2);
const require = createRequire(join(packages, "node_modules", "x.cjs"));
const text = (file) => readFileSync(join(folder, file), "utf8");
const say = (peer, file, found) => console.log(JSON.stringify({ peer, file, ...found }));
const valued = (items, own) =>
  items.reduce((sum, item) => sum + Object.keys(item).filter((key) => !own.includes(key)).length, 0);
const order = (a, b) => {
  // By code points, as Python sorts.
  const [one, other] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const difference = one[at].codePointAt(0) - other[at].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
};

{
  const { MultiGraph, MultiDirectedGraph, MultiUndirectedGraph } = require("graphology");
  const data = JSON.parse(text("graphology.json"));
  const Kind = { directed: MultiDirectedGraph, undirected: MultiUndirectedGraph, mixed: MultiGraph }[data.options.type];
  const graph = Kind.from(data);
  const nodes = graph.mapNodes((_, attributes) => attributes);
  const edges = graph.mapEdges((_, attributes) => attributes);
  const names = nodes.map((node) => node.label).sort(order);
  const values = [valued(nodes, ["label", "color", "size", "x", "y"]), valued(edges, ["label", "weight"])];
  say("graphology", "graphology.json", { nodes: graph.order, edges: graph.size, names, values });
}
{
  const cytoscape = require("cytoscape");
  const { elements, style, layout } = JSON.parse(text("cyjs.cyjs"));
  const cy = cytoscape({ headless: true, styleEnabled: true, elements, style, layout });
  const nodes = cy.nodes().map((node) => node.data());
  const edges = cy.edges().map((edge) => edge.data());
  const names = cy.nodes().map((node) => node.style("label")).sort(order);
  const values = [valued(nodes, ["id", "name", "color", "size"]), valued(edges, ["id", "source", "target", "interaction", "weight"])];
  say("cytoscape.js", "cyjs.cyjs", { nodes: nodes.length, edges: edges.length, names, values });
}
{
  const { JSDOM } = require("jsdom");
  const dom = new JSDOM("<body></body>");
  globalThis.window = dom.window;
  globalThis.document = dom.window.document;
  const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")));
  // The first call also registers the kinds of diagrams.
  await mermaid.parse(text("mermaid.mmd"));
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text("mermaid.mmd"));
  const vertices = diagram.db.getVertices();
  say("mermaid", "mermaid.mmd", { nodes: vertices.size, edges: diagram.db.getEdges().length });
}
// Timers of the page would keep the process alive.
process.exit(0);
