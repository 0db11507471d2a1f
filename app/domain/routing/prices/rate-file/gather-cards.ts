import { formatMinor } from "#app/domain/basics/money.ts";
import { cardKey, type RateCard, type RateZone } from "#app/domain/routing/prices/rate-card.ts";
import { areAlike, sayZonePart, type ZonePart } from "#app/domain/routing/prices/zone-part.ts";
import type { FileProblem } from "./file-problem.ts";
import type { PriceLine } from "./read-price-line.ts";

/** Puts lines together to zones, and zones to cards, in the order in which the file names them. */
export function gatherCards(lines: readonly PriceLine[], currency: string, problems: FileProblem[]): RateCard[] {
  const linesByCard = Map.groupBy(lines, cardKey);
  const cards = [...linesByCard.values()].map((ofCard): RateCard => {
    const { service, locationIds } = ofCard[0]!;
    const linesByZone = Map.groupBy(ofCard, ({ zone }) => zone);
    const zones = [...linesByZone.values()].map((ofZone) => gatherZone(ofZone, currency, problems));
    checkZones(zones, linesByZone, service, problems);
    return { service, currency, locationIds, zones };
  });
  checkOrigins(cards, linesByCard, problems);
  return cards;
}

function gatherZone(lines: readonly PriceLine[], currency: string, problems: FileProblem[]): RateZone {
  const { zone: name, service, line } = lines[0]!;
  const parts = agreeOn(lines, "destinations", ({ parts }) => parts, sayParts, problems);
  const days = agreeOn(lines, "days", ({ days }) => days, String, problems);
  const what = `zone ${name} of ${service}`;
  if (parts === null) problems.push({ line, column: "destinations", sentence: `Where ${what} goes to is missing.` });
  if (days === null) problems.push({ line, column: "days", sentence: `How many days ${what} takes is missing.` });
  const steps = lines.toSorted((a, b) => a.upToGrams - b.upToGrams || a.line - b.line);
  for (const [index, step] of steps.slice(1).entries()) checkStep(steps[index]!, step, currency, problems);
  return {
    name,
    days: days ?? 0,
    parts: parts ?? [],
    rates: steps.map(({ upToGrams, priceMinor }) => ({ upToGrams, priceMinor })),
  };
}

/** What the lines of a zone say alike; a cell that is left empty says what the others say. */
function agreeOn<T>(
  lines: readonly PriceLine[],
  column: string,
  of: (line: PriceLine) => T | null,
  say: (value: T) => string,
  problems: FileProblem[],
): T | null {
  const stating = lines.filter((line) => of(line) !== null);
  const first = stating[0];
  if (!first) return null;
  for (const other of stating) {
    if (say(of(other)!) === say(of(first)!)) continue;
    const sentence = `Zone ${other.zone} of ${other.service} has ${say(of(other)!)} here and ${say(of(first)!)} in line ${first.line}.`;
    problems.push({ line: other.line, column, sentence });
  }
  return of(first);
}

function sayParts(parts: readonly ZonePart[]): string {
  return parts.map(sayZonePart).join(" | ");
}

/** Of two steps that follow each other the second is heavier, and not cheaper: nobody asks less for more. */
function checkStep(before: PriceLine, step: PriceLine, currency: string, problems: FileProblem[]): void {
  const { line } = step;
  const weight = `${step.upToGrams / 1000} kg`;
  if (step.upToGrams === before.upToGrams) {
    const sentence = `Zone ${step.zone} of ${step.service} has a price for ${weight} in line ${before.line} too.`;
    problems.push({ line, column: "up_to_kg", sentence });
  } else if (step.priceMinor < before.priceMinor) {
    const [price, lighter] = [step.priceMinor, before.priceMinor].map((minor) => formatMinor(minor, currency));
    const sentence = `${weight} costs ${price}, and less weight costs ${lighter} in line ${before.line}.`;
    problems.push({ line, column: "price", sentence });
  }
}

function checkZones(
  zones: readonly RateZone[],
  linesByZone: ReadonlyMap<string, readonly PriceLine[]>,
  service: string,
  problems: FileProblem[],
): void {
  for (const [index, zone] of zones.entries()) {
    for (const earlier of zones.slice(0, index)) {
      const shared = zone.parts.find((part) => earlier.parts.some((other) => areAlike(part, other)));
      if (!shared) continue;
      const { line } = linesByZone.get(zone.name)![0]!;
      const sentence = `${sayZonePart(shared)} is in zone ${zone.name} and in zone ${earlier.name} of ${service}: nobody could say which holds.`;
      problems.push({ line, column: "destinations", sentence });
    }
  }
}

/** A location has one card of a service for itself. */
function checkOrigins(
  cards: readonly RateCard[],
  linesByCard: ReadonlyMap<string, readonly PriceLine[]>,
  problems: FileProblem[],
): void {
  for (const [index, card] of cards.entries()) {
    const isShared = (other: RateCard) =>
      other.service === card.service && card.locationIds?.some((id) => other.locationIds?.includes(id));
    if (!cards.slice(0, index).some(isShared)) continue;
    const { line } = linesByCard.get(cardKey(card))![0]!;
    const sentence = `${card.service} has other lines with one of these locations among others. Write the same locations on all of them.`;
    problems.push({ line, column: "from", sentence });
  }
}
