import { spawn } from "node:child_process";
import { once } from "node:events";
import { clone } from "./postgres/place.ts";

export type ProgramRun = { passed: boolean; output: string; seconds: number };

/**
 * Runs a JavaScript or TypeScript program in the checkout, under the Node that runs us, to its end.
 *
 * @param args the file and its arguments.
 * @param env variables on top of our own.
 * @param report receives the output piece by piece, besides the whole of it in the result.
 */
export async function runProgram(
  args: string[],
  env: Record<string, string> = {},
  report: (text: string) => void = () => undefined,
): Promise<ProgramRun> {
  const begunAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: clone,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      report(text);
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { passed: code === 0, output: output.trim(), seconds: (performance.now() - begunAt) / 1000 };
}
