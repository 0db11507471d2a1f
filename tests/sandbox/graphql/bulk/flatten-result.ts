export type FlatResult = { lines: string[]; rootObjects: number };

type Tree = Record<string, unknown>;

/**
 * The JSONL of a bulk query: one line for each node of each connection, children after their parent and bound to it by `__parentId`.
 * Fields that are no connection stay inside their line.
 */
export function flattenResult(data: Tree): FlatResult {
  const lines: string[] = [];
  let rootObjects = 0;
  for (const value of Object.values(data)) {
    for (const node of nodesOf(value) ?? []) {
      rootObjects += 1;
      writeNode(node, undefined, lines);
    }
  }
  return { lines, rootObjects };
}

function writeNode(node: Tree, parentId: unknown, lines: string[]): void {
  const own: Tree = {};
  const children: Tree[][] = [];
  for (const [name, value] of Object.entries(node)) {
    const nodes = nodesOf(value);
    if (nodes) children.push(nodes);
    else own[name] = value;
  }
  if (parentId !== undefined) own["__parentId"] = parentId;
  lines.push(JSON.stringify(own));
  for (const nodes of children) for (const child of nodes) writeNode(child, node["id"], lines);
}

/** The nodes of a connection, whichever way it was asked; undefined for anything else. */
function nodesOf(value: unknown): Tree[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { nodes, edges } = value as { nodes?: Tree[]; edges?: { node: Tree }[] };
  if (Array.isArray(nodes)) return nodes;
  return Array.isArray(edges) ? edges.map(({ node }) => node) : undefined;
}
