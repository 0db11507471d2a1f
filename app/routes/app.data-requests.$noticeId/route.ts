import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { noteExport } from "#app/commands/note-personal-read.ts";
import { isRowId } from "#app/contracts/row-id.ts";
import { readCustomerData } from "#app/queries/people/read-customer-data.ts";
import { answerPlainly, fileLoader } from "#app/session.server.ts";

/** Everything that is kept of a customer who asked for it, as one file. Fetched with the session token, as documents are. */
export const loader = fileLoader("export_personal_data", async ({ params, shop, click }) => {
  const noticeId = params.noticeId ?? "";
  const told = isRowId(noticeId) ? await readCustomerData(shop, noticeId, click.now) : undefined;
  if (!told) return answerPlainly("No customer asked for their data here.", 404);
  const orderIds = told.orders.map(({ id }) => id);
  await noteExport(shop, click, noticeId, orderIds);
  return new Response(JSON.stringify(told, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="customer-data-${noticeId}.json"`,
      "Cache-Control": "private, no-store",
    },
  });
});

export const headers: HeadersFunction = (args) => boundary.headers(args);
