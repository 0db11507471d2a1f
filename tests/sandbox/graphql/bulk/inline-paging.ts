import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from "graphql";

/** More than any shop has: the largest Int of GraphQL. */
const everything = "2147483647";

export type BulkShape = {
  document: DocumentNode;
  connections: number;
  depth: number;
  /** Whether a connection stands inside a list, which the platform does not read in bulk. */
  isInList: boolean;
};

/**
 * Prepares a query for reading in bulk: every connection gives all of its items whatever `first` says, and the connections are
 * counted, because the platform limits their number and how deep they are nested.
 */
export function inlinePaging(schema: GraphQLSchema, document: DocumentNode): BulkShape {
  const info = new TypeInfo(schema);
  let connections = 0;
  let depth = 0;
  let deepest = 0;
  let lists = 0;
  let isInList = false;
  const isConnection = () => getNamedType(info.getType() ?? undefined)?.name.endsWith("Connection") === true;
  // The nodes and edges of a connection are lists too, and not meant.
  const isList = () =>
    isListType(getNullableType(info.getType())) && !info.getParentType()?.name.endsWith("Connection");
  const whole = visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter: (node: FieldNode) => {
          if (isList()) lists += 1;
          if (!isConnection()) return undefined;
          isInList ||= lists > 0;
          connections += 1;
          depth += 1;
          deepest = Math.max(deepest, depth);
          return withoutLimit(node);
        },
        leave: () => {
          if (isConnection()) depth -= 1;
          if (isList()) lists -= 1;
        },
      },
    }),
  );
  return { document: whole, connections, depth: deepest, isInList };
}

function withoutLimit(node: FieldNode): FieldNode {
  const kept = (node.arguments ?? []).filter(({ name }) => !["first", "last", "after", "before"].includes(name.value));
  const first = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: "first" },
    value: { kind: Kind.INT, value: everything },
  } as const;
  return { ...node, arguments: [...kept, first] };
}
