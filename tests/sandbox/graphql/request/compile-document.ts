import {
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from "graphql";
import { adminSchema } from "#tests/sandbox/graphql/admin-schema.ts";
import { fragmentsOf } from "#tests/sandbox/graphql/cost/query-cost.ts";

export type CompiledDocument = {
  errors: readonly GraphQLError[];
  document: DocumentNode;
  operations: OperationDefinitionNode[];
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

/** Parsed and validated documents by their text. An app sends the same few hundred; the oldest go when there are more. */
const compiled = new Map<string, CompiledDocument>();
const compiledLimit = 2000;

/** A document parsed and validated, from memory if it was seen before. */
export function compileDocument(query: string): CompiledDocument {
  const known = compiled.get(query);
  if (known) return known;
  const fresh = compileAnew(query);
  const oldest = compiled.size >= compiledLimit ? compiled.keys().next().value : undefined;
  if (oldest !== undefined) compiled.delete(oldest);
  compiled.set(query, fresh);
  return fresh;
}

function compileAnew(query: string): CompiledDocument {
  try {
    const document = parse(query);
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    return { errors: validate(adminSchema, document), document, operations, fragments: fragmentsOf(document) };
  } catch (error) {
    const errors = [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
    return { errors, document: { kind: Kind.DOCUMENT, definitions: [] }, operations: [], fragments: new Map() };
  }
}

/** The error of a document that holds no operation of the name asked for. */
export function noOperation(name: string | null): GraphQLError {
  return new GraphQLError(
    name ? `No operation named "${name}"` : "A query attribute must be specified and must be a string.",
  );
}
