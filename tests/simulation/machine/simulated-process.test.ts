import { expect, test } from "vitest";
import { createProcess } from "./simulated-process.ts";
import { createSimulatedTime } from "./simulated-time.ts";
import { createTrace } from "./trace.ts";

test("a process that sleeps says nothing and hears nothing until it wakes, while time goes on for the others", async () => {
  const start = new Date("2026-11-20T08:00:00.000Z");
  const time = createSimulatedTime({ start, countLockWaits: () => Promise.resolve(0) });
  const [sleeper, other] = ["worker 1", "worker 2"].map((name) => createProcess(name, 7, time, createTrace(false)));
  const acts: string[] = [];
  let sleepMs = 0;
  sleeper!.onSleep((ms) => (sleepMs = ms));
  sleeper!.arm({ kind: "asleep", ports: ["mutation answer"], skip: 0 });
  sleeper!.at("mutation answer", "a move", () => acts.push("sleeper hears"));
  await time.runUntil(start.getTime() + 1_000);
  expect(sleepMs).toBeGreaterThan(5_000);
  expect(sleeper!.isAwake()).toBe(false);
  sleeper!.at("sql", "SELECT 1", () => acts.push("sleeper says"));
  other!.at("sql", "SELECT 1", () => acts.push("other says"));
  await time.runUntil(start.getTime() + 5_000);
  expect(acts).toEqual(["other says"]);
  await time.runUntil(start.getTime() + 1_000 + sleepMs);
  expect(sleeper!.isAwake()).toBe(true);
  expect(acts.slice(1).sort()).toEqual(["sleeper hears", "sleeper says"]);
});
