import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Bench, Measure } from "#tests/bench/bench.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { intervalOf, type Interval } from "#tests/bench/routing-study/interval.ts";
import type { PolicyName, StudyResult } from "#tests/bench/routing-study/run-study.ts";

/** Fixed before the first of them was drawn; whatever was tried was tried on seeds above 100. */
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const QUICK_SEEDS = SEEDS.slice(0, 3);

/** What routing by money is worth: the same generated orders and stock, routed by rules, exactly, with foresight and jointly. */
export const measureRoutingStudy: Measure = (bench) => study(bench, SEEDS);

/** The same on three seeds: it runs, and its intervals say nothing. */
export const measureRoutingStudyQuickly: Measure = (bench) => study(bench, QUICK_SEEDS);

async function study(bench: Bench, seeds: readonly number[]): Promise<Figure[]> {
  const results = await runSeeds(bench, seeds);
  const names = Object.keys(results[0]!.byPolicy) as PolicyName[];
  const units = total(results, ({ units: served }) => served);
  const unserved = total(results, ({ unservedUnits }) => unservedUnits);
  bench.say(
    `${total(results, ({ orders }) => orders)} orders, ${seeds.length} seeds; by every policy ${unserved} of ${units + unserved} units are unserved`,
  );
  return [...names.map((name) => costFigure(results, name)), ...hindsightFigures(results), ...shareFigures(results)];
}

async function runSeeds(bench: Bench, seeds: readonly number[]): Promise<StudyResult[]> {
  const waiting = [...seeds];
  const results: StudyResult[] = [];
  const threads = Math.min(seeds.length, availableParallelism());
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL("../routing-study/study-worker.ts", import.meta.url));
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        results.push(await askWorker(worker, seed));
        bench.say(`seed ${seed} done, ${results.length} of ${seeds.length}`);
      }
      await worker.terminate();
    }),
  );
  return results.sort((a, b) => a.seed - b.seed);
}

function askWorker(worker: Worker, seed: number): Promise<StudyResult> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(seed);
  });
}

function costFigure(results: readonly StudyResult[], name: PolicyName): Figure {
  const splits = total(results, ({ byPolicy }) => byPolicy[name].splits) / total(results, ({ orders }) => orders);
  return {
    name: `routing_study_${name}`,
    value: over(results, (result) => perOrder(result, result.byPolicy[name].costMinor)).mean,
    unit: "USD/order",
    remarks: [
      `mean ${dollars(over(results, (result) => perOrder(result, result.byPolicy[name].costMinor)))}; ${percentOf(splits)} % of orders split`,
      ...lessThan(results, name, "nearest_first"),
      ...lessThan(results, name, "exact"),
    ],
  };
}

/** The difference to another policy, seed by seed. */
function lessThan(results: readonly StudyResult[], name: PolicyName, other: PolicyName): string[] {
  if (name === other) return [];
  const difference = over(results, (result) =>
    perOrder(result, result.byPolicy[name].costMinor - result.byPolicy[other].costMinor),
  );
  const share = over(results, ({ byPolicy }) => byPolicy[name].costMinor / byPolicy[other].costMinor - 1);
  return [`against ${other}: ${dollars(difference)}, ${percent(share)}`];
}

function hindsightFigures(results: readonly StudyResult[]): Figure[] {
  const gap = over(results, ({ hindsight }) => hindsight.costMinor / hindsight.boundMinor - 1);
  const plan = over(results, (result) => perOrder(result, result.hindsight.costMinor));
  const bound = over(results, (result) => perOrder(result, result.hindsight.boundMinor));
  const splits = total(results, ({ hindsight }) => hindsight.splits) / total(results, ({ orders }) => orders);
  return [
    {
      name: "routing_study_hindsight_plan",
      value: plan.mean,
      unit: "USD/order",
      remarks: [
        `best plan found with all orders known: ${dollars(plan)}; ${percentOf(splits)} % of orders split; ${percent(gap)} above the bound`,
      ],
    },
    {
      name: "routing_study_hindsight_bound",
      value: bound.mean,
      unit: "USD/order",
      remarks: [`proven: no plan costs less, ${dollars(bound)}`],
    },
  ];
}

/** Of what the exact route of today pays beyond hindsight, the share that is saved: of all by the bound, the lower estimate. */
function shareFigures(results: readonly StudyResult[]): Figure[] {
  const names: readonly PolicyName[] = ["exact_look_ahead", "joint", "joint_look_ahead"];
  return names.map((name) => {
    const shareBy = (key: "boundMinor" | "costMinor") =>
      over(results, ({ byPolicy, hindsight }) => {
        const { costMinor } = byPolicy.exact;
        return (costMinor - byPolicy[name].costMinor) / (costMinor - hindsight[key]);
      });
    const proven = shareBy("boundMinor");
    return {
      name: `routing_study_${name}_share`,
      value: proven.mean,
      unit: "of the gap",
      remarks: [
        `of the gap from exact to the proven bound ${percent(proven)} (a lower estimate), to the best plan found ${percent(shareBy("costMinor"))} (an upper one)`,
      ],
    };
  });
}

function over(results: readonly StudyResult[], valueOf: (result: StudyResult) => number): Interval {
  return intervalOf(results.map(valueOf));
}

function total(results: readonly StudyResult[], valueOf: (result: StudyResult) => number): number {
  return results.reduce((sum, result) => sum + valueOf(result), 0);
}

function perOrder({ orders }: StudyResult, minor: number): number {
  return minor / 100 / orders;
}

function dollars({ mean, margin }: Interval): string {
  return `${mean.toFixed(3)} ± ${margin.toFixed(3)} USD`;
}

function percent({ mean, margin }: Interval): string {
  return `${percentOf(mean)} ± ${percentOf(margin)} %`;
}

function percentOf(fraction: number): string {
  return (fraction * 100).toFixed(1);
}
