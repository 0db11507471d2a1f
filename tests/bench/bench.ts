import type { Client } from "pg";
import type { Figure } from "./figure.ts";

/** What a group of measurements may use. */
export type Bench = {
  /** A migrated database of its own on a cluster that flushes every commit to the disk; dropped with the cluster. */
  database(name: string): Promise<string>;
  /** A connection as the owner of the tables, ended with the bench. */
  connect(databaseUrl: string): Promise<Client>;
  /** The process id of the cluster's first process: all others are its children. */
  postgresPid(): Promise<number>;
  /** Tells the person who waits what is being done. */
  say(text: string): void;
  /** Runs at the end, the latest first. */
  atEnd(stop: () => Promise<unknown>): void;
};

/** Measures one group and answers its figures. */
export type Measure = (bench: Bench) => Promise<Figure[]>;
