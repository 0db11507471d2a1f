import type { DocumentDraft, DocumentLine, IssuedDocument } from "#app/domain/invoicing/document.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { context, NOON } from "#tests/domain/build-order.ts";
import { arbitraryLife, factsOf, owed } from "#tests/fuzz/model-order-life.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

export function documentLaws({ nextDocuments }: Subject): readonly Law[] {
  const issueAll = (facts: OrderFacts, before: readonly IssuedDocument[]) => issueWith(nextDocuments, facts, before);
  return [
    law("invoices less credit notes are the current total, after any edits and refunds", arbitraryLife(), (life) => {
      let documents: IssuedDocument[] = [];
      for (let step = 0; step <= life.events.length; step++) {
        const facts = factsOf(life, step);
        const before = documents.length;
        documents = issueAll(facts, documents);
        if (step > 0 && owed(life, step) === owed(life, step - 1) && documents.length > before)
          throw new Error("a document, and nothing has changed");
        const sum = documents.reduce(
          (total, each) => total + (each.kind === "invoice" ? each.totalMinor : -each.totalMinor),
          0,
        );
        if (sum !== owed(life, step))
          throw new Error(`after ${step} events the documents sum to ${sum}, owed are ${owed(life, step)}`);
      }
    }),

    law("an order first invoiced late owes the same as one invoiced from the start", arbitraryLife(), (life) => {
      const last = life.events.length;
      const documents = issueAll(factsOf(life, last), []);
      const sum = documents.reduce((total, each) => total + each.totalMinor, 0);
      if (sum !== owed(life, last)) throw new Error(`invoiced ${sum}, owed are ${owed(life, last)}`);
      if (documents.some((document) => document.kind === "credit_note"))
        throw new Error("a refund before the invoice needs no credit note");
    }),

    law("no more of a line is credited than was invoiced", arbitraryLife({ goodwill: false }), (life) => {
      let documents: IssuedDocument[] = [];
      for (let step = 0; step <= life.events.length; step++) documents = issueAll(factsOf(life, step), documents);
      const unitsByKey = new Map<string, { units: number; minor: number }>();
      for (const { kind, lines } of documents) {
        for (const line of lines) {
          const sign = kind === "invoice" ? 1 : -1;
          const sum = unitsByKey.get(line.key) ?? { units: 0, minor: 0 };
          unitsByKey.set(line.key, {
            units: sum.units + sign * line.quantity,
            minor: sum.minor + sign * (line.netMinor + line.taxMinor),
          });
        }
      }
      for (const [key, { units, minor }] of unitsByKey) {
        if (key.startsWith("line:") && units < 0) throw new Error(`${key} was credited ${-units} times too often`);
        // A rounding of the platform may sit on another line than the one it came from.
        if (minor < -life.lines.length - 1) throw new Error(`${key} was credited ${-minor} too much`);
      }
    }),
  ];
}

/** Decides, checks every draft by itself, issues it, and sees that nothing more is due. */
function issueWith(
  nextDocuments: Subject["nextDocuments"],
  facts: OrderFacts,
  before: readonly IssuedDocument[],
): IssuedDocument[] {
  const { documents: drafts, documentObstacle } = nextDocuments(context(facts, { documents: [...before] }), false);
  if (documentObstacle !== null) throw new Error(documentObstacle);
  for (const draft of drafts) checkDraft(draft);
  const issued = [...before, ...drafts.map((draft, at) => issue(draft, before.length + at))];
  const again = nextDocuments(context(facts, { documents: issued }), false);
  if (again.documents.length > 0) throw new Error(`issued, and yet due again: ${JSON.stringify(again.documents)}`);
  return issued;
}

function issue(draft: DocumentDraft, at: number): IssuedDocument {
  return {
    kind: draft.kind,
    number: `N-${at + 1}`,
    issuedAt: NOON,
    totalMinor: draft.totalMinor,
    currency: draft.currency,
    lines: draft.lines,
  };
}

function checkDraft(draft: DocumentDraft): void {
  const sum = (minorOf: (line: DocumentLine) => number) =>
    draft.lines.reduce((total, line) => total + minorOf(line), 0);
  const same = (left: number, right: number, what: string) => {
    if (left !== right) throw new Error(`${what}: ${left} is not ${right} in ${JSON.stringify(draft)}`);
  };
  same(
    sum((line) => line.netMinor),
    draft.netMinor,
    "net of the lines",
  );
  same(
    sum((line) => line.taxMinor),
    draft.taxMinor,
    "tax of the lines",
  );
  same(draft.netMinor + draft.taxMinor, draft.totalMinor, "net and tax");
  same(
    draft.taxByRate.reduce((total, rate) => total + rate.taxMinor, 0),
    draft.taxMinor,
    "tax by rate",
  );
  for (const line of draft.lines) {
    same(
      line.taxes.reduce((total, part) => total + part.taxMinor, 0),
      line.taxMinor,
      `tax of ${line.key}`,
    );
  }
  if (draft.totalMinor <= 0) throw new Error(`a document over ${draft.totalMinor}`);
  if ((draft.correctsNumber === null) !== (draft.kind === "invoice"))
    throw new Error("credit notes, and only they, correct an invoice");
}
