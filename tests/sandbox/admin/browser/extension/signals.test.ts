import { signal as preactSignal, Signal, effect } from "@preact/signals";
import { expect, test } from "vitest";
import { createSignals } from "./signals.ts";

test("what the host changes reaches a component that reads it, once the bundle has handed over its class", () => {
  const signals = createSignals();
  const order = signals.signal("placed");
  order.set("held");
  expect(order.value).toBe("held");
  signals.adopt(Signal);
  const seen: string[] = [];
  const stop = effect(() => void seen.push(order.value));
  order.set("shipped");
  stop();
  order.set("delivered");
  expect(seen).toEqual(["held", "shipped"]);
});

test("a signal that is made after the class was handed over is of that class too", () => {
  const signals = createSignals();
  signals.adopt(Signal);
  const late = signals.signal(1);
  const heard: number[] = [];
  const stop = late.subscribe((value) => heard.push(value));
  late.set(2);
  stop();
  late.set(3);
  expect(heard).toEqual([1, 2]);
});

test("signals of the bundle and of the host work in one computation", () => {
  const signals = createSignals();
  signals.adopt(Signal);
  const own = preactSignal(1);
  const host = signals.signal(10);
  let sum = 0;
  const stop = effect(() => void (sum = own.value + host.value));
  host.set(20);
  own.value = 2;
  stop();
  expect(sum).toBe(22);
});
