/**
 * One `await` of the app, as a place where its process may die. Named by file, function and its place among the awaits of
 * that function, so that code that moves up or down keeps its name: "app/pipeline/run-batch.ts park 1".
 */
export type CrashSite = {
  name: string;
  file: string;
  /** The functions around it, outermost first: "startWorker > callback". Empty at the top of a module. */
  within: string;
  /** Where it stands today, for whoever looks it up. */
  line: number;
  /** A fingerprint of the outermost function around it: it changes when that function does. */
  code: string;
};

/**
 * On which side of an await the process dies: "asked" is after the awaited work was begun and before its end is known,
 * "answered" is when it has ended, well or badly, and before anything is done with that.
 */
export const sides = ["asked", "answered"] as const;
export type Side = (typeof sides)[number];

/** A site and a side: what is armed, hit and counted. */
export function keyOf(siteName: string, side: Side): string {
  return `${siteName} ${side}`;
}
