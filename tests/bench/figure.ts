/** One measured figure, under the name by which the targets know it. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** What it is to be seen beside: its share of the ceiling, what limited it, how it was measured. */
  remarks: string[];
};

/** One JSON object a line, for whoever collects figures. */
export function figureAsJson({ name, value, unit }: Figure): string {
  return JSON.stringify({ name, value: rounded(value), unit });
}

/** The figure with its remarks below it, for people. */
export function figureAsText({ name, value, unit, remarks }: Figure): string {
  const figure = rounded(value).toLocaleString("en-US");
  return [`${name.padEnd(40)} ${figure.padStart(12)} ${unit}`, ...remarks.map((remark) => `    ${remark}`)].join("\n");
}

/** Three digits say all that a single run can. */
function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The value below which this fraction of the values lies. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1)] ?? Number.NaN;
}
