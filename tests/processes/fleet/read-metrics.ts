/** A metric's value by its labels as they are written: `{lane="person"}`, or "" when it has none. */
export type Samples = Map<string, number>;

/** The metrics of a process by name, read from the address it tells them at. */
export async function readMetrics(port: number): Promise<Map<string, Samples>> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}.`);
  return parseMetrics(await answer.text());
}

/** Prometheus' text format, as far as it is used here: lines of `name{labels} value`. */
export function parseMetrics(text: string): Map<string, Samples> {
  const byName = new Map<string, Samples>();
  for (const line of text.split("\n")) {
    const [, name, labels = "", value] = /^([a-z_]+)(\{.*\})? (\S+)$/i.exec(line) ?? [];
    if (name === undefined) continue;
    const samples = byName.get(name) ?? new Map<string, number>();
    samples.set(labels, Number(value));
    byName.set(name, samples);
  }
  return byName;
}

/** The sum of a metric over all its labels; 0 when it was never counted. */
export function sumOf(metrics: Map<string, Samples>, name: string): number {
  return [...(metrics.get(name)?.values() ?? [])].reduce((sum, value) => sum + value, 0);
}
