import type { Happening } from "#tests/sandbox/admin/browser/panel/calls.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { CallEntry, EffectEntry } from "#tests/sandbox/state/call-log.ts";
import type { DeliveryLogEntry } from "#tests/sandbox/webhooks/delivery.ts";

/** More than a panel shows; older ones fall out. */
const kept = 500;

/** Too many to be read, and told by what caused them. */
const quietEffects = ["inventory shifted"];

type Line = Omit<Happening, "sequence"> & { shopDomain: string };

/** One stream, for each shop, of what shoppers did, what the app asked for and what was delivered to it. */
export class HappeningsFeed {
  readonly #world: World;
  readonly #lines: (Happening & { shopDomain: string })[] = [];
  #sequence = 0;
  #readOfLog: number;

  constructor(world: World) {
    this.#world = world;
    // What lies before the start is history, not news.
    this.#readOfLog = world.log.length;
  }

  /** What happened in a shop after the one with that sequence; 0 asks for all that is kept. */
  after(shopDomain: string, sequence: number): Happening[] {
    this.#readLog();
    return this.#lines
      .filter((line) => line.shopDomain === shopDomain && line.sequence > sequence)
      .map(({ shopDomain: _, ...happening }) => happening);
  }

  orderPlaced(shopDomain: string, text: string): void {
    this.#readLog();
    this.#add({ shopDomain, at: this.#now(), kind: "order", text, status: "", isProblem: false });
  }

  delivered(entry: DeliveryLogEntry): void {
    this.#readLog();
    const note = entry.mischief.length > 0 ? ` (${entry.mischief.join("; ")})` : "";
    const attempt = entry.attempt > 1 ? `, attempt ${entry.attempt}` : "";
    const status =
      entry.outcome === "lost" ? "lost" : entry.answer === "no answer" ? "no answer" : String(entry.answer);
    this.#add({
      shopDomain: entry.shopDomain,
      at: new Date(entry.sentAtMs).toISOString(),
      kind: "webhook",
      text: `${entry.topic}${attempt}${note}`,
      status,
      isProblem: entry.outcome !== "acknowledged",
    });
  }

  #readLog(): void {
    for (const entry of this.#world.log.slice(this.#readOfLog)) {
      const line = entry.kind === "call" ? describeCall(entry) : describeEffect(entry);
      if (line) this.#add(line);
    }
    this.#readOfLog = this.#world.log.length;
  }

  #add(line: Line): void {
    this.#lines.push({ ...line, sequence: (this.#sequence += 1) });
    if (this.#lines.length > kept) this.#lines.splice(0, this.#lines.length - kept);
  }

  #now(): string {
    return this.#world.clock().toISOString();
  }
}

function describeCall(call: CallEntry): Line {
  const refused = call.userErrors[0]?.message ?? call.errorCodes[0];
  const asked = call.rootFields.join(", ");
  // What a read asks for is mostly `nodes`; its own name says what for.
  const what = call.isMutation ? asked : call.operationName || asked;
  const fault = call.fault === null ? "" : ` (${call.fault})`;
  return {
    shopDomain: call.shopDomain,
    at: call.at,
    kind: "call",
    text: `${what}${fault}${refused === undefined ? "" : `: ${refused}`}`,
    status: call.status === 0 ? "cut" : String(call.status),
    isProblem: call.status !== 200 || refused !== undefined,
  };
}

function describeEffect(effect: EffectEntry): Line | undefined {
  if (quietEffects.includes(effect.name)) return undefined;
  const who = { app: "the app", staff: "staff", shopper: "the shopper", shopify: "Shopify" }[effect.actor.kind];
  return {
    shopDomain: effect.shopDomain,
    at: effect.at,
    kind: "effect",
    text: `${effect.name}, by ${who}`,
    status: "",
    isProblem: false,
  };
}
