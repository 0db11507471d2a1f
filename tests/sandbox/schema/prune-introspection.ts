import {
  buildClientSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionField,
  type IntrospectionInputValue,
  type IntrospectionQuery,
  type IntrospectionType,
} from "graphql";

/** Type name -> field name -> the arguments that are used. Types without fields (scalars, enums, inputs) have an empty map. */
type Kept = Map<string, Map<string, Set<string>>>;

const connectionArguments = ["first", "last", "after", "before", "reverse"];
const specifiedScalars = ["String", "Int", "Float", "Boolean", "ID"];
const keptDirectives = ["idempotent", "include", "skip", "deprecated", "specifiedBy", "oneOf"];

/**
 * Cuts an introspection result down to what the operations touch: the fields they select, the arguments they pass (all paging
 * arguments of a connection) and every input type behind those. Descriptions go; the `@idempotent` directive stays.
 */
export function pruneIntrospection(introspection: IntrospectionQuery, operations: DocumentNode): IntrospectionQuery {
  const kept = findUsage(buildClientSchema(introspection), operations);
  const types = introspection.__schema.types
    .filter((type) => kept.has(type.name) || type.name.startsWith("__"))
    .map((type) => pruneType(type, kept));
  const directives = introspection.__schema.directives
    .filter(({ name }) => keptDirectives.includes(name))
    .map((directive) => ({ ...directive, description: undefined, args: directive.args.map(withoutDescription) }));
  return { __schema: { ...introspection.__schema, description: undefined, types, directives } };
}

function findUsage(schema: GraphQLSchema, operations: DocumentNode): Kept {
  const kept: Kept = new Map(specifiedScalars.map((name) => [name, new Map<string, Set<string>>()]));
  const info = new TypeInfo(schema);
  visit(
    operations,
    visitWithTypeInfo(info, {
      VariableDefinition: () => keepInput(info.getInputType(), kept),
      Field: () => {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        if (parent && field && !field.name.startsWith("__")) keepField(schema, kept, parent.name, field);
      },
      Argument: () => {
        const parent = info.getParentType();
        const argument = info.getArgument();
        if (parent && argument)
          kept
            .get(parent.name)
            ?.get(info.getFieldDef()?.name ?? "")
            ?.add(argument.name);
      },
      InlineFragment: () => keepType(schema, kept, info.getType()?.toString()),
      FragmentDefinition: () => keepType(schema, kept, info.getType()?.toString()),
    }),
  );
  keepWholeConnections(schema, kept);
  shareInterfaceFields(schema, kept);
  keepArgumentTypes(schema, kept);
  return kept;
}

/** A connection that is used in one way (nodes) must not fail in another (edges, page info): all of them come whole. */
function keepWholeConnections(schema: GraphQLSchema, kept: Kept): void {
  for (const name of kept.keys()) {
    const isWhole = name.endsWith("Connection") || name.endsWith("Edge") || name === "PageInfo";
    const type = isWhole ? schema.getType(name) : undefined;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) keepField(schema, kept, name, field);
  }
}

function keepType(schema: GraphQLSchema, kept: Kept, typeName: string | undefined): void {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  if (!type || kept.has(type.name)) return;
  kept.set(type.name, new Map());
}

function keepField(schema: GraphQLSchema, kept: Kept, parent: string, field: GraphQLField<unknown, unknown>): void {
  keepType(schema, kept, parent);
  const fields = kept.get(parent);
  if (!fields || fields.has(field.name)) return;
  const isConnection =
    field.args.some(({ name }) => name === "first") && field.args.some(({ name }) => name === "after");
  const always = field.args.filter((arg) => isRequiredArgument(arg) || (isConnection && isPaging(arg.name)));
  fields.set(field.name, new Set(always.map(({ name }) => name)));
  keepType(schema, kept, getNamedType(field.type).name);
}

function isPaging(name: string): boolean {
  return connectionArguments.includes(name);
}

/** A field selected on an interface must exist on every implementation that is kept. */
function shareInterfaceFields(schema: GraphQLSchema, kept: Kept): void {
  for (const [name, fields] of [...kept]) {
    const type = schema.getType(name);
    const implementations = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
    const present = implementations.filter((each) => kept.has(each.name));
    for (const implementation of present) keepFields(schema, kept, implementation, fields.keys());
  }
}

function keepFields(schema: GraphQLSchema, kept: Kept, type: GraphQLObjectType, names: Iterable<string>): void {
  for (const name of names) {
    const field = type.getFields()[name];
    if (field) keepField(schema, kept, type.name, field);
  }
}

function keepArgumentTypes(schema: GraphQLSchema, kept: Kept): void {
  for (const [typeName, fields] of [...kept]) {
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const used = [...fields].flatMap(
      ([name, names]) => type.getFields()[name]?.args.filter((arg) => names.has(arg.name)) ?? [],
    );
    for (const argument of used) keepInput(argument.type, kept);
  }
}

function keepInput(type: unknown, kept: Kept): void {
  const named = getNamedType(type as Parameters<typeof getNamedType>[0]);
  if (!named || kept.has(named.name)) return;
  kept.set(named.name, new Map());
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) keepInput(field.type, kept);
}

function pruneType(type: IntrospectionType, kept: Kept): IntrospectionType {
  const fields = kept.get(type.name) ?? new Map<string, Set<string>>();
  const bare = { ...type, description: undefined };
  if (bare.kind === "OBJECT" || bare.kind === "INTERFACE") {
    const pruned = bare.fields.filter(({ name }) => fields.has(name)).map((field) => pruneField(field, fields));
    const interfaces = bare.interfaces.filter(({ name }) => kept.has(name));
    if (bare.kind === "OBJECT") return { ...bare, fields: pruned, interfaces };
    return {
      ...bare,
      fields: pruned,
      interfaces,
      possibleTypes: bare.possibleTypes.filter(({ name }) => kept.has(name)),
    };
  }
  if (bare.kind === "UNION") return { ...bare, possibleTypes: bare.possibleTypes.filter(({ name }) => kept.has(name)) };
  if (bare.kind === "ENUM") {
    return { ...bare, enumValues: bare.enumValues.map((value) => ({ ...value, description: undefined, ...lasting })) };
  }
  if (bare.kind === "INPUT_OBJECT") return { ...bare, inputFields: bare.inputFields.map(withoutDescription) };
  return bare;
}

/** Deprecation is documentation, of no use to a machine that answers requests. */
const lasting = { isDeprecated: false, deprecationReason: undefined };

function pruneField(field: IntrospectionField, fields: Map<string, Set<string>>): IntrospectionField {
  const used = fields.get(field.name) ?? new Set<string>();
  const args = field.args.filter(({ name }) => used.has(name)).map(withoutDescription);
  return { ...field, description: undefined, args, ...lasting };
}

function withoutDescription(value: IntrospectionInputValue): IntrospectionInputValue {
  return { ...value, description: undefined, isDeprecated: false, deprecationReason: undefined };
}
