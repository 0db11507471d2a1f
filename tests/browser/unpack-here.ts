import sparticuz, { inflate } from "@sparticuz/chromium";

// `TMPDIR=<folder> node tests/browser/unpack-here.ts <archive of libraries>`: a program of its own, because the package asks
// for the temp folder's name at each step, and nobody else may be misled by what it is told.
await sparticuz.executablePath();
await inflate(process.argv[2]!);
