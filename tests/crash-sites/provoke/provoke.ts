import { setTimeout as sleep } from "node:timers/promises";
import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { clickAround, replayPoisoned } from "./click-around.ts";
import { cure, disturbTheDatabase } from "./disturb-the-database.ts";
import { importAndFail } from "./import-and-fail.ts";
import { changeShops } from "./change-shops.ts";
import { sellAndSend } from "./sell-and-send.ts";
import { spoilAnswers } from "./spoil-answers.ts";

/** Something that happens to the app again and again. */
export type Provocation = {
  everyMs: number;
  /** Does it once; `round` counts from 0. What does not fit the moment is left out. */
  act(round: number): Promise<void> | void;
};

export type Provoking = {
  /** Nothing more happens; resolves when what was under way has ended. */
  end(): Promise<void>;
  /** Shops that had their data erased, and when: what they were told before is not looked for. */
  forgottenBefore(): ReadonlyMap<string, number>;
};

/** Makes everything happen that leads the app to its crash sites, each at its own pace, as long as the round goes on. */
export function provoke(scene: Scene): Provoking {
  const forgotten = new Map<string, number>();
  let isOver = false;
  let ending: Promise<void> | undefined;
  const failures: Error[] = [];
  const loop = async ({ everyMs, act }: Provocation) => {
    for (let round = 0; !isOver; round += 1) {
      try {
        await act(round);
      } catch (error) {
        failures.push(error as Error);
      }
      for (let waitedMs = 0; waitedMs < everyMs && !isOver; waitedMs += 100) await sleep(100);
    }
  };
  const provocations = [
    ...sellAndSend(scene),
    ...clickAround(scene),
    ...changeShops(scene, forgotten),
    ...importAndFail(scene),
    ...spoilAnswers(scene),
    ...disturbTheDatabase(scene),
  ];
  const loops = provocations.map(loop);
  return {
    end: () =>
      (ending ??= (async () => {
        isOver = true;
        scene.traffic.stop();
        await Promise.all(loops);
        scene.world.faults.length = 0;
        scene.between.refusals.length = 0;
        await cure(scene);
        await replayPoisoned(scene);
        if (failures[0]) throw failures[0];
      })()),
    forgottenBefore: () => forgotten,
  };
}
