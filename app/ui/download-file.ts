// Where the app itself refuses, its sentence is meant for the person; any other body is not.
const REFUSALS: readonly number[] = [403, 404];

/**
 * Fetches a file and hands it to the browser, as if it had been followed by a link. App Bridge puts the session token on the
 * request, so it works inside the admin's frame, where a plain link would carry none.
 *
 * @param failed what to say when nobody says why it did not come.
 * @returns why there is no file, or undefined once it is saved.
 */
export async function downloadFile(address: string, name: string, failed: string): Promise<string | undefined> {
  try {
    const answer = await fetch(address);
    if (answer.ok) return saveFile(await answer.blob(), name);
    return REFUSALS.includes(answer.status) ? await answer.text() : failed;
  } catch {
    return failed;
  }
}

function saveFile(file: Blob, name: string): undefined {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
