import { rm } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "#app/db/migrate.ts";
import { connectSandbox } from "#tests/sandbox/admin/sandbox-client.ts";
import { startStandIn } from "#tests/sandbox/admin/start-stand-in.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { buildExtensions, extensionBundles, extensionSources } from "#tests/extensions/build-extensions.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { eraseData, startPostgres } from "#tests/support/postgres.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { isRunning } from "#tests/support/postgres/process-identity.ts";
import { requirePort } from "#tests/support/postgres/preconditions.ts";
import { demoApp } from "./demo-app.ts";
import { setUpShop } from "./set-up-shop.ts";
import { demoShops } from "./shops.ts";
import { appUrlOf, databaseFolder, worldFolder, type DemoState } from "./demo-state.ts";
import { installApp } from "./install-app.ts";
import { endLeftovers } from "./run-record.ts";
import { startApp, startSandbox, startWorker } from "./start-processes.ts";

/** A step may answer with a remark, which is shown behind its time. */
type Step = { title: string; run: (demo: DemoState) => Promise<string | undefined> };

/** The demo, in order; it is stopped in the reverse order. */
export const steps: Step[] = [
  { title: "Looking at what is there", run: prepare },
  { title: "Starting PostgreSQL", run: startDatabase },
  { title: "Migrating the database", run: migrateDatabase },
  { title: "Building the pages", run: buildPages },
  { title: "Building the extensions", run: buildBlocks },
  { title: "Opening the sandbox store", run: startSandbox },
  { title: "Starting the worker", run: startWorker },
  { title: "Starting the app", run: startApp },
  { title: "Opening the stand-in admin", run: openAdmin },
  { title: "Installing the app on two shops", run: installShops },
  { title: "Letting the shoppers in", run: letShoppersIn },
];

async function prepare(demo: DemoState): Promise<string | undefined> {
  const ended = await endLeftovers(demo.folder);
  for (const port of [demo.adminPort, demo.appPort]) await requirePort(port).catch(explainPort);
  const notes = ended.length > 0 ? [`ended what an earlier run left: ${ended.join(", ")}`] : [];
  if (demo.isReset) {
    await eraseData(databaseFolder(demo));
    await rm(worldFolder(demo), { recursive: true, force: true });
    notes.push("starting afresh");
  }
  return notes.join("; ") || undefined;
}

function explainPort(error: Error): never {
  throw new Error(`${error.message} For example: npm run demo -- --port 4200`, { cause: error });
}

async function startDatabase(demo: DemoState): Promise<undefined> {
  const postgres = await startPostgres({ dataDir: databaseFolder(demo) });
  demo.stops.push(() => postgres.stop());
  watchDatabase(demo, postgres.pid);
  demo.databaseUrl = await ensureDatabase(postgres.url, "switchyard");
}

/** Nobody hears of its end otherwise: the app would only report lost connections, again and again. */
function watchDatabase(demo: DemoState, pid: number): void {
  const watch = setInterval(() => {
    if (demo.isStopping) return clearInterval(watch);
    if (isRunning(pid)) return;
    clearInterval(watch);
    demo.onBreakdown(`The database ended unexpectedly. Its log is ${join(databaseFolder(demo), "server.log")}.`);
  }, 1_000);
  watch.unref();
}

async function migrateDatabase(demo: DemoState): Promise<string | undefined> {
  const applied = await migrate(demo.databaseUrl).catch((error: Error) => {
    throw new Error(`${error.message} To start with an empty database: npm run demo -- --reset`, { cause: error });
  });
  return applied.length > 0 ? `${applied.length} applied` : undefined;
}

async function buildPages(): Promise<string | undefined> {
  return (await buildIfChanged()) ? undefined : "unchanged";
}

async function buildBlocks(): Promise<undefined> {
  await buildExtensions(demoApp.publicAppUrl);
}

async function openAdmin(demo: DemoState): Promise<undefined> {
  const standIn = await startStandIn({
    ...demoApp,
    adminPort: demo.adminPort,
    appPort: demo.appPort,
    appTarget: { host: "127.0.0.1", port: demo.appProcessPort },
    sandboxUrl: demo.sandboxUrl,
    appConfiguration: join(clone, "shopify.app.toml"),
    extensionSources,
    extensionBundles,
    clock: demo.clock,
  });
  demo.stops.push(() => standIn.close());
  demo.standIn = standIn;
}

/** The first shop lets the app act; in the second it watches, as after any installation. */
async function installShops(demo: DemoState): Promise<string> {
  const shops = await connectSandbox(demo.sandboxUrl).shops();
  for (const { profile, mode } of demoShops) {
    const staff = shops.find(({ domain }) => domain === profile.domain)?.staff ?? [];
    const userId = staff.find(({ isShopOwner }) => isShopOwner)?.id ?? "1";
    const installation = { ...demoApp, appUrl: appUrlOf(demo), shop: profile.domain, userId };
    await installApp({ ...installation, now: demo.clock() });
    await setUpShop(demo.databaseUrl, profile, mode, demo.clock());
  }
  return demoShops.map(({ profile, mode }) => `${profile.name}: ${mode}`).join(", ");
}

/** Only now: what an order tells an app that does not know the shop yet is lost, as in Shopify. */
async function letShoppersIn(demo: DemoState): Promise<string | undefined> {
  if (!demo.hasFlow) return "none come by themselves";
  const sandbox = connectSandbox(demo.sandboxUrl);
  for (const shop of await sandbox.shops()) if (shop.isInstalled) await sandbox.setPace(shop.domain, "slow");
}
