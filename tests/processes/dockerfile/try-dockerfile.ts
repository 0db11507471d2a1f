/**
 * `node tests/processes/dockerfile/try-dockerfile.ts [--context <folder>] [--debian <folder>] [--keep]`, as root on Debian
 * with debootstrap: runs each step of the Dockerfile in a root of its own under chroot, where there is no Docker, then the
 * container's command against a database, until /readyz answers. For maintainers who change the Dockerfile.
 */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { clone } from "#tests/support/postgres/place.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { createIgnore, parseDockerfile, readCommand, readCopy, type Stage, type Step } from "./parse-dockerfile.ts";
import { copyInto, copyRoot, exec, makeBaseRoot, type Root, type Where } from "./root-folder.ts";

const READY_WITHIN_MS = 60_000;

type Built = { root: Root; where: Where; command: string[]; healthCheck: string[] };
type Yard = { debian: string; context: string; folder: string; builtByName: Map<string, Built> };

async function build(yard: Yard, stage: Stage): Promise<Built> {
  print(`FROM ${stage.base} AS ${stage.name}`);
  const root = copyRoot(yard.debian, join(yard.folder, stage.name));
  const built: Built = { root, where: { folder: "/", user: "root", env: {} }, command: [], healthCheck: [] };
  for (const step of stage.steps) {
    const begunAt = performance.now();
    print(`${step.word} ${step.rest}`);
    await take(yard, built, step);
    print(`  ${((performance.now() - begunAt) / 1000).toFixed(1)} s`);
  }
  return built;
}

async function take(yard: Yard, built: Built, { word, rest }: Step): Promise<void> {
  const { root, where } = built;
  switch (word) {
    case "WORKDIR":
      built.where = { ...where, folder: rest };
      mkdirSync(join(root.folder, rest), { recursive: true });
      return;
    case "ENV":
      built.where = { ...where, env: { ...where.env, ...Object.fromEntries([splitOnce(rest, "=")]) } };
      return;
    case "USER":
      built.where = { ...where, user: rest };
      return;
    case "RUN":
      return root.run(["sh", "-c", rest], where);
    case "COPY":
      return copy(yard, built, rest);
    case "CMD":
      built.command = readCommand(rest);
      return;
    case "HEALTHCHECK":
      built.healthCheck = readCommand(rest);
      return;
    case "EXPOSE":
      return;
    default:
      throw new Error(`${word} is not understood here.`);
  }
}

function copy(yard: Yard, { root, where }: Built, rest: string): void {
  const { from, sources, target } = readCopy(rest);
  const inside = isAbsolute(target) ? target : join(where.folder, target);
  const isFolderTarget = target.endsWith("/") || sources.length > 1;
  const origin = from === undefined ? yard.context : yard.builtByName.get(from)?.root.folder;
  if (origin === undefined) throw new Error(`There is no stage ${from}.`);
  for (const source of sources) copyInto(join(origin, source), join(root.folder, inside), isFolderTarget);
}

/** The build's context: what is committed, less what .dockerignore leaves out. */
function makeContext(given: string | undefined, folder: string): string {
  const context = join(folder, "context");
  mkdirSync(context);
  if (given) exec("cp", ["-a", `${given}/.`, context]);
  else exec("sh", ["-c", `git -C "${clone}" archive HEAD | tar -x -C "${context}"`]);
  const isIgnored = createIgnore(readFileSync(join(context, ".dockerignore"), "utf8"));
  for (const name of readdirSync(context)) {
    if (isIgnored(name)) rmSync(join(context, name), { recursive: true });
  }
  return context;
}

async function tryCommand({ root, where, command, healthCheck }: Built): Promise<void> {
  const postgres = await startPostgres();
  const port = await freePort();
  const env = {
    ...where.env,
    DATABASE_URL: postgres.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://switchyard.example.com",
    PORT: String(port),
  };
  print(`CMD ${JSON.stringify(command)} as ${where.user}`);
  const child = root.start(command, { ...where, env });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  try {
    await untilReady(`http://127.0.0.1:${port}/readyz`, ended);
    await root.run(healthCheck, { ...where, env });
    print("  /readyz answers 200 and the health check passes");
    child.kill("SIGTERM");
    const [code] = await ended;
    if (code !== 0) throw new Error(`The container's process ended with ${code} when it was asked to.`);
    print("  it ends in order when it is asked to");
  } finally {
    child.kill("SIGKILL");
    await postgres.stop();
  }
}

async function untilReady(url: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  const until = performance.now() + READY_WITHIN_MS;
  let said = "nothing";
  while (performance.now() < until && !isOver) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    if (answer) said = await answer.text();
    await sleep(200);
  }
  throw new Error(`The container was not ready; /readyz said: ${said}`);
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { context: { type: "string" }, debian: { type: "string" }, keep: { type: "boolean" } },
  });
  const folder = mkdtempSync(join(tmpdir(), "switchyard-container-"));
  try {
    const debian = values.debian ?? join(folder, "debian");
    makeBaseRoot(debian);
    const context = makeContext(values.context, folder);
    const yard: Yard = { debian, context, folder, builtByName: new Map() };
    let last: Built | undefined;
    for (const stage of parseDockerfile(readFileSync(join(context, "Dockerfile"), "utf8"))) {
      last = await build(yard, stage);
      yard.builtByName.set(stage.name, last);
    }
    await tryCommand(last!);
  } finally {
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
  }
}
