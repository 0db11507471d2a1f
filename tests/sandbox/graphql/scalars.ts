import {
  GraphQLError,
  Kind,
  valueFromASTUntyped,
  type GraphQLScalarType,
  type GraphQLSchema,
  type ValueNode,
} from "graphql";

/** What a custom scalar does with values from callers; what goes out is written as it is, unless stated. */
type Scalar = { read: (value: unknown) => unknown; write?: (value: unknown) => unknown };

function readDateTime(value: unknown): Date {
  const moment = typeof value === "string" ? new Date(value) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) throw new GraphQLError(`invalid DateTime '${String(value)}'`);
  return moment;
}

function readDecimal(value: unknown): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new GraphQLError(`invalid decimal '${text}'`);
  return text;
}

function readUrl(value: unknown): string {
  if (typeof value !== "string") throw new GraphQLError("invalid URL");
  return value;
}

const scalars: Readonly<Record<string, Scalar>> = {
  DateTime: { read: readDateTime },
  Decimal: { read: readDecimal },
  Money: { read: readDecimal },
  URL: { read: readUrl },
  UnsignedInt64: { read: (value) => String(value), write: (value) => String(value) },
  JSON: { read: (value) => value },
};

/** Gives the custom scalars of a schema their behaviour; one the table does not know stays as GraphQL makes it. */
export function attachScalars(schema: GraphQLSchema): void {
  for (const [name, { read, write }] of Object.entries(scalars)) {
    const type = schema.getType(name) as GraphQLScalarType | undefined;
    if (!type) continue;
    type.parseValue = read;
    type.parseLiteral = (node: ValueNode) =>
      read(node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : valueFromASTUntyped(node));
    type.serialize = write ?? ((value) => value);
  }
}
