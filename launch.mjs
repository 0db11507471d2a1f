// Runs one TypeScript file of the project under the Node 24 that comes as a package, from whatever Node (18 or later) the
// machine has: `node launch.mjs tests/support/run-tests.ts [args]`. Installs what is missing first. Needs no package itself.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, "node_modules");
const packagedNode = join(modules, "node", "bin", "node");
const [script, ...args] = process.argv.slice(2);

try {
  if (script === undefined) throw new Error("Say which file to run: node launch.mjs <file.ts> [arguments].");
  await installPackages();
  const node = findNode();
  generatePrismaClient(node);
  process.exitCode = await run(node, script, args);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** `npm ci`, when the packages in node_modules are not those of the lock file. */
async function installPackages() {
  const lockFile = join(root, "package-lock.json");
  const stampFile = join(modules, ".switchyard-lock");
  const stamp = hashOf([lockFile], `${process.platform}-${process.arch}`);
  if (readStamp(stampFile) === stamp) return;
  if (isInstalled(lockFile)) return writeFileSync(stampFile, stamp);
  process.stdout.write("Installing packages (about a minute, once)\n");
  const begunAt = Date.now();
  const seconds = () => Math.round((Date.now() - begunAt) / 1000);
  const progress = setInterval(() => process.stdout.write(`Installing packages: ${seconds()} s\n`), 5000);
  const [command, ...first] = findNpm();
  const npm = spawn(command, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await exitCodeOf(npm).finally(() => clearInterval(progress));
  if (code !== 0) throw new Error(`npm ci failed after ${seconds()} s with code ${code}: see the lines above.`);
  writeFileSync(stampFile, stamp);
  process.stdout.write(`Packages are installed: ${seconds()} s\n`);
}

/**
 * Whether an `npm install` by hand has already brought what the lock file asks for: npm notes in node_modules what it put
 * there. `npm ci` would begin by deleting it all, under the feet of whatever runs from it.
 */
function isInstalled(lockFile) {
  const noteFile = join(modules, ".package-lock.json");
  if (!existsSync(noteFile) || !existsSync(packagedNode)) return false;
  const asked = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const installed = JSON.parse(readFileSync(noteFile, "utf8")).packages;
  return Object.entries(asked).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    // What is meant for another operating system is asked for and never there.
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/** The npm that called us, else the one on the path. */
function findNpm() {
  const caller = process.env.npm_execpath;
  return caller !== undefined && /npm-cli\.c?js$/.test(caller) ? [process.execPath, caller] : ["npm"];
}

/** The packaged Node 24, or our own when that is a 24. */
function findNode() {
  if (existsSync(packagedNode)) return packagedNode;
  if (process.version.startsWith("v24.")) return process.execPath;
  throw new Error(
    "Node 24 is missing because npm did not run the packages' install scripts: " +
      "run `npm ci --ignore-scripts=false`, or start with a Node 24 of your own.",
  );
}

/** The database client is generated code inside node_modules: made anew when the schema or the packages changed. */
function generatePrismaClient(node) {
  const schema = join(root, "prisma", "schema.prisma");
  if (!existsSync(schema)) return;
  const stampFile = join(modules, ".switchyard-prisma");
  const stamp = hashOf([schema, join(root, "package-lock.json")]);
  if (readStamp(stampFile) === stamp && existsSync(join(modules, ".prisma", "client"))) return;
  const generate = spawnSync(node, [join(modules, "prisma", "build", "index.js"), "generate"], {
    cwd: root,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    encoding: "utf8",
  });
  if (generate.status !== 0) {
    process.stderr.write(`${generate.stdout}${generate.stderr}`);
    throw new Error("The database client could not be generated from prisma/schema.prisma: see the lines above.");
  }
  writeFileSync(stampFile, stamp);
}

/** Runs the file, passes signals on and returns its exit code. */
async function run(node, file, rest) {
  // When this process is killed outright the channel closes, and the program is asked to end like by any other signal.
  const follow = 'process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); process.channel?.unref();';
  const options = ["--import", `data:text/javascript,${encodeURIComponent(follow)}`];
  // Settings of a real shop are for the real app alone: tests and the demo make their own.
  if (file.startsWith("app/")) options.push("--env-file-if-exists=.env");
  const child = spawn(node, [...options, file, ...rest], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` },
    // A session of its own: a Ctrl-C reaches it once, from here, instead of from the terminal, from npm and from here.
    detached: true,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  let lastSignalAt = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const isEcho = Date.now() - lastSignalAt < 500;
      lastSignalAt = Date.now();
      if (!isEcho) child.kill(signal);
    });
  }
  return exitCodeOf(child);
}

/** A process that a signal ended has the exit code a shell would show for it. */
function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function hashOf(files, ...more) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  for (const text of more) hash.update(text);
  return hash.digest("hex");
}
