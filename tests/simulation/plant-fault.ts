/**
 * `PLANTED_FAULT=lock-skipped node --import ./tests/simulation/plant-fault.ts tests/simulation/run.ts --seeds 200 --seed 1 --quick
 * --fresh`: lives simulated days with an app that is wrong in one place. A simulation that finds nothing then is blind there.
 * To be run in a copy of the repository, whose .data/simulation is removed before each fault: the days that fail are kept there,
 * and a run that was cut off would go on with those of another fault.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { plantedFaults, withFault } from "./planted-faults.ts";

const name = process.env["PLANTED_FAULT"];
const fault = plantedFaults.find((each) => each.name === name);
if (!fault) {
  const names = plantedFaults.map((each) => each.name).join(", ");
  throw new Error(`PLANTED_FAULT must name one of these: ${names}.`);
}

const file = new URL(`../../${fault.file}`, import.meta.url);
const source = withFault(readFileSync(file, "utf8"), fault);
process.stdout.write(`${fault.file}: ${fault.isWrong}\n`);

registerHooks({
  // The types are stripped from what is given back as from any other file.
  load: (url, context, nextLoad) =>
    url === file.href ? { format: "module-typescript", source, shortCircuit: true } : nextLoad(url, context),
});
