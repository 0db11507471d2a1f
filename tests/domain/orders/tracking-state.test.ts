import fc from "fast-check";
import { expect, test } from "vitest";
import { trackingState } from "#app/domain/orders/tracking-state.ts";
import { at, parcel, permutationsOf } from "./build-life.ts";

type Scan = [status: string, time: string];

function stateOf(scans: readonly Scan[], shipmentStatus: string | null = null): string {
  const events = scans.map(([status, time], index) => ({
    id: String(index + 1),
    status,
    happenedAt: at(time),
    message: null,
  }));
  return trackingState(parcel({ events, shipmentStatus, updatedAt: at("23:00:00") })).state;
}

test.each<[string, Scan[], string]>([
  ["nothing is known of a parcel without events", [], "unknown"],
  ["a printed label is a label", [["label_printed", "10:00:00"]], "labelled"],
  [
    "a parcel on its way is in transit",
    [
      ["label_printed", "10:00:00"],
      ["carrier_picked_up", "11:00:00"],
    ],
    "in_transit",
  ],
  [
    "a parcel may be delayed and go on",
    [
      ["delayed", "10:00:00"],
      ["out_for_delivery", "11:00:00"],
    ],
    "out_for_delivery",
  ],
  [
    "a first attempt may fail",
    [
      ["out_for_delivery", "10:00:00"],
      ["attempted_delivery", "11:00:00"],
    ],
    "attempted",
  ],
  [
    "a delivered parcel is delivered",
    [
      ["in_transit", "10:00:00"],
      ["delivered", "12:00:00"],
    ],
    "delivered",
  ],
  [
    "a scan that comes after delivery does not take it back",
    [
      ["delivered", "12:00:00"],
      ["in_transit", "13:00:00"],
    ],
    "delivered",
  ],
  [
    "a failure after delivery means that it came back",
    [
      ["delivered", "12:00:00"],
      ["failure", "13:00:00"],
    ],
    "returned",
  ],
  [
    "a failure before delivery was overcome",
    [
      ["failure", "11:00:00"],
      ["delivered", "12:00:00"],
    ],
    "delivered",
  ],
  [
    "a parcel that came back may be delivered again",
    [
      ["delivered", "12:00:00"],
      ["failure", "13:00:00"],
      ["delivered", "15:00:00"],
    ],
    "delivered",
  ],
  [
    "a parcel that could not be delivered says so",
    [
      ["out_for_delivery", "10:00:00"],
      ["failure", "11:00:00"],
    ],
    "failed",
  ],
  [
    "a parcel waits at a pickup point",
    [
      ["in_transit", "10:00:00"],
      ["ready_for_pickup", "11:00:00"],
    ],
    "ready_for_pickup",
  ],
  [
    "words that nobody knows say nothing",
    [
      ["in_transit", "10:00:00"],
      ["teleported", "11:00:00"],
    ],
    "in_transit",
  ],
  [
    "of two events of one moment the one further along counts",
    [
      ["delivered", "12:00:00"],
      ["out_for_delivery", "12:00:00"],
    ],
    "delivered",
  ],
])("%s", (_title, scans, expected) => {
  expect(stateOf(scans)).toBe(expected);
});

test("the order in which events arrive makes no difference", () => {
  const scans: Scan[] = [
    ["label_printed", "09:00:00"],
    ["in_transit", "10:00:00"],
    ["delivered", "12:00:00"],
    ["failure", "13:00:00"],
    ["in_transit", "14:00:00"],
  ];
  const events = scans.map(([status, time], index) => ({
    id: String(index + 1),
    status,
    happenedAt: at(time),
    message: null,
  }));
  for (const arrived of permutationsOf(events))
    expect(trackingState(parcel({ events: arrived }))).toEqual({ state: "returned", at: at("13:00:00") });
});

test("whatever the events, their order of arrival makes no difference", () => {
  const status = fc.constantFrom(
    "in_transit",
    "delivered",
    "failure",
    "out_for_delivery",
    "attempted_delivery",
    "label_printed",
  );
  const event = fc.record({ status, happenedAt: fc.integer({ min: 10, max: 14 }).map((hour) => at(`${hour}:00:00`)) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (list, keys) => {
      const events = list.map((each, index) => ({ ...each, id: String(index + 1), message: null }));
      const shuffled = events.map((each) => ({ each, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      const arrived = shuffled.map(({ each }) => each);
      expect(trackingState(parcel({ events: arrived }))).toEqual(trackingState(parcel({ events })));
    }),
  );
});

test("the platform's own summary stands in for events that never came", () => {
  expect(stateOf([["in_transit", "10:00:00"]], "delivered")).toBe("delivered");
  expect(stateOf([], "out_for_delivery")).toBe("out_for_delivery");
});

test("the platform's summary does not repeat an event that came", () => {
  expect(
    stateOf(
      [
        ["delivered", "12:00:00"],
        ["failure", "13:00:00"],
      ],
      "delivered",
    ),
  ).toBe("returned");
});
