import type { FileProblem } from "#app/domain/routing/prices/rate-file/file-problem.ts";
import type { RatePreview } from "#app/queries/routing/shipping-costs/preview-rate-file.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";

/** What a click on the page of shipping costs hears: of a file also what it would change, or what is wrong with it. */
export type ImportAnswer =
  | (Extract<ClickAnswer, { said: string }> & { preview?: RatePreview })
  | (Extract<ClickAnswer, { problem: string }> & { lines?: FileProblem[] });
