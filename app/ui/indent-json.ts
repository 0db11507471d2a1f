/**
 * Lays JSON out over lines without reading its numbers: ids beyond 2^53 stay what they are. Text that is no JSON comes
 * back laid out as far as its brackets go, and nothing of it is lost.
 */
export function indentJson(text: string): string {
  let depth = 0;
  let result = "";
  // Strings whole, brackets and separators one by one, then runs of anything else; spaces between them are dropped.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    if (token === "{" || token === "[") {
      depth += 1;
      result += `${token}\n${"  ".repeat(depth)}`;
    } else if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      result = closeBracket(result, depth, token);
    } else if (token === ",") {
      result += `,\n${"  ".repeat(depth)}`;
    } else {
      result += token === ":" ? ": " : token;
    }
  }
  return result;
}

/** An empty object or array stays on one line. */
function closeBracket(before: string, depth: number, token: string): string {
  const trimmed = before.trimEnd();
  const isEmpty = trimmed.endsWith(token === "}" ? "{" : "[");
  return isEmpty ? trimmed + token : `${trimmed}\n${"  ".repeat(depth)}${token}`;
}
