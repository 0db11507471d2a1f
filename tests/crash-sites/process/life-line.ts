import { startLife, type AppLife, type LifeOptions } from "./app-life.ts";

/**
 * So many processes are loaded while one works: loading takes longer than dying as long as much is left to be hit, and the
 * next one is to be there in that moment.
 */
const STANDBYS = 2;

/** Processes of the app, one after the other. */
export type LifeLine = {
  /** The next one, loaded and waiting for its `begin`. */
  next(): Promise<AppLife>;
  /** Ends those that nobody asked for yet; none is loaded any more. */
  endStandbys(): Promise<void>;
  /** Ends all. */
  end(): Promise<void>;
};

export function openLifeLine(options: Omit<LifeOptions, "number">): LifeLine {
  const standbys: AppLife[] = [];
  let current: AppLife | undefined;
  let started = 0;
  let isOver = false;
  const prepare = () => {
    while (!isOver && standbys.length < STANDBYS) standbys.push(startLife({ ...options, number: (started += 1) }));
  };
  const endStandbys = async () => {
    isOver = true;
    await Promise.all(standbys.splice(0).map((standby) => standby.kill()));
  };
  return {
    async next() {
      prepare();
      current = standbys.shift()!;
      prepare();
      await current.loaded;
      return current;
    },
    endStandbys,
    end: async () => {
      await Promise.all([current?.kill(), endStandbys()]);
    },
  };
}
