import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { clone } from "#tests/support/postgres/place.ts";

/** A folder that is the root of a container's processes. */
export type Root = {
  folder: string;
  /** Runs a program in it to its end, with its output on ours. Throws when it fails. */
  run(command: readonly string[], where: Where): Promise<void>;
  /** Starts a program in it and leaves it running. */
  start(command: readonly string[], where: Where): ReturnType<typeof spawn>;
};

/** Where a program runs inside the root: its folder, its user and all of its environment. */
export type Where = { folder: string; user: string; env: Readonly<Record<string, string>> };

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** Where a machine behind an inspecting proxy has its own authority's certificate, inside the root. */
const AUTHORITY = "/etc/ssl/certs/of-this-machine.pem";

/**
 * What the image `node:24-slim` has: Debian, Node 24 with npm, and the user "node".
 *
 * @param debian a folder made by `debootstrap --variant=minbase --include=ca-certificates bookworm`; made when it is missing.
 */
export function makeBaseRoot(debian: string): void {
  if (!existsSync(debian)) exec("debootstrap", ["--variant=minbase", "--include=ca-certificates", "bookworm", debian]);
  const bin = join(debian, "usr/local/bin");
  const modules = join(debian, "usr/local/lib/node_modules");
  mkdirSync(modules, { recursive: true });
  cpSync(join(clone, "node_modules/node/bin/node"), join(bin, "node"));
  cpSync(npmFolder(), join(modules, "npm"), { recursive: true });
  for (const name of ["npm", "npx"]) exec("ln", ["-sf", `../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name)]);
  for (const name of ["resolv.conf", "hosts"]) cpSync(join("/etc", name), join(debian, "etc", name));
  const authority = process.env["NODE_EXTRA_CA_CERTS"];
  if (authority) cpSync(authority, join(debian, AUTHORITY));
  const users = spawnSync("chroot", [debian, "id", "node"]);
  if (users.status !== 0) exec("chroot", [debian, "useradd", "--uid", "1000", "--create-home", "node"]);
}

/** A copy of the base for one stage. */
export function copyRoot(debian: string, folder: string): Root {
  rmSync(folder, { recursive: true, force: true });
  exec("cp", ["-a", "--reflink=auto", debian, folder]);
  const start: Root["start"] = (command, { folder: inside, user, env }) => {
    const variables = Object.entries({ PATH, HOME: "/tmp", ...authorityOf(folder), ...env });
    const script = `cd "$1" && shift && exec "$@"`;
    return spawn(
      "chroot",
      [
        `--userspec=${user}:${user}`,
        folder,
        "env",
        "-i",
        ...variables.map(([name, value]) => `${name}=${value}`),
        ...["sh", "-c", script, "sh", inside, ...command],
      ],
      { stdio: "inherit" },
    );
  };
  return {
    folder,
    start,
    async run(command, where) {
      const [code] = (await once(start(command, where), "exit")) as [number | null];
      if (code !== 0) throw new Error(`"${command.join(" ")}" ended with ${code}.`);
    },
  };
}

/** Puts a source of COPY to its target: a folder's content into a folder, a file into one or under a name. */
export function copyInto(from: string, to: string, isFolderTarget: boolean): void {
  mkdirSync(isFolderTarget ? to : dirname(to), { recursive: true });
  const isFolder = spawnSync("test", ["-d", from]).status === 0;
  if (isFolder) mkdirSync(to, { recursive: true });
  exec("cp", ["-a", isFolder ? `${from}/.` : from, to]);
}

function authorityOf(folder: string): Record<string, string> {
  return existsSync(join(folder, AUTHORITY)) ? { NODE_EXTRA_CA_CERTS: AUTHORITY } : {};
}

/** The folder of the npm on the path, whose command is a link into it. */
function npmFolder(): string {
  const command = spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim();
  return dirname(dirname(realpathSync(command)));
}

export function exec(program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`"${program} ${args.join(" ")}" ended with ${status}.`);
}
