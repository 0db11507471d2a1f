import {
  isObjectType,
  isInterfaceType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
} from "graphql";
import { adminSchema } from "#tests/sandbox/graphql/admin-schema.ts";

export type Stripped = { query: string; /** Response names of the fields that were taken out. */ left: Set<string> };

/** A recorded document without the fields the sandbox does not have; undefined when nothing of it remains. */
export function stripUnsupported(query: string): Stripped | undefined {
  const left = new Set<string>();
  const info = new TypeInfo(adminSchema);
  const known = visit(
    parse(query),
    visitWithTypeInfo(info, {
      Field: (node: FieldNode) => {
        const parent = info.getParentType();
        if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
        if (node.name.value.startsWith("__") || parent.getFields()[node.name.value]) return undefined;
        left.add(node.alias?.value ?? node.name.value);
        return null;
      },
    }),
  );
  const used = withoutUnusedVariables(known);
  return used.definitions.some(
    (each) => each.kind === Kind.OPERATION_DEFINITION && each.selectionSet.selections.length > 0,
  )
    ? { query: left.size === 0 ? query : print(used), left }
    : undefined;
}

function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      used.add(name.value);
    },
  });
  return visit(document, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
}
