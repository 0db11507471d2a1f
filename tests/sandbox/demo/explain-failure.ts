const sentences: Record<string, string> = {
  ENOSPC: "The disk is full: free some space and start again.",
  EDQUOT: "Your disk quota is used up: free some space and start again.",
  EROFS: "The folder of the demo is on a read-only disk: clone the project somewhere else.",
  ENOMEM: "There is not enough memory: close something and start again.",
  EMFILE: "This user may not open more files: raise the limit (ulimit -n) and start again.",
  EAGAIN: "This user may not start more processes: raise the limit (ulimit -u) and start again.",
};

/** What went wrong, in one sentence where one is known for it; else the error's own words. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : sentences[code];
  return known ?? error.message;
}
