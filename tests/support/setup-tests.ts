import { afterAll, afterEach, beforeEach } from "vitest";
import { catchConsoleErrors } from "./guards/catch-console-errors.ts";
import { guardNetwork } from "./guards/guard-network.ts";

// Runs once in each test file, before the file itself. Files share a process: what one guards, the next finds as it was.
const consoleErrors = catchConsoleErrors();
const refusedCalls = guardNetwork();

beforeEach(() => {
  consoleErrors.take();
  refusedCalls.take();
});

afterEach(() => {
  const problems = [
    ...consoleErrors.take().map((text) => `Unexpected console.error: ${text}`),
    ...refusedCalls.take().map((target) => `Unknown network call to ${target}: answer it with the sandbox or msw.`),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
});

afterAll(() => {
  consoleErrors.end();
  refusedCalls.end();
});
