/** What the demo says to the person who started it, on standard output and without colour codes. */
export function print(text: string): void {
  process.stdout.write(text);
}
