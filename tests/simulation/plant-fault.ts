/**
 * `PLANTED_FAULT=lock-skipped node --import ./tests/simulation/plant-fault.ts tests/simulation/run.ts --seeds 200 --seed 1 --quick
 * --fresh`: lives simulated days with an app that is wrong in one place. A simulation that finds nothing then is blind there,
 * or another guard does the same work: where both are named, with a comma between, the days must find it.
 * To be run in a copy of the repository, whose .data/simulation is removed before each fault: the days that fail are kept there,
 * and a run that was cut off would go on with those of another fault.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { plantedFaults, withFault } from "./planted-faults.ts";

const names = (process.env["PLANTED_FAULT"] ?? "").split(",");
const sources = new Map<string, string>();
for (const name of names) {
  const fault = plantedFaults.find((each) => each.name === name);
  if (!fault) {
    const known = plantedFaults.map((each) => each.name).join(", ");
    throw new Error(`PLANTED_FAULT must name one of these: ${known}.`);
  }
  const { href } = new URL(`../../${fault.file}`, import.meta.url);
  sources.set(href, withFault(sources.get(href) ?? readFileSync(new URL(href), "utf8"), fault));
  process.stdout.write(`${fault.file}: ${fault.isWrong}\n`);
}

registerHooks({
  // The types are stripped from what is given back as from any other file.
  load: (url, context, nextLoad) => {
    const source = sources.get(url);
    return source === undefined ? nextLoad(url, context) : { format: "module-typescript", source, shortCircuit: true };
  },
});
