import { z } from "zod";
import { readForm } from "#app/contracts/read-form.ts";

/** Five thousand prices are about so many; what we are posted ends at 256 KB. */
export const MOST_LETTERS = 200_000;

const MOST_REASON = 300;

const text = z.string().max(MOST_LETTERS);
const seenVersion = z.coerce.number().int().min(0);
const why = z.string().trim().max(MOST_REASON).default("");

const click = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("preview"), text }),
  z.object({ intent: z.literal("import"), text, seenVersion, why }),
  z.object({ intent: z.literal("remove_card"), subject: z.string().max(MOST_LETTERS), seenVersion, why }),
  z.object({ intent: z.literal("return_to"), subject: seenVersion, seenVersion, why }),
]);

/** A click on the page of shipping costs. Files come as JSON, which is half the size of a form; buttons are forms. */
export async function parseShippingClick(request: Request) {
  const isJson = /json/.test(request.headers.get("content-type") ?? "");
  const posted: unknown = isJson
    ? await request.json().catch(() => undefined)
    : Object.fromEntries(await readForm(request));
  return click.safeParse(posted);
}
