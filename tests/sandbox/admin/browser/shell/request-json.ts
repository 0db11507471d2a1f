/** A request to the stand-in itself; its answer is trusted to have the shape that its own server gives it. */
export async function requestJson<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(path, {
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(await reasonOf(response));
  return (await response.json()) as Answer;
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as { error?: string };
    return error ?? text;
  } catch {
    return text || `The stand-in answered ${response.status}.`;
  }
}
