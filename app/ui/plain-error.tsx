import { isRouteErrorResponse, useRouteError } from "@remix-run/react";

/** What went wrong as a person can use it. `sentence` of a thrown answer is ours; anything else is not for their eyes. */
export function describeError(error: unknown): { title: string; sentence: string } {
  if (!isRouteErrorResponse(error)) {
    return {
      title: "This page could not be shown",
      sentence: "Something went wrong on our side. Nothing was changed. Try again in a moment.",
    };
  }
  if (error.status === 404) {
    return { title: "Not found", sentence: sentenceOf(error.data) ?? "There is no page at this address." };
  }
  const refused = error.status === 403 ? sentenceOf(error.data) : undefined;
  if (refused !== undefined) return { title: "Not for your role", sentence: refused };
  return {
    title: "This page could not be shown",
    sentence: `Switchyard answered ${error.status}. Nothing was changed. Try again in a moment.`,
  };
}

function sentenceOf(data: unknown): string | undefined {
  const isOurs = typeof data === "object" && data !== null && "sentence" in data && typeof data.sentence === "string";
  return isOurs ? (data.sentence as string) : undefined;
}

/** The error page where there is no layout: plain HTML, no script needed. */
export function PlainError() {
  const { title, sentence } = describeError(useRouteError());
  return (
    <main
      style={{ font: "14px/20px system-ui, sans-serif", maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem" }}
    >
      <h1 style={{ fontSize: "20px" }}>{title}</h1>
      <p>{sentence}</p>
    </main>
  );
}
