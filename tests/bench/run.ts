import { cpus, totalmem } from "node:os";
import { figureAsJson, figureAsText } from "./figure.ts";
import type { Measure } from "./bench.ts";
import { measureCeiling } from "./groups/measure-ceiling.ts";
import { measureDrain } from "./groups/measure-drain.ts";
import { measureFlashSale } from "./groups/measure-flash-sale.ts";
import { measureIngest } from "./groups/measure-ingest.ts";
import { measureInvoicePdf } from "./groups/measure-invoice-pdf.ts";
import { measureLists } from "./groups/measure-lists.ts";
import { measureLoop } from "./groups/measure-loop.ts";
import { measureNoisyShop } from "./groups/measure-noisy-shop.ts";
import { measurePoints } from "./groups/measure-points.ts";
import { measureReady } from "./groups/measure-ready.ts";
import { measureRoutingStudy, measureRoutingStudyQuickly } from "./groups/measure-routing-study.ts";
import { measureRouting } from "./groups/measure-routing.ts";
import { measureValidation } from "./groups/measure-validation.ts";
import { measureWhatIf } from "./groups/measure-what-if.ts";
import { openBench } from "./open-bench.ts";

// `npm run bench [-- NAME ...] [--json]`
const groups: Readonly<Record<string, Measure>> = {
  routing: measureRouting,
  validation: measureValidation,
  "invoice-pdf": measureInvoicePdf,
  ingest: measureIngest,
  loop: measureLoop,
  "flash-sale": measureFlashSale,
  points: measurePoints,
  ready: measureReady,
  "noisy-shop": measureNoisyShop,
  "what-if": measureWhatIf,
  lists: measureLists,
  drain: measureDrain,
};
/** Run only when they are asked for: the loop measures its ceiling on its own rows, and a study measures no machine. */
const extraGroups: Readonly<Record<string, Measure>> = {
  ceiling: measureCeiling,
  "routing-study": measureRoutingStudy,
  "routing-study-quick": measureRoutingStudyQuickly,
};
const byName = { ...groups, ...extraGroups };

const args = process.argv.slice(2);
const isJson = args.includes("--json");
const chosen = args.filter((arg) => !arg.startsWith("--"));
const unknown = chosen.find((name) => !(name in byName));

if (unknown !== undefined) {
  print(process.stderr, `There is no group "${unknown}". Choose from: ${Object.keys(byName).join(", ")}.`);
  process.exitCode = 1;
} else {
  await measureGroups(chosen.length > 0 ? chosen : Object.keys(groups));
}

async function measureGroups(names: readonly string[]): Promise<void> {
  const bench = openBench((text) => print(process.stderr, text));
  const memory = Math.round(totalmem() / 2 ** 30);
  bench.say(`${cpus().length} cores (${cpus()[0]?.model.trim()}), ${memory} GiB, Node ${process.version}`);
  try {
    for (const name of names) {
      bench.say(`\n${name}`);
      const figures = await byName[name]!(bench);
      for (const figure of figures) print(process.stdout, isJson ? figureAsJson(figure) : figureAsText(figure));
    }
  } catch (error) {
    print(process.stderr, (error as Error).stack ?? String(error));
    process.exitCode = 1;
  } finally {
    await bench.close();
  }
}

function print(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`);
}
