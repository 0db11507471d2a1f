import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, parse, type DefinitionNode, type DocumentNode } from "graphql";

export type CollectedDefinition = { file: string; definition: DefinitionNode };

const repository = join(import.meta.dirname, "../../..");
const literalPattern = /`\s*#graphql\b([^`]*)`/g;

/** Every GraphQL definition of the app: the template literals that start with `#graphql` in the sources under app/. */
export function collectAppOperations(folder = join(repository, "app")): CollectedDefinition[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /\.tsx?$/.test(file)).toSorted();
  return sources.flatMap((file) => definitionsIn(file, readFileSync(join(folder, file), "utf8")));
}

/** The definitions in one source text. Fragments put in by `${...}` are literals of their own and are found as such. */
export function definitionsIn(file: string, source: string): CollectedDefinition[] {
  const texts = [...source.matchAll(literalPattern)].map((match) => (match[1] ?? "").replace(/\$\{[^}]*\}/g, ""));
  return texts.flatMap((text) => parse(text).definitions.map((definition) => ({ file, definition })));
}

/** What the sandbox supports beyond the app's operations. */
export function readSandboxOperations(): CollectedDefinition[] {
  const text = readFileSync(join(import.meta.dirname, "operations.graphql"), "utf8");
  return parse(text).definitions.map((definition) => ({ file: "operations.graphql", definition }));
}

/** One document of all definitions. A fragment that several files share is kept once. */
export function joinDefinitions(collected: readonly CollectedDefinition[]): DocumentNode {
  const fragments = new Set<string>();
  const definitions: DefinitionNode[] = [];
  for (const { definition } of collected) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      if (fragments.has(definition.name.value)) continue;
      fragments.add(definition.name.value);
    }
    definitions.push(definition);
  }
  return { kind: Kind.DOCUMENT, definitions };
}
