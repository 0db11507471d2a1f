import { roundCharge } from "./opening.ts";
import type { Relaxation } from "./relaxation.ts";
import { solveParcels } from "./solve-relaxation.ts";

/** The bound as a function of the shift: its value at one, and how fast it rises there. */
type Tangent = { shift: number; minor: number; slope: number };

/** Tangents that are tried: three or four nearly always meet at the top. */
const MOST_TANGENTS = 8;

/** How far to look, in money for a gram, where charges themselves give no hint. */
const LEAST_LEAP = 0.01;

/**
 * Raises or lowers all charges for a gram by the same, as is best.
 *
 * Where nothing waits, such a shift changes no element's choice, for all slots get dearer alike. So the best shift can be
 * found by looking at parcels alone: it is where they are believed to weigh together what all pieces weigh. The bound is
 * concave in the shift, and its slope is what is believed missing: so tangents on both sides of the top meet above it,
 * and where they meet the next is taken, until they meet on the curve.
 *
 * @returns by how much the bound rises
 */
export function balanceCharges(relaxation: Relaxation): number {
  const { perGram, opening } = relaxation;
  let lowest = Infinity;
  for (let slot = 0; slot < opening.places.length; slot++) lowest = Math.min(lowest, perGram[slot]!);
  const start = tangentAt(relaxation, 0);
  let best = start;
  let rising = start.slope >= 0 ? start : null;
  let falling = start.slope < 0 ? start : null;
  for (let count = 0; count < MOST_TANGENTS && best.slope !== 0; count++) {
    const shift = roundCharge(Math.max(-lowest, nextShift(rising, falling, lowest)));
    if (shift === rising?.shift || shift === falling?.shift) break;
    const tangent = tangentAt(relaxation, shift);
    if (tangent.minor > best.minor) best = tangent;
    if (tangent.slope >= 0) rising = tangent;
    else falling = tangent;
    if (falling !== null && falling.shift === -lowest) break;
  }
  for (let slot = 0; slot < opening.places.length; slot++) perGram[slot]! += best.shift;
  solveParcels(relaxation, 0);
  return best.minor - start.minor;
}

function tangentAt(relaxation: Relaxation, shift: number): Tangent {
  const { allGrams } = relaxation.flat;
  const minor = solveParcels(relaxation, shift) + shift * allGrams;
  let slope = allGrams;
  for (let slot = 0; slot < relaxation.opening.places.length; slot++) slope -= relaxation.believedGrams[slot]!;
  return { shift, minor, slope };
}

/** Where the tangents meet; as long as there is one only, far enough on the other side of the top. */
function nextShift(rising: Tangent | null, falling: Tangent | null, lowest: number): number {
  if (rising === null || falling === null)
    return rising === null ? -lowest : rising.shift + Math.max(2 * rising.shift, lowest, LEAST_LEAP);
  const meetMinor = falling.minor - rising.minor + rising.slope * rising.shift - falling.slope * falling.shift;
  return meetMinor / (rising.slope - falling.slope);
}
