import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/** An acknowledgement has five seconds before Shopify gives up; good ones take a few milliseconds. */
const ACKNOWLEDGEMENT_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** A page is felt to be slow from a quarter of a second on. */
const PAGE_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A turn gives way to other shops after two seconds; a call under way may take ten more. */
const TURN_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15];
/** A call of the Admin API waits at most 1.5 s for points and is given up after ten seconds. */
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What this process counts. No label names a shop or a person: there are too many of them, and they are nobody's business. */
export type Metrics = ReturnType<typeof createMetrics>;

/** The counters of one process, and the registry that writes them in Prometheus' text format. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `switchyard_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[] = []) =>
    new Histogram({ name: `switchyard_${name}`, help, buckets, labelNames, registers });
  return {
    registry,
    webhooks: counter("webhooks_total", "Webhooks answered, by topic (only of signed ones) and status.", [
      "topic",
      "answer",
    ]),
    acknowledgement: histogram(
      "webhook_acknowledgement_seconds",
      "From the first byte of a webhook to the end of its answer.",
      ACKNOWLEDGEMENT_SECONDS,
    ),
    pages: histogram("page_seconds", "Pages and clicks answered, by class of status.", PAGE_SECONDS, ["answer"]),
    turns: histogram("turn_seconds", "Turns that shops took, by how they ended.", TURN_SECONDS, ["outcome"]),
    batches: counter("batches_total", "Batches committed."),
    settled: counter("messages_settled_total", "Inbox messages that a batch settled."),
    parked: counter("messages_parked_total", "Inbox messages that could not be processed and were parked."),
    decisions: counter("decisions_total", "Orders decided."),
    documentsIssued: counter("documents_issued_total", "Invoices and credit notes numbered."),
    documentsRendered: counter("documents_rendered_total", "Files of documents rendered, by outcome.", ["outcome"]),
    adminCalls: counter("admin_calls_total", "Calls of the Admin API, by operation and answer.", [
      "operation",
      "answer",
    ]),
    adminCall: histogram("admin_call_seconds", "Calls of the Admin API, their wait for points included.", CALL_SECONDS),
    throttleWait: counter("throttle_wait_seconds_total", "Time spent waiting for points of the Admin API."),
    sweeps: counter("sweeps_total", "Searches for shops with work, by outcome.", ["outcome"]),
  };
}
