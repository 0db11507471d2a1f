import { isRouteErrorResponse, useNavigate, useRouteError, useRouteLoaderData, useRevalidator } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { AppNavigation } from "./app-navigation.tsx";
import type { Viewer } from "./shop-context.tsx";
import { describeError } from "./plain-error.tsx";

/**
 * What an embedded page shows in place of itself. The Shopify library also answers with small documents of its own (to
 * leave the frame, to fetch a token): those are put on the page as they are, or the sign-in would end here.
 */
export function EmbeddedError() {
  const error = useRouteError();
  // The layout's own data, where the error is one of the pages inside it.
  const layout = useRouteLoaderData<{ person: Viewer }>("routes/app");
  if (isRouteErrorResponse(error) && typeof error.data === "string" && error.data.includes("<script")) {
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <AppNavigation role={layout?.person.role} />
      <main>
        <ErrorPage error={error} />
      </main>
    </AppProvider>
  );
}

function ErrorPage({ error }: { error: unknown }) {
  const { title, sentence } = describeError(error);
  const isPassing = !isRouteErrorResponse(error) || error.status >= 500;
  const { revalidate, state } = useRevalidator();
  const navigate = useNavigate();
  return (
    <Page title={title} backAction={{ content: "Home", url: "/app" }}>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{sentence}</Text>
          <InlineStack gap="200">
            {isPassing && (
              <Button variant="primary" loading={state === "loading"} onClick={revalidate}>
                Try again
              </Button>
            )}
            <Button variant={isPassing ? undefined : "primary"} onClick={() => navigate("/app")}>
              Go to Home
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}
