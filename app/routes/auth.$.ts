import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticate } from "#app/shopify.server.ts";

/** The addresses of Shopify's sign-in (session token bounce, leaving the frame); the library answers all of them. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await authenticate.admin(request);
  return null;
};
