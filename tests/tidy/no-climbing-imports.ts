import { relative } from "node:path";
import type { Rule } from "eslint";
import { resolveSpecifier } from "./imports-of.ts";

/**
 * A lint rule with a fix: a file of app/ or tests/ in another folder is named from the top ("#app/db/inbox.ts"), because a
 * path that climbs ("../db/inbox.ts") breaks when the file that says it moves.
 */
export const noClimbingImports: Rule.RuleModule = {
  meta: {
    type: "suggestion",
    fixable: "code",
    messages: { climbs: 'Write "{{path}}": a path that climbs breaks when the file moves.' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll("\\", "/");
    const check = (source: unknown) => {
      const { type, value } = (source ?? {}) as { type?: string; value?: unknown };
      if (type !== "Literal" || typeof value !== "string" || !value.startsWith("../")) return;
      const path = resolveSpecifier(file, value);
      if (!path || !/^(app|tests)\//.test(path)) return;
      context.report({
        node: source as Rule.Node,
        messageId: "climbs",
        data: { path: `#${path}` },
        fix: (fixer) => fixer.replaceText(source, `"#${path}"`),
      });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      // A type named in place, `import("../a.ts").A`, is no node of plain JavaScript.
      TSImportType: (node: { source?: unknown }) => check(node.source),
    };
  },
};
