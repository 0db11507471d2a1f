import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { extensionSources } from "#tests/extensions/build-extensions.ts";
import { defineElements } from "./define-elements.ts";

afterEach(() => void vi.unstubAllGlobals());

test("the stand-in has exactly the elements that the extensions use", () => {
  const defined: string[] = [];
  vi.stubGlobal("HTMLElement", class {});
  vi.stubGlobal("customElements", { define: (name: string) => void defined.push(name) });
  defineElements(() => {});
  const used = readdirSync(extensionSources, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^/]+\/src\/.*\.tsx$/.test(path))
    .flatMap((path) => readFileSync(join(extensionSources, path), "utf8").match(/(?<=<)s-[a-z-]+/g) ?? []);
  expect(defined.sort()).toEqual([...new Set(used)].sort());
});
