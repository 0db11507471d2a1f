/** A part of all plans: those that use each of these places, and none of those. Indexes into the problem's places. */
export type PlaceRegion = { required: readonly number[]; forbidden: readonly number[] };

/** Every plan. */
export const WHOLE_REGION: PlaceRegion = { required: [], forbidden: [] };

/**
 * Divides what is left of a region without the plans that use just these places. Each other plan of the region is in exactly one
 * part: it either lacks a place of the set, and then there is a first that it lacks; or it has all of them and others
 * besides, and then there is a first of those (K. G. Murty, "An algorithm for ranking all the assignments in order of
 * increasing cost", Operations Research 16, 1968).
 *
 * @param places what the plans that are left out use: all that is required, nothing that is forbidden
 * @param usable the places that any plan can use
 */
export function divideRegion(
  { required, forbidden }: PlaceRegion,
  places: readonly number[],
  usable: readonly number[],
): PlaceRegion[] {
  const inside = places.filter((place) => !required.includes(place));
  const outside = usable.filter((place) => !places.includes(place) && !forbidden.includes(place));
  return [
    ...inside.map((place, at) => ({
      required: [...required, ...inside.slice(0, at)],
      forbidden: [...forbidden, place],
    })),
    ...outside.map((place, at) => ({
      required: [...places, place],
      forbidden: [...forbidden, ...outside.slice(0, at)],
    })),
  ];
}
