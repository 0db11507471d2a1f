import { parseArgs } from "node:util";
import { laws } from "./laws.ts";
import { keptSeeds } from "./kept-seeds.ts";
import type { Law, LawReport } from "./law.ts";

/** Cases tried at a time: few enough to end close to the time asked for, many enough for the small cases to be rare. */
const CASES_AT_A_TIME = 500;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    seed: { type: "string" },
    law: { type: "string" },
  },
});

/** `npm run fuzz -- --seconds 60 [--seed 7] [--law "current total"]` tries all laws, or those whose name contains the text, in turns. */
function run(): boolean {
  const seconds = Number(values.seconds);
  const first = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  if (!Number.isFinite(seconds) || !Number.isSafeInteger(first)) return complain("--seconds and --seed take a number");
  const chosen = laws.filter((law) => law.name.includes(values.law ?? ""));
  if (chosen.length === 0) return complain(`no law is called ${values.law}`);
  print(`${chosen.length} laws for ${seconds} s, seed ${first}`);
  if (!chosen.every(tryKeptSeeds)) return false;
  return tryForAWhile(chosen, seconds, first);
}

function tryKeptSeeds(law: Law): boolean {
  return keptSeeds
    .filter((kept) => kept.law === law.name)
    .every(({ seed, path }) => report(law, law.try({ seed, path, numRuns: CASES_AT_A_TIME })));
}

function tryForAWhile(chosen: readonly Law[], seconds: number, first: number): boolean {
  const until = Date.now() + seconds * 1000;
  const casesByLaw = new Map(chosen.map((law) => [law, 0]));
  for (let round = 0; round === 0 || Date.now() < until; round++) {
    for (const law of chosen) {
      const outcome = law.try({ seed: (first + round) % 2 ** 31, numRuns: CASES_AT_A_TIME });
      if (!report(law, outcome)) return false;
      casesByLaw.set(law, casesByLaw.get(law)! + outcome.runs);
    }
  }
  for (const [law, cases] of casesByLaw) print(`${String(cases).padStart(9)} cases: ${law.name}`);
  return true;
}

function report(law: Law, { holds, seed, path, counterexample }: LawReport): boolean {
  if (holds) return true;
  print(`BROKEN: ${law.name}`);
  print(`keep in tests/fuzz/kept-seeds.ts: { law: ${JSON.stringify(law.name)}, seed: ${seed}, path: "${path}" }`);
  print(counterexample ?? "");
  return false;
}

function complain(sentence: string): boolean {
  print(`${sentence}.`);
  return false;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = run() ? 0 : 1;
