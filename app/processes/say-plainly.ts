const SENTENCES: Readonly<Record<number, string>> = {
  400: "This cannot be asked for in this way.",
  404: "There is nothing at this address.",
  405: "This cannot be asked for in this way.",
};
const BROKEN = "Something went wrong on our side. Try again in a moment.";

/**
 * What Remix says in its own words where a route has no page ("Unexpected Server Error", whatever the status), as a sentence.
 * Its errors on such routes bear a mark, but for the last resort, which is the only plain text of a status of 500. Answers of
 * ours pass as they are.
 */
export function sayPlainly(answer: Response): Response {
  const { status, headers } = answer;
  const isLastResort = status === 500 && headers.get("content-type") === "text/plain";
  if (!isLastResort && headers.get("x-remix-error") !== "yes") return answer;
  void answer.body?.cancel();
  const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(SENTENCES[status] ?? BROKEN, { status, headers: plain });
}
