import { isBuiltin } from "node:module";
import { importsOf, packageOf, type ImportOf } from "#tests/tidy/imports-of.ts";
import { importTable, packageOwners, partOf } from "#tests/tidy/import-table.ts";
import { codeIn, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

export const importsFollowTheTable: Rule = {
  title: "every import in app/ and extensions/ is one that the table allows",
  check: (files) => [
    ...checkEach(codeIn(files, "app/"), adviceForApp),
    ...checkEach(codeIn(files, "extensions/"), adviceForExtension),
  ],
};

export const importsNameTheEnding: Rule = {
  title: "imports name the ending of their file, as Node needs it",
  check: (files) => checkEach(codeIn(files, "app/", "tests/"), (_file, found) => adviceForEnding(found)),
};

function checkEach(files: SourceFile[], advise: (file: SourceFile, found: ImportOf) => string | undefined): Problem[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((found) => {
      const advice = advise(file, found);
      return advice === undefined ? [] : [{ file: file.path, line: found.line, advice }];
    }),
  );
}

function adviceForApp(file: SourceFile, found: ImportOf): string | undefined {
  const part = partOf(file.path);
  const allowed = importTable[part];
  if (!allowed) return `${part} is not in the table of tests/tidy/import-table.ts: say there what it may import.`;
  if (found.path === undefined) return adviceForPackage(part, found);
  if (!found.path.startsWith("app/")) {
    return found.path.startsWith("build/") && part === "processes"
      ? undefined
      : `app/ may not import ${found.path}: production knows nothing outside app/. Move what both need into app/.`;
  }
  const target = partOf(found.path);
  if (target === part || allowed.values?.includes(target)) return undefined;
  if (allowed.types?.includes(target)) {
    return found.isVocabularyOnly
      ? undefined
      : `${part} may take only types from ${target}: write \`import type\`, or move the value.`;
  }
  const may = [...(allowed.values ?? []), ...(allowed.types ?? []).map((name) => `${name} (types)`)].join(", ");
  return `${part} may not import ${target}; it may import: ${may || "nothing"}.`;
}

function adviceForPackage(part: string, found: ImportOf): string | undefined {
  // What domain/ may import is a matter of purity and has a rule of its own.
  if (part.startsWith("domain") || found.isTypeOnly) return undefined;
  const name = packageOf(found.specifier);
  if (part === "contracts" && name !== "zod") return `contracts/ may import zod alone, not ${name}.`;
  if (part === "ui" && isBuiltin(name)) return `ui/ runs in the browser: ${name} is not there.`;
  const owner = packageOwners.find(({ packages }) => packages.test(found.specifier));
  if (!owner || owner.parts.includes(part)) return undefined;
  return `${found.specifier} belongs to ${owner.parts.join(", ")}: call a function of theirs, or take only its types.`;
}

function adviceForExtension(_file: SourceFile, found: ImportOf): string | undefined {
  const isOutside = found.path !== undefined && !found.path.startsWith("extensions/");
  if (!isOutside || (found.isTypeOnly && found.path?.startsWith("app/contracts/"))) return undefined;
  return "an extension is self-contained: outside its folder it may only `import type` from app/contracts.";
}

function adviceForEnding({ specifier, path }: ImportOf): string | undefined {
  if (path === undefined || /\.[a-z]+(\?[a-z]+)?$/.test(specifier)) return undefined;
  return `write the ending: "${specifier}.ts".`;
}
