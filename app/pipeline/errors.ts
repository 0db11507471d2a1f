// SQLSTATE classes of trouble that passes: connection (08), rollback and deadlock (40), resources (53), the operator
// (57), the system (58). https://www.postgresql.org/docs/18/errcodes-appendix.html
const PASSING_CLASSES = new Set(["08", "40", "53", "57", "58"]);
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);

/** Whether an error comes from the surroundings, not from the message being worked on: it is worth trying again. */
export function isOperational(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string")
    return NETWORK_CODES.has(code) || (code.length === 5 && PASSING_CLASSES.has(code.slice(0, 2)));
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
    error.message,
  );
}
