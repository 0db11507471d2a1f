import { cityOf, type City } from "#tests/sandbox/merchant/cities.ts";
import type { Point } from "#app/domain/routing/centres.ts";

/** What is sold, to whom and from where. Regions are the surroundings of the locations' cities, in the same order. */
export type Shop = {
  locations: readonly City[];
  /** By region: its share of the buyers. */
  regionShares: readonly number[];
  items: readonly Item[];
  families: readonly Family[];
};

export type Item = { grams: number };

/** Items that are bought together. */
export type Family = {
  items: readonly number[];
  itemShares: readonly number[];
  /** How often it is bought in each region. */
  regionShares: readonly number[];
};

export type Wanted = { item: number; units: number };

export type StudyOrder = { atHours: number; region: number; point: Point; wanted: readonly Wanted[] };

/**
 * Ten cities of one country and customs area, and how many million people live in and around them, about: the wide areas they
 * stand for, so that Austin is Texas and Reno the north of California.
 */
const CITIES: readonly (readonly [name: string, millions: number])[] = [
  ["Brooklyn", 22],
  ["Los Angeles", 22],
  ["Austin", 24],
  ["Chicago", 24],
  ["Miami", 18],
  ["Jersey City", 18],
  ["Reno", 10],
  ["Denver", 7],
  ["Seattle", 6],
  ["Portland", 4],
];

export const studyLocations: readonly City[] = CITIES.map(([name]) => cityOf(name));

const people = CITIES.reduce((sum, [, millions]) => sum + millions, 0);

export const peopleShares: readonly number[] = CITIES.map(([, millions]) => millions / people);
