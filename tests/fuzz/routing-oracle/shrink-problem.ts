import { leaveOutRule, PROBLEM_RULES } from "./leave-out-rule.ts";
import { printProblem, type OracleProblem } from "./oracle-problem.ts";

/** A problem that still differs though no line, place, unit or rule can be taken from it: small enough to be done by hand. */
export function shrinkProblem(
  problem: OracleProblem,
  stillDiffers: (smaller: OracleProblem) => boolean,
): OracleProblem {
  const smaller = smallerProblems(problem).find(stillDiffers);
  return smaller === undefined ? problem : shrinkProblem(smaller, stillDiffers);
}

function smallerProblems(problem: OracleProblem): OracleProblem[] {
  return [
    ...problem.places.map((_, place) => withoutPlace(problem, place)),
    ...problem.lines.map((_, line) => withoutLine(problem, line)),
    ...problem.lines.flatMap(({ units }, line) => (units > 0 ? [withOneUnitLess(problem, line)] : [])),
    ...problem.places.flatMap(({ rates }, place) => (rates.length > 1 ? [withOneStepLess(problem, place)] : [])),
    ...withoutOneRule(problem),
  ];
}

/** Leaving a rule out changes nothing where the problem is without it already: such a problem would shrink for ever. */
function withoutOneRule(problem: OracleProblem): OracleProblem[] {
  const text = printProblem(problem);
  // Lines of one item would get more stock to print, and waiting another price: neither is easier to read.
  return PROBLEM_RULES.filter((rule) => rule !== "stock shared by lines" && rule !== "waiting that is cheaper")
    .map((rule) => leaveOutRule(problem, rule))
    .filter((smaller) => printProblem(smaller) !== text);
}

function withoutPlace(problem: OracleProblem, place: number): OracleProblem {
  return { ...problem, places: problem.places.toSpliced(place, 1) };
}

function withoutLine(problem: OracleProblem, line: number): OracleProblem {
  return {
    ...problem,
    lines: problem.lines.toSpliced(line, 1),
    places: problem.places.map((place) => ({ ...place, unitMinor: place.unitMinor.toSpliced(line, 1) })),
  };
}

function withOneUnitLess(problem: OracleProblem, at: number): OracleProblem {
  const line = problem.lines[at]!;
  return { ...problem, lines: problem.lines.with(at, { ...line, units: line.units - 1 }) };
}

function withOneStepLess(problem: OracleProblem, at: number): OracleProblem {
  const place = problem.places[at]!;
  return { ...problem, places: problem.places.with(at, { ...place, rates: place.rates.slice(0, -1) }) };
}
