/** Recorded ids and the ids that stand for them here. Each stands for one other, both ways. */
export type IdMap = { ours: Map<string, string>; theirs: Map<string, string> };

export function createIdMap(): IdMap {
  return { ours: new Map(), theirs: new Map() };
}

const gidPattern = /^gid:\/\/shopify\//;
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** The id that stands here for a recorded one; recorded ids of things that were there from the start stand for themselves. */
export function ourId({ ours }: IdMap, recorded: string): string {
  return ours.get(recorded) ?? recorded;
}

/** A recorded value with every id replaced by ours: for variables on their way in. */
export function translate(ids: IdMap, value: unknown): unknown {
  if (typeof value === "string") return gidPattern.test(value) ? ourId(ids, value) : value;
  if (Array.isArray(value)) return value.map((each) => translate(ids, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, translate(ids, each)]));
}

/**
 * How an answer differs from the recorded one, a sentence for each difference. Ids must correspond one to one, moments must be
 * moments (their value depends on the day), everything else must be equal. Fields named in `left` were not asked here.
 */
export function compareAnswers(
  ids: IdMap,
  recorded: unknown,
  given: unknown,
  left: ReadonlySet<string>,
  path = "",
): string[] {
  if (typeof recorded === "string" && typeof given === "string") return compareTexts(ids, recorded, given, path);
  if (Array.isArray(recorded) && Array.isArray(given)) {
    if (recorded.length !== given.length) {
      return [`${path} has ${given.length} items, recorded are ${recorded.length}`];
    }
    return recorded.flatMap((each, index) => compareAnswers(ids, each, given[index], left, `${path}[${index}]`));
  }
  if (isObject(recorded) && isObject(given)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(given)].filter((name) => !left.has(name)));
    return [...names].flatMap((name) => compareAnswers(ids, recorded[name], given[name], left, `${path}.${name}`));
  }
  return recorded === given ? [] : [differs(path, recorded, given)];
}

function compareTexts(ids: IdMap, recorded: string, given: string, path: string): string[] {
  if (gidPattern.test(recorded) && gidPattern.test(given)) return compareIds(ids, recorded, given, path);
  if (momentPattern.test(recorded) && momentPattern.test(given)) return [];
  const expected = recorded.replace(/gid:\/\/shopify\/\w+\/\S+/g, (id) => ourId(ids, id));
  return withoutNumbers(expected) === withoutNumbers(given) ? [] : [differs(path, expected, given)];
}

/** Long numbers in messages are ids too. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{10,}/g, "#");
}

function compareIds(ids: IdMap, recorded: string, given: string, path: string): string[] {
  const known = ids.ours.get(recorded);
  const taken = ids.theirs.get(given);
  if (known === undefined && taken === undefined) {
    ids.ours.set(recorded, given);
    ids.theirs.set(given, recorded);
    return [];
  }
  return known === given && taken === recorded
    ? []
    : [differs(path, `${recorded} (here ${known ?? "unknown"})`, given)];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function differs(path: string, recorded: unknown, given: unknown): string {
  return `${path} is ${JSON.stringify(given)}, recorded is ${JSON.stringify(recorded)}`;
}
