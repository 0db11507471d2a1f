import type { Click, ClickOutcome } from "#app/commands/click.ts";
import { CAPABILITIES, MODES, type Capability, type Mode, type ShopSettings } from "#app/domain/settings.ts";
import { createRandom, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { shopAt } from "#tests/simulation/machine/create-world.ts";
import type { Surroundings } from "#tests/simulation/machine/open-machine.ts";
import { insertThrough } from "#tests/simulation/machine/worker.ts";
import type { ClickName, Happening } from "./step.ts";

type ClickStep = Extract<Happening, { what: "click" }>;
type Choose = { shop: string; click: Click; random: SeededRandom };

/** A person clicks in the web process: the command runs there, statement by statement, and then the bell is rung. */
export function performClick(at: Surroundings, step: ClickStep): void {
  const { web } = at.processes;
  if (!web.isUp()) return;
  const random = createRandom(step.seed);
  let made = 0;
  const click: Click = {
    by: {
      id: "1",
      name: "Staff member 1",
      role: "owner",
      locationIds: [],
      refundLimitMinor: null,
      cancelLimitMinor: null,
    },
    now: web.clock(),
    clock: () => web.clock(),
    newId: () => `click:${step.seed}:${(made += 1)}`,
  };
  void web
    .run(`click ${step.click}`, async () => {
      const shop = await findShop(shopAt(at.world, step.shop).domain);
      if (shop === undefined) return;
      const outcome = await perform(step.click, { shop, click, random });
      if (!outcome || "refused" in outcome) return;
      at.trace.count(`click: ${step.click}`);
      await insertThrough(web, at.queue, "bell", [{ shop }]);
    })
    // The person sees an error and may click again; nothing else follows.
    .catch((error: unknown) => at.trace.note(`click ${step.click} failed: ${(error as Error).message.slice(0, 80)}`));
}

// The commands open the database when they are loaded: it must be there before (machine/open-machine.ts).
async function open() {
  const [{ database, forShop }, answer, pass, again, parked, notice, settings, stop, read] = await Promise.all([
    import("#app/db.server.ts"),
    import("#app/commands/answer-ask.ts"),
    import("#app/commands/pass-problems.ts"),
    import("#app/commands/decide-again.ts"),
    import("#app/commands/settle-parked.ts"),
    import("#app/commands/finish-notice.ts"),
    import("#app/commands/save-settings.ts"),
    import("#app/commands/stop-everything.ts"),
    import("#app/queries/read-settings.ts"),
  ]);
  return { database, forShop, ...answer, ...pass, ...again, ...parked, ...notice, ...settings, ...stop, ...read };
}

let opened: Awaited<ReturnType<typeof open>> | undefined;

/** Loads the app's commands. To be called once before the first click: loading takes the machine's own time. */
export async function loadCommands(): Promise<void> {
  opened ??= await open();
}

function app(): NonNullable<typeof opened> {
  if (!opened) throw new Error("The commands are not loaded.");
  return opened;
}

async function findShop(domain: string): Promise<string | undefined> {
  const [row] = await app().database.app.query<{ shop: string | null }>("SELECT shop_of_domain($1) AS shop", [domain]);
  return row?.shop ?? undefined;
}

async function perform(name: ClickName, choose: Choose): Promise<ClickOutcome | undefined> {
  const { shop, click } = choose;
  switch (name) {
    case "approve":
    case "dismiss": {
      const id = await anyId(choose, "outbox_messages", "state IN ('suggested', 'needs_person')");
      return id === undefined ? undefined : app().answerAsk(shop, click, id, name);
    }
    case "pass problems": {
      const id = await anyId(choose, "orders", "cardinality(problems) > 0");
      return id === undefined ? undefined : app().passAllProblems(shop, click, [id]);
    }
    case "decide again": {
      const id = await anyId(choose, "orders", "true");
      return id === undefined ? undefined : app().decideAgain(shop, click, [id]);
    }
    case "replay parked":
    case "discard parked": {
      const id = await anyId(choose, "inbox_messages", "state = 'parked'");
      const settle = name === "replay parked" ? app().replayParked : app().discardParked;
      return id === undefined ? undefined : settle(shop, click, { id });
    }
    case "finish notice": {
      const id = await anyId(choose, "notices", "done_at IS NULL");
      return id === undefined ? undefined : app().finishNotice(shop, click, id);
    }
    case "save settings":
      return saveDrawn(choose);
    case "set to act":
      return saveModes(choose, CAPABILITIES, "act");
    case "stop everything":
      return app().stopEverything(shop, click);
  }
}

async function anyId({ shop, random }: Choose, table: string, where: string): Promise<string | undefined> {
  const rows = await app().database.inShop(shop, (sql) =>
    sql.query<{ id: string }>(`SELECT id FROM ${table} WHERE shop = $1 AND ${where} ORDER BY id LIMIT 200`, [shop]),
  );
  return rows.length === 0 ? undefined : nextChoice(random, rows).id;
}

/** The settings as they are, but for one or two things. */
function saveDrawn({ shop, click, random }: Choose): Promise<ClickOutcome> {
  const changed = nextChoice(random, CAPABILITIES);
  return saveModes({ shop, click, random }, [changed], nextChoice(random, MODES));
}

/** Some capabilities get a mode, and some rules change. A capability keeps its day of going live. */
async function saveModes(
  { shop, click, random }: Choose,
  changed: readonly Capability[],
  mode: Mode,
): Promise<ClickOutcome> {
  const { settings } = await app().readSettings(shop);
  const capabilities = Object.fromEntries(
    CAPABILITIES.map((name) => {
      const { mode: before, goLiveAt, hourlyLimit } = settings.capabilities[name];
      const goLiveDay = goLiveAt?.slice(0, 10) ?? null;
      return [name, { mode: changed.includes(name) ? mode : before, goLiveDay, hourlyLimit }];
    }),
  );
  return app().saveSettings(shop, click, {
    capabilities: capabilities as Parameters<ReturnType<typeof app>["saveSettings"]>[2]["capabilities"],
    duplicateWindowMinutes: nextInteger(random, 0, 60),
    holdRiskLevel: nextChoice<ShopSettings["holdRiskLevel"]>(random, ["MEDIUM", "HIGH", "NEVER"]),
    allowedBorderCrossings: nextChoice(random, [[], ["DE>FR", "FR>DE"]]),
    invoiceSeriesPrefix: settings.invoiceSeriesPrefix,
    seller: settings.seller,
  });
}
