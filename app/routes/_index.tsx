import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** The address that Shopify opens: on to the app with everything the admin sent along. */
export const loader = ({ request }: LoaderFunctionArgs) => {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
};

export default function Outside() {
  return (
    <main
      style={{ font: "14px/20px system-ui, sans-serif", maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem" }}
    >
      <h1 style={{ fontSize: "20px" }}>Switchyard</h1>
      <p>Switchyard works inside the Shopify admin. Open it there under Apps.</p>
    </main>
  );
}
