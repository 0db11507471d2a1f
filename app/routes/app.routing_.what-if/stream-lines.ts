/** Each piece of news as a line of JSON. Where it breaks off the stream does too, and whoever reads it sees no end. */
export function streamLines(
  news: AsyncGenerator<object, void>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await news.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
      } catch (error) {
        onFailure(error);
        controller.error(error);
      }
    },
    async cancel() {
      await news.return(undefined);
    },
  });
}
