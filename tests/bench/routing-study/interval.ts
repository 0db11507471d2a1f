/** A mean over seeds, and how far to either side of it the true one lies with 95 %. */
export type Interval = { mean: number; margin: number };

/** Student's t for 95 %, two-sided, by the number of values. */
const STUDENT: Readonly<Record<number, number>> = { 3: 4.303, 20: 2.093 };

export function intervalOf(values: readonly number[]): Interval {
  const student = STUDENT[values.length];
  if (student === undefined) throw new Error(`There is no t for ${values.length} values: add it.`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, margin: student * Math.sqrt(squares / (values.length - 1) / values.length) };
}
