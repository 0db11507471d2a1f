import {
  goodsFreedBody,
  levelsReadBody,
  orderImportedBody,
  orderReadBody,
  personBody,
  timerBody,
} from "#app/contracts/internal-bodies.ts";
import { rule, type TopicRule } from "./topic-rule.ts";

/** What all of our own topics begin with. No webhook may: the intake refuses it from outside. */
export const OWN_TOPIC_PREFIX = "switchyard/";

/** Our own messages: answers to our reads, what people do on pages, and timers. They are never subscribed to. */
export const ownTopics: Record<string, TopicRule> = {
  "switchyard/order_read": rule("snapshot", [], orderReadBody, (read) => [{ kind: "order_read", read }]),
  "switchyard/order_imported": rule("snapshot", [], orderImportedBody, (read) => [{ kind: "order_imported", read }]),
  "switchyard/levels_read": rule("snapshot", [], levelsReadBody, (observations) => [
    { kind: "levels_read", observations },
  ]),
  "switchyard/person": rule("act", [], personBody, (act) => [{ kind: "person", act }]),
  "switchyard/goods_freed": rule("act", [], goodsFreedBody, (body) => [{ kind: "goods_freed", ...body }]),
  "switchyard/timer": rule("act", [], timerBody, (body) => [{ kind: "timer", ...body }]),
};
