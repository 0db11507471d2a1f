import { GraphQLError } from "graphql";

/** An id of the right form that belongs to nothing, in a mutation that demands its object. */
export function resourceNotFound(id: string): GraphQLError {
  return new GraphQLError(`Invalid id: ${id}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
}

/** A text that is no global id, or the id of another type. */
export function invalidGlobalId(id: string): GraphQLError {
  return new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: "argumentLiteralsIncompatible" } });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

/** A rule about arguments that the schema does not express. */
export function invalidFieldArguments(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "INVALID_FIELD_ARGUMENTS" } });
}

/** `requiredAccess` in the platform's words, such as "`read_apps` access scope.". */
export function accessDenied(field: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}

/** Something the real platform can do and the sandbox cannot: said loudly instead of answered wrongly. */
export function unsupported(what: string): GraphQLError {
  return new GraphQLError(`The sandbox does not support ${what}.`, { extensions: { code: "SANDBOX_UNSUPPORTED" } });
}
